"""The preview: answers in the folder and nowhere else, on this machine only."""

import threading

import pytest
from host_servers import ask

from gdec import terms
from gdec.errors import GdecError
from gdec.site.frame.settings import Settings
from gdec.site.serving.server import Preview, serve, serving

HOME = "http://127.0.0.1:8000/"


@pytest.fixture
def folder(tmp_path):
    site = tmp_path / "site"
    for path in ("index.html", "person.html", "person/王强.html", "person/王强.ttl", "dump/gdec.ttl.gz", ".htaccess"):
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path, encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret")
    (site / "person/link.html").symlink_to(tmp_path / "secret.html")
    return site


@pytest.fixture
def preview(folder):
    return Preview(folder, terms.BASE, Settings(HOME))


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.html",
        "/person/../../secret.html",
        "/..%2fsecret.html",
        "/%2e%2e/secret.html",
        "/%2e%2e/secret",
        "/person%5c..%5c..%5csecret.html",
        "/person/link.html",
        "/person/link",
        "//secret.html",
        "/.htaccess",
        "/person/%00.html",
        "/person/" + "x" * 5000,
        "/person//王强.html",
        "/secret.html%00",
        "http:///secret.html",
    ],
)
def test_no_path_leads_out_of_the_folder(preview, target):
    assert preview.answer(target).status == 404


def test_what_is_nowhere_is_told_as_a_page_to_those_who_take_html(preview, folder):
    (folder / "404.html").write_text("nothing")
    for accept in ("text/html,*/*;q=0.1", "*/*", ""):
        answer = preview.answer("/person/nobody", accept)
        assert (answer.status, answer.file) == (404, folder / "404.html")
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    for accept in ("text/turtle", "text/html;q=0, */*"):
        answer = preview.answer("/person/nobody", accept)
        assert (answer.status, answer.file, answer.headers["Content-Type"]) == (404, None, "text/plain; charset=utf-8")


def test_the_links_of_that_page_lead_to_the_site(folder):
    preview = Preview(folder, terms.BASE, Settings(HOME), "/data/")
    assert preview.answer("/data/person.html").file == preview.answer("/person.html").file == folder / "person.html"
    assert preview.answer("/data//secret.html").status == preview.answer("/data/../secret.html").status == 404


def test_whole_iris_lead_to_their_pages(preview):
    for target in (
        f"/?iri={terms.BASE}person/王强",
        "/?iri=https%3A%2F%2Fw3id.org%2Fgdec%2Fid%2Fperson%2F%E7%8E%8B%E5%BC%BA",
        "/gdec/id/person/%E7%8E%8B%E5%BC%BA",
    ):
        moved = preview.answer(target)
        assert (moved.status, moved.headers["Location"]) == (303, "/person/%E7%8E%8B%E5%BC%BA")
    moved = preview.answer("/?iri=https%3A%2F%2Fw3id.org%2Fgdec%2Fid%2Farticle%2Fa%23s-1")
    assert moved.headers["Location"] == "/article/a#s-1"
    assert preview.answer("/gdec/id/person/").headers["Location"] == "/person/"
    for evil in ("%0d%0aX-Evil:%201", "/evil.com/x", "%2Fevil.com", "%5Cevil.com", "person/../..//evil.com"):
        for target in (f"/?iri={terms.BASE}{evil}", f"/gdec/id/{evil}"):
            assert "Location" not in preview.answer(target).headers, target
    assert preview.answer("/?iri=https://example.org/").status == 200


def test_pages_with_and_without_data(preview):
    assert preview.answer("/person/王强", "text/turtle").file.name == "王强.ttl"
    assert preview.answer("/person/王强", "application/ld+json").status == 406
    assert preview.answer("/person", "image/png").file.name == "person.html"
    assert preview.answer("/dump/gdec.ttl.gz").headers["Content-Type"] == "application/gzip"


def test_the_folder_of_a_class_leads_to_its_page(preview):
    moved = preview.answer("/person/")
    assert (moved.status, moved.headers["Location"]) == (303, "/person.html")
    assert preview.answer("/forum/").status == preview.answer("/person/王强/").status == 404


def test_it_listens_on_this_machine_only_and_ends(folder):
    with serving(folder, 0) as server:
        assert server.server_address[0] == "127.0.0.1"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        status, headers, body = ask(server.server_port, "/person/%E7%8E%8B%E5%BC%BA", "text/turtle", method="HEAD")
        assert (status, body) == (200, b"")
        assert headers["content-location"] == "/person/%E7%8E%8B%E5%BC%BA.ttl"
        status, headers, _ = ask(server.server_port, "/", method="POST")
        assert (status, headers["allow"]) == (405, "GET, HEAD")
        assert "access-control-allow-origin" not in headers
        assert ask(server.server_port, "/", ";a=b" * 3000)[0] == 431
        for name, status in (("localhost", 200), ("[::1]:80", 200), ("evil.com", 421), ("127.0.0.1.evil.com:1", 421)):
            assert ask(server.server_port, "/", host=name)[0] == status
        with pytest.raises(GdecError, match="choose another"), serving(folder, server.server_port):
            pass
        server.shutdown()
        thread.join(10)
        assert not thread.is_alive()


def test_ctrl_c_ends_it_without_a_word(folder, monkeypatch, capfd):
    def interrupted(_server, poll_interval=0.5):
        raise KeyboardInterrupt

    monkeypatch.setattr("gdec.site.serving.server.ThreadingHTTPServer.serve_forever", interrupted)
    serve(folder, 0)
    assert capfd.readouterr() == ("", "")


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(GdecError, match="there is no such folder"):
        serve(tmp_path / "nothing", 0)
