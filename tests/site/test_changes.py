"""What each publishing of the shipped data changed, as pages, data and feed tell it."""

import json
import shutil
from xml.etree import ElementTree

import pytest
from published import tree
from pyoxigraph import BlankNode, RdfFormat, parse
from sites import Page
from story import ARTICLE, BY_RULE, OTHER, SETTINGS, begun

from gdec import terms
from gdec.difference.compare import compare
from gdec.difference.sides import read_side
from gdec.errors import GdecError
from gdec.site.checking.check import check
from gdec.site.frame.log import Change, Log, read_log, to_jsonld
from gdec.site.making import recording
from gdec.site.pages import changes
from gdec.site.publish import publish

ATOM = f"{{{terms.ATOM}}}"
FORUM = f"<{terms.BASE}forum/lhasa-forum-2024>"


def shown(folder, path="changes"):
    return Page((folder / f"{path}.html").read_text(encoding="utf-8"))


def test_a_first_publishing_is_told_by_numbers_and_has_the_same_bytes_each_time(story, tmp_path):
    (change,) = story.log("first").changes
    assert (change.number, change.version, change.come["article"], change.come["person"]) == (1, 1, 2, 5)
    assert (change.went, change.things, change.triples) == ({}, (), ())
    assert "First published: 21 topics" in shown(story["first"]).text
    for name in ("one", "other"):
        publish(story.folder / "store", tmp_path / name, SETTINGS)
    assert tree(tmp_path / "one") == tree(tmp_path / "other")


def test_a_second_publishing_of_the_same_store_changes_nothing(story, tmp_path):
    publish(story.folder / "store", tmp_path / "site", SETTINGS)
    before = tree(tmp_path / "site")
    done = publish(story.folder / "store", tmp_path / "site", SETTINGS)
    assert (done.made, done.written, done.removed) == (0, 0, 0)
    assert tree(tmp_path / "site") == before


def test_a_changed_fact_is_told_triple_by_triple(story):
    change = story.log("corrected").changes[0]
    assert (change.number, change.version, change.come, change.went) == (2, 2, {}, {})
    day = terms.term("xsd:date")
    assert change.triples == (
        ("-", f'{FORUM} {terms.OPENING_DATE} "2024-07-29"^^{day} .'),
        ("+", f'{FORUM} {terms.OPENING_DATE} "2024-07-30"^^{day} .'),
    )
    assert (change.removed, change.added) == (1, 1)
    assert [path for path, _, _ in change.records] == [f"article/{ARTICLE}"]
    page = shown(story["corrected"])
    assert "− opening date 29 July 2024 + opening date 30 July 2024" in page.text
    assert "forum/lhasa-forum-2024.html" in page.links
    assert page.ids.index("change-2") < page.ids.index("change-1")


def test_what_somebody_said_is_told_as_that(few_parts, tmp_path):
    story = begun(tmp_path)
    story.publish()
    said = "Lhasa means to become a major platform for opening up and cooperation"
    story.change(f"{said}, kind: intended", f"{said}, kind: hoped")
    story.publish()
    change = story.log().changes[0]
    triple = f'<{terms.BASE}person/wang-qiang> {terms.CONTENT} "{said}"@en .'
    assert (change.triples, change.claims) == ((), (("-", triple, "intended"), ("+", triple, "hoped")))
    assert "Said or claimed Wang Qiang" in (text := shown(story.site).text)
    assert f"− content {said} (intended) + content {said} (hoped)" in text


def test_it_is_what_gdec_diff_tells(story):
    difference = compare(read_side(story["first"]), read_side(story["corrected"]))
    assert difference
    told = story.log("corrected").changes[0]
    assert {(mark, f"{triple} .") for mark, triple in difference.of_things} == set(told.triples)
    owners = {owner.removeprefix(terms.BASE) for owner, _ in difference.of_records}
    assert owners == {path for path, _, _ in told.records}


def test_what_came_and_went_is_counted_and_named(story):
    change = story.log("without").changes[0]
    assert change.come == {}
    assert (change.went["article"], change.went["forum"], change.went["post"]) == (1, 1, 1)
    assert ("-", f"article/{OTHER}") in change.things
    assert not [path for _, path in change.things if path.startswith(("person/", "post/", "participation/"))]
    page = shown(story["without"])
    assert "Global Digital Economy Conference 2023" in page.text
    assert f"article/{OTHER}.html" in page.links


def test_no_page_leads_to_what_is_gone_and_all_is_sound(story):
    for name in ("first", "without", "forgotten"):
        assert check(story[name], terms.BASE).findings == ()


