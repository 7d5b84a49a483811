"""The ontology's order and metadata, and that Python, context and ontology know the same terms."""

import json
import re
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from gdec import resources, terms
from gdec.build import build
from gdec.facts.kinds import Kind, Part
from gdec.project import find_project
from gdec.store.local import open_current

ROOT = Path(__file__).parent.parent
TEXT = resources.ontology().decode()
GRAPH = rdflib.Graph().parse(data=TEXT, format="turtle")
GDEC = rdflib.Namespace(terms.GDEC)
TERMS = sorted({term for term in GRAPH.subjects() if str(term).startswith(terms.GDEC)})
PROPERTIES = [term for term in TERMS if {OWL.ObjectProperty, OWL.DatatypeProperty} & set(GRAPH.objects(term, RDF.type))]


def name(term):
    return str(term).removeprefix(terms.GDEC)


@pytest.mark.parametrize("term", TERMS, ids=name)
def test_each_term_says_what_it_is(term):
    assert GRAPH.value(term, RDFS.label)
    (definition,) = GRAPH.objects(term, SKOS.definition)
    assert re.fullmatch(r"[A-Z][^.]*\.", str(definition)), definition
    assert GRAPH.value(term, RDFS.isDefinedBy) == rdflib.URIRef(terms.GDEC.rstrip("#"))
    kin = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso)
    assert any(GRAPH.value(term, relation) for relation in kin)


@pytest.mark.parametrize("term", PROPERTIES, ids=name)
def test_each_property_has_domain_and_range_or_says_why_not(term):
    for relation in (RDFS.domain, RDFS.range):
        assert GRAPH.value(term, relation) or GRAPH.value(term, SKOS.scopeNote), relation


def test_nothing_is_equated_with_a_term_of_somebody_else():
    assert not [*GRAPH.subject_objects(OWL.equivalentClass), *GRAPH.subject_objects(OWL.equivalentProperty)]


def test_terms_stand_in_alphabetical_order_within_their_sections():
    for section in re.split(r"\n# ---- .* ----\n", TEXT)[1:4]:
        found = re.findall(r"^gdec:(\S+) a ", section, re.M)
        assert found == sorted(found)
        assert found


def test_python_names_no_term_that_the_ontology_lacks():
    held = {value for value in vars(terms).values() if isinstance(value, str) and value.startswith("<" + terms.GDEC)}
    tables = (terms.KINDS, terms.COMPARATORS, terms.PARTS, terms.PLACE_TYPES, terms.RELATIONS, terms.CLASS_OF_SECTION)
    for table in tables:
        held |= set(table.values())
    held |= {terms.rule(name) for name in terms.INFERENCES}
    ours = {value for value in held if value != f"<{terms.GDEC}>"}
    assert {rdflib.URIRef(value[1:-1]) for value in ours if value != terms.GDEC} <= set(TERMS)


def test_kinds_and_parts_are_the_ontologys():
    assert set(terms.KINDS) == set(Kind)
    assert set(terms.PARTS) == set(Part)
    kinds = {GDEC[kind] for kind in Kind}
    assert set(GRAPH.subjects(RDF.type, GDEC.StatementKind)) == kinds


def test_rules_an_author_may_name_are_in_the_ontology_with_the_structural_ones():
    structural = {terms.AS_RECEIVED, terms.ATTESTED_BY_PUBLICATION, terms.LABEL_BY_EDITOR}
    structural |= {terms.LABEL_FROM_NAME, terms.LABEL_FROM_PARTS, terms.RELATION_BY_VALUES, terms.TYPE_OF_SECTION}
    rules = {f"<{rule}>" for rule in GRAPH.subjects(RDF.type, GDEC.Rule)}
    assert rules == structural | {terms.rule(name) for name in terms.INFERENCES}


def test_the_context_knows_every_property_and_only_real_ones():
    context = json.loads(resources.context())["@context"]
    ids = {value["@id"] for value in context.values() if isinstance(value, dict)}
    abstract = {"gdec:hasCount"}
    assert {f"gdec:{name(term)}" for term in PROPERTIES} - abstract <= ids
    assert not {value for value in ids if value.startswith("gdec:") and GDEC[value[5:]] not in TERMS}


@pytest.fixture(scope="module")
def in_use(tmp_path_factory):
    """Give all terms that a fact, a shape or a query uses."""
    folder = tmp_path_factory.mktemp("shipped")
    build(find_project(ROOT / "data"), folder)
    with open_current(folder) as store:
        used = {
            term.value for quad in store.quads() for term in (quad.predicate, quad.object) if hasattr(term, "value")
        }
    texts = [*resources.shapes(provenance=True), *resources.queries(), *resources.checks()]
    return used | {terms.GDEC + found for _, text in texts for found in re.findall(r"\bgdec:([\w-]+)", text.decode())}


@pytest.mark.parametrize("term", TERMS, ids=name)
def test_each_term_is_used_by_a_fact_a_shape_or_a_query_or_says_why_not(term, in_use):
    schemes = set(GRAPH.subjects(RDF.type, SKOS.ConceptScheme))
    assert str(term) in in_use or GRAPH.value(term, SKOS.editorialNote) or term in schemes
