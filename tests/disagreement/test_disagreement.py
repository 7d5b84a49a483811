"""Statements that disagree: found, related, stored in a graph of their own, and what editors chose among them."""

import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from gdec import terms
from gdec.build import build, map_facts
from gdec.disagreement.find import CONTRADICTION, Disagreement, Side, disagreements
from gdec.disagreement.graph import Contested, Found, nquads
from gdec.disagreement.relate import Quantity, relate_names, relate_quantities, relate_themes
from gdec.errors import GdecError
from gdec.export import base_of, export
from gdec.project import find_project
from gdec.store.changing import change
from gdec.store.local import open_current

ROOT = Path(__file__).parents[2]


def at(words):
    return f"words: {words}, at: [1, 0, {len(words)}], sha256: {sha256(words.encode()).hexdigest()}"


ARTICLE = f"""\
format: 1
article: {{id: ID, published: {{is: 2031-05-03, {at("3 May")}}}}}
conferences:
  hdf:
    name: {{is: NAME, {at("Forum")}}}
    starts: {{is: STARTS, {at("on the first")}}}
    held_in: [{{is: porto, {at("in Porto")}}}]
    attendance: {{firms: {{of: firms, COUNT, {at("firms")}}}}}
series:
  s1: {{name: {{is: Series one, {at("Series")}}}, established_by: {{is: FOUNDER, {at("founded")}}}}}
organisations:
  council: {{name: {{is: Council, {at("Council")}}}}}
  office: {{name: {{is: Office, {at("Office")}}}, within: [{{is: council, {at("of the Council")}}}]}}
places: {{porto: {{name: {{is: Porto, {at("Porto")}}}}}}}
"""
ONE = {"ID": "one", "NAME": "Harbour Data Forum", "STARTS": "2031-05-01", "COUNT": "exactly: 40", "FOUNDER": "council"}


def project(folder, *articles):
    (folder / "articles").mkdir()
    for number, changes in enumerate(articles):
        text = ARTICLE
        for name, value in (ONE | {"ID": f"a{number}"} | changes).items():
            text = text.replace(name, value)
        (folder / "articles" / f"a{number}.yaml").write_text(text, encoding="utf-8")
    return find_project(folder)


def found(folder, *articles):
    made = project(folder, *articles)
    with change(folder / ".gdec") as step:
        for path in made.articles():
            facts = made.read(path)
            step.replace_graph(f"{made.base}article/{facts.article.id}#graph", map_facts(facts, made))
        told = list(disagreements(step))
    return [
        (each.property.rsplit("/")[-1].rsplit("#")[-1][:-1], each.relation, *(side.label for side in each.sides))
        for each in told
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"STARTS": "2031-05-02"}, [("startDate", "contradiction", "2031-05-01", "2031-05-02")]),
        ({"COUNT": "more_than: 30"}, [("number", "precision", "exactly 40", "more than 30")]),
        ({"COUNT": "more_than: 40"}, [("number", "contradiction", "exactly 40", "more than 40")]),
        ({"COUNT": "exactly: 41"}, [("number", "contradiction", "exactly 40", "exactly 41")]),
        ({"COUNT": "about: 42"}, [("number", "precision", "about 42", "exactly 40")]),
        ({"COUNT": "several: true"}, [("number", "precision", "exactly 40", "several")]),
        ({"NAME": "Harbor Data Forum"}, [("name", "wording-variant", "Harbor Data Forum", "Harbour Data Forum")]),
        ({"NAME": "HDF"}, [("name", "wording-variant", "HDF", "Harbour Data Forum")]),
        ({"NAME": "Tide Fair"}, [("name", "contradiction", "Harbour Data Forum", "Tide Fair")]),
        ({"FOUNDER": "office"}, [("establishedBy", "precision", "Council", "Office")]),
        ({"FOUNDER": "hdf"}, [("establishedBy", "contradiction", "Council", "Harbour Data Forum")]),
    ],
)
def test_articles_that_disagree(tmp_path, changes, expected):
    assert found(tmp_path, {}, changes) == expected


def test_names_in_two_languages_do_not_disagree(tmp_path):
    assert found(tmp_path, {}, {"NAME": "港口数据论坛, lang: zh"}) == []


def test_values_that_relate_alike_are_one_disagreement(tmp_path):
    told = found(tmp_path, {}, {"STARTS": "2031-05-02"}, {"STARTS": "2031-05-04"})
    assert told == [("startDate", "contradiction", "2031-05-01", "2031-05-02", "2031-05-04")]


