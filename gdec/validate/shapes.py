"""Shapes: those that ship with the package, and a user's own, which are looked over before they are used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from gdec import resources, terms
from gdec.errors import GdecError, InputError, nearest
from gdec.rdf.formats import FORMATS, read, read_file
from gdec.validate import pyshacl_engine
from gdec.validate.prepared import prepare
from gdec.validate.report import Result
from gdec.validate.text import shown

_SH = terms.PREFIXES["sh"]
_TARGETS = {f"{_SH}{name}" for name in ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")}
_SHAPES = {f"{_SH}NodeShape", f"{_SH}PropertyShape"}
_QUERIES = {f"{_SH}ask": "AskQuery", f"{_SH}select": "SelectQuery"}

# Terms of SHACL Advanced Features, SHACL-JS and entailment: passed over silently, they would make a rule vanish.
_beyond = re.compile("js.*|JS.*|target|rule|.*Rule|expression|entailment|SPARQLTarget.*|SPARQLFunction")


@lru_cache(maxsize=2)
def shipped(*, provenance: bool = False) -> bytes:
    """Give the shapes of the package as one shapes graph, as N-Quads.

    Args:
        provenance: also those of statements, evidence and the registry.
    """
    found = resources.shapes(provenance=provenance)
    return _as_quads(quad for name, text in found for quad in read(name, text, FORMATS["turtle"]))


def read_shapes(paths: Iterable[Path]) -> bytes:
    """Read a user's shapes as one shapes graph, as N-Quads.

    Args:
        paths: RDF files, or folders of Turtle files.

    Raises:
        InputError: a file that cannot be read or holds no shapes, or shapes that are not as SHACL has them.
    """
    files = [file for path in paths for file in _files(path)]
    shapes = b"".join(_read(file) for file in files)
    source = ", ".join(map(str, files))
    _check_lists(source, shapes)
    _check_queries(source, shapes)
    wrong = pyshacl_engine.meta_report(shapes).results
    if wrong:
        raise InputError(source, "the shapes are not as SHACL has them:\n" + "\n".join(map(_explained, wrong)))
    return shapes


def _files(path: Path) -> list[Path]:
    found = sorted(path.rglob("*.ttl")) if path.is_dir() else [path]
    if not found:
        raise InputError(str(path), "holds no Turtle file; name a folder of shapes, or a file")
    return found


def _read(file: Path) -> bytes:
    quads = list(read_file(file))
    if not any(map(_tells_of_a_shape, quads)):
        raise InputError(str(file), "holds no shapes, neither a sh:NodeShape nor a sh:PropertyShape; is it data?")
    for quad in quads:
        for term in (quad.predicate, quad.object):
            if isinstance(term, NamedNode) and term.value.startswith(_SH):
                _check_term(str(file), term.value.removeprefix(_SH))
        if quad.predicate.value == f"{_SH}pattern" and isinstance(quad.object, Literal):
            _check_pattern(str(file), quad.object.value)
    return _as_quads(quads)


def _tells_of_a_shape(quad: Quad) -> bool:
    is_typed = isinstance(quad.object, NamedNode) and quad.object.value in _SHAPES
    return is_typed or quad.predicate.value in _TARGETS


def _check_term(source: str, name: str) -> None:
    from rdflib import SH

    if _beyond.fullmatch(name):
        raise InputError(source, f"sh:{name} is beyond SHACL Core and SHACL-SPARQL; write the rule without it")
    known = {*SH.__annotations__, "and", "class", "in", "not", "or"}  # rdflib cannot list Python's own words
    if name not in known:
        raise InputError(source, f"SHACL has no sh:{name}{nearest(name, known)}")


def _check_pattern(source: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise InputError(source, f'the sh:pattern "{pattern}" is no regular expression: {error}') from error


def _check_lists(source: str, shapes: bytes) -> None:
    quads = pyoxigraph.parse(shapes, RdfFormat.N_QUADS)
    rest = {str(quad.subject): str(quad.object) for quad in quads if str(quad.predicate) == terms.term("rdf:rest")}
    while ends := [node for node, tail in rest.items() if tail not in rest]:
        for node in ends:
            del rest[node]
    if rest:
        raise InputError(source, "a list leads back to itself and has no end; write it as ( first second )")


def _check_queries(source: str, shapes: bytes) -> None:
    quads = list(pyoxigraph.parse(shapes, RdfFormat.N_QUADS))
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in _declared(quads).items())
    for quad in quads:
        if quad.predicate.value in _QUERIES and isinstance(quad.object, Literal):
            query = re.sub(r"[$?]PATH\b", "<urn:path>", quad.object.value)
            try:
                form = prepare(prefixes + query).algebra.name
            except GdecError as error:
                raise InputError(source, str(error)) from error
            if form != _QUERIES[quad.predicate.value]:
                raise InputError(source, f"{shown(str(quad.predicate))} has a query of another form ({form})")


def _declared(quads: Iterable[Quad]) -> dict[str, str]:
    found: dict[str, dict[str, str]] = {}
    for quad in quads:
        if isinstance(quad.object, Literal):
            found.setdefault(str(quad.subject), {})[quad.predicate.value] = quad.object.value
    names = (f"{_SH}prefix", f"{_SH}namespace")
    declared = {both[names[0]]: both[names[1]] for both in found.values() if both.keys() >= set(names)}
    return {prefix: terms.PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl")} | declared


def _explained(result: Result) -> str:
    whose = "an unnamed shape" if result.focus.startswith("_:") else shown(result.focus)
    found = f": {shown(result.value)}" if result.value else ""
    return f"  {whose}: {result.path or 'it'} breaks the rule {result.component}{found}"


def _as_quads(quads: Iterable[Quad]) -> bytes:
    return pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b""
