import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty import assert_holds, graphs, read_by_rdflib

from gdec import resources, terms
from gdec.errors import GdecError
from gdec.rdf import jsonld
from gdec.rdf.nquads import sorted_triples

OURS = json.loads(resources.context())["@context"]

SMALL = {
    "@version": 1.1,
    "gdec": terms.GDEC,
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "person": {"@id": terms.BASE + "person/", "@prefix": True},
    "id": "@id",
    "type": "@type",
    "Forum": "gdec:Forum",
    "about": {"@id": "gdec:about", "@type": "@id"},
    "startDate": {"@id": "schema:startDate", "@type": "xsd:date"},
    "days": {"@id": "gdec:durationInDays", "@type": "xsd:integer"},
    "name": {"@id": "schema:name", "@container": "@language"},
    "title": {"@id": "schema:roleName", "@language": "en"},
    "topics": {"@id": "gdec:topic", "@type": "@id", "@container": "@set"},
    "ordered": {"@id": "schema:itemListElement", "@container": "@list"},
}
VOCAB = {
    "@vocab": "https://example.org/",
    "@language": "en",
    "ex": "https://example.org/ns#",
    "label": {"@id": terms.LABEL[1:-1], "@language": None},
    "a": {"@container": "@language"},
    "Z": {"@type": "ex:A"},
    "A": {"@type": "@vocab"},
    "0": {"@reverse": "ex:A"},
    "9": None,
}

HARBOUR = """
@prefix forum: <https://w3id.org/gdec/id/forum/> . @prefix gdec: <https://w3id.org/gdec/ontology#> .
@prefix schema: <https://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix person: <https://w3id.org/gdec/id/person/> .
person:ana gdec:about forum:f , "not a thing" ; schema:roleName "deputy \\"mayor\\""@en , "Vize"@de , "plain" .
forum:f schema:startDate "2031-05-01"^^xsd:date , "2031"^^xsd:gYear ; gdec:durationInDays 3 , "007"^^xsd:integer ;
  schema:name "Forum"@en , "Fórum"@pt , "The Forum"@en , "No language" ; gdec:open true ; gdec:topic gdec:t ;
  schema:itemListElement 1 ; a gdec:Forum , gdec:Event .
"""

WRITTEN = """
    {
      "id": "https://w3id.org/gdec/id/forum/f",
      "type": [
        "gdec:Event",
        "Forum"
      ],
      "days": [
        "007",
        3
      ],
      "gdec:open": true,
      "name": {"en": ["Forum", "The Forum"], "pt": "Fórum"},
      "schema:itemListElement": 1,
      "schema:name": "No language",
      "startDate": [
        {"@value": "2031", "@type": "xsd:gYear"},
        "2031-05-01"
      ],
      "topics": [
        "gdec:t"
      ]
    },
    {
      "id": "person:ana",
      "about": "https://w3id.org/gdec/id/forum/f",
      "gdec:about": "not a thing",
      "schema:roleName": "plain",
      "title": [
        {"@value": "Vize", "@language": "de"},
        "deputy \\"mayor\\""
      ]
    }
"""


def triples_of(text):
    return [quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)]


def test_values_stand_as_their_terms_say():
    document = jsonld.write(sorted_triples(triples_of(HARBOUR)), SMALL)
    assert WRITTEN in document
    assert json.loads(document)["@context"] == SMALL
    assert_holds(document, triples_of(HARBOUR), ox.RdfFormat.JSON_LD, "json-ld")


def test_no_triples_are_an_empty_graph():
    assert json.loads(jsonld.write([], SMALL)) == {"@context": SMALL, "@graph": []}


@pytest.mark.parametrize("context", [{}, SMALL, VOCAB, OURS], ids=["none", "small", "vocab", "ours"])
@given(triples=graphs)
def test_jsonld_reads_back_as_it_was(context, triples):
    document = jsonld.write(sorted_triples(triples), context)
    assert_holds(document, triples, ox.RdfFormat.JSON_LD, "json-ld")


@given(graphs, st.randoms())
def test_the_order_of_the_triples_does_not_matter(triples, chance):
    shuffled = chance.sample(triples, len(triples))
    assert jsonld.write(sorted_triples(shuffled), OURS) == jsonld.write(sorted_triples(triples), OURS)


def test_an_iri_whose_scheme_is_a_prefix_is_refused():
    with pytest.raises(GdecError, match='<schema:name> cannot stand in JSON-LD: its scheme is the prefix "schema"'):
        jsonld.write(["<schema:name> <https://schema.org/name> <https://schema.org/name>"], SMALL)


def test_every_term_of_our_context_is_used():
    known = [name for name, meant in OURS.items() if isinstance(meant, dict)]
    written = json.loads(jsonld.write(sorted(map(_example, known)), OURS))["@graph"]
    assert {key for node in written for key in node} - {"id"} == set(known)
    assert not [node for node in written if any(isinstance(value, dict) for value in node.values())]


def _example(name):
    meant = OURS[name]
    prefix, _, local = meant["@id"].partition(":")
    kind = meant.get("@type")
    obj = "<https://example.org/o>" if kind == "@id" else f'"x"^^{terms.term(kind)}' if kind else '"x"'
    if meant.get("@container") == "@language":
        obj = '"x"@en'
    return f"<https://example.org/{name}> <{OURS[prefix]}{local}> {obj}"


def test_rdflib_and_oxigraph_agree_on_our_context():
    triples = [f"<https://example.org/s> {terms.START_DATE} " + '"2031-05-01"^^' + terms.term("xsd:date")]
    read = read_by_rdflib(jsonld.write(triples, OURS), "json-ld")
    assert sorted_triples(read) == triples
