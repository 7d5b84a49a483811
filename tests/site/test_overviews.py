"""Home, questions, disagreements, registry, coverage and how to cite, over the shipped data."""

import csv
import io
import json

import pytest
import yaml
from published import loose
from sites import SETTINGS, Page, pages, shipped, site_of

from gdec import terms
from gdec.disagreement.find import disagreements as find_disagreements
from gdec.query.checks import load_checks
from gdec.query.saved import list_saved
from gdec.site.frame.settings import Settings
from gdec.site.pages import answers, asking, cite, coverage, disagreements, home, registry
from gdec.site.statements.relations import gravity
from gdec.store.local import open_current


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with shipped(tmp_path_factory.mktemp("store")) as reader:
        yield site_of(reader)


PARTS = (home, answers, disagreements, registry, coverage, cite)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.PAGE)
def test_a_part_gives_the_same_every_time_without_doubled_anchors(site, part):
    found = pages(part, site)
    assert found == pages(part, site)
    for path, text in found.items():
        if path.endswith(".html"):
            ids = Page(text).ids
            assert len(ids) == len(set(ids)), path
            assert "<h1>" in text
            assert text.count("<script") == text.count('<script type="application/ld+json">')
            assert "style=" not in text


def test_home_tells_search_engines_of_the_dataset(site):
    _, _, after = pages(home, site)["index.html"].partition('<script type="application/ld+json">')
    told = json.loads(after.partition("</script>")[0])
    assert (told["@type"], told["name"], told["url"]) == ("Dataset", SETTINGS.title, SETTINGS.base_url)


def test_home_offers_the_calendar_where_there_is_one(site, tmp_path):
    assert Page(pages(home, site)["index.html"]).links.count("events.ics") == 1
    edition = f"<{terms.BASE}conference/a>"
    store = loose(tmp_path / "s", [(edition, terms.TYPE, f"<{terms.GDEC}Conference>")])
    with open_current(store) as reader:
        assert "events.ics" not in pages(home, site_of(reader))["index.html"]


def test_home_shows_a_statement_with_its_words_first(site):
    text = Page(pages(home, site)["index.html"]).text
    start = text.index("Which words say so?")
    assert start < text.index("What is here")
    assert "“on July 29”" in text or "on July 29" in text
    assert "year from publication" in text


def test_home_counts_what_the_store_holds(site):
    text = Page(pages(home, site)["index.html"]).text
    assert "5 people" in text
    assert "1 ceremony" in text
    assert "2 disagreements" in text
    assert "4 to 7 July 2023 (end as scheduled)" in text
    assert {"picture/timeline.svg", "picture/network.svg", "picture/kinds.svg"} <= set(pages(home, site))


def test_each_query_and_check_has_a_page_with_its_answer_and_tables(site):
    found = pages(answers, site)
    for query in list_saved():
        if query.name == "retracted-articles":
            continue  # nothing answers it
        assert {f"query/{query.name}.{suffix}" for suffix in ("html", "csv", "json", "rq")} <= set(found)
    for check in load_checks():
        assert f"check/{check.name}.html" in found
    text = Page(found["query/who-spoke.html"]).text
    assert "Who spoke at which event?" in text
    assert "Guo Jinhai" in text
    rows = list(csv.reader(io.StringIO(found["query/who-spoke.csv"])))
    bindings = json.loads(found["query/who-spoke.json"])["results"]["bindings"]
    assert len(rows) - 1 == len(bindings) > 0
    assert f"{len(bindings)} rows" in text


def test_a_query_links_its_things(site):
    links = Page(pages(answers, site)["query/who-spoke.html"]).links
    assert "../person/guo-jinhai.html" in links
    assert "../article/china-org-cn-2024-08-01.html#paragraph-5" in links


def test_an_answer_names_nothing_twice_and_says_what_it_was_asked_about(site):
    found = pages(answers, site)
    html = found["query/who-spoke.html"]
    assert 'data-label="person"' in html
    assert 'data-label="name"' not in html
    assert found["query/who-spoke.csv"].startswith("event,person,name,")
    assert "Asked about every event. To ask about one:" in Page(html).text
    counted = found["query/counted-parts.html"]
    assert 'the event <a href="../conference/gdec-2023.html">Global Digital Economy Conference 2023</a>.' in counted


def test_questions_stand_by_what_they_are_about_and_checks_by_what_they_find(site):
    html = pages(answers, site)["queries.html"]
    _, _, rest = html.partition("About events</h2>")
    events, _, others = rest.partition("About people, bodies, places and initiatives</h2>")
    assert "query/who-spoke.html" in events
    assert "query/up-to-which-ministry.html" in others
    _, _, checked = others.partition('id="checks"')
    first, _, folded = checked.partition("<details>")
    assert "check/counted-but-not-named.html" in first
    assert "check/part-of-itself.html" in folded
    assert "violation" not in html


