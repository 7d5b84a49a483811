"""What became of each sentence of an article, on the site of somebody who has a copy of it."""

import pytest
from published import few_parts, tree
from sites import Page

from gdec.build import build
from gdec.evidence.anchor import anchor
from gdec.evidence.text import ArticleText
from gdec.project import find_project
from gdec.site.frame.settings import Settings
from gdec.site.publish import publish

SETTINGS = Settings("https://example.org/data/", title="Porto")
GULLS = "Gulls <b>cried</b> over the river all through the long afternoon and the longer evening of that day in May."
TEXT = f"""Harbour Data Forum opens in Porto

The forum began in Porto on 3 May 2031. {GULLS} Rain fell.

Read more: Ten walks along the river
"""
FACTS = """format: 1
article: {id: porto, title: {is: Harbour Data Forum opens in Porto, words: Harbour Data Forum opens in Porto}}
forums:
  hdf:
    name: {is: Harbour Data Forum, words: Harbour Data Forum}
    starts: {is: 2031-05-03, words: began in Porto on 3 May 2031}
no_fact:
- {words: "Read more: Ten walks along the river", why: "teaser <i>"}
"""
PAGE = "coverage/porto.html"


@pytest.fixture(autouse=True)
def only_coverage(monkeypatch):
    few_parts(monkeypatch, ("gdec.site.pages.coverage",))


@pytest.fixture
def put(tmp_path):
    """Give a function that builds and publishes facts, with copies or without."""
    (tmp_path / "data/articles").mkdir(parents=True)
    (tmp_path / "copies").mkdir()

    def published(name="site", facts=FACTS, text=TEXT, *, has_copies=True):
        (tmp_path / "copies/porto.txt").write_text(text, encoding="utf-8")
        anchored, _ = anchor("porto.yaml", facts.encode(), ArticleText(TEXT))
        (tmp_path / "data/articles/porto.yaml").write_bytes(anchored)
        build(find_project(tmp_path / "data"), tmp_path / "store")
        publish(tmp_path / "store", tmp_path / name, SETTINGS, tmp_path / "copies" if has_copies else None)
        return {path: data.decode() for path, data in tree(tmp_path / name).items()}

    return published


def test_each_sentence_tells_what_it_gave_or_why_it_gave_nothing(put):
    site = put()
    page = Page(site[PAGE])
    assert "5 sentences: 2 gave statements, 1 gave none for a reason, 2 are unexplained." in page.text
    listed = site[PAGE].partition('<ol class="sentences">')[2].partition("</ol>")[0]
    first, second, third, fourth, last = listed.split("<li")[1:]
    assert "<mark>Harbour Data Forum opens in Porto</mark>" in first
    assert "<mark>The forum began in … on 3 May 2031.</mark>" in second
    assert ">start date</a>" in second
    assert "<mark>" not in third
    assert "unexplained" in third
    assert "unexplained" in fourth
    assert "teaser &lt;i&gt;" in last
    assert "<i>" not in site[PAGE]


def test_each_statement_leads_to_where_it_stands_on_the_page_of_its_article(put):
    site = put()
    led_to = [link.partition("#")[2] for link in Page(site[PAGE]).links if "article/porto.html#s-" in link]
    assert led_to
    article = Page(site["article/porto.html"])
    assert set(led_to) <= set(article.ids)
    assert f"../{PAGE}" in article.links


def test_long_sentences_are_not_shown_whole_and_not_all_of_an_article_is(put):
    site = put()
    assert "Gulls" in site[PAGE]
    assert "through the long" not in site[PAGE]
    words = "".join(part.partition("</p>")[0] for part in site[PAGE].split('<p class="words">')[1:])
    assert len(Page(words).text) < len(TEXT) * 0.7


def test_without_copies_no_page_tells_of_sentences(put):
    site = put(has_copies=False)
    assert not any(path.startswith("coverage/") for path in site)
    assert "gdec coverage FACTS" in Page(site["coverage.html"]).text
    assert put(text="Another article.") == site


def test_copies_that_come_and_go_and_reasons_that_change_leave_what_a_new_site_would_have(put):
    put()
    assert put(has_copies=False) == put("none", has_copies=False)
    assert put() == put("again")
    changed = FACTS.replace("teaser <i>", "an invitation to walk")
    site = put(facts=changed)
    assert "an invitation to walk" in site[PAGE]
    assert site == put("changed", facts=changed)
