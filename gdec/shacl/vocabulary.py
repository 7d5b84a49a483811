"""The terms of SHACL and of its neighbours, as nodes."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from gdec import terms

Term: TypeAlias = NamedNode | BlankNode | Literal
Node: TypeAlias = NamedNode | BlankNode

SH = terms.PREFIXES["sh"]
XSD = terms.PREFIXES["xsd"]


@lru_cache(maxsize=1024)
def named(name: str) -> NamedNode:
    """Give the node of a prefixed name.

    >>> named("rdf:type").value.rpartition("#")[2]
    'type'
    """
    return NamedNode(terms.term(name)[1:-1])


def sh(local: str) -> NamedNode:
    """Give a term of SHACL by its local name."""
    return named(f"sh:{local}")


RDF_TYPE = named("rdf:type")
RDF_FIRST = named("rdf:first")
RDF_REST = named("rdf:rest")
RDF_NIL = named("rdf:nil")
RDFS_CLASS = named("rdfs:Class")
RDFS_SUBCLASS = named("rdfs:subClassOf")
LANG_STRING = named("rdf:langString")
TRUE = Literal("true", datatype=named("xsd:boolean"))

PREFIX_OF_FUNCTIONS = "urn:gdec:shacl:"
"""Names the functions and the datatype that exist only while a check runs."""
