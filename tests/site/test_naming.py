"""The table of what everything is called says what the store would say."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from generated import articles
from msgspec import structs
from published import empty_project, few_parts, planned, store
from pyoxigraph import NamedNode
from sites import SETTINGS, shipped, site_of

from gdec import resources, terms
from gdec.rdf.nquads import iri
from gdec.site.feeds import feeds
from gdec.site.frame.label import Label, is_claimed, rank
from gdec.site.frame.labels import Labels
from gdec.site.frame.settings import Settings
from gdec.site.kept.naming import Naming, filling, renew
from gdec.site.making.writing import Place
from gdec.site.publish import publish
from gdec.site.reading.graphs import Graphs
from gdec.site.reading.named import named, source_of
from gdec.store.changing import change
from gdec.store.local import open_current

LANGUAGES = ("zh", "en")
ARTICLE, OTHER = f"{terms.BASE}article/one", f"{terms.BASE}article/two"
DANCE, COUNT, PLACE, HARBOUR = (
    iri(f"{terms.BASE}{path}") for path in ("forum/dance", "count/40", "place/porto", "place/harbour")
)
STRANGE = "<https://example.org/elsewhere>"


def iris_of(reader):
    """Give every IRI that a store speaks of, and some that it does not."""
    found = {each.value for quad in reader.quads() for each in quad if isinstance(each, NamedNode)}
    return sorted(found | {terms.BASE, f"{terms.BASE}person/nobody", "https://example.org/"})


def check(path, reader, languages):
    """Compare a table with the store."""
    asked, table, naming = Labels(reader, languages), Labels(reader, languages, Naming(path)), Naming(path)
    for each in iris_of(reader):
        assert table.of(each) == asked.of(each)
        assert "#" in each or naming.source(each) == source_of(Graphs(reader).article(each))


def emptied(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM label")


@pytest.fixture
def few(monkeypatch):
    few_parts(monkeypatch)


def said(me, thing, predicate, value):
    """Give a statement."""
    me = iri(me)
    parts = ((terms.SUBJECT, thing), (terms.PREDICATE, predicate), (terms.OBJECT, value))
    return [(me, terms.TYPE, terms.STATEMENT_CLASS), *((me, name, part) for name, part in parts)]


GRAPHS = {
    ARTICLE: [
        (iri(ARTICLE), terms.TYPE, terms.ARTICLE_CLASS),
        (iri(ARTICLE), terms.HEADLINE, '"On dance"@en'),
        (iri(ARTICLE), terms.DATE_PUBLISHED, '"2031-05-03"^^<http://www.w3.org/2001/XMLSchema#date>'),
        (iri(ARTICLE), terms.PUBLISHER, PLACE),
        (DANCE, terms.NAME, '"舞"@zh'),
        (DANCE, terms.LABEL, '"Danse"@fr'),
        (DANCE, terms.LABEL, '"Dance"@en-GB'),
        (DANCE, terms.LABEL, "<https://example.org/not-a-text>"),
        (STRANGE, terms.NAME, r'"named \"there\" \u00e9"'),
        *said(f"{ARTICLE}#s-1", COUNT, terms.LABEL, '"40 tents"@en'),
        *said(f"{ARTICLE}#s-2", DANCE, terms.LABEL, '"A dance that is only claimed"@zh'),
        *said(f"{ARTICLE}#s-3", PLACE, terms.LABEL, "<https://example.org/not-a-text>"),
    ],
    OTHER: [
        (iri(OTHER), terms.TYPE, terms.ARTICLE_CLASS),
        (DANCE, terms.LABEL, '"Ball"@en'),
        (HARBOUR, terms.NAME, '"Dock"'),
        (HARBOUR, terms.NAME, '"码头"@zh'),
        *said(f"{OTHER}#s-1", COUNT, terms.LABEL, '"forty tents"'),
        *said(f"{OTHER}#s-2", iri(f"{terms.BASE}place/nowhere"), terms.NAME, '"Nowhere"'),
    ],
    f"{terms.BASE}registry": [
        (PLACE, terms.LABEL, '"Porto"'),
        (HARBOUR, terms.LABEL, '"Doca"@pt'),
        (HARBOUR, terms.LABEL, '"Dok"@pl'),
        (COUNT, terms.HEADLINE, '"forty"@de'),
    ],
    f"{terms.BASE}by/a/stranger": [
        *said(f"{terms.BASE}by/a/stranger#1", iri(f"{terms.BASE}count/41"), terms.LABEL, '"41 tents"'),
        (iri(f"{terms.BASE}article/three"), terms.TYPE, terms.ARTICLE_CLASS),
    ],
    "https://example.org/any#graphs": [(iri(f"{terms.BASE}place/lima"), terms.NAME, '"Lima"')],
    f"{terms.BASE}article/three": [(PLACE, terms.LABEL, '"波尔图"@zh'), (PLACE, terms.TYPE, terms.term("gdec:Place"))],
}


def put(folder, graphs):
    """Put graphs into a store."""
    with change(folder) as step:
        for about, triples in graphs.items():
            graph = iri(about if "#" in about else f"{about}#graph")
            step.replace_graph(graph[1:-1], "".join(f"{s} {p} {o} {graph} .\n" for s, p, o in triples).encode())
        keys = ("one", "two")
        step.manifest |= {"base": terms.BASE, "articles": {key: {"file": "", "state": repr(graphs)} for key in keys}}
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("languages", [LANGUAGES, ("en",), ("fr", "de", "zh"), ("ZH-Hans", "pt")])
def test_names_in_several_languages_graphs_and_ways_are_chosen_among_as_in_the_store(tmp_path, languages, jobs):
    folder = put(tmp_path / "store", GRAPHS)
    settings = Settings("https://example.org/", languages=languages)
    plan = planned(folder, tmp_path / "memory", settings, jobs)
    with open_current(folder) as reader:
        check(tmp_path / "naming.sqlite", reader, languages)
    assert plan.beyond == [
        "https://example.org/any#graphs",
        f"{terms.BASE}by/a/stranger#graph",
        f"{terms.BASE}registry#graph",
    ]
    assert [batch.article for task in plan.tasks for batch in task] == [
        f"{terms.BASE}article/{key}" for key in ("one", "three", "two")
    ]


def test_a_label_in_a_language_that_nobody_prefers_gives_way_but_not_to_what_is_only_claimed():
    order = [
        (0, "zh"),
        (0, "en-GB"),
        (0, ""),
        (1, "zh"),
        (2, ""),
        (0, "pt"),
        (1, "pt"),
        (2, "pt"),
        (3, "zh"),
        (3, "pt"),
    ]
    places = [rank(*each, LANGUAGES) for each in order]
    assert places == sorted(set(places))
    assert [is_claimed(place, LANGUAGES) for place in places] == [naming == 3 for naming, _ in order]


def test_labels_are_those_that_were_meant(tmp_path):
    planned(put(tmp_path / "store", GRAPHS), tmp_path / "memory", Settings("https://example.org/", languages=LANGUAGES))
    naming = Naming(tmp_path / "naming.sqlite")
    assert naming.label(DANCE[1:-1]) == ("Ball", "en")
    assert naming.label(COUNT[1:-1]) == ("forty", "de")
    assert naming.label(f"{terms.BASE}count/41") == ("41 tents", "")
    assert naming.label(PLACE[1:-1]) == ("波尔图", "zh")
    assert naming.label(HARBOUR[1:-1]) == ("码头", "zh")
    assert naming.label(STRANGE[1:-1]) == ('named "there" é', "")
    assert naming.label(f"{terms.BASE}place/nowhere") is None
    assert naming.source(ARTICLE) == (PLACE[1:-1], "2031-05-03", "")
    assert naming.source(OTHER) == ("", "", "")


@pytest.mark.parametrize("languages", [("en",), LANGUAGES])
def test_of_the_shipped_data_all_is_called_as_in_the_store(tmp_path, languages):
    with shipped(tmp_path / "store") as reader:
        planned(tmp_path / "store", tmp_path / "memory", Settings("https://example.org/", languages=languages))
        check(tmp_path / "naming.sqlite", reader, languages)


@pytest.mark.usefixtures("few")
def test_after_a_change_the_table_is_that_of_the_store_as_it_is(tmp_path):
    project, site = empty_project(tmp_path / "project"), tmp_path / "site"
    for number in (30, 29, 30):
        made = [each.facts for each in articles(number)]
        made[1].article.title = structs.replace(made[1].article.title, is_=f"One of {number}")
        for organisation in made[1].organisations.values():
            organisation.name = structs.replace(organisation.name, is_=f"A body of {number}")
        folder = store(tmp_path / "store", made, project)
        published = publish(folder, site, SETTINGS, jobs=2)
        with open_current(folder) as reader:
            check(Place(site).naming, reader, SETTINGS.languages)
            assert Naming(Place(site).naming).newest(99) == feeds.newest(site_of(reader))
    assert published.made < published.pages


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"no table"), emptied])
def test_where_the_table_is_lost_all_is_made_anew(tmp_path, spoil):
    folder = store(tmp_path / "store", [each.facts for each in articles(2)], empty_project(tmp_path / "project"))
    first = publish(folder, tmp_path / "site", SETTINGS, jobs=1)
    store(tmp_path / "store", [each.facts for each in articles(3)], empty_project(tmp_path / "other"))
    spoil(Place(tmp_path / "site").naming)
    again = publish(folder, tmp_path / "site", SETTINGS, jobs=1)
    assert again.made == again.pages > first.pages
    with open_current(folder) as reader:
        check(Place(tmp_path / "site").naming, reader, SETTINGS.languages)


def test_a_table_that_was_not_filled_to_the_end_takes_no_place(tmp_path):
    path = tmp_path / "naming.sqlite"
    with filling(path) as table:
        table.name([("a:b", 1, "b", "", 0), ("a:b", 0, "c", "en", 0), ("a:b", 0, "d", "en", 0)])
    with pytest.raises(ZeroDivisionError), filling(path) as table:
        table.name(("a:b", 1 // 0, "other", "", 0) for _ in range(1))
    assert Naming(path).label("a:b") == ("c", "en")
    label, note = Naming(path).label("a:b"), Label("note", "zh")
    renew(path, {"a:b": label._replace(text="e")}, {"a:b": note, "a:c": note}, {"a:b": ("x", "", "")}, [])
    naming = Naming(path)
    assert (naming.label("a:b"), naming.source("a:b")) == (("e", "en"), ("x", "", ""))
    assert dict(naming.notes) == {"a:b": note}
    renew(path, {"a:b": label}, {}, {}, ["a:b"])
    naming = Naming(path)
    assert (len(naming.notes), naming.notes.get("a:b"), naming.source("a:b")) == (0, None, ("", "", ""))


def test_the_newest_articles_are_those_of_the_latest_days(tmp_path):
    days = {
        "a:a": "2031-05-03",
        "a:b": "2031-06-01",
        "a:c": "2031",
        "a:d": "",
        "a:e": "2031-05-03",
        "a:f": "2030-01-01",
    }
    with filling(path := tmp_path / "naming.sqlite") as table:
        table.tell({iri: ("", day, "") for iri, day in days.items()})
    assert Naming(path).newest(3) == [("2031-06-01", "a:b"), ("2031-05-03", "a:a"), ("2031-05-03", "a:e")]
    assert len(Naming(path).newest(9)) == 4


def test_terms_of_the_ontology_are_called_as_it_says_whoever_else_names_them(tmp_path):
    term = terms.TYPE if terms.TYPE[1:-1] in resources.ontology().decode() else terms.ARTICLE_CLASS
    graphs = {ARTICLE: [(iri(ARTICLE), terms.TYPE, terms.ARTICLE_CLASS), (term, terms.LABEL, '"made up"@en')]}
    folder = put(tmp_path / "store", graphs)
    planned(folder, tmp_path / "memory", SETTINGS)
    with open_current(folder) as reader:
        check(tmp_path / "naming.sqlite", reader, SETTINGS.languages)
        assert site_of(reader).label(term[1:-1]).text != "made up"


def test_what_a_graph_names_is_read_line_by_line():
    text = "".join(f"{s} {p} {o} .\n" for s, p, o in GRAPHS[ARTICLE])
    found = named(text, ARTICLE, ("en",))
    assert found.spoken >= {COUNT, DANCE, PLACE, iri(ARTICLE), '"40 tents"@en'}
    assert found.articles == {iri(ARTICLE)}
    assert found.called[DANCE[1:-1]][1:] == ("Dance", "en-GB")
    assert f"{ARTICLE}#s-1" not in {term[1:-1] for term in found.spoken}
