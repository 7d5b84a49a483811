"""What hosts do with the rules that the site brings: a real nginx, a real Apache and the preview, by one table."""

import re
import shutil
import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest
from accepts import ACCEPTS
from host_servers import absent, apache, ask, free_port, nginx
from sites import shipped

from gdec import resources, terms
from gdec.site import hosts
from gdec.site.dumps.items import items
from gdec.site.frame.log import Gone, Log
from gdec.site.frame.settings import Settings
from gdec.site.frame.site import Site
from gdec.site.hosts import apache as apache_rules
from gdec.site.hosts import nginx as nginx_rules
from gdec.site.hosts.headers import (
    SECURITY,
    address,
    links_of_description,
    links_of_dump,
    links_of_home,
    links_of_page,
    links_of_sibling,
)
from gdec.site.hosts.place import Place
from gdec.site.pages.formats import SIBLINGS, VARIANTS
from gdec.site.publish import publish
from gdec.site.serving.server import serving

ITEMS = items(["gdec"])

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
GONE = "person/gone-王强"
WANG = "person/%E7%8E%8B%E5%BC%BA"
HOSTS = ("preview", "nginx", "apache")
W3ID = "https://w3id.org/gdec/"
VERSION = re.search(r"owl:versionIRI <https://w3id\.org/gdec/(.+)>", resources.ontology().decode())[1]


def laid_out(root, published, settings):
    """Lay out the site of the shipped data, with some things of telling names, and rules for where it stands."""
    shutil.copytree(published.folder, root, dirs_exist_ok=True)
    for name in ("person/王强", "topic/web-2", "topic/web-2.0"):
        for suffix in VARIANTS:
            put(root / f"{name}{suffix}", f"{name}{suffix}".encode())
    put(root / f"{GONE}.html", b"tombstone")
    for file in hosts.files(Site(published.reader, settings, log=Log(gone=(Gone(GONE, 2, 2),)))):
        put(root / file.path, file.data)
    of_things = (path.relative_to(root) for name in terms.CLASS_PATHS for path in (root / name).glob("*.ttl"))
    return sorted(str(path).removesuffix(".ttl") for path in of_things)


