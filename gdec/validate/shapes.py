"""Shapes: those that ship with the package, and a user's own, which are looked over before they are used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from gdec import resources, terms
from gdec.errors import InputError, nearest
from gdec.rdf.formats import FORMATS, read, read_file
from gdec.shacl.graph import Graph, ShapesError
from gdec.validate.compiled_engine import check

if TYPE_CHECKING:
    from gdec.shacl.lint import Finding

_SH = terms.PREFIXES["sh"]
_TARGETS = {f"{_SH}{name}" for name in ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")}
_SHAPES = {f"{_SH}NodeShape", f"{_SH}PropertyShape"}

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
    shapes = b"".join(map(_read, files))
    try:
        check(shapes)
    except ShapesError as error:
        why = re.sub(r"_:\w+", "an unnamed shape", str(error))
        raise InputError(", ".join(map(str, files)), f"the shapes cannot be used: {why}") from error
    return shapes


def lint_shapes(paths: Iterable[Path], data: bytes = b"") -> list[tuple[str, Finding]]:
    """Find what is wrong with shapes: the file that each finding is in, and the finding.

    Args:
        paths: RDF files, or folders of Turtle files; none for the shapes of the package.
        data: N-Quads of the data that the shapes are for, where their paths are to be looked for in it.

    Raises:
        InputError: a file that cannot be read.
        ShapesError: the shapes are ill-formed, and nothing that is found tells why.
    """
    from gdec.shacl.lint import lint

    files = {str(file): list(read_file(file)) for path in paths for file in _files(path)}
    if not files:
        found = resources.shapes(provenance=True)
        files = {name: list(read(name, text, FORMATS["turtle"])) for name, text in found}
    homes = {quad.subject: name for name, quads in files.items() for quad in quads}
    predicates = frozenset(quad.predicate for quad in pyoxigraph.parse(data, RdfFormat.N_QUADS))
    findings = lint(Graph(chain.from_iterable(files.values())), predicates or None)
    return [(homes[finding.shape], finding) for finding in findings]


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
                _check_term(str(file), term)
        if quad.predicate.value == f"{_SH}pattern" and isinstance(quad.object, Literal):
            _check_pattern(str(file), quad.object.value)
    return _as_quads(quads)


def _tells_of_a_shape(quad: Quad) -> bool:
    is_typed = isinstance(quad.object, NamedNode) and quad.object.value in _SHAPES
    return is_typed or quad.predicate.value in _TARGETS


def _check_term(source: str, term: NamedNode) -> None:
    from gdec.shacl.lint import terms_of_shacl

    name = term.value.removeprefix(_SH)
    if _beyond.fullmatch(name):
        raise InputError(source, f"sh:{name} is beyond SHACL Core and SHACL-SPARQL; write the rule without it")
    if term not in terms_of_shacl():
        known = (each.value.removeprefix(_SH) for each in terms_of_shacl())
        raise InputError(source, f"SHACL has no sh:{name}{nearest(name, known)}")


def _check_pattern(source: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise InputError(source, f'the sh:pattern "{pattern}" is no regular expression: {error}') from error


def _as_quads(quads: Iterable[Quad]) -> bytes:
    return pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b""
