"""Between the engine's terms and those of rdflib, lexical forms kept as they are."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import RdfFormat

from gdec import terms
from gdec.shacl.vocabulary import Term

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_STRING = terms.term("xsd:string")[1:-1]


def add_quads(graph: Graph, data: bytes) -> None:
    """Add quads, as N-Quads, to an rdflib graph: the union of their graphs, with no literal normalised."""
    known: dict[Term, Node] = {}

    def node(term: Term) -> Node:
        found = known.get(term)
        if found is None:
            found = known[term] = _node(term)
        return found

    for quad in pyoxigraph.parse(data, RdfFormat.N_QUADS):
        graph.add((node(quad.subject), node(quad.predicate), node(quad.object)))


def term_of(node: Node) -> Term:
    """Give the engine's term for one of rdflib."""
    from rdflib import BNode, Literal

    if isinstance(node, Literal):
        if node.language:
            return pyoxigraph.Literal(str(node), language=node.language)
        return pyoxigraph.Literal(str(node), datatype=pyoxigraph.NamedNode(node.datatype or _STRING))
    return pyoxigraph.BlankNode(str(node)) if isinstance(node, BNode) else pyoxigraph.NamedNode(str(node))


def _node(term: Term) -> Node:
    from rdflib import BNode, Literal, URIRef

    match term:
        case pyoxigraph.NamedNode():
            return URIRef(term.value)
        case pyoxigraph.BlankNode():
            return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    # To rdflib, a plain text and one of xsd:string are two literals; the parsers of shapes give plain ones.
    datatype = None if term.datatype.value == _STRING else URIRef(term.datatype.value)
    return Literal(term.value, datatype=datatype, normalize=False)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep rdflib from telling what the report will tell: that a literal is ill-typed."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = before
