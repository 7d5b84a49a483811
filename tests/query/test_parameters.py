"""Parameters: a value becomes one typed term, whatever it holds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from gdec.errors import GdecError
from gdec.query.parameters import bind
from gdec.query.saved import TYPES, parse
from gdec.terms import prefixes

KNOWN = prefixes()
XSD = "http://www.w3.org/2001/XMLSchema#"


def query(kind, default="UNDEF"):
    return parse(
        f'#+ params: {{"x": {{"type": "{kind}"}}}}\n'
        "PREFIX ex: <https://example.org/>\nPREFIX forum: <https://example.org/own-forum/>\n"
        f"SELECT ?x {{\n  VALUES ?x {{ {default} }}  # anything\n}}\n",
        "q.rq",
    )


def bound(kind, value):
    """Give the one term that a query has in the parameter's place."""
    [row] = Store().query(bind(query(kind), {"x": value}, KNOWN))
    return row["x"]


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("iri", "https://example.org/a_(b)?c=d&e#f", NamedNode("https://example.org/a_(b)?c=d&e#f")),
        ("iri", "urn:isbn:123", NamedNode("urn:isbn:123")),
        ("iri", "person:ana-lima", NamedNode("https://w3id.org/gdec/id/person/ana-lima")),
        ("iri", "post:ana-lima/mayor", NamedNode("https://w3id.org/gdec/id/post/ana-lima/mayor")),
        ("iri", "gdec:Forum", NamedNode("https://w3id.org/gdec/ontology#Forum")),
        ("iri", "ex:né", NamedNode("https://example.org/né")),
        ("iri", "forum:x", NamedNode("https://example.org/own-forum/x")),
        ("string", "", Literal("")),
        ("string", 'say "so" \\ \n } { <x> \t', Literal('say "so" \\ \n } { <x> \t')),
        ("integer", "-007", Literal(-7)),
        ("integer", "+12", Literal(12)),
        ("date", "2024-02-29", Literal("2024-02-29", datatype=NamedNode(XSD + "date"))),
        ("boolean", "true", Literal(True)),
    ],
)
def test_a_value_becomes_a_term_of_its_type(kind, value, term):
    assert bound(kind, value) == term


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        ("iri", "harbour", "is no IRI; write it in full or with a known prefix"),
        ("iri", "persn:x", 'is no IRI; did you mean "person"'),
        ("iri", "", "is no IRI"),
        ("iri", "https://example.org/a b", "is no absolute IRI"),
        ("iri", "https://example.org/> } ; DROP ALL #", "is no absolute IRI"),
        ("iri", "person:x> . ?s ?p ?o . <y", "is no absolute IRI"),
        ("iri", "person:x\n", "is no absolute IRI"),
        ("iri", "https://example.org/\\u003e", "is no absolute IRI"),
        ("iri", "https://example.org/\x00", "is no absolute IRI"),
        ("iri", "https://example.org/\udc80", "surrogate|is no absolute IRI"),
        ("iri", "UNDEF", "is no IRI"),
        ("string", "\udc80", "surrogate"),
        ("integer", "1.5", "is no whole number"),
        ("integer", "١٢", "is no whole number"),
        ("integer", "12 13", "is no whole number"),
        ("integer", "9" * 5000, "is no whole number"),
        ("date", "2024-02-30", "is no day of the calendar"),
        ("date", "20240229", "is no day of the calendar"),
        ("date", "2024-W09-4", "is no day of the calendar"),
        ("date", "2024-02-29\n", "is no day of the calendar"),
        ("boolean", "yes", "is neither true nor false"),
    ],
)
def test_a_value_of_another_type_is_refused(kind, value, why):
    with pytest.raises(GdecError, match=why) as error:
        bind(query(kind), {"x": value}, KNOWN)
    assert error.value.exit_code == 2
    assert str(error.value).startswith('q.rq: parameter "x": ')


@pytest.mark.parametrize(
    ("value", "example"),
    [("gdec-2024", "as in conference:gdec-2024$"), ("forum:x y", "no absolute IRI"), ("gdec-2042", "as in forum:…$")],
)
def test_a_key_without_its_prefix_is_told_what_in_the_store_ends_so(value, example):
    def called_so(key):
        return [each for each in ("conference:gdec-2024", "forum:gdec-2023") if each.endswith(f":{key}")]

    with pytest.raises(GdecError, match=example):
        bind(query("iri"), {"x": value}, KNOWN, called_so)


@given(st.sampled_from(TYPES), st.text() | st.text(st.sampled_from("\\u0027\"'<>{}() \n\r#;.:x/?|^`")))
def test_no_value_is_more_than_one_term(kind, value):
    try:
        text = bind(query(kind), {"x": value}, KNOWN)
    except GdecError:
        return
    [row] = Store().query(text)
    term = row["x"]
    if kind == "string":
        assert term == Literal(value)
    assert isinstance(term, NamedNode if kind == "iri" else Literal)
    before, after = query(kind).text.split("UNDEF")
    assert text.startswith(before)
    assert text.endswith(after)


def test_a_parameter_left_out_keeps_its_default():
    assert bind(query("integer", "12"), {}, KNOWN) == query("integer", "12").text


def test_a_default_that_stands_twice_is_replaced_twice():
    two = parse(
        '#+ params: {"x": {"type": "integer"}}\nSELECT * {\n{\nVALUES ?x { 1 }\n} UNION {\n  values ?x { UNDEF }\n}\n}',
        "q.rq",
    )
    assert [row["x"] for row in Store().query(bind(two, {"x": "5"}, KNOWN))] == [Literal(5), Literal(5)]


def test_an_unknown_parameter_is_told_with_the_nearest():
    with pytest.raises(GdecError, match='no parameter "X"; it has x'):
        bind(query("iri"), {"X": "1"}, KNOWN)
    three = parse('#+ params: {"event": {"type": "iri"}}\nASK {\nVALUES ?event { UNDEF }\n}', "q.rq")
    with pytest.raises(GdecError, match='no parameter "evnt"; did you mean "event"'):
        bind(three, {"evnt": "1"}, KNOWN)
    with pytest.raises(GdecError, match='no parameter "event"; it has none'):
        bind(parse("ASK {}", "-"), {"event": "1"}, KNOWN)


@pytest.mark.parametrize(
    ("is_shipped", "start"), [(True, "https://ports.example/"), (False, "https://example.org/own-")]
)
def test_a_prefix_of_the_store_goes_before_that_of_a_shipped_query_and_not_of_another(is_shipped, start):
    asked = replace(query("iri"), is_shipped=is_shipped)
    assert f"<{start}forum/porto>" in bind(asked, {"x": "forum:porto"}, {"forum": "https://ports.example/forum/"})
