"""What is gone: the pages that say so, what hosts answer, and what is told of nobody."""

import re
import shutil
import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from generated import articles
from host_servers import absent, apache, ask, free_port, nginx
from published import empty_project, store, tree
from sites import Page
from story import ARTICLE, FORGOTTEN, OTHER, SETTINGS, begun

from gdec import terms
from gdec.forgetting.search import files_naming
from gdec.site import hosts
from gdec.site.frame.log import Gone, read_log
from gdec.site.frame.settings import Settings
from gdec.site.frame.site import Site
from gdec.site.pages.formats import SIBLINGS, VARIANTS
from gdec.site.publish import publish
from gdec.site.serving.server import serving
from gdec.store.local import open_current

FORUM = "forum/gdec-2023-main-forum"
PERSONAL = ("participation/", "person/", "post/")


def test_what_is_gone_has_a_page_that_says_so_and_no_data(story):
    gone = {each.path: each for each in story.log("without").gone}
    assert gone[FORUM] == Gone(FORUM, 3, 3, "main forum", "en")
    for path in gone:
        assert [name for name in VARIANTS if (story["without"] / f"{path}{name}").exists()] == [".html"], path
    html = (story["without"] / f"{FORUM}.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in html
    page = Page(html)
    assert "main forum" in page.text
    assert "was removed in version 3 of the data" in page.text
    assert {"../forum.html", "../changes.html#change-3", "../index.html"} <= set(page.links)
    assert "../forum/lhasa-forum-2024-main-forum.html" in page.links
    assert (story["without"] / hosts.REMOVED).read_text(encoding="utf-8").splitlines() == sorted(gone)
    maps = "".join((story["without"] / name).read_text(encoding="utf-8") for name in ("sitemap.xml", "void.ttl"))
    assert not [path for path in gone if f"{path}.html" in maps]


def test_of_people_who_are_gone_only_the_address_stays(story):
    gone = [each for each in story.log("without").gone if each.path.startswith(PERSONAL)]
    assert gone
    for each in gone:
        assert (each.label, each.lang) == ("", "")
        page = Page((story["without"] / f"{each.path}.html").read_text(encoding="utf-8"))
        assert "This is gone" in page.text


def test_tombstones_stay_and_the_site_without_its_memory_is_the_same(story, tmp_path):
    shutil.copytree(story["forgotten"], tmp_path / "clone")
    for _ in range(2):
        publish(story.folder / "store", tmp_path / "clone", SETTINGS)
        assert tree(tmp_path / "clone") == tree(story["forgotten"])


def test_what_comes_back_has_its_page_again(few_parts, tmp_path):
    project = empty_project(tmp_path / "project")
    facts = [article.facts for article in articles(24)]
    folder, site = tmp_path / "store", tmp_path / "site"
    for held in (facts, facts[1:], facts, facts[1:]):
        before = tree(site)
        done = publish(store(folder, held, project), site, SETTINGS)
        assert before == {} or done.made < done.pages  # only what the article bears on is made again
        log = read_log(site)
        gone = set(log.removed)
        if held is facts:
            assert not gone
            assert not (site / hosts.REMOVED).exists()
        else:
            assert f"article/{facts[0].article.id}" in gone
            assert {path for path in gone if f"{path}.ttl" in before} == gone
        after = tree(site)
        assert {path for path in gone for suffix in VARIANTS if f"{path}{suffix}" in after} == gone
        assert not [path for path in gone for suffix in SIBLINGS if f"{path}{suffix}" in after]
        of_things = {path.removesuffix(".html") for path in after if path.count("/") == 1 and _is_of_thing(path)}
        assert {path for path in of_things if f"{path}.ttl" not in after} == gone
    assert [sum(change.come.values()) for change in log.changes[:3]] == [0, len(gone), 0]


def _is_of_thing(path):
    return path.endswith(".html") and path.partition("/")[0] in terms.CLASS_PATHS


def test_nothing_of_a_forgotten_person_stays_in_the_site_or_beside_it(story):
    named = files_naming(story.person, [story.site, story.site.with_name(".site.gdec")])
    # The saved query has its own example; the pages of the ontology and the shapes have theirs.
    examples = re.compile(r"(ontology|shapes|queries|query/up-to-which-ministry)\.(html|rq)$")
    assert [str(path) for path in named if not examples.search(str(path))] == []
    before = files_naming(story.person, [story["without"]])
    assert len(before) > len(named)


def test_that_somebody_was_forgotten_is_told_and_not_what_went(story):
    log = story.log("forgotten")
    change = log.changes[0]
    assert (change.forgotten, log.forgotten) == (1, 1)
    assert change.went["person"] == 1
    assert not any(each.things or each.triples or each.records for each in log.changes)
    assert not any(each.label or each.path.startswith(PERSONAL) for each in log.gone)
    assert FORUM in log.removed
    text = Page((story["forgotten"] / "changes.html").read_text(encoding="utf-8")).text
    assert "1 person was forgotten" in text
    assert "a request by letter" not in text


def test_a_person_who_was_gone_before_can_be_forgotten(few_parts, tmp_path):
    story = begun(tmp_path)
    story.publish()
    story.put_back(OTHER)
    story.take_out(ARTICLE)
    story.publish()
    assert "person/guo-jinhai" in story.log().removed
    person = story.forget(FORGOTTEN)
    story.publish()
    assert [path for path in story.log().removed if "guo-jinhai" in path] == []
    assert f"article/{ARTICLE}" in story.log().removed
    log = story.site / "changes.jsonld"
    assert not [path for path in files_naming(person, [story.site]) if path == log or path.parent.name == "person"]


def test_a_retracted_article_says_so_on_its_tombstone(few_parts, tmp_path):
    story = begun(tmp_path)
    story.change("  language: en\n", "  language: en\n  retracted: {on: 2024-09-01, reason: The date was wrong.}\n")
    story.publish()
    story.take_out(ARTICLE)
    story.publish()
    gone = {each.path: each for each in story.log().gone}
    assert gone[f"article/{ARTICLE}"].retracted == "2024-09-01"
    text = Page((story.site / f"article/{ARTICLE}.html").read_text(encoding="utf-8")).text
    assert "Its publisher had retracted it on 1 September 2024" in text


@pytest.fixture(scope="module", params=["preview", "nginx", "apache"])
def host(request, story):
    """A running host of the site from which an article was taken out: its port and the path of the site."""
    if request.param != "preview" and (reason := absent(request.param.replace("apache", "apache2"))):
        pytest.skip(reason)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        site = shutil.copytree(story["without"], folder / "root/data")
        if request.param == "preview":
            server = stack.enter_context(serving(site, 0))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.shutdown)
            yield server.server_port, "/"
            return
        port = free_port()
        settings = Settings(f"http://127.0.0.1:{port}/data/")
        with open_current(story.folder / "store") as reader:
            for file in hosts.files(Site(reader, settings, log=read_log(site))):
                (site / file.path).write_bytes(file.data)
        shutil.copy(site / "hosts/nginx-http.conf", folder / "http.conf")
        shutil.copy(site / "hosts/nginx-server.conf", folder / "server.conf")
        stack.enter_context((nginx if request.param == "nginx" else apache)(folder, port))
        yield port, "/data/"


def test_hosts_answer_410_with_the_tombstone(host, story):
    port, home = host
    for path in (FORUM, f"article/{OTHER}"):
        tombstone = (story["without"] / f"{path}.html").read_bytes()
        for suffix in ("", *VARIANTS):
            status, headers, body = ask(port, f"{home}{path}{suffix}", "text/turtle")
            assert (status, body) == (410, tombstone), suffix
            assert headers["content-type"].startswith("text/html")
    assert ask(port, f"{home}forum/lhasa-forum-2024", "text/turtle")[0] == 200
    assert ask(port, f"{home}forum/never-was")[0] == 404


def test_no_iri_of_what_is_gone_is_in_the_data(story):
    data = (story["without"] / "dump/gdec.nq").read_text(encoding="utf-8")
    subjects = {line.partition(" ")[0] for line in data.splitlines()}
    assert not [path for path in story.log("without").removed if f"<{terms.BASE}{path}>" in subjects]
