"""Questions of a site: a project's own before the shipped ones, and of these what fits its data."""

import re
import shutil
from dataclasses import replace

import pytest
from published import few_parts, loose, tree
from sites import ROOT, SETTINGS, Page, pages, shipped, site_of

from gdec import publish_site, terms
from gdec.build import build
from gdec.errors import InputError, TookTooLong
from gdec.project import find_project
from gdec.query.run import ask
from gdec.query.saved import list_own, list_saved
from gdec.site.frame.settings import settings_of
from gdec.site.pages import answers, asking
from gdec.store.local import open_current

BASE = "https://ports.example/id/"
EXAMPLES = [query for query in list_saved() if query.defaults]
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Give the folder of a project with other addresses, and its store beside it."""
    folder = shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("other") / "data")
    (folder / "gdec.toml").write_text(f'base = "{BASE}"\n[site]\nbase_url = "https://ports.example/"\n', "utf-8")
    build(find_project(folder), folder.with_name("store"))
    return folder


@pytest.fixture(scope="module")
def elsewhere(project):
    with open_current(project.with_name("store")) as reader:
        yield reader


def with_own(reader, folder, **texts):
    """Give a site of a project whose queries these are."""
    (folder / "queries").mkdir()
    for name, text in texts.items():
        (folder / "queries" / f"{name.replace('_', '-')}.rq").write_text(text, encoding="utf-8")
    return site_of(reader, replace(SETTINGS, queries=tuple(list_own(folder))))


@pytest.mark.parametrize("query", EXAMPLES, ids=lambda query: query.name)
def test_a_shipped_query_asked_of_everything_tells_what_each_row_is_about(query, elsewhere):
    asked = asking.opened(query, elsewhere.prefixes)
    assert asked.defaults == {}
    assert terms.BASE not in asked.text
    assert "#+ question" not in asked.text
    assert ask(elsewhere, asked, {}).columns[0] in (next(iter(query.params)), *query.columns[:1])
    assert set(ask(elsewhere, asked, {}).columns) == {*query.columns, next(iter(query.params))}


def test_a_site_about_other_things_asks_nothing_about_the_shipped_ones(elsewhere):
    found = pages(answers, site_of(elsewhere))
    assert [path for path, text in found.items() if terms.BASE in text] == []
    listed = Page(found["queries.html"]).text
    assert "Which editions of a series are known, and who says so 4 rows" in listed
    assert [query.name for query in EXAMPLES if query.question in listed] == []
    assert "Asked about every series." in Page(found["query/editions.html"]).text
    assert "query/what-is-known-of.html" not in found


def test_with_the_shipped_base_a_question_is_told_by_whether_its_example_is_there(tmp_path):
    edition = f"<{terms.BASE}conference/a>"
    with open_current(loose(tmp_path / "store", [(edition, terms.TYPE, f"<{terms.GDEC}Conference>")])) as reader:
        asked = {query.name: query.question for query in asking.questions(site_of(reader))}
    assert asked["editions"] == ""
    assert asked["not-stated"] == "What is not stated?"


def test_own_questions_come_first_and_stand_in_for_shipped_ones(elsewhere, tmp_path):
    site = with_own(
        elsewhere,
        tmp_path,
        editions="#+ question: Ours <b>?\nASK { ?s ?p ?o }",
        nothing="SELECT ?s { ?s ?s ?s }",
        is_any="ASK { ?s ?s ?s }",
    )
    found = pages(answers, site)
    listed = found["queries.html"]
    assert listed.index("Asked by this project") < listed.index("About events")
    assert "Ours &lt;b&gt;?" in listed
    assert "Which editions of a series" not in listed
    assert re.search(r"is-any</a> <span>no</span>", listed)
    assert "There is no answer in these data." in found["query/nothing.html"]
    assert "<p>Yes.</p>" in found["query/editions.html"]
    assert "<p>No.</p>" in found["query/is-any.html"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("#+ summary: x\nSELECT * {\n SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "own.rq:3: SERVICE would"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "own.rq:1: FROM <file:///etc/passwd> is no graph"),
        ("LOAD <http://127.0.0.1:1/>", "own.rq:1: LOAD belongs"),
        ("SELECT * { ?s ?p }", "own.rq:1: is no SPARQL query"),
    ],
)
def test_an_own_query_is_refused_as_any_file(elsewhere, tmp_path, text, why):
    site = with_own(elsewhere, tmp_path, own=text)
    with pytest.raises(InputError, match=re.escape(why)):
        pages(answers, site)


def test_an_own_query_that_takes_too_long_is_ended(elsewhere, tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "SECONDS", 0.5)
    site = with_own(elsewhere, tmp_path, slow=SLOW)
    with pytest.raises(TookTooLong, match=r"slow\.rq: the answer takes longer than 0\.5 seconds"):
        pages(answers, site)


def test_a_wrong_head_is_told_before_anything_is_made(project, tmp_path):
    folder = shutil.copytree(project, tmp_path / "data")
    (folder / "queries").mkdir()
    (folder / "queries/own.rq").write_text("#+ summary: x\n#+ questoin: y\nASK {}", encoding="utf-8")
    with pytest.raises(InputError, match=r'own\.rq:2: .*did you mean "question"'):
        publish_site(tmp_path / "site", folder, project.with_name("store"))
    assert not (tmp_path / "site").exists()


def test_a_changed_query_is_published_again_and_no_page_of_a_thing(project, tmp_path, monkeypatch):
    few_parts(monkeypatch, ("gdec.site.frame.statics", "gdec.site.pages.answers"))
    folder, store, site = shutil.copytree(project, tmp_path / "data"), project.with_name("store"), tmp_path / "site"
    publish_site(site, folder, store)
    before = tree(site)
    (folder / "queries").mkdir()
    for question in ("How many?", "How many more?"):
        (folder / "queries/own.rq").write_text(f"#+ question: {question}\nASK {{ ?s ?p ?o }}", encoding="utf-8")
        assert publish_site(site, folder, store).made == 0
        assert question in (site / "queries.html").read_text("utf-8")
    assert publish_site(site, folder, store).written == 0
    publish_site(tmp_path / "whole", folder, store)
    assert tree(site) == tree(tmp_path / "whole")
    shutil.rmtree(folder / "queries")
    publish_site(site, folder, store)
    assert tree(site) == before


def test_shipped_questions_without_an_answer_are_only_named(tmp_path):
    with shipped(tmp_path / "store") as reader:
        found = pages(answers, site_of(reader))
    assert "query/retracted-articles.html" not in found
    _, _, folded = found["queries.html"].partition("1 question has no answer in these data</summary>")
    assert "Which articles were corrected or retracted?" in folded.partition("</details>")[0]
    assert "Which editions of GDEC are known?" in found["queries.html"]


def test_what_the_checks_find_can_be_left_out(project, elsewhere):
    own = find_project(project)
    assert settings_of(own).checks
    settings = settings_of(replace(own, site={**own.site, "checks": False}))
    found = pages(answers, site_of(elsewhere, settings))
    assert [path for path in found if path.startswith("check/")] == []
    assert 'id="checks"' not in found["queries.html"]
    with pytest.raises(InputError, match="checks must be true or false"):
        settings_of(replace(own, site={**own.site, "checks": "no"}))
