"""The offline checks of OOPS!, FOOPS! and ROBOT's report, written anew from their published definitions.

- OOPS!: the pitfall catalogue, https://oops.linkeddata.es/catalogue.jsp. What it takes for a definition is any
  property that defines; ours is skos:definition, as SKOS has it.
- FOOPS!: the tests at https://w3id.org/foops/catalogue, each at https://w3id.org/foops/test/ID.
- ROBOT: the queries of `robot report`, https://robot.obolibrary.org/report_queries/. Where a query asks for OBO's own
  IAO:0000115, skos:definition stands here; what is about synonyms, cross-references and subsets of OBO is left out,
  since no term has any. That a class has one parent is asked of parents of ours: others are alignments.
"""

import re
from pathlib import PurePosixPath

import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN

from gdec import resources, terms

ONTOLOGY = rdflib.URIRef(terms.GDEC.rstrip("#"))
GRAPH = rdflib.Graph().parse(data=resources.ontology(), format="turtle")
BIBO = rdflib.Namespace("http://purl.org/ontology/bibo/")
HEAD = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
NOT_BUILT_IN = f'FILTER(!REGEX(STR(?term), "^({OWL}|{RDF}|{RDFS})"))'
OURS = f'FILTER(STRSTARTS(STR(?term), "{terms.GDEC}"))'

PITFALLS = {
    "P06 a class is above itself": "?term rdfs:subClassOf+ ?term",
    "P08 no label": f"?term a ?type . {OURS} FILTER NOT EXISTS {{ ?term rdfs:label ?label }}",
    "P08 no definition": f"?term a ?type . {OURS} FILTER NOT EXISTS {{ ?term skos:definition ?definition }}",
    "P11 no domain": f"""VALUES ?type {{ owl:ObjectProperty owl:DatatypeProperty }} ?term a ?type . {OURS}
        FILTER NOT EXISTS {{ ?term rdfs:domain ?domain }}""",
    "P11 no range": f"""VALUES ?type {{ owl:ObjectProperty owl:DatatypeProperty }} ?term a ?type . {OURS}
        FILTER NOT EXISTS {{ ?term rdfs:range ?range }}""",
    "P19 several domains or ranges": """VALUES ?p { rdfs:domain rdfs:range } ?term ?p ?one , ?other
        FILTER(STR(?one) < STR(?other) || (isBlank(?one) && ?one != ?other))""",
    "P25 its own inverse": "?term owl:inverseOf ?term",
    "P26 an inverse of what is symmetric": "?term a owl:SymmetricProperty ; owl:inverseOf|^owl:inverseOf ?other",
    "P33 a chain of one link": """?term owl:propertyChainAxiom ?chain . ?chain rdf:rest rdf:nil""",
    "P34 a class that is not declared": f"""{{ ?below rdfs:subClassOf ?term }} UNION {{ ?p rdfs:domain ?term }} UNION
        {{ ?list rdf:first ?term }} UNION {{ ?p a owl:ObjectProperty ; rdfs:range ?term }}
        {NOT_BUILT_IN} FILTER NOT EXISTS {{ ?term a owl:Class }}""",
    "P35 a property that is not declared": """?below rdfs:subPropertyOf ?term . FILTER NOT EXISTS {
        VALUES ?type { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty } ?term a ?type }""",
    "P41 no licence": "?term a owl:Ontology . FILTER NOT EXISTS { ?term dcterms:license ?licence }",
}
"""OOPS!: each pattern finds the terms that have fallen into the pit."""

REPORT = {
    "annotation_whitespace": r'?term ?p ?text . FILTER(isLiteral(?text) && REGEX(STR(?text), "^\\s|\\s$"))',
    "deprecated_boolean_datatype": "?term owl:deprecated ?is . FILTER(DATATYPE(?is) != xsd:boolean)",
    "deprecated_class_reference": "?term owl:deprecated true ; rdfs:subClassOf|^rdfs:subClassOf ?other",
    "deprecated_property_reference": "?term owl:deprecated true . ?s ?term ?o",
    "duplicate_definition": "?term skos:definition ?text . ?other skos:definition ?text . FILTER(?term != ?other)",
    "duplicate_label": "?term rdfs:label ?text . ?other rdfs:label ?text . FILTER(?term != ?other)",
    "equivalent_pair": "?term owl:equivalentClass ?other . FILTER(isIRI(?other))",
    "equivalent_class_axiom_no_genus": "?term owl:equivalentClass/owl:onProperty ?property",
    "illegal_use_of_built_in_vocabulary": "VALUES ?term { rdf:type } ?term ?p ?o",
    "invalid_entity_uri": """?term a ?type . FILTER(STRSTARTS(STR(?term), "https://purl.obolibrary.org/obo/")
        || STRSTARTS(STR(?term), "http://purl.org/obo/") || STRSTARTS(STR(?term), "http://www.obofoundry.org/"))""",
    "label_formatting": r'?term rdfs:label ?text . FILTER(REGEX(?text, "[\n\t]"))',
    "label_whitespace": r'?term rdfs:label ?text . FILTER(REGEX(?text, "^\\s|\\s$|\\s\\s"))',
    "lowercase_definition": '?term skos:definition ?text . FILTER(!REGEX(?text, "^[A-Z0-9]"))',
    "missing_definition": f"?term a ?type . {OURS} FILTER NOT EXISTS {{ ?term skos:definition ?text }}",
    "missing_label": f"?term a ?type . {OURS} FILTER NOT EXISTS {{ ?term rdfs:label ?text }}",
    "missing_obsolete_label": """?term owl:deprecated true ; rdfs:label ?text .
        FILTER(!STRSTARTS(LCASE(?text), "obsolete "))""",
    "missing_ontology_description": "?term a owl:Ontology . FILTER NOT EXISTS { ?term dcterms:description ?text }",
    "missing_ontology_license": "?term a owl:Ontology . FILTER NOT EXISTS { ?term dcterms:license ?licence }",
    "missing_ontology_title": "?term a owl:Ontology . FILTER NOT EXISTS { ?term dcterms:title ?text }",
    "missing_superclass": f"?term a owl:Class . {OURS} FILTER NOT EXISTS {{ ?term rdfs:subClassOf ?parent }}",
    "misused_obsolete_label": """?term rdfs:label ?text . FILTER(STRSTARTS(LCASE(?text), "obsolete "))
        FILTER NOT EXISTS { ?term owl:deprecated true }""",
    "misused_replaced_by": """?term dcterms:isReplacedBy ?other . FILTER NOT EXISTS { ?term owl:deprecated true }""",
    "multiple_asserted_superclasses": f"""?term rdfs:subClassOf ?one , ?other . FILTER(?one != ?other
        && STRSTARTS(STR(?one), "{terms.GDEC}") && STRSTARTS(STR(?other), "{terms.GDEC}"))""",
    "multiple_definitions": "?term skos:definition ?text , ?other . FILTER(?text != ?other)",
    "multiple_equivalent_class_definitions": """?term owl:equivalentClass/owl:intersectionOf ?one , ?other .
        FILTER(?one != ?other)""",
    "multiple_equivalent_classes": "?term owl:equivalentClass ?one , ?other . FILTER(?one != ?other)",
    "multiple_labels": "?term rdfs:label ?text , ?other . FILTER(?text != ?other)",
}
"""ROBOT: each query of the report by its name."""


def found(pattern, graph=GRAPH):
    rows = graph.query(f"{HEAD} PREFIX xsd: <{rdflib.XSD}> SELECT DISTINCT ?term WHERE {{ {pattern} }}")
    return sorted(str(term) for (term,) in rows)


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_the_ontology_has_not_fallen_into(pitfall):
    assert found(PITFALLS[pitfall]) == []


@pytest.mark.parametrize("name", REPORT)
def test_the_report_of_robot_is_empty(name):
    assert found(REPORT[name]) == []