def test_the_log_is_json_ld_without_blank_nodes(story):
    data = (story["without"] / "changes.jsonld").read_bytes()
    quads = list(parse(data, RdfFormat.JSON_LD))
    assert not [quad for quad in quads if BlankNode in map(type, quad)]
    kinds = [str(quad.object) for quad in quads if str(quad.predicate) == terms.TYPE]
    log = story.log("without")
    assert kinds.count(f"<{terms.ACTIVITY_STREAMS}Update>") == len(log.changes) == 3
    assert kinds.count(f"<{terms.ACTIVITY_STREAMS}Tombstone>") == len(log.gone)
    assert '"Changes of Two articles"' in [str(quad.object) for quad in quads]


def test_the_feed_tells_changes_and_articles(story):
    feed = ElementTree.fromstring((story["without"] / "feed.xml").read_bytes())
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert ids[:3] == [f"{terms.BASE}changes#change-{number}" for number in (3, 2, 1)]
    assert ids[3:] == [f"{terms.BASE}article/{ARTICLE}"]
    assert entries[1].findtext(f"{ATOM}title") == "Version 2: 1 triple removed and 1 added elsewhere"
    days = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert feed.findtext(f"{ATOM}updated") == days[0] == f"{story.log('without').changes[0].day}T00:00:00Z"
    link = entries[0].find(f"{ATOM}link").get("href")
    assert link == f"{SETTINGS.base_url}changes.html#change-3"


def test_many_changes_are_paged_and_the_old_ones_have_only_numbers(few_parts, tmp_path, monkeypatch):
    monkeypatch.setattr(recording, "DETAILED", 2)
    monkeypatch.setattr(changes, "SIZE", 2)
    site = begun(tmp_path)
    site.change(BY_RULE, "is: 2024-07-29,")
    site.publish()
    for day in (28, 27, 26):
        site.change(f"is: 2024-07-{day + 1}", f"is: 2024-07-{day}")
        site.publish()
    log = site.log()
    assert [change.number for change in log.changes] == [4, 3, 2, 1]
    assert [bool(change.triples) for change in log.changes] == [True, True, False, False]
    assert [change.removed for change in log.changes] == [1, 1, 1, 0]
    assert "changes-2.html" in shown(site.site).links
    assert {"change-2", "change-1"} <= set(shown(site.site, "changes-2").ids)


def test_a_clone_of_the_site_alone_goes_on_with_the_log(story, tmp_path):
    shutil.copytree(story["corrected"], tmp_path / "site")
    (tmp_path / "site/dump/gdec.nq").unlink()  # too large for some hosts; the packed one does
    publish(story.folder / "store", tmp_path / "site", SETTINGS)
    log = read_log(tmp_path / "site")
    assert [change.number for change in log.changes] == [3, 2, 1]
    assert f"article/{OTHER}" in log.removed
    assert (tmp_path / f"site/article/{OTHER}.html").is_file()


@pytest.mark.parametrize(
    ("path", "damage"), [("changes.jsonld", b'{"changes": 7}'), ("changes.jsonld", b"{"), ("dump", None)]
)
def test_a_damaged_log_or_a_missing_dump_is_told_and_the_site_stays(story, tmp_path, path, damage):
    shutil.copytree(story["corrected"], tmp_path / "site")
    if damage is None:
        shutil.rmtree(tmp_path / "site" / path)
    else:
        (tmp_path / "site" / path).write_bytes(damage)
    before = tree(tmp_path / "site")
    with pytest.raises(GdecError, match="bring"):
        publish(story.folder / "store", tmp_path / "site", SETTINGS, jobs=1)
    assert tree(tmp_path / "site") == before


@pytest.mark.parametrize("path", ["index", "../index", "person/../index", "person/a/b", "person/", "nothing/x"])
def test_a_log_that_would_lay_a_tombstone_elsewhere_is_refused(tmp_path, path):
    log = json.loads(to_jsonld(Log((Change(1, 1),)), terms.BASE, "Changes"))
    log["gone"] = [{"path": path, "version": 1, "change": 1}]
    (tmp_path / "changes.jsonld").write_text(json.dumps(log))
    with pytest.raises(GdecError, match="no page of a thing"):
        read_log(tmp_path)


def test_a_log_is_read_as_it_was_written(story):
    log = story.log("without")
    assert log.gone
    assert (story["without"] / "changes.jsonld").read_bytes() == to_jsonld(log, terms.BASE, "Changes of Two articles")
