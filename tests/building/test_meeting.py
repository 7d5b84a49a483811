"""Where articles meet, told by their quads, is what the store tells of all of them."""

import random

import pyoxigraph
import pytest
from generated import write_project
from pyoxigraph import RdfFormat

from gdec.build import build
from gdec.building.meeting import Meeting, told
from gdec.building.recalling import Recalled
from gdec.disagreement.find import SINGLE_VALUED, _divided, disagreements, said_of
from gdec.mapping import registry_quads
from gdec.project import find_project
from gdec.store.changing import change
from gdec.store.local import open_current

SHARED = (
    "SELECT DISTINCT ?thing WHERE { GRAPH ?here { ?thing ?p ?o } FILTER (!CONTAINS(STR(?thing), '#')) "
    "FILTER EXISTS { GRAPH ?there { ?thing ?q ?v } FILTER (?there != ?here) } }"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    write_project(folder, 60, seed=4, texts=0)
    build(find_project(folder), folder / "store")
    return folder


def graphs(folder):
    """Give the name of each graph of a store with its quads, in any order."""
    with open_current(folder / "store") as store:
        for graph in (one.value for one in store.graphs()[1:]):
            lines = pyoxigraph.serialize(store.quads(graph), format=RdfFormat.N_QUADS).splitlines(keepends=True)
            random.Random(1).shuffle(lines)
            yield graph, b"".join(lines)


def test_what_the_graphs_tell_is_what_the_store_tells(made):
    meeting = Meeting(None)
    for graph, quads in graphs(made):
        meeting.note(graph, told(quads))
    with open_current(made / "store") as store:
        assert meeting.divided == _divided(store)
        assert meeting.shared == {thing.value for (thing,) in store.query(SHARED).rows}
    assert len(meeting.divided) > 1 < len(meeting.shared)


def test_what_is_recalled_is_what_the_store_says(made):
    meeting = Meeting(None)
    for graph, quads in graphs(made):
        meeting.note(graph, told(quads))
    with open_current(made / "store") as store:
        said = set(said_of(store, SINGLE_VALUED, meeting.divided))
        with change(made / "store") as step:
            recalled = list(meeting.recalled.of(meeting.divided, step.store))
            step.abandon()
        assert meeting.recalled.is_whole
        assert len(recalled) == len(said) > 100
        assert set(recalled) == said
        found = list(
            disagreements(store, meeting.divided, lambda things: (one for one in recalled if one.subject in things))
        )
        assert found == list(disagreements(store, meeting.divided))


def test_statements_with_other_names_are_not_recalled_and_that_is_told():
    recalled = Recalled()
    recalled.keep("x:a#graph", [(b"x:s", b"n" * 8, b"v" * 8, b"x:a#s-0123456789abcdef")])
    assert recalled.is_whole
    for name in (b"x:a#s-0123", b"x:a#e-0123456789abcdef", b"x:b#s-0123456789abcdef", b"x:a#s-\xe5\x8c\x97"):
        other = Recalled()
        other.keep("x:a#graph", [(b"x:s", b"n" * 8, b"v" * 8, name)])
        assert not other.is_whole


def test_an_article_alone_meets_those_of_the_version_before(made):
    alone = Meeting(None)
    with change(made / "store") as step:
        meeting = Meeting(step)
        for graph, quads in graphs(made):
            if "/article/" in graph:
                meeting.note(graph, told(quads))
                alone.note(graph, told(quads))
        everything = {thing.value for (thing,) in step.query(SHARED).rows}
        step.abandon()
    project = find_project(made)
    registered = {thing.decode() for thing in told(registry_quads(project.registry)).things}
    assert meeting.shared == everything
    assert everything - alone.shared <= registered


@pytest.mark.parametrize(
    ("values", "is_divided"),
    [
        (('"Fair"@en', '"Messe"@de'), False),
        (('"Fair"@en', '"Fayre"@EN'), True),
        (('"2031"^^<x:gYear>', '"2031-05-01"^^<x:date>'), True),
        (("<https://example.org/a>", "<https://example.org/b>"), True),
        (('"a \\" b"@en', '"a \\" b"@en'), False),
    ],
)
def test_values_are_several_within_a_language(values, is_divided):
    meeting = Meeting(None)
    syntax = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    for number, value in enumerate(values):
        says = {"subject": "<x:fair>", "predicate": "<https://schema.org/name>", "object": value}
        lines = (f"<x:a{number}#s> <{syntax}{part}> {term} <x:g{number}> .\n" for part, term in says.items())
        meeting.note(f"x:g{number}", told("".join(lines).encode()))
    assert meeting.divided == ({"x:fair"} if is_divided else set())
    assert meeting.shared == set()
