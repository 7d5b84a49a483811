"""Statements as nodes of RDF 1.1 and as reifiers of RDF 1.2, and back."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple
from shipped import shipped_quads

from gdec import terms
from gdec.errors import GdecError, InputError
from gdec.export import export
from gdec.rdf.formats import FORMATS, read
from gdec.rdf.nquads import sorted_quads, sorted_triples
from gdec.rdf.reifiers import to_nodes, to_reifiers, typed, write

E = "https://example.org/"
SUBJECT, PREDICATE, OBJECT, REIFIES, TYPE, STATEMENT = (
    NamedNode(terms.term(f"rdf:{name}")[1:-1])
    for name in ("subject", "predicate", "object", "reifies", "type", "Statement")
)


def iri(name):
    return NamedNode(E + name)


def back(data, format):
    """Read an export as anybody does."""
    return list(read("export", data, FORMATS[format]))


@pytest.mark.parametrize("format", ["turtle", "trig", "nt", "nq"])
def test_the_shipped_statements_come_back_the_same_from_either_form(format):
    shipped = shipped_quads()
    reified, rdf12 = (export(shipped, format, statements=form) for form in ("reified", "rdf12"))
    found = back(reified, format)
    assert sorted_quads(back(rdf12, format)) == sorted_quads(found)
    nodes = {quad.subject for quad in found if quad.predicate == TYPE and quad.object == STATEMENT}
    assert nodes == {quad.subject for quad in shipped if quad.predicate == SUBJECT}
    assert len(nodes) > 300
    stored = {quad if format in ("trig", "nq") else Quad(*quad.triple) for quad in shipped}
    assert {quad for quad in found if quad.object != STATEMENT} == stored
    assert export(reversed(shipped), format, statements="rdf12") == rdf12


@pytest.mark.parametrize("format", ["turtle", "trig", "nt", "nq"])
def test_annotations_assert_nothing_that_does_not_stand(format):
    shipped = shipped_quads()
    data = export(shipped, format, statements="rdf12")
    store = Store()
    store.load(data, format=FORMATS[format].rdf)
    stated = {quad.object for quad in store.quads_for_pattern(None, REIFIES, None)}
    standing = {quad.triple for quad in shipped}
    assert stated & standing
    assert stated - standing
    for triple in stated:
        assert bool(list(store.quads_for_pattern(*triple, None))) == (triple in standing)
    query = f"SELECT ?kind {{ << ?s {terms.EDITION_OF} ?o ~ ?r >> {terms.KIND} ?kind }}"
    assert {str(kind) for (kind,) in store.query(query, use_default_graph_as_union=True)} >= {terms.KINDS["reported"]}
    assert terms.SUBJECT not in data.decode()
    assert b"rdf:subject" not in data


@pytest.mark.parametrize("format", ["jsonld", "xml", "csv"])
def test_formats_without_reifiers_refuse_them(format):
    with pytest.raises(GdecError, match=r"has no form for RDF 1\.2; choose a format that has \(turtle, nt, nq, trig\)"):
        export([], format, statements="rdf12")


def test_annotations_are_written_as_a_person_would():
    lines = sorted_triples(
        [
            Triple(iri("forum/a"), iri("p"), Literal("so")),
            Triple(iri("s/1"), SUBJECT, iri("forum/a")),
            Triple(iri("s/1"), PREDICATE, iri("p")),
            Triple(iri("s/1"), OBJECT, Literal("so")),
            Triple(iri("s/1"), iri("kind"), iri("k1")),
            Triple(iri("s/1"), iri("rule"), iri("k2")),
            Triple(iri("s/2"), SUBJECT, iri("forum/a")),
            Triple(iri("s/2"), PREDICATE, iri("p")),
            Triple(iri("s/2"), OBJECT, Literal("not so")),
            Triple(iri("s/2"), iri("kind"), iri("k3")),
            Triple(iri("s/2"), TYPE, STATEMENT),
        ]
    )
    assert write(lines, {"": E, "s": f"{E}s/", "forum": f"{E}forum/"}) == (
        "@prefix : <https://example.org/> .\n@prefix forum: <https://example.org/forum/> .\n"
        "@prefix s: <https://example.org/s/> .\n\n"
        'forum:a :p "so"\n        ~ s:1 {| :kind :k1 ;\n            :rule :k2 |} .\n\n'
        '<< forum:a :p "not so" ~ s:2 >> :kind :k3 .\n'
    )


def test_what_is_no_statement_of_one_triple_stays():
    quads = [
        Quad(iri("half"), SUBJECT, iri("a")),
        Quad(iri("double"), SUBJECT, iri("a")),
        Quad(iri("double"), SUBJECT, iri("b")),
        Quad(iri("double"), PREDICATE, iri("p")),
        Quad(iri("double"), OBJECT, iri("o")),
        Quad(iri("odd"), SUBJECT, Literal("a")),
        Quad(iri("odd"), PREDICATE, iri("p")),
        Quad(iri("odd"), OBJECT, iri("o")),
    ]
    lines = sorted_triples(quad.triple for quad in quads)
    assert list(to_reifiers(lines)) == lines
    assert sorted_triples(quad.triple for quad in back(write(lines, {}).encode(), "turtle")) == lines


def test_what_looks_like_a_statement_in_a_text_is_none():
    text = f'<a:s> <a:p> "x {terms.SUBJECT} y" .\n'.encode()
    assert typed(text) == text
    both = text + f"<a:r> {terms.SUBJECT} <a:s> .\n".encode()
    assert typed(both) == both + f"<a:r> {terms.TYPE} {STATEMENT} .\n".encode()


@pytest.mark.parametrize(
    ("quads", "said"),
    [
        ([Quad(iri("r"), iri("p"), Triple(iri("a"), iri("b"), iri("c")))], "has a triple as its value"),
        (
            [Quad(iri("r"), REIFIES, Triple(iri("a"), iri("b"), Triple(iri("a"), iri("b"), iri("c"))))],
            "has a triple as its value",
        ),
        ([Quad(iri("r"), REIFIES, Triple(iri("a"), iri("b"), iri(name))) for name in "cd"], "reifies several triples"),
    ],
)
def test_what_rdf_1_1_cannot_say_is_refused(quads, said):
    with pytest.raises(InputError, match=f"^data.nq: .*{said}"):
        list(to_nodes("data.nq", quads))


def test_the_same_triple_reified_twice_is_one_statement():
    quad = Quad(iri("r"), REIFIES, Triple(iri("a"), iri("b"), iri("c")))
    assert set(to_nodes("x", [quad, quad])) == set(to_nodes("x", [quad]))


NODES = st.sampled_from([iri("a"), iri("b#c"), BlankNode("x"), BlankNode("y")])
VALUES = NODES | st.sampled_from([Literal("a"), Literal('é "\n~ {| |}', language="en"), Literal(4), STATEMENT])
PREDICATES = st.sampled_from([iri("p"), iri("q"), SUBJECT, SUBJECT, PREDICATE, OBJECT, TYPE])
GRAPHS = st.sampled_from([iri("g"), iri("h"), DefaultGraph()])
WHOLE = st.tuples(NODES, NODES, st.sampled_from([iri("p"), iri("q")]), VALUES, GRAPHS).map(
    lambda it: [
        Quad(it[0], part, value, it[4]) for part, value in zip((SUBJECT, PREDICATE, OBJECT), it[1:4], strict=True)
    ]
)
QUADS = st.tuples(
    st.lists(st.builds(Quad, NODES, PREDICATES, VALUES, GRAPHS), max_size=20), st.lists(WHOLE, max_size=4)
).map(lambda both: both[0] + [quad for whole in both[1] for quad in whole])


@pytest.mark.parametrize("format", ["turtle", "trig", "nt", "nq"])
@given(quads=QUADS)
def test_any_statements_come_back_the_same_from_either_form(format, quads):
    reified, rdf12 = (export(quads, format, statements=form) for form in ("reified", "rdf12"))
    found = [set(map(str, canonical(back(data, format)))) for data in (rdf12, reified)]
    assert found[0] == found[1]


def canonical(quads):
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset
