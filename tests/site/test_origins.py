"""A value that near-duplicates support says so on its page, and as `gdec why --independent` does."""

import pytest
from published import empty_project, few_parts, store, tree
from sites import Page

from gdec import terms
from gdec.evidence.text import digest
from gdec.facts import model
from gdec.following.support import counting, known_words, sketch
from gdec.following.why import why
from gdec.site import publish as publishing
from gdec.site.apart.alike import joined
from gdec.site.apart.origins import MOST, Origins, sketch_of
from gdec.site.checking.check import check
from gdec.site.frame.settings import Settings
from gdec.site.publish import publish
from gdec.site.reading.graphs import Graphs
from gdec.site.reading.quoting import Quoting
from gdec.store.local import open_current

SETTINGS = Settings("https://example.org/data/", title="Made up")
WIRE = "the Harbour Data Forum opened in the old port on Thursday with forty shipping companies and a mayor"
OWN = "more than forty firms of shipping met at a forum for data in the harbour as its host had hoped"
FORUM = f"{terms.BASE}forum/hdf"


@pytest.fixture(autouse=True)
def few(monkeypatch):
    few_parts(monkeypatch, ("gdec.site.frame.statics", "gdec.site.pages.disagreements"))


@pytest.fixture
def project(tmp_path):
    return empty_project(tmp_path / "project")


def article(key, words):
    """Give an article that names a forum in some words."""
    at = {"words": words, "at": (1, 0, len(words)), "sha256": digest(words)}
    return model.Facts(
        format=1,
        article=model.Article(id=key, text=model.TextSource(sha256=digest(words))),
        forums={"hdf": model.Event(name=model.Text(is_="Harbour Data Forum", **at))},
    )


WIRED = [article("a", WIRE), article("b", f"Porto {WIRE}"), article("c", OWN)]


def test_near_duplicates_are_named_and_count_once(tmp_path, project):
    site = tmp_path / "site"
    publish(store(tmp_path / "store", WIRED, project), site, SETTINGS)
    shown = Page((site / "forum/hdf.html").read_text(encoding="utf-8")).text
    assert "2 independent articles: a , b are near-duplicates and count once" in shown
    faults = [each.message for each in check(site).findings if each.path == "forum/hdf.html"]
    assert [each for each in faults if "leads to no file" not in each] == []


def test_it_is_what_why_tells(tmp_path, project):
    with open_current(store(tmp_path / "store", WIRED, project)) as reader:
        answer = why(reader, FORUM, "schema:name")
        articles = [f"{terms.BASE}article/{key}" for key in "abc"]
        nodes = {each: Graphs(reader).graph(f"{each}#graph").nodes for each in articles}
        sketches = {each: sketch_of(nodes[each], each, Quoting()) for each in articles}
        assert sketches == {each: sketch(words) for each, words in known_words(reader, articles).items()}
        groups = counting(reader, answer, {})(answer.matches[0])
        found = Origins(sketches).counted(articles)
    assert (found.independent, found.alike) == (len(groups), tuple(group for group in groups if len(group) > 1))


def test_the_page_of_an_article_names_its_near_duplicates(tmp_path, project):
    site = tmp_path / "site"
    publish(store(tmp_path / "store", WIRED, project), site, SETTINGS)
    pages = {key: Page((site / f"article/{key}.html").read_text(encoding="utf-8")) for key in "abc"}
    assert "Near-duplicate of this article: b ." in pages["a"].text
    assert "Near-duplicate of this article: a ." in pages["b"].text
    assert "near-duplicates" not in pages["c"].text
    assert "../article/b.html" in pages["a"].links


def test_near_duplicates_are_listed(tmp_path, project, monkeypatch):
    monkeypatch.setattr(publishing, "TELLING", ("gdec.site.pages.alike",))
    site, many = tmp_path / "site", [article(f"w{number:02}", WIRE) for number in range(45)]
    publish(store(tmp_path / "store", [*many, WIRED[2]], project), site, SETTINGS)
    listed = Page((site / "article-near-duplicates.html").read_text(encoding="utf-8"))
    assert "45 articles are of 1 origin:" in listed.text
    assert {f"article/w{number:02}.html" for number in range(45)} <= set(listed.links)
    assert "article/c.html" not in listed.links
    own = Page((site / "article/w00.html").read_text(encoding="utf-8"))
    assert "w12 and 32 more." in own.text
    assert "../article-near-duplicates.html" in own.links
    assert "article-near-duplicates.html" in Page((site / "article.html").read_text(encoding="utf-8")).links


def test_that_more_articles_support_a_value_than_are_compared_is_said(tmp_path, project):
    site, many = tmp_path / "site", [article(f"w{number:02}", WIRE) for number in range(MOST + 1)]
    publish(store(tmp_path / "store", many, project), site, SETTINGS)
    shown = Page((site / "forum/hdf.html").read_text(encoding="utf-8")).text
    assert f"More than {MOST} articles support it, too many to tell near-duplicates apart here" in shown
    assert "count once" not in (site / "article/w00.html").read_text(encoding="utf-8")


def test_groups_that_meet_are_one():
    assert joined([("a", "b"), ("c", "d"), ("e", "f"), ("d", "e"), ("b", "e")])["f"] == tuple("abcdef")


def test_independent_articles_are_not_spoken_of(tmp_path, project):
    site = tmp_path / "site"
    publish(store(tmp_path / "store", [WIRED[0], WIRED[2]], project), site, SETTINGS)
    assert "near-duplicate" not in (site / "forum/hdf.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [(WIRED[::2], WIRED), (WIRED, WIRED[::2]), (WIRED, [WIRED[0], article("b", OWN), WIRED[2]])],
    ids=["a copy comes", "a copy goes", "a copy is of another text now"],
)
def test_step_by_step_it_is_as_at_once(tmp_path, project, before, after):
    site = tmp_path / "site"
    publish(store(tmp_path / "store", before, project), site, SETTINGS)
    publish(store(tmp_path / "store", after, project), site, SETTINGS)
    publish(store(tmp_path / "other", after, project), tmp_path / "once", SETTINGS)
    assert tree(site) == tree(tmp_path / "once")
