"""The ontology's and the shapes' pages: each term and shape has its anchor, and the data beside them are the same."""

from contextlib import closing

import pytest
import rdflib
from published import loose
from rdflib.compare import isomorphic
from sites import Page, pages, shipped, site_of

from gdec import resources, terms
from gdec.site.pages import constraints, reference
from gdec.site.reading.vocabulary import vocabulary
from gdec.store.local import open_current


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with shipped(tmp_path_factory.mktemp("store")) as reader:
        yield site_of(reader)


@pytest.fixture(scope="module")
def ontology(site):
    return pages(reference, site)


@pytest.fixture(scope="module")
def shapes(site):
    return pages(constraints, site)


def test_each_term_of_the_ontology_has_an_anchor_equal_to_its_fragment(ontology):
    graph = rdflib.Graph().parse(data=resources.ontology(), format="turtle")
    ours = {str(term).removeprefix(terms.GDEC) for term in graph.subjects() if str(term).startswith(terms.GDEC)}
    ids = Page(ontology["ontology.html"]).ids
    assert ours <= set(ids)
    assert len(ids) == len(set(ids))


def test_a_term_shows_what_is_said_of_it_and_an_example(ontology):
    page = Page(ontology["ontology.html"])
    for text in ("Relates a person to a post that the person is attested to hold.", "In these data", "skos:Concept"):
        assert text in page.text
    assert [link for link in page.links if link.startswith("person/")]
    assert "#Person" in {link.partition("ontology.html")[2] for link in page.links}


def test_a_triple_that_several_articles_state_is_one_use(tmp_path):
    person = terms.term("gdec:Person")
    for article in ("one", "two"):
        folder = loose(tmp_path / "store", [(f"<{terms.BASE}person/ana>", terms.TYPE, person)], article)
    with closing(open_current(folder)) as reader:
        page = Page(pages(reference, site_of(reader))["ontology.html"])
    assert "1 time, as in ana" in page.text


@pytest.mark.parametrize(
    ("path", "format"), [("ontology.ttl", "turtle"), ("ontology.nt", "nt"), ("ontology.jsonld", "json-ld")]
)
def test_the_ontology_is_given_in_each_format(ontology, path, format):
    given = rdflib.Graph().parse(data=ontology[path], format=format)
    assert isomorphic(given, rdflib.Graph().parse(data=resources.ontology(), format="turtle"))


def test_the_formats_are_the_same_every_time(site, ontology):
    assert pages(reference, site) == ontology


def test_each_shape_and_rule_has_an_anchor_equal_to_its_fragment(shapes):
    graph = rdflib.Graph().parse(data=shapes["shapes.ttl"], format="turtle")
    sh = rdflib.Namespace(terms.PREFIXES["sh"])
    ours = {node for kind in (sh.NodeShape, sh.PropertyShape) for node in graph.subjects(rdflib.RDF.type, kind)}
    ids = Page(shapes["shapes.html"]).ids
    assert {str(node).rpartition("#")[2] for node in ours if isinstance(node, rdflib.URIRef)} <= set(ids)
    assert len(ids) == len(set(ids))


def test_rules_are_told_in_words(shapes):
    text = Page(shapes["shapes.html"]).text
    assert "each is a gdec:Organisation" in text
    assert "at least 1; at most 1" in text
    assert "each is one of gdec:attendee" in text
    assert "^gdec:holds" in text
    assert "Guo Jinhai" in text


def test_no_word_of_the_shapes_is_left_untold(shapes):
    for shape in constraints.shapes_shown():
        assert shape.label
        assert shape.targets or shape.rules
        for rule in shape.rules:
            assert rule.name, rule.iri
            assert rule.demands, rule.iri
            assert rule.message, rule.iri


def test_the_vocabulary_is_all_that_the_file_defines():
    sections = {term.section for term in vocabulary().terms}
    assert len(sections) == 5
    assert vocabulary().of(terms.GDEC + "Kinds").section == "Concept schemes"
    holds = vocabulary().of(terms.GDEC + "holds")
    assert (holds.domain, holds.range) == ((terms.GDEC + "Person",), (terms.GDEC + "Post",))
    assert len(vocabulary().of(terms.GDEC + "agent").range) == 3