def test_values_that_relate_otherwise_are_another(tmp_path):
    counts = ("more_than: 30", "exactly: 41", "about: 9000")
    told = found(tmp_path, {}, *({"COUNT": count} for count in counts))
    assert told == [
        ("number", "contradiction", "about 9000", "exactly 40", "exactly 41"),
        ("number", "precision", "about 9000", "exactly 40", "exactly 41", "more than 30"),
    ]


def test_values_that_do_not_meet_are_not_in_one_disagreement(tmp_path):
    names = ("Harbor Data Forum", "Tide Fair", "Big Tide Fair")
    told = found(tmp_path, {}, *({"NAME": name} for name in names))
    assert [each for each in told if each[1] == "wording-variant"] == [
        ("name", "wording-variant", "Big Tide Fair", "Tide Fair"),
        ("name", "wording-variant", "Harbor Data Forum", "Harbour Data Forum"),
    ]
    assert [len(each) - 2 for each in told if each[1] == "contradiction"] == [4]


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (("exactly", 4), ("exactly", 4), "precision"),
        (("at_least", 4), ("more_than", 9), "precision"),
        (("at_least", 4), ("exactly", 3), "contradiction"),
        (("about", 100), ("exactly", 91), "precision"),
        (("about", 100), ("exactly", 80), "contradiction"),
        (("several", None), ("exactly", 1), "contradiction"),
    ],
)
def test_quantities(one, other, relation):
    pair = [Quantity(terms.COMPARATORS[name], number) for name, number in (one, other)]
    assert relate_quantities(*pair) == relate_quantities(*reversed(pair)) == relation


def test_names_and_themes():
    assert relate_names("Torch Center", "Torch High Technology Center") == "wording-variant"
    assert relate_themes("Data drives growth", "Digital drives growth") == "wording-variant"
    assert relate_themes("Data drives growth", "Lights on the sea") == "scope"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shipped") / ".gdec"
    build(find_project(ROOT / "data"), folder)
    return folder


def test_the_two_themes_of_each_event_come_out_as_what_they_are(shipped):
    with closing(open_current(shipped)) as opened:
        told = list(disagreements(opened))
    assert [(each.subject.rsplit("/")[-1], each.property, each.relation, len(each.stated_by)) for each in told] == [
        ("gdec-2023", terms.THEME, "wording-variant", 1),
        ("lhasa-forum-2024", terms.THEME, "scope", 1),
    ]


def test_disagreements_stand_in_a_graph_of_their_own_and_are_no_plain_data(shipped):
    with closing(open_current(shipped)) as opened:
        base = base_of(opened)
        graph = list(opened.quads(f"{base}disagreements#graph"))
        assert set(map(str, parse(nquads(disagreements(opened), base), RdfFormat.N_QUADS))) == set(map(str, graph))
        assert sum(f"<{quad.predicate.value}>" == terms.BETWEEN for quad in graph) == 4
        assert b"disagreements#" not in export(opened.quads(), "nq", base=base)
        assert b"disagreements#" in export(opened.quads(), "nq", base=base, statements="reified")


def test_building_again_changes_nothing(shipped):
    assert not build(find_project(ROOT / "data"), shipped).changed


CHOICE = """\
format: 1
choices:
  - about: conference:hdf
    property: schema:startDate
    prefer: "2031-05-01"
    deprecate: ["2031-05-02"]
    reason: The organiser's own page says so.
    author: Ana Lima
"""


@pytest.fixture
def disputed(tmp_path):
    made = project(tmp_path, {}, {"STARTS": "2031-05-02"})
    (tmp_path / "editorial").mkdir()
    (tmp_path / "editorial" / "dates.yaml").write_text(CHOICE, encoding="utf-8")
    (tmp_path / "registry").mkdir()
    return made


def conflicts(folder, *options):
    command = [sys.executable, str(ROOT / "cli.py"), "conflicts", "--store", str(folder / ".gdec"), *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


def test_an_editors_choice_stands_beside_what_disagrees(disputed):
    outcome = build(disputed, disputed.folder / ".gdec")
    assert not outcome.unreadable
    assert not outcome.refused
    code, out, said = conflicts(disputed.folder)
    assert (code, said) == (0, "1 disagreement\n")
    assert out == (
        "conference:hdf schema:startDate: contradiction, by rule relation-by-values\n"
        "  2031-05-01\n    reported, article:a0 ¶1: “on the first”\n"
        "    preferred by Ana Lima: The organiser's own page says so.\n"
        "  2031-05-02\n    reported, article:a1 ¶1: “on the first”\n"
        "    deprecated by Ana Lima: The organiser's own page says so.\n"
    )
    assert conflicts(disputed.folder, "--fail-on", "contradiction")[0] == 1
    assert conflicts(disputed.folder, "--fail-on", "scope", "--fail-on", "precision")[0] == 0


def test_a_choice_that_is_taken_back_leaves_nothing(disputed):
    store = disputed.folder / ".gdec"
    build(disputed, store)
    (disputed.folder / "editorial" / "dates.yaml").unlink()
    assert build(disputed, store).changed
    assert "preferred" not in conflicts(disputed.folder)[1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('prefer: "2031-05-01"', 'prefer: "2031-06-01"', 'dates.yaml:3: no statement gives the value "2031-06-01"'),
        ("    author: Ana Lima\n", "", '"author"'),
        ("    reason: The organiser's own page says so.\n", "", '"reason"'),
        ("about: conference:hdf", "about: hdf", '"hdf" is no IRI'),
        ("format: 1", "format: 9", "format 9 is unknown"),
        ('    prefer: "2031-05-01"\n    deprecate: ["2031-05-02"]\n', "", "neither prefers nor deprecates"),
    ],
)
def test_a_choice_that_cannot_be_used_is_told_at_its_line(disputed, old, new, said):
    (disputed.folder / "editorial" / "dates.yaml").write_text(CHOICE.replace(old, new), encoding="utf-8")
    outcome = build(disputed, disputed.folder / ".gdec")
    ((name, error),) = outcome.unreadable.items()
    assert name.endswith("dates.yaml")
    assert isinstance(error, GdecError)
    assert said in str(error)


def test_choices_that_do_not_conform_are_not_stored(disputed, monkeypatch):
    bare = f"<urn:choice> {terms.TYPE} {terms.EDITORIAL_CHOICE_CLASS} <urn:graph> .\n".encode()
    monkeypatch.setattr("gdec.building.choosing.choice_quads", lambda *_: bare)
    outcome = build(disputed, disputed.folder / ".gdec")
    ((name, report),) = outcome.refused.items()
    assert name.endswith("dates.yaml")
    assert not report.conforms


@pytest.mark.parametrize(("share", "count"), [(9, 9), (3, 3), (2, 2), (1, 1)])
def test_what_disagrees_is_cut_between_disagreements_and_nowhere_else(share, count):
    sides = [Side(Literal(text), text, tuple(f"urn:{text}-{number}" for number in range(4))) for text in "ab"]
    made = (Disagreement(f"urn:thing-{each}", terms.NAME, (*sides,), CONTRADICTION, ()) for each in range(9))
    quads = nquads(made, "https://example.org/")
    parts = list(Found(None, quads).parts(len(quads) // share - 10))
    subjects = [{line.split(b" ")[0] for line in part.splitlines()} for part in parts]
    assert b"".join(parts) == quads
    assert len(set().union(*subjects)) == sum(map(len, subjects)) == 9
    assert len(parts) == count
    assert list(Found(None, b"").parts()) == []


def counted(article, number):
    """Give the graph of an article that gives the hot thing a number, as its name and its quads."""
    name, thing = f"{terms.BASE}article/a{article}", f"<{terms.BASE}forum/hot/count/guests>"
    said = {
        terms.NUMBER: f'"{number}"^^<http://www.w3.org/2001/XMLSchema#integer>',
        terms.COMPARATOR: terms.COMPARATORS["exactly"],
    }
    lines = [f"{thing} {each} {value}" for each, value in said.items()]
    for each, value in said.items():
        me = f"<{name}#s-{each.rpartition('#')[2][:-1]}>"
        lines += [f"{me} {terms.SUBJECT} {thing}", f"{me} {terms.PREDICATE} {each}", f"{me} {terms.OBJECT} {value}"]
        lines.append(f"{me} {terms.ARTICLE} <{name}>")
    return f"{name}#graph", "".join(f"{line} <{name}#graph> .\n" for line in lines).encode()


def test_of_a_thing_that_many_tell_of_each_statement_stands_once(tmp_path):
    with change(tmp_path / "store") as step:
        step.load([counted(article, article % 50) for article in range(600)])
        contested = Contested(step, terms.BASE)
        contested.is_all = True
        told = contested.find()
        assert told.quads.count(terms.BETWEEN.encode()) == 2 * 600
        assert told.quads.count(b"\n") == 2 * 600 + 5
        contested.write(told)
    with change(tmp_path / "store") as step:
        contested, (graph, new) = Contested(step, terms.BASE), counted(7, 50)
        contested.note(graph)
        step.replace_graph(graph, new)
        contested.note(graph)
        contested.write(contested.find())
        afresh = nquads(disagreements(step), terms.BASE)
        assert set(step.store.quads_for_pattern(None, None, None, NamedNode(contested.graph))) == set(
            parse(afresh, RdfFormat.N_QUADS)
        )
