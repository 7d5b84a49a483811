"""Asking: parameters, refusals and mistakes, on one store."""

import pytest
from pyoxigraph import Literal

from gdec.errors import GdecError, InputError
from gdec.query.run import ask
from gdec.query.saved import parse
from gdec.store.changing import change
from gdec.store.local import open_current

G, H = "https://example.org/a#graph", "https://example.org/b#graph"
DATA = {G: b'<https://example.org/s> <https://example.org/p> "one" <%s> .\n', H: b'<a:s> <a:p> "two" <%s> .\n'}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    with change(folder) as step:
        for graph, data in DATA.items():
            step.replace_graph(graph, data % graph.encode())
        step.manifest["base"] = "https://example.org/id/"
    with open_current(folder) as reader:
        yield reader


def values(store, text, **params):
    return sorted(row[0].value for row in ask(store, parse(text, "q.rq"), params).rows)


def test_the_default_graph_is_the_union_unless_from_says_otherwise(store):
    assert values(store, "SELECT ?o { ?s ?p ?o }") == ["one", "two"]
    assert values(store, f"SELECT ?o FROM <{H}> {{ ?s ?p ?o }}") == ["two"]
    assert values(store, f"SELECT ?o FROM NAMED <{H}> {{ GRAPH ?g {{ ?s ?p ?o }} }}") == ["two"]
    with pytest.raises(InputError, match="is no graph of this store"):
        values(store, "SELECT ?o FROM <https://example.org/c#graph> { ?s ?p ?o }")


def test_parameters_use_the_prefixes_of_the_stores_project(store):
    text = '#+ params: {"o": {"type": "iri"}}\nSELECT ?o {\nVALUES ?o { UNDEF }\n}'
    assert values(store, text, o="forum:x") == ["https://example.org/id/forum/x"]


def test_a_parameter_narrows_and_its_default_does_not(store):
    text = '#+ params: {"o": {"type": "string"}}\nSELECT ?o {\nVALUES ?o { UNDEF }\n?s ?p ?o }'
    assert values(store, text) == ["one", "two"]
    assert values(store, text, o="one") == ["one"]


def test_what_is_bound_is_judged_too(store):
    text = '#+ params: {"o": {"type": "string"}}\nSELECT ?o {\nVALUES ?o { UNDEF }\n}'
    assert values(store, text, o='" } SERVICE <x> {} #') == ['" } SERVICE <x> {} #']
    with pytest.raises(InputError, match="SERVICE"):
        values(store, "SELECT ?o { SERVICE <http://127.0.0.1:9/> {} }")


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("# a comment\nSELECT * {\n  ?s ?p ?o .\n  FILTR(?o)\n}", 4, '"FILTR" at 4:3 is no .* mean "FILTER"'),
        ("SELECT ?o {\n ?s foaf:name ?o }", 2, r'the prefix "foaf:" is not declared; add PREFIX foaf: <http'),
        ("SELECT ?o {\n\n ?s forum:x ?o }", 3, r"add PREFIX forum: <https://example\.org/id/forum/>"),
        ("PREFIX harbour: <a:>\nASK { ?s harbor:x ?o }", 2, 'is not declared; did you mean "harbour"'),
        ("SELECT ?z (COUNT(*) AS ?n) { ?s ?p ?o }", 1, "The SELECT contains a variable that is unbound"),
        ("SELECT", 1, "is no SPARQL query"),
        ("", 1, "is no SPARQL query"),
    ],
)
def test_mistakes_are_told_at_their_line(store, text, line, why):
    with pytest.raises(InputError, match=why) as error:
        ask(store, parse(text, "q.rq"), {})
    assert (error.value.source, error.value.line) == ("q.rq", line)


def test_ask_and_construct(store):
    assert ask(store, parse("ASK { ?s ?p 'one' }", "-"), {}) is True
    assert ask(store, parse("ASK { ?s ?p 'three' }", "-"), {}) is False
    [triple] = ask(store, parse("CONSTRUCT WHERE { ?s <a:p> ?o }", "-"), {}).triples
    assert triple.object == Literal("two")


def test_what_the_store_cannot_work_out_is_no_bug(store):
    with pytest.raises(GdecError, match="cannot be worked out"):
        values(store, "SELECT ?o { ?s ?p ?o FILTER(<a:f>(?o)) }")
