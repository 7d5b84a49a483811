import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty import assert_holds, blank_nodes, canonical, iris, literals, read_by_rdflib

from gdec import terms
from gdec.errors import GdecError
from gdec.rdf import rdfxml
from gdec.rdf.formats import FORMATS, read
from gdec.rdf.nquads import sorted_triples

names = st.sampled_from(["https://example.org/p", "https://example.org/1é", "urn:x:a.b", "https://example.org/a&b-c"])
nodes = iris | blank_nodes


@given(st.lists(st.builds(ox.Triple, nodes, names.map(ox.NamedNode), nodes | literals), max_size=12))
def test_rdfxml_reads_back_as_it_was_or_is_refused(triples):
    try:
        document = rdfxml.write(sorted_triples(triples), terms.prefixes())
    except GdecError as refusal:
        assert str(refusal).startswith("RDF/XML cannot hold a character")  # noqa: PT017
        return
    assert_holds(document, triples, ox.RdfFormat.RDF_XML, "xml")
    assert canonical(quad.triple for quad in read("x.rdf", document, FORMATS["xml"])) == canonical(triples)


@pytest.mark.parametrize(
    "triple",
    [
        "<a:s> <https://example.org/1> <a:o>",
        "<a:s> <https://example.org/> <a:o>",
        "<a:s> <https://example.org/ⁿ> <a:o>",
        f"<a:s> {terms.TYPE} <https://example.org/C/>",
        r'<a:s> <https://example.org/p> "a\u0001b"',
        r'<a:s> <https://example.org/p> "a\\\u000Bb"',
        r'<a:s> <https://example.org/p> "\b"',
        r'<a:s> <https://example.org/p> "\uFFFE"@en',
        f"<a:s> {terms.term('rdf:about')} <a:o>",
        f"<a:s> {terms.term('rdf:Description')} <a:o>",
        f"<a:s> {terms.TYPE} {terms.term('rdf:aboutEach')}",
        "<a:s> <http://www.w3.org/2000/xmlns/a> <a:o>",
        "_:1 <https://example.org/p> <a:o>",
        "<a:s> <https://example.org/p> _:1",
    ],
)
def test_what_xml_cannot_hold_is_refused(triple):
    with pytest.raises(GdecError, match=r"^RDF/XML cannot"):
        rdfxml.write([triple], terms.prefixes())


@pytest.mark.parametrize("text", [r"\\u0001", r"\\b", r"\r\n\t", r"\\\\f", r"\u007F", "\x85\u2028", "]]><&>'"])
def test_texts_that_xml_can_hold_are_held(text):
    triples = [f'<a:s> <https://example.org/p> "{text}"']
    document = rdfxml.write(triples, {})
    assert sorted_triples(quad.triple for quad in ox.parse(document, ox.RdfFormat.RDF_XML)) == triples
    assert sorted_triples(read_by_rdflib(document, "xml")) == triples
