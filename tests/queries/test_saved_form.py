"""The saved queries and checks as files: their heads, and that any endpoint answers them as they stand."""

import re

import pytest
import rdflib

from gdec.query.checks import load_checks
from gdec.query.saved import list_saved, values_line
from gdec.store.answer import Solutions

SAVED, CHECKS = list_saved(), load_checks()
QUESTIONS = 25


def name(query):
    return query.name


@pytest.fixture(scope="module")
def other_engine(shipped):
    """Give the shipped data to rdflib, whose default graph is the union of the graphs too."""
    data = rdflib.Dataset(default_union=True)
    quads = shipped.query("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }").rows
    data.parse(data="".join(f"{s} {p} {o} {g} .\n" for g, s, p, o in quads), format="nquads")
    return data


def test_there_is_a_query_for_each_question():
    assert len(SAVED) == QUESTIONS


@pytest.mark.parametrize("query", SAVED, ids=name)
def test_head_says_what_is_asked(query):
    assert query.summary
    assert query.question.endswith("?")
    assert all(parameter.help for parameter in query.params.values())


@pytest.mark.parametrize("query", [*SAVED, *CHECKS], ids=name)
def test_head_names_the_columns(query, shipped):
    answer = shipped.query(query.text)
    assert isinstance(answer, Solutions)
    assert answer.columns == query.columns
    assert not re.search(r"SELECT\s+(DISTINCT\s+)?\*", query.text)


@pytest.mark.parametrize("query", [*SAVED, *CHECKS], ids=name)
def test_each_declared_prefix_is_used(query):
    declared = re.findall(r"^PREFIX (\w+):", query.text, re.MULTILINE)
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith(("PREFIX", "#")))
    assert [prefix for prefix in declared if not re.search(rf"\b{prefix}:\w", body)] == []


@pytest.mark.parametrize("query", SAVED, ids=name)
def test_a_parameter_has_one_default_wherever_it_stands(query):
    for parameter in query.params:
        lines = list(values_line(parameter).finditer(query.text))
        assert len({line["value"] for line in lines}) == 1
        assert len(lines) == len(re.findall(rf"VALUES\s+\(?\?{parameter}\b", query.text))


@pytest.mark.parametrize("query", [*SAVED, *CHECKS], ids=name)
def test_no_line_comes_twice(query, shipped):
    rows = list(shipped.query(query.text).rows)
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("query", [*SAVED, *CHECKS], ids=name)
def test_another_engine_answers_the_same(query, shipped, other_engine):
    ours = sorted(tuple("" if term is None else term.value for term in row) for row in shipped.query(query.text).rows)
    theirs = sorted(tuple("" if term is None else str(term) for term in row) for row in other_engine.query(query.text))
    assert theirs == ours


@pytest.mark.parametrize("query", [*SAVED, *CHECKS], ids=name)
def test_oxigraph_can_look_things_up_one_by_one(query):
    """Hold what keeps an answer about one thing quick in a large store, as Oxigraph 0.5 plans.

    A sequence of properties is cut into two patterns, and behind a long join an OPTIONAL of two patterns is worked out
    for the whole store at once. `a/b|b` stays one pattern. EXISTS with two patterns goes through all of the second.
    """
    for optional in re.findall(r"OPTIONAL \{ \?\w+ (gdec:evidence/\S+) ", query.text):
        assert "|" in optional
    for inside in re.findall(r"EXISTS \{([^{}]*)\}", query.text):
        assert not re.search(r" [.;,] ", inside)
        assert "/" not in inside
