"""Statements as nodes of RDF 1.1 and as reifiers of RDF 1.2, and back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from gdec import terms
from gdec.build import map_facts
from gdec.errors import GdecError
from gdec.mapping import registry_quads
from gdec.project import find_project
from gdec.rdf.nquads import sorted_quads, sorted_triples, split_graph
from gdec.rdf.reifiers import OBJECT, PREDICATE, REIFIES, SUBJECT, read, to_nodes, to_reifiers, write, write_dataset

ROOT = Path(__file__).parents[2]
E = "https://example.org/"


def iri(name):
    return NamedNode(E + name)


@pytest.fixture(scope="module")
def shipped():
    project = find_project(ROOT / "data")
    graphs = [registry_quads(project.registry)]
    graphs += [map_facts(project.read(path), project) for path in project.articles()]
    return list(parse(b"".join(graphs), RdfFormat.N_QUADS))


def by_graph(quads):
    graphs = {}
    for line in sorted_quads(quads):
        triple, graph = split_graph(line)
        graphs.setdefault(graph, []).append(triple)
    return graphs


def test_the_shipped_graph_comes_back(shipped):
    reified = list(to_reifiers(shipped))
    count = sum(quad.predicate == REIFIES for quad in reified)
    assert count == sum(quad.predicate == SUBJECT for quad in shipped) > 300
    assert len(reified) == len(shipped) - 2 * count
    assert sorted_quads(to_nodes(reified)) == sorted_quads(shipped)


@pytest.mark.parametrize("format", [RdfFormat.N_QUADS, RdfFormat.TRIG], ids=str)
def test_the_shipped_graph_comes_back_through_files(shipped, format):
    data = serialize(to_reifiers(shipped), format=format)
    assert sorted_quads(read(data, format)) == sorted_quads(shipped)


def test_the_shipped_graph_comes_back_through_annotations(shipped):
    text = write_dataset(by_graph(shipped), terms.prefixes())
    assert sorted_quads(read(text.encode(), RdfFormat.TRIG)) == sorted_quads(shipped)
    assert terms.SUBJECT[1:-1] not in text
    assert "rdf:subject" not in text
    assert text == write_dataset(by_graph(reversed(shipped)), terms.prefixes())


def test_the_shipped_graph_comes_back_as_one_graph(shipped):
    lines = sorted_triples(quad.triple for quad in shipped)
    text = write(lines, terms.prefixes())
    back = sorted_triples(quad.triple for quad in read(text.encode(), RdfFormat.TURTLE))
    assert back == lines


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
    assert sorted_quads(to_reifiers(quads)) == sorted_quads(quads)
    lines = sorted_triples(quad.triple for quad in quads)
    assert sorted_triples(quad.triple for quad in parse(write(lines, {}).encode(), RdfFormat.TURTLE)) == lines


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
    with pytest.raises(GdecError, match=said):
        list(to_nodes(quads))


NODES = st.sampled_from([iri("a"), iri("b#c"), BlankNode("x"), BlankNode("y")])
VALUES = NODES | st.sampled_from([Literal("a"), Literal('é "\n~ {| |}', language="en"), Literal(4)])
PREDICATES = st.sampled_from([iri("p"), iri("q"), SUBJECT, PREDICATE, OBJECT, NamedNode(terms.TYPE[1:-1])])


@given(st.lists(st.builds(Triple, NODES | st.just(iri("s")), PREDICATES, VALUES), max_size=30, unique=True))
def test_any_graph_comes_back_through_annotations(triples):
    lines = sorted_triples(triples)
    back = read(write(lines, terms.prefixes()).encode(), RdfFormat.TURTLE)
    assert sorted_triples(quad.triple for quad in back) == lines


@given(st.lists(st.builds(Quad, NODES, PREDICATES, VALUES, st.sampled_from([iri("g"), iri("h")])), max_size=30))
def test_any_dataset_comes_back(quads):
    assert sorted_quads(to_nodes(to_reifiers(quads))) == sorted_quads(quads)
