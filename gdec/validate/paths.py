"""SHACL property paths in an rdflib graph: as SPARQL writes them, and the predicates they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gdec.validate.rdflib_terms import text_of
from gdec.validate.text import shown

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


def path_text(graph: Graph, path: Node) -> str:
    """Write a path (SHACL, section 2.3.1) as SPARQL does, with our prefixes."""
    from rdflib import SH, URIRef

    if isinstance(path, URIRef):
        return shown(text_of(path))

    def inside(node: Node) -> str:
        text = path_text(graph, node)
        return text if isinstance(node, URIRef) else f"({text})"

    forms = {
        SH.inversePath: "^{}",
        SH.zeroOrMorePath: "{}*",
        SH.oneOrMorePath: "{}+",
        SH.zeroOrOnePath: "{}?",
    }
    for predicate, form in forms.items():
        for inner in graph.objects(path, predicate):
            return form.format(inside(inner))
    for alternatives in graph.objects(path, SH.alternativePath):
        return "|".join(inside(inner) for inner in graph.items(alternatives))
    return "/".join(inside(inner) for inner in graph.items(path))


def predicates_of(graph: Graph, path: Node) -> Iterator[str]:
    """Give the predicates that a path is made of, in N-Triples form."""
    from rdflib import RDF, URIRef

    if isinstance(path, URIRef):
        yield text_of(path)
        return
    for predicate, inner in graph.predicate_objects(path):
        if predicate != RDF.type and inner != RDF.nil:
            yield from predicates_of(graph, inner)
