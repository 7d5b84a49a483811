"""Framed JSON-LD: what nests in what, and that nothing is lost, as three libraries read it."""

import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty import assert_holds, graphs
from pyld import jsonld as pyld
from pyoxigraph import NamedNode, Triple
from shipped import shipped_quads

from gdec import resources, terms
from gdec.export import export
from gdec.rdf import framing
from gdec.rdf.formats import FORMATS, read
from gdec.rdf.nquads import sorted_triples

OURS = json.loads(resources.context())["@context"]
THING = terms.BASE


def by_pyld(document):
    nquads = pyld.to_rdf(json.loads(document), {"format": "application/n-quads", "documentLoader": refuse})
    return {quad.triple for quad in ox.parse(nquads, ox.RdfFormat.N_QUADS)}


def refuse(address, _options):
    raise AssertionError(f"{address} was asked for")


@pytest.mark.parametrize("statements", [None, "reified"])
def test_the_shipped_data_is_all_there(statements):
    shipped = shipped_quads()
    framed = export(shipped, "jsonld", statements=statements, frame=True)
    triples = {quad.triple for quad in read("flat", export(shipped, "nt", statements=statements), FORMATS["nt"])}
    assert_holds(framed, triples, ox.RdfFormat.JSON_LD, "json-ld")
    assert by_pyld(framed) == triples
    assert {quad.triple for quad in read("framed", framed, FORMATS["jsonld"])} == triples
    assert export(reversed(shipped), "jsonld", statements=statements, frame=True) == framed


def test_the_shipped_data_nests_by_conference():
    roots = json.loads(export(shipped_quads(), "jsonld", frame=True))["@graph"]
    series = roots[0]
    assert series["id"] == f"{THING}series/gdec"
    conference = next(edition for edition in series["editions"] if edition["id"].endswith("/gdec-2023"))
    assert "editionOf" not in conference
    part = next(part for part in conference["parts"] if part["id"].endswith("/competitive-products-theme-exhibition"))
    assert part["exhibitorCount"]["number"] == 110
    assert len(json.dumps(roots[0])) > len(json.dumps(roots[1:]))


LINKS = st.sampled_from([terms.EDITION_OF, terms.PART_OF, terms.AT_EVENT, terms.AGENT, terms.INCLUDES, terms.HOLDS])
THINGS = st.sampled_from([NamedNode(f"urn:x:{name}") for name in "abcdef"])


@given(st.lists(st.builds(Triple, THINGS, LINKS.map(lambda term: NamedNode(term[1:-1])), THINGS), max_size=20), graphs)
def test_any_graph_is_all_there(links, others):
    triples = [*links, *others]
    assert_holds(framing.write(sorted_triples(triples), OURS), triples, ox.RdfFormat.JSON_LD, "json-ld")


SMALL = {
    "id": "@id",
    "editionOf": {"@id": "a:of", "@type": "@id"},
    "note": {"@id": "a:note", "@container": "@language"},
    "knows": {"@id": "a:knows", "@type": "@id"},
}


def framed(*lines):
    return json.loads(framing.write(sorted(lines), SMALL))["@graph"]


def test_a_thing_is_nested_where_it_is_first_met_and_named_afterwards():
    found = framed("<b:c1> <a:of> <b:s>", "<b:c2> <a:of> <b:s>", "<b:c1> <a:knows> <b:p>", "<b:c2> <a:knows> <b:p>",
                   "<b:p> <a:age> <b:x>", "<b:a> <a:says> <b:p>", "<b:a> <a:says> <b:q>", "<b:q> <a:age> <b:x>",
                   "<b:s> <a:age> <b:x>")  # fmt: skip
    x = {"@id": "b:x"}
    assert found == [
        {
            "id": "b:s",
            "a:age": x,
            "editions": [{"id": "b:c1", "knows": {"id": "b:p", "a:age": x}}, {"id": "b:c2", "knows": "b:p"}],
        },
        {"id": "b:a", "a:says": [{"@id": "b:p"}, {"id": "b:q", "a:age": x}]},
    ]


def test_a_thing_with_a_place_in_the_tree_is_not_nested_elsewhere():
    found = framed("<b:a> <a:knows> <b:c>", "<b:c> <a:of> <b:s>", "<b:s> <a:age> <b:x>", "<b:c> <a:of> <b:elsewhere>")
    assert {"id": "b:a", "knows": "b:c"} in found
    assert {"id": "b:s", "a:age": {"@id": "b:x"}, "editions": [{"id": "b:c", "editionOf": "b:elsewhere"}]} in found


def test_circles_and_long_chains_are_cut():
    circle = framed("<b:a> <a:of> <b:b>", "<b:b> <a:of> <b:a>")
    assert circle == [{"id": "b:a", "editions": [{"id": "b:b", "editions": ["b:a"]}]}]
    chain = [f"<b:{number:03}> <a:of> <b:{number + 1:03}>" for number in range(300)] + ["<b:300> <a:age> <b:x>"]
    document = framing.write(sorted(chain), SMALL)
    read_back = [quad.triple for quad in read("chain", document.encode(), FORMATS["jsonld"])]
    assert sorted_triples(read_back) == sorted(chain)


def test_a_text_in_indonesian_is_no_reference():
    (found,) = framed('<b:a> <a:note> "b:a"@id', "<b:a> <a:knows> <b:a>")
    assert found == {"id": "b:a", "knows": "b:a", "note": {"id": "b:a"}}


def test_the_words_of_the_tree_are_free_in_our_context():
    assert not OURS.keys() & set(framing.REVERSED.values())
    assert framing.REVERSED.keys() <= OURS.keys()
