import random

import pyoxigraph as ox
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from nasty import assert_holds, canonical, graphs, iris, literals_as_they_stand, to_ox

from gdec import terms
from gdec.rdf import turtle
from gdec.rdf.nquads import sorted_triples

PREFIXES = terms.prefixes()

HARBOUR = """
@prefix forum: <https://w3id.org/gdec/id/forum/> . @prefix gdec: <https://w3id.org/gdec/ontology#> .
@prefix schema: <https://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix person: <https://w3id.org/gdec/id/person/> .
person:ana-lima gdec:said "So:\\nwe \\"share\\" data."@en , "C:\\\\new"@en ; schema:knows person:b\\/c , person:a.b ;
  a gdec:Person ; schema:name "Ana Lima"@en .
forum:harbour-2031 schema:startDate "2031-05-01"^^xsd:date ; gdec:durationInDays 3 ; gdec:open true ;
  schema:price 1.50 , "x"^^xsd:integer ; a gdec:Forum .
"""

WRITTEN = '''\
@prefix forum: <https://w3id.org/gdec/id/forum/> .
@prefix gdec: <https://w3id.org/gdec/ontology#> .
@prefix person: <https://w3id.org/gdec/id/person/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

forum:harbour-2031 a gdec:Forum ;
    gdec:durationInDays 3 ;
    gdec:open true ;
    schema:price 1.50,
        "x"^^xsd:integer ;
    schema:startDate "2031-05-01"^^xsd:date .

person:ana-lima a gdec:Person ;
    schema:name "Ana Lima"@en ;
    gdec:said "C:\\\\new"@en,
        """So:
we \\"share\\" data."""@en ;
    schema:knows person:a.b,
        <https://w3id.org/gdec/id/person/b/c> .
'''


def triples_of(text):
    return [quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)]


def test_turtle_as_a_person_would_have_written_it():
    assert turtle.write(sorted_triples(triples_of(HARBOUR)), PREFIXES) == WRITTEN


def test_no_triples_are_one_empty_line():
    assert turtle.write([], PREFIXES) == "\n"


@given(graphs)
def test_turtle_reads_back_as_it_was(triples):
    document = turtle.write(sorted_triples(triples), PREFIXES | {"ex": "https://example.org/", "x": "urn:x:"})
    assert_holds(document, triples, ox.RdfFormat.TURTLE, "turtle")


@given(graphs, st.randoms())
def test_the_order_of_the_triples_does_not_matter(triples, chance: random.Random):
    shuffled = chance.sample(triples, len(triples))
    assert turtle.write(sorted_triples(shuffled), PREFIXES) == turtle.write(sorted_triples(triples), PREFIXES)


@given(st.dictionaries(iris.map(str) | st.just(""), graphs, max_size=3))
def test_trig_reads_back_as_it_was(graphs_by_name):
    document = turtle.write_dataset(
        {name: sorted_triples(triples) for name, triples in graphs_by_name.items()}, PREFIXES
    )
    nodes = {name: ox.NamedNode(name[1:-1]) if name else ox.DefaultGraph() for name in graphs_by_name}
    expected = ox.Dataset(
        ox.Quad(t.subject, t.predicate, t.object, nodes[name])
        for name, triples in graphs_by_name.items()
        for t in triples
    )
    read = ox.Dataset(ox.parse(document, ox.RdfFormat.TRIG))
    for dataset in (expected, read):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert set(read) == set(expected)
    with literals_as_they_stand():
        by_rdflib = rdflib.Dataset()
        by_rdflib.parse(data=document, format="trig")
    for name, triples in graphs_by_name.items():
        graph = by_rdflib.graph(rdflib.URIRef(name[1:-1])) if name else by_rdflib.default_graph
        assert canonical(ox.Triple(*map(to_ox, triple)) for triple in graph) == canonical(triples)


def test_trig_indents_its_graphs_and_keeps_long_texts():
    triples = sorted_triples(triples_of(HARBOUR))
    document = turtle.write_dataset({"<https://example.org/g>": triples, "": triples[:1]}, PREFIXES)
    assert (
        "\n<https://example.org/g> {\n    forum:harbour-2031 a gdec:Forum ;\n        gdec:durationInDays 3" in document
    )
    assert '"""So:\nwe \\"share\\" data."""@en' in document
    assert document.index("forum:harbour-2031") < document.index("{")
    assert canonical(q.triple for q in ox.parse(document, ox.RdfFormat.TRIG)) == canonical(triples_of(HARBOUR))
