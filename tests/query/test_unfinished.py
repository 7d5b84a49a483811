"""Queries that were left unfinished: what was opened and not closed is told, and where."""

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdec import list_queries
from gdec.query.unfinished import slip


@pytest.mark.parametrize(
    ("query", "line", "message"),
    [
        (
            "SELECT ?s WHERE {\n  FILTER(?s > 3\n}",
            2,
            'the "(" at 2:9 is not closed before the "}" at 3:1; add ")"',
        ),
        (
            "SELECT ?s WHERE {\n  ?s ?p ?o\n  OPTIONAL { ?s ?p ?x",
            3,
            'the "{" at 1:17 and the "{" at 3:12 are never closed; add "} }"',
        ),
        ("ASK {\n ?s ?p ?o", 1, 'the "{" at 1:5 is never closed; add "}"'),
        ("ASK { ?s ?p ?o }\n }", 2, 'the "}" at 2:2 closes nothing; remove it'),
        ("ASK { ?s ?p [ a <urn:x> }", 1, 'the "[" at 1:13 is not closed before the "}" at 1:25; add "]"'),
        ("SELEC ?s { ?s ?p ?o }", 1, '"SELEC" at 1:1 is no word of SPARQL; did you mean "SELECT"?'),
        ("select ?s { ?s ?p ?o } ordr by ?s", 1, '"ordr" at 1:24 is no word of SPARQL; did you mean "order"?'),
        ("SELECT ?s\nWHERE", 2, 'it ends with "WHERE" at 2:1, and has no group; add one, as in { ?s ?p ?o }'),
        ("# nothing", 1, "there is nothing in it"),
    ],
)
def test_tells(query, line, message):
    found = slip(query)
    assert found
    assert (found.line, found.message) == (line, message)
    with pytest.raises(SyntaxError):
        pyoxigraph.Store().query(query)


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_finds_nothing_in_what_is_a_query(query):
    assert slip(query.text) is None


def test_brackets_in_texts_and_comments_are_none():
    assert slip('ASK { # (\n ?s ?p "({[" , <urn:x> }') is None


@given(st.text(alphabet="{}()[]<>\"' a?.#\\\n", max_size=60))
def test_any_text_can_be_asked(text):
    found = slip(text)
    assert found is None or 1 <= found.line <= text.count("\n") + 1