BAD = rdflib.Graph().parse(
    format="turtle",
    data=f"""
@prefix gdec: <{terms.GDEC}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . @prefix rdf: <{RDF}> .
@prefix skos: <{SKOS}> . @prefix dcterms: <{DCTERMS}> . @prefix ex: <https://example.org/> .
<https://example.org/o> a owl:Ontology .
gdec:A a owl:Class ; rdfs:subClassOf gdec:B , ex:Unknown .
gdec:B a owl:Class ; rdfs:subClassOf gdec:A ; rdfs:label "b " , "b\\t" ; skos:definition "lower case" , "Another" .
gdec:C a owl:Class ; rdfs:label "obsolete c" ; skos:definition "lower case" ; dcterms:isReplacedBy gdec:A .
gdec:D a owl:Class ; rdfs:label "obsolete c" ; owl:deprecated "yes" ; owl:equivalentClass gdec:A , gdec:B .
gdec:E a owl:Class ; rdfs:subClassOf gdec:A ; rdfs:label "e" ; owl:deprecated true ;
    owl:equivalentClass [ owl:onProperty gdec:p ] .
gdec:F a owl:Class ; rdfs:subClassOf gdec:A , gdec:C ;
    owl:equivalentClass [ owl:intersectionOf ( gdec:A gdec:B ) ] , [ owl:intersectionOf ( gdec:C gdec:D ) ] .
gdec:p a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:domain gdec:A , gdec:B ; owl:inverseOf gdec:p ;
    owl:propertyChainAxiom ( gdec:q ) ; rdfs:subPropertyOf ex:unknown ; owl:deprecated true .
gdec:q a owl:DatatypeProperty .
gdec:A gdec:p gdec:B .
<http://purl.org/obo/x> a owl:Class . rdf:type rdfs:label "type" .
""",
)


@pytest.mark.parametrize("pattern", [*PITFALLS.values(), *REPORT.values()], ids=[*PITFALLS, *REPORT])
def test_each_check_finds_what_it_is_for(pattern):
    assert found(pattern, BAD)


def test_the_name_has_no_file_suffix_and_the_ontology_is_declared_in_a_namespace_of_its_own():
    assert not PurePosixPath(str(ONTOLOGY)).suffix  # P36
    assert list(GRAPH.subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]  # P38
    assert dict(GRAPH.namespaces())["gdec"] == rdflib.URIRef(terms.GDEC)  # P39


def test_nobody_elses_term_gets_more_than_a_declaration():
    foreign = {s for s in GRAPH.subjects() if isinstance(s, rdflib.URIRef) and not s.startswith(str(ONTOLOGY))}
    assert foreign
    assert {p for term in foreign for p in GRAPH.predicates(term)} == {RDF.type}


METADATA = {
    "OM1": (DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.versionIRI, DCTERMS.creator, DCTERMS.created,
            VANN.preferredNamespaceUri),
    "OM2": (VANN.preferredNamespacePrefix, OWL.versionInfo, DCTERMS.contributor, DCTERMS.created,
            DCTERMS.bibliographicCitation),
    # Left out: a DOI, an earlier version, compatibility with it, a source and a logo, which there are none of.
    "OM3": (DCTERMS.publisher, BIBO.status, DCTERMS.modified, DCTERMS.issued),
    "FIND1": (VANN.preferredNamespacePrefix,),
    "VER1": (OWL.versionIRI,),
}  # fmt: skip


@pytest.mark.parametrize("test", METADATA)
def test_the_metadata_that_foops_looks_for_are_there(test):
    assert [name for name in METADATA[test] if not GRAPH.value(ONTOLOGY, name)] == []


def test_the_names_are_persistent_and_agree():
    assert str(ONTOLOGY).startswith("https://w3id.org/")  # PURL1
    assert str(GRAPH.value(ONTOLOGY, VANN.preferredNamespaceUri)) == terms.GDEC  # URI2
    assert str(GRAPH.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{GRAPH.value(ONTOLOGY, OWL.versionInfo)}"
    assert str(GRAPH.value(ONTOLOGY, VANN.preferredNamespacePrefix)) == "gdec"


def test_other_vocabularies_are_reused_and_every_term_is_labelled_and_defined():
    of_header = {str(name) for name in GRAPH.predicates(ONTOLOGY)}
    assert any(name.startswith(str(DCTERMS)) for name in of_header)  # VOC1
    kin = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
    assert any(not str(o).startswith(terms.GDEC) for p in kin for o in GRAPH.objects(None, p))  # VOC2
    ours = {term for term in GRAPH.subjects() if re.match(re.escape(terms.GDEC), str(term))}
    assert [term for term in ours if not GRAPH.value(term, RDFS.label)] == []  # VOC3
    assert [term for term in ours if not GRAPH.value(term, SKOS.definition)] == []  # VOC4
