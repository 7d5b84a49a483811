"""Graphs that are hard to write, and comparing graphs through both libraries."""

import contextlib
import logging

import pyoxigraph as ox
import rdflib
from hypothesis import strategies as st

from gdec import terms

NAMESPACES = ["https://example.org/", "https://example.org/ns#", terms.BASE + "person/", terms.GDEC, "urn:x:"]
LOCAL = "aZ09_-.~!$&'()*+,;=:@é²µ名·ⁿ\u203f\u0301ßA/?"


def is_iri(text):
    try:
        return bool(ox.NamedNode(text))
    except ValueError:
        return False


names = st.builds("{}{}".format, st.sampled_from(NAMESPACES), st.text(LOCAL, max_size=6))
iris = names.filter(is_iri).map(ox.NamedNode)
blank_nodes = st.sampled_from("abc").map(ox.BlankNode)
texts = st.one_of(
    st.text(max_size=12),
    st.text("\"\\\n\r\t'x,;.<>^@#\u2028\x85", max_size=12),
    st.sampled_from(["", '"', '"""', "\\", "\\n", "a\nb\n", '\n"', '"\n""', "<a:b>", "_:b", " .\n", "^^<a:b>"]),
)
integers = ["1", "-1", "+1", "007", "-0", "9" * 20, "٣", ""]
decimals = ["1.", ".5", "1.50", "-.5", "-0.0", "0.0000001", "0.000000", "1e3", "1.0E400"]
numbers = st.sampled_from([*integers, *decimals, "true", "false"])
xsd = ["xsd:integer", "xsd:decimal", "xsd:double", "xsd:boolean", "xsd:date", "xsd:string"]
datatypes = st.sampled_from([terms.term(name)[1:-1] for name in xsd] + ["https://example.org/type", "urn:x:type/"]).map(
    ox.NamedNode
)
literals = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(lambda text, lang: ox.Literal(text, language=lang), texts, st.sampled_from(["en", "de-at", "zh-hans"])),
    st.builds(lambda text, datatype: ox.Literal(text, datatype=datatype), numbers | texts, datatypes),
)
types = st.just(ox.NamedNode(terms.TYPE[1:-1]))


def graphs_of(subjects, predicates, objects):
    predicates |= types | st.just(ox.NamedNode(terms.LABEL[1:-1]))
    return st.lists(st.builds(ox.Triple, subjects, predicates, objects), max_size=12)


graphs = graphs_of(iris | blank_nodes, iris, iris | blank_nodes | literals)


def canonical(triples):
    """Give the triples as texts that are the same for isomorphic graphs (RDFC-1.0)."""
    dataset = ox.Dataset(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@contextlib.contextmanager
def literals_as_they_stand():
    """rdflib rewrites "007" as "7" unless told not to."""
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def to_ox(term):
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    return ox.Literal(str(term), language=term.language, datatype=term.datatype and to_ox(term.datatype))


def read_by_rdflib(document, format):
    """Read a document with rdflib, and give its triples as pyoxigraph's."""
    with literals_as_they_stand():
        return [ox.Triple(*map(to_ox, triple)) for triple in rdflib.Graph().parse(data=document, format=format)]


def assert_holds(document, triples, ox_format, rdflib_format):
    """Hold that both libraries read the triples out of the document."""
    expected = canonical(triples)
    assert canonical(quad.triple for quad in ox.parse(document, ox_format)) == expected
    assert canonical(read_by_rdflib(document, rdflib_format)) == expected