def put(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The site of the shipped data, and the store that it was made from."""
    folder = tmp_path_factory.mktemp("published")
    with shipped(folder / "store") as reader:
        publish(folder / "store", folder / "site", Settings("https://example.org/", licence=LICENCE), jobs=2)
        yield SimpleNamespace(folder=folder / "site", reader=reader)


@pytest.fixture(scope="module", params=HOSTS)
def host(request, published):
    """A running host: its port, the path that the site stands at, the settings, the IRIs' base and all pages."""
    if request.param != "preview" and (reason := absent(request.param.replace("apache", "apache2"))):
        pytest.skip(reason)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        yield _started(request.param, folder, published, stack)


def _started(name, folder, published, stack):
    if name == "preview":
        settings = Settings("http://127.0.0.1/", licence=LICENCE)
        pages = laid_out(folder, published, settings)
        server = stack.enter_context(serving(folder, 0, "https://w3id.org/gdec/id/", settings))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        stack.callback(server.shutdown)
        settings = Settings(f"http://127.0.0.1:{server.server_port}/", licence=LICENCE)
        return SimpleNamespace(
            name=name,
            port=server.server_port,
            path="/",
            settings=settings,
            base="https://w3id.org/gdec/id/",
            pages=pages,
            root=folder,
        )
    port = free_port()
    settings = Settings(f"http://127.0.0.1:{port}/data/", licence=LICENCE)
    pages = laid_out(folder / "root/data", published, settings)
    place = Place(settings, f"http://127.0.0.1:{port}/data/id/", (GONE,))
    if name == "nginx":
        put(folder / "http.conf", nginx_rules.http(place).encode())
        put(folder / "server.conf", nginx_rules.server(place).encode())
    else:
        put(folder / "root/data/.htaccess", apache_rules.htaccess(place).encode())
        rules = apache_rules.w3id(Place(settings, "https://w3id.org/gdec/id/"))
        put(folder / "root/gdec/.htaccess", rules.encode())
    stack.enter_context((nginx if name == "nginx" else apache)(folder, port))
    return SimpleNamespace(
        name=name, port=port, path="/data/", settings=settings, base=place.base, pages=pages, root=folder / "root/data"
    )


def test_the_table_of_accept_headers_holds(host):
    wrong = {}
    for accept, media_type in ACCEPTS.items():
        status, headers, _ = ask(host.port, f"{host.path}person/wang-qiang", accept)
        got = headers["content-type"].partition(";")[0] if status == 200 else ""
        if (status, got) != ((200, media_type) if media_type else (406, "")) or "Accept" not in headers["vary"]:
            wrong[accept] = (status, got, headers.get("vary"))
    assert not wrong


def test_every_thing_is_had_as_every_format_with_its_type(host):
    for page in host.pages:
        path = f"{host.path}{address(page)}"
        for suffix, media_type in VARIANTS.items():
            status, headers, body = ask(host.port, path, media_type)
            direct = ask(host.port, f"{path}{suffix}")
            assert (status, direct[0]) == (200, 200), (page, suffix)
            assert headers["content-type"] == direct[1]["content-type"]
            assert headers["content-type"].partition(";")[0] == media_type
            assert body == direct[2]
            assert "vary" not in direct[1]
            assert headers["content-location"] == f"{path}{suffix}"
            assert "content-location" not in direct[1]
    assert ask(host.port, f"{host.path}person/wang-qiang.ttl")[1]["content-type"] == "text/turtle; charset=utf-8"


def test_a_name_with_a_dot_is_not_taken_for_a_name_before_it(host):
    assert ask(host.port, f"{host.path}topic/web-2")[2] == b"topic/web-2.html"
    assert ask(host.port, f"{host.path}topic/web-2.0")[2] == b"topic/web-2.0.html"
    assert ask(host.port, f"{host.path}topic/web")[0] == 404


def test_pages_and_data_have_the_typed_links_of_signposting(host):
    _, headers, _ = ask(host.port, f"{host.path}{WANG}")
    home = host.settings.base_url
    assert headers["link"] == links_of_page(host.settings, host.base, WANG)
    for link in (
        f'<{host.base}{WANG}>; rel="cite-as"',
        f'<{home}{WANG}.ttl>; rel="describedby alternate"; type="text/turtle"',
        f'<{home}>; rel="collection"',
        f'<{LICENCE}>; rel="license"',
    ):
        assert link in headers["link"]
    headers["link"].encode("ascii")
    for accept in ("text/turtle", "image/png"):
        links = ask(host.port, f"{host.path}{WANG}", accept)[1]["link"]
        assert f'<{host.base}{WANG}>; rel="describes"' in links
        assert f'<{home}{WANG}.html>; rel="alternate"; type="text/html"' in links
    assert ask(host.port, host.path)[1]["link"] == links_of_home(host.settings, ITEMS)


def test_what_stands_at_the_root_and_the_dumps_have_them_too(host):
    for page, base in (("registry", host.base), ("changes", host.base), ("ontology", W3ID), ("shapes", W3ID)):
        for path in (page, f"{page}.html"):
            _, headers, body = ask(host.port, f"{host.path}{path}")
            assert headers["link"] == links_of_page(host.settings, base, page)
            for name in ("cite-as", "type", "collection"):
                assert f'<link rel="{name}" href="'.encode() in body, path
            assert f'<link rel="cite-as" href="{W3ID}'.encode() in body
        of_data = links_of_sibling(host.settings, base, page)
        assert {ask(host.port, f"{host.path}{page}{suffix}")[1]["link"] for suffix in SIBLINGS} == {of_data}
        assert ask(host.port, f"{host.path}{page}", "image/png")[1]["link"] == of_data
    for path in ("dcat.ttl", "void.ttl"):
        assert ask(host.port, f"{host.path}{path}")[1]["link"] == links_of_description(host.settings)
    for path in ("dump/gdec.nq", "dump/gdec.ttl.gz", "dump/SHA256SUMS.txt"):
        assert ask(host.port, f"{host.path}{path}")[1]["link"] == links_of_dump(host.settings)
    for path in ("queries", "topic", "dump/nothing"):
        assert "link" not in ask(host.port, f"{host.path}{path}")[1], path


def test_the_home_page_is_had_as_the_description_of_the_dataset(host):
    for accept, media_type in ACCEPTS.items():
        status, headers, _ = ask(host.port, host.path, accept)
        assert (status, headers["vary"]) == (200, "Accept"), accept
        if media_type in ("text/html", "text/turtle"):
            assert headers["content-type"].partition(";")[0] == media_type, accept
    for accept in ("application/ld+json", "application/n-triples;q=0.1", "image/png", "*/*;q=0"):
        assert ask(host.port, host.path, accept)[1]["content-type"] == "text/html; charset=utf-8", accept
    _, headers, body = ask(host.port, f"{host.path}?a=b", "application/ld+json, text/turtle;q=0.5, text/html;q=0.4")
    assert body == (host.root / "dcat.ttl").read_bytes()
    assert headers["content-location"] == f"{host.path}dcat.ttl"
    assert headers["link"] == links_of_description(host.settings)


def test_the_present_version_of_the_ontology_leads_to_it_and_no_other(host):
    status, headers, _ = ask(host.port, f"{host.path}{VERSION}", "text/turtle")
    assert (status, headers["location"].endswith(f"{host.path}ontology")) == (303, True)
    for path in ("ontology/0.0.1", f"{VERSION}x", f"{VERSION}/x", "ontology/0-1-0", "shapes/0.1.0"):
        assert ask(host.port, f"{host.path}{path}")[0] == 404, path


def test_files_whose_suffix_does_not_tell_have_their_type_too(host):
    for path, media_type in {
        "feed.xml": "application/atom+xml",
        "sitemap.xml": "application/xml",
        "query/who-spoke.json": "application/sparql-results+json",
        "cite.csl.json": "application/json",
        "search/index.json": "application/json",
    }.items():
        status, headers, _ = ask(host.port, f"{host.path}{path}")
        assert (status, headers["content-type"]) == (200, media_type), path
    assert ask(host.port, f"{host.path}query/nothing.json")[0] == 404


def test_only_what_was_chosen_tells_where_it_lies_and_never_on_another_host(host):
    assert ask(host.port, f"{host.path}{WANG}?a=b", "text/turtle")[1]["content-location"] == f"{host.path}{WANG}.ttl"
    for path, accept in ((WANG, "image/png"), ("person/nobody", "*/*"), ("", "*/*"), (GONE, "text/turtle")):
        assert "content-location" not in ask(host.port, f"{host.path}{address(path)}", accept)[1], path
    assert not ask(host.port, f"/{host.path}{WANG}", "text/turtle")[1].get("content-location", "").startswith("//")


def test_every_answer_has_the_security_headers(host):
    """But for the preview: a site may be read by any page when it is public."""
    expected = SECURITY | ({"Access-Control-Allow-Origin": None} if host.name == "preview" else {})
    for path in ("", "person/wang-qiang", "person/nobody", f"{address(GONE)}", "person.html"):
        headers = ask(host.port, f"{host.path}{path}")[1]
        assert {name: headers.get(name.lower()) for name in SECURITY} == expected, path
    assert ask(host.port, f"{host.path}person/wang-qiang", "image/png")[1]["content-security-policy"]


def test_what_is_gone_is_answered_with_410_and_its_tombstone(host):
    for suffix in ("", ".html", ".ttl", ".jsonld", ".nt"):
        status, headers, body = ask(host.port, f"{host.path}{address(GONE)}{suffix}")
        assert (status, body) == (410, b"tombstone"), suffix
        assert headers["content-type"].startswith("text/html")
        assert "link" not in headers


def test_what_there_is_not_is_answered_with_404(host):
    for path in ("person/nobody", "person/nobody.ttl", "nothing", "person/wang-qiang/x", "person/wang-qiang.html/x"):
        assert ask(host.port, f"{host.path}{path}")[0] == 404, path
        assert ask(host.port, f"{host.path}{path}", "image/png")[0] == 404, path


def test_what_is_had_in_some_formats_only_is_refused_in_the_others(host):
    for page in ("shapes", "ontology", "changes", "disagreements", "registry"):
        for media_type in VARIANTS.values():
            status, headers, _ = ask(host.port, f"{host.path}{page}", media_type)
            assert (status, headers["content-type"].partition(";")[0]) == (200, media_type), page
            assert headers["vary"] == "Accept", page
    status, headers, _ = ask(host.port, f"{host.path}queries", "image/png")
    assert status == 200
    assert "vary" not in headers
    put(host.root / "topic/two.html", b"")
    put(host.root / "topic/two.ttl", b"")
    assert ask(host.port, f"{host.path}topic/two", "application/ld+json")[0] == 406


def test_the_folder_of_a_class_leads_to_its_page(host):
    status, headers, _ = ask(host.port, f"{host.path}person/")
    assert status in (200, 303)
    assert status == 200 or headers["location"].endswith(f"{host.path}person.html")
    assert ask(host.port, f"{host.path}person.html")[0] == 200


def test_the_iri_of_a_thing_leads_to_it(host):
    path = "/gdec/id/" if host.name == "preview" else "/data/id/"
    status, headers, _ = ask(host.port, f"{path}{WANG}")
    assert status == 303
    assert headers["location"].upper().endswith(f"{host.path}{WANG}".upper())
    for evil in ("/evil.com/x", "%2Fevil.com/x", "///evil.com/x", "\\evil.com", "mailto:x@y", "http://evil.com/"):
        location = ask(host.port, f"{path}{evil}")[1].get("location", host.path)
        home = host.settings.base_url if location.startswith("http") else host.path
        assert location.startswith(home), (evil, location)
        assert location[len(home) :][:1] not in ("/", "\\"), (evil, location)


@pytest.mark.parametrize(
    "path",
    [
        "person/%0d%0aX-Evil:%201",
        "person/%E7%8E%8B%0aX-Evil:1.html",
        "person/%22%3E%3Cscript%3E",
        "person/..%2f..%2f..%2fetc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "person/..%5c..%5cetc",
        "person/%00",
        "person/%ff%fe",
        "person/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        ".htaccess",
        "person/" + "x" * 3000,
    ],
)
def test_hostile_paths_give_nothing_and_break_no_header(host, path):
    status, headers, body = ask(host.port, f"{host.path}{path}")
    assert status in (400, 403, 404, 414)
    assert "x-evil" not in headers
    assert b"root:" not in body
    assert "<script>" not in headers.get("link", "")


def test_w3id_sends_on_to_page_or_data_by_the_table(published):
    if reason := absent("apache2"):
        pytest.skip(reason)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        host = _started("apache", folder, published, stack)
        suffixes = {media_type: suffix for suffix, media_type in VARIANTS.items()}
        for accept, media_type in ACCEPTS.items():
            status, headers, _ = ask(host.port, f"/gdec/id/{WANG}", accept)
            assert "Accept" in headers["vary"]
            if media_type:
                page = f"{host.settings.base_url}{WANG}{suffixes[media_type]}"
                # Apache writes escapes in lower case, which is the same (RFC 3986, section 6.2.2.1).
                assert (status, headers["location"].upper()) == (303, page.upper())
            else:
                assert status == 406, accept
        home = host.settings.base_url
        for path in ("ontology", VERSION):
            assert ask(host.port, f"/gdec/{path}", "text/turtle")[1]["location"] == f"{home}ontology.ttl"
        for path in ("ontology/0.0.1", "ontology/0x1.0", "shapes/0.1.0"):
            assert ask(host.port, f"/gdec/{path}", "text/turtle")[0] == 404
        assert ask(host.port, "/gdec/id/")[1]["location"] == home


def test_files_for_hosts_without_negotiation_say_so_and_keep_to_their_limits(published):
    site = Site(published.reader, Settings("https://example.org/data/", licence=LICENCE))
    texts = {file.path: file.data.decode() for file in hosts.files(site)}
    assert "no content negotiation" in texts["_headers"]
    assert texts["_headers"].count("\n/") <= 100
    assert max(map(len, texts["_headers"].splitlines())) <= 2000
    assert f"  Content-Security-Policy: {SECURITY['Content-Security-Policy']}\n" in texts["_headers"]
    assert "/*[.]jsonld\n  Content-Type: application/ld+json\n" in texts["_headers"]
    rules = [line.split() for line in texts["_redirects"].splitlines() if line and line[0] != "#"]
    assert all(len(rule) == 3 and rule[2] == "302" for rule in rules)
    assert "hosts/removed.txt" not in texts


def test_iris_beside_the_site_lead_to_it_on_apache(tmp_path_factory):
    if reason := absent("apache2"):
        pytest.skip(reason)
    port = free_port()
    place = Place(Settings(f"http://127.0.0.1:{port}/a$b/"), f"http://127.0.0.1:{port}/id/")
    with tempfile.TemporaryDirectory() as made, ExitStack() as stack:
        folder = Path(made)
        folder.chmod(0o755)
        for path in ("index.html", "person/x.html", "person/x.ttl"):
            put(folder / "root/a$b" / path, path.encode())
        put(folder / "root/a$b/.htaccess", apache_rules.htaccess(place).encode())
        put(folder / "root/id/.htaccess", apache_rules.iris(place).encode())
        stack.enter_context(apache(folder, port))
        status, headers, _ = ask(port, "/id/person/x")
        assert (status, headers["location"]) == (303, f"http://127.0.0.1:{port}/a$b/person/x")
        assert ask(port, "/a$b/person/x", "text/turtle")[2] == b"person/x.ttl"
        assert ask(port, "/id/")[1]["location"] == f"http://127.0.0.1:{port}/a$b/"
        assert [ask(port, f"/id/{path}")[0] for path in ("elsewhere/x", "mailto:x@y", "/evil.com/")] == [404] * 3
    assert apache_rules.iris(Place(place.settings, "https://example.org/id/")) == ""


@pytest.mark.parametrize("name", ["nginx", "apache"])
def test_an_address_with_signs_of_the_hosts_languages_is_harmless(name, tmp_path_factory):
    if reason := absent(name.replace("apache", "apache2")):
        pytest.skip(reason)
    port = free_port()
    settings = Settings(f"http://127.0.0.1:{port}/a$b'c/王%20%41/", licence="https://example.org/l%41$x%{HOST}e")
    place = Place(settings, "https://w3id.org/g(1/", (GONE,))
    with tempfile.TemporaryDirectory() as made, ExitStack() as stack:
        folder = Path(made)
        folder.chmod(0o755)
        site = folder / "root/a$b'c/王 A"
        for path in ("index.html", "person/x.html", "person/x.ttl", f"{GONE}.html"):
            put(site / path, path.encode())
        put(folder / "http.conf", nginx_rules.http(place).encode())
        put(folder / "server.conf", nginx_rules.server(place).encode())
        put(site / ".htaccess", apache_rules.htaccess(place).encode())
        stack.enter_context((nginx if name == "nginx" else apache)(folder, port))
        path = "/a$b'c/%E7%8E%8B%20%41/"
        assert ask(port, path)[2] == b"index.html"
        assert ask(port, f"{path}person/x", "text/turtle")[2] == b"person/x.ttl"
        assert ask(port, f"{path}{address(GONE)}")[::2] == (410, f"{GONE}.html".encode())
        assert ask(port, path)[1]["link"] == links_of_home(settings, ITEMS)


def test_the_rules_for_w3id_hold_the_address_as_it_is():
    place = Place(Settings("https://example.org/a$b/王%20/"), "https://w3id.org/g(1/x+/")
    assert r"\%24b/\%E7\%8E\%8B\%20/" in apache_rules.w3id(place)
    assert r"RewriteRule ^x\+/(.+)$ " in apache_rules.w3id(place)
    assert apache_rules.w3id(Place(place.settings, "https://example.org/id/")) == ""
