"""Write RDF/XML, and refuse what XML cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from xml.parsers import expat

import pyoxigraph
from pyoxigraph import RdfFormat

from gdec import terms
from gdec.errors import GdecError

from .turtle import LETTER, NAME_CHARACTER

# The escapes of canonical N-Triples for what XML 1.0 has no way to write, in a text whose backslashes are escaped too.
_no_xml_character = re.compile(r"(?<!\\)(?:\\\\)*\\(?:[bf]|u00[01]|uFFF)").search
_is_node_id = re.compile(f"_:[{LETTER}_][{NAME_CHARACTER}.]*").fullmatch


def write(triples: Sequence[str], prefixes: Mapping[str, str]) -> bytes:
    """Write triples as RDF/XML.

    Args:
        triples: in the form and order of `nquads.sorted_triples`.
        prefixes: prefix -> namespace.

    Raises:
        GdecError: a property or class whose IRI gives no name of XML, a label of a blank node that is none, or a
            character that XML cannot hold.
    """
    for triple in triples:
        _check(triple)
    # A carriage return that stands as it is becomes a line feed in every XML parser.
    return _serialized(triples, prefixes).replace(b"\r", b"&#13;")


def _serialized(triples: Iterable[str], prefixes: Mapping[str, str]) -> bytes:
    parsed = pyoxigraph.parse(" .\n".join([*triples, ""]), RdfFormat.N_TRIPLES)
    triples_only = (quad.triple for quad in parsed)
    return pyoxigraph.serialize(triples_only, format=RdfFormat.RDF_XML, prefixes=dict(prefixes)) or b""


def _check(triple: str) -> None:
    subject, predicate, obj = triple.split(" ", 2)
    if not _is_nameable(f"{predicate} {predicate}"):
        raise GdecError(f"RDF/XML cannot hold the property {predicate}: it gives no name; export the graph as Turtle")
    if predicate == terms.TYPE and obj[0] == "<" and not _is_nameable(f"{predicate} {obj}"):
        raise GdecError(f"RDF/XML cannot hold the class {obj}: it gives no name; export the graph as Turtle")
    if obj[0] == '"' and "\\" in obj and _no_xml_character(obj):
        raise GdecError(f"RDF/XML cannot hold a character of {obj[:60]} ({subject}); export the graph as Turtle")
    for node in (subject, obj):
        if node[0] == "_" and not _is_node_id(node):
            raise GdecError(f"RDF/XML cannot hold the label {node}; export the graph as Turtle")


@cache
def _is_nameable(predicate_and_object: str) -> bool:
    """Tell whether a property and a class get names that parsers take; pyoxigraph writes others without a word."""
    try:
        document = _serialized([f"<a:s> {predicate_and_object}"], {})
        expat.ParserCreate(namespace_separator=" ").Parse(document, True)
        return any(pyoxigraph.parse(document, RdfFormat.RDF_XML))
    except (OSError, SyntaxError, expat.ExpatError):
        return False
