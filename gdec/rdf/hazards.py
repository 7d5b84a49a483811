"""Refuse the RDF that would exhaust the parser's memory or stack, or that is beyond RDF 1.1.

pyoxigraph fetches nothing, but what is checked here makes it overflow its stack (which ends the process), take
gigabytes, or silently accept half a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from pyoxigraph import Literal, Quad, RdfFormat

from gdec.errors import InputError
from gdec.rdf.quoted import QUOTED

MAX_JSON_DEPTH = 100
"""How deep JSON may be nested; the parser's memory grows with the square of it."""

MAX_XML_DEPTH = 1000
"""How deep XML may be nested, as lists are by some writers; the parser's time grows with the square of it."""

MAX_CHAIN = 20
"""How many terms of a JSON-LD context may be defined one by the other; the parser's stack grows with it."""

MAX_ENTITY_GROWTH = 10
"""How many times longer entities may make an XML file."""


def check(source: str, data: bytes, format: RdfFormat) -> None:
    """Look for what the parser must not meet.

    Raises:
        InputError: a hazard, at its line where it has one.
        SyntaxError: XML that is not well-formed.
    """
    if format == RdfFormat.JSON_LD:
        _check_json(source, data)
    elif format == RdfFormat.RDF_XML:
        _check_entities(source, data)
        _check_xml(source, data)
    else:
        _check_triple_terms(source, data)


def check_direction(source: str, quad: Quad) -> None:
    """Refuse a text with a direction, which is beyond RDF 1.1: shapes, rdflib and older stores cannot take it.

    Raises:
        InputError: the quad has one.
    """
    if type(quad.object) is Literal and quad.object.direction:
        raise InputError(
            source,
            f"{quad.subject} {quad.predicate} has a text with a direction, which is beyond RDF 1.1; leave it out",
        )


_turtle_token = re.compile(
    QUOTED.encode() + rb"|<[^<>\s]*+>|#[^\n]*+|\\.|(?P<begin><<)|(?P<end>>>)",
    re.DOTALL,
)


def _check_triple_terms(source: str, data: bytes) -> None:
    """Refuse triples inside triples before they are parsed: thousands of them overflow the stack."""
    if b"<<" not in data:
        return
    depth = 0
    for token in _turtle_token.finditer(data):
        if token["end"]:
            depth = max(0, depth - 1)
        elif token["begin"]:
            depth += 1
            if depth > 1:
                line = data.count(b"\n", 0, token.start()) + 1
                raise InputError(
                    source,
                    "a triple inside a triple (<< << … >> … >>) is beyond RDF 1.1; name the inner statement",
                    line,
                )


_json_but_brackets = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[^][{}"]++', re.DOTALL)

# The key may be written with escapes, as in "@cont\u0065xt".
_context_key = re.compile(
    '"' + "".join(rf"(?:{letter}|\\u00{ord(letter):02x})" for letter in "@context") + r'"\s*:\s*', re.IGNORECASE
)
_import_key = re.compile(r'"@import"\s*:\s*')


def remote_context(data: bytes) -> tuple[str, int] | None:
    """Find the first JSON-LD context that is named, not given: its address and line."""
    text = data.decode(errors="replace")
    keys = sorted([*_context_key.finditer(text), *_import_key.finditer(text)], key=re.Match.start)
    for key in keys:
        try:
            context, _ = json.JSONDecoder().raw_decode(text, key.end())
        except json.JSONDecodeError:
            continue
        for address in context if isinstance(context, list) else [context]:
            if isinstance(address, str):
                return address, text.count("\n", 0, key.start()) + 1
    return None


def _check_json(source: str, data: bytes) -> None:
    brackets = _json_but_brackets.sub(b"", data)
    for _ in range(MAX_JSON_DEPTH):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    if len(brackets) > MAX_JSON_DEPTH:
        raise InputError(source, f"is nested more than {MAX_JSON_DEPTH} deep, or its brackets do not match; flatten it")
    text = data.decode(errors="replace")
    for key in _context_key.finditer(text):
        try:
            context, _ = json.JSONDecoder(object_pairs_hook=tuple).raw_decode(text, key.end())
        except json.JSONDecodeError:
            continue
        for scope in _scopes(context):
            if not _is_shallow(scope):
                line = text.count("\n", 0, key.start()) + 1
                advice = "write whole IRIs in it"
                raise InputError(
                    source, f"the context defines terms one by the other more than {MAX_CHAIN} deep; {advice}", line
                )


_Pairs = tuple[tuple[str, Any], ...]


def _scopes(context: Any) -> Iterator[_Pairs]:
    """Give the context's objects: itself, or those of its array; the contexts of its terms have keys of their own."""
    for scope in context if isinstance(context, list) else [context]:
        if isinstance(scope, tuple):
            yield scope


def _is_shallow(scope: _Pairs) -> bool:
    """Tell whether every term can be resolved in few rounds, from those that need no other to those that do."""
    needed: dict[str, set[str]] = {}
    for name, definition in scope:
        pairs = definition if isinstance(definition, tuple) else (("@id", definition),)
        texts = [name, *(text for key, text in pairs if key in ("@id", "@reverse", "@type") and isinstance(text, str))]
        needed.setdefault(name, set()).update(part for text in texts for part in (text, text.partition(":")[0]))
    for _ in range(MAX_CHAIN):
        needed = {
            name: others for name, names in needed.items() if (others := {n for n in names if n in needed} - {name})
        }
        if not needed:
            return True
    return False


_entity = re.compile(rb'<!ENTITY\s+([^\s%"&<>]{1,64})\s+"([^"&%<]*)"\s*>')
_reference = re.compile(rb"&([^\s;&<]{1,64});")


def _check_entities(source: str, data: bytes) -> None:
    """Refuse entities other than plain short forms of text, as OWL files have them for their namespaces."""
    if b"<!ENTITY" not in data:
        return
    values: dict[bytes, bytes] = {}
    for found in re.finditer(rb"<!ENTITY", data):
        entity = _entity.match(data, found.start())
        if not entity:
            line = data.count(b"\n", 0, found.start()) + 1
            raise InputError(source, "an entity may only stand for plain text; write its value where it is used", line)
        values[entity[1]] = entity[2]
    growth = sum(len(values.get(name, b"")) for name in _reference.findall(data))
    if growth > MAX_ENTITY_GROWTH * len(data):
        raise InputError(source, f"its entities make it more than {MAX_ENTITY_GROWTH} times longer; write them out")


def _check_xml(source: str, data: bytes) -> None:
    """Hold XML to being well-formed (the parser takes a file that breaks off for a whole one) and not too deep."""
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_XML_DEPTH:
            line = parser.CurrentLineNumber
            raise InputError(source, f"is nested more than {MAX_XML_DEPTH} deep; flatten it", line)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise SyntaxError(expat.ErrorString(error.code), ("", error.lineno, error.offset, None)) from None