def test_a_long_answer_is_cut_and_its_total_said(site, monkeypatch):
    monkeypatch.setattr(answers, "SHOWN", 2)
    monkeypatch.setattr(asking, "KEPT", 3)
    found = pages(answers, site)
    assert "more than 3 rows; the first 2 are shown" in Page(found["query/who-spoke.html"]).text
    assert found["query/who-spoke.csv"].count("\r\n") == 4


def test_too_many_data_are_not_asked_ahead_and_the_page_says_so(site, monkeypatch):
    monkeypatch.setattr(answers, "LARGE", 100)
    found = pages(answers, site)
    assert "gdec query who-spoke" in Page(found["query/who-spoke.html"]).text
    assert "query/who-spoke.csv" not in found
    assert "query/who-spoke.rq" in found
    assert "not asked" in found["queries.html"]
    assert "more than 100 statements, too many to be asked ahead" in Page(found["queries.html"]).text


def test_each_disagreement_has_its_anchor_and_both_sides(site):
    page = Page(pages(disagreements, site)["disagreements.html"])
    found = find_disagreements(site.reader)
    assert found
    for each in found:
        assert each.iri(site.base).rpartition("#")[2] in page.ids
        assert all(side.label in page.text for side in each.sides)
    assert "wording variant" in page.text


def test_how_values_disagree_is_told_in_a_sentence_and_contradictions_come_first(site):
    text = Page(pages(disagreements, site)["disagreements.html"]).text
    assert text.index("These values speak of different things") < text.index("These values say the same in different")
    relations = [f"{terms.GDEC}{name}" for name in ("scope", "unknown", "contradiction")]
    assert sorted(relations, key=gravity) == [relations[2], relations[0], relations[1]]


def test_disagreements_beyond_a_page_keep_their_anchors_on_the_first(site, monkeypatch):
    monkeypatch.setattr(disagreements, "SIZE", 1)
    monkeypatch.setattr(disagreements, "_number", lambda iri, of: 1 + (int(iri[-1], 16) + 1) % of)
    found = pages(disagreements, site)
    first, second = Page(found["disagreements.html"]), Page(found["disagreements-2.html"])
    anchors = {each.iri(site.base).rpartition("#")[2] for each in find_disagreements(site.reader)}
    assert anchors <= set(first.ids)
    later = anchors & set(second.ids)
    assert later
    assert {f"disagreements-2.html#{each}" for each in later} <= set(first.links)


def test_a_disagreement_that_comes_moves_no_other(site, monkeypatch):
    monkeypatch.setattr(disagreements, "SIZE", 5)
    known = [f"{site.base}disagreements#d-{number:016x}" for number in range(18)]

    def places(iris: list[str]) -> dict[str, str]:
        return {iri: page.path for page in disagreements._paged(iris) for iri in page.items}

    before, now = places(known[:-1]), places(known)
    assert len(set(before.values())) == 4
    assert now.items() >= before.items()


def test_each_registry_entry_has_its_anchor_its_reason_and_the_names_as_printed(site):
    page = Page(pages(registry, site)["registry.html"])
    assert "entry-beijing" in page.ids
    assert "Both articles mean the capital of China" in page.text
    assert "place/beijing.html" in page.links
    assert any(link.startswith("article/tdi-2023-07-04.html#s-") for link in page.links)


def test_coverage_accounts_for_each_article(site):
    page = Page(pages(coverage, site)["coverage.html"])
    assert {"tdi-2023-07-04", "china-org-cn-2024-08-01"} <= set(page.ids)
    assert "When did GDEC 2024 end?" in page.text


def test_the_citation_is_told_in_forms_that_programs_read(site):
    found = pages(cite, site)
    (record,) = json.loads(found["cite.csl.json"])
    assert record["title"] == SETTINGS.title
    _, day = site.reader.days
    assert record["issued"] == {"date-parts": [[int(part) for part in day.split("-")]]}
    assert f"The harbour & co. ({day[:4]}). {SETTINGS.title} (version 1)" in Page(found["cite.html"]).text
    cff = yaml.safe_load(found["CITATION.cff"])
    assert cff["authors"] == [{"name": "The harbour & co."}]
    assert cff["cff-version"] == "1.2.0"
    assert r"author = {{The harbour \& co.}}" in found["cite.bib"]
    assert "no licence" in Page(found["cite.html"]).text.lower()


def test_a_site_without_settings_still_says_what_it_is(site):
    bare = site_of(site.reader, Settings("https://example.org/"))
    assert "Linked data" in Page(pages(home, bare)["index.html"]).text
    _, day = site.reader.days
    assert f"Untitled data set (version 1) [Data set]. ({day[:4]})." in Page(pages(cite, bare)["cite.html"]).text
