"""Write RDF/XML, and refuse what XML cannot hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph
from pyoxigraph import RdfFormat

from gdec import terms
from gdec.errors import GdecError

from .turtle import LETTER, NAME_CHARACTER

_ends_in_name = re.compile(f"[{LETTER}_][{NAME_CHARACTER}.]*>$").search
# The escapes of canonical N-Triples for what XML 1.0 has no way to write, in a text whose backslashes are escaped too.
_no_xml_character = re.compile(r"(?<!\\)(?:\\\\)*\\(?:[bf]|u00[01]|uFFF)").search
_is_node_id = re.compile(f"_:[{LETTER}_][{NAME_CHARACTER}.]*").fullmatch


def write(triples: Sequence[str], prefixes: Mapping[str, str]) -> bytes:
    """Write triples as RDF/XML.

    Args:
        triples: in the form and order of `nquads.sorted_triples`.
        prefixes: prefix -> namespace.

    Raises:
        GdecError: a property or class whose IRI does not end in a name, or a character that XML cannot hold.
    """
    for triple in triples:
        _check(triple)
    parsed = (quad.triple for quad in pyoxigraph.parse(" .\n".join([*triples, ""]), RdfFormat.N_TRIPLES))
    try:
        document = pyoxigraph.serialize(parsed, format=RdfFormat.RDF_XML, prefixes=dict(prefixes)) or b""
    except OSError as error:
        raise GdecError(f"RDF/XML cannot hold this graph: {error}; export it as Turtle") from error
    # A carriage return that stands as it is becomes a line feed in every XML parser.
    return document.replace(b"\r", b"&#13;")


def _check(triple: str) -> None:
    subject, predicate, obj = triple.split(" ", 2)
    named = [predicate, obj] if predicate == terms.TYPE and obj[0] == "<" else [predicate]
    for name in named:
        if not _ends_in_name(name):
            raise GdecError(f"RDF/XML cannot name {name}, which does not end in a name; export the graph as Turtle")
    if obj[0] == '"' and "\\" in obj and _no_xml_character(obj):
        raise GdecError(f"RDF/XML cannot hold a character of {obj[:60]} ({subject}); export the graph as Turtle")
    for node in (subject, obj):
        if node[0] == "_" and not _is_node_id(node):
            raise GdecError(f"RDF/XML cannot label a blank node {node}; export the graph as Turtle")
