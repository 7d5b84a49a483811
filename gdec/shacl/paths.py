"""Property paths: read from a shapes graph, written as SPARQL and as RDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct
from pyoxigraph import BlankNode, NamedNode, Quad

from gdec.shacl.graph import Graph, ShapesError
from gdec.shacl.vocabulary import RDF_FIRST, RDF_NIL, RDF_REST, Node, Term, sh

_DEEPEST = 32


class Inverse(Struct, frozen=True):
    """A path walked backwards."""

    path: Path


class Repeated(Struct, frozen=True):
    """A path walked `?`, `*` or `+` times."""

    path: Path
    mark: str


class Sequence(Struct, frozen=True):
    """Paths one after another."""

    steps: tuple[Path, ...]


class Alternative(Struct, frozen=True):
    """Any of several paths."""

    choices: tuple[Path, ...]


Path: TypeAlias = NamedNode | Inverse | Repeated | Sequence | Alternative

_MARKS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
_TERMS = {mark: local for local, mark in _MARKS.items()}


def read(graph: Graph, node: Term, depth: int = 0) -> Path:
    """Read a path.

    Raises:
        ShapesError: it is ill-formed, recursive or nested too deep.
    """
    if isinstance(node, NamedNode) and node != RDF_NIL:
        return node
    if depth > _DEEPEST:
        raise ShapesError(f"the path at {node} is recursive or nested more than {_DEEPEST} deep")
    if graph.is_list(node):
        return Sequence(_several(graph, node, depth))
    for local, mark in _MARKS.items():
        if (inner := graph.one(node, sh(local))) is not None:
            return Repeated(read(graph, inner, depth + 1), mark)
    if (inner := graph.one(node, sh("inversePath"))) is not None:
        return Inverse(read(graph, inner, depth + 1))
    if (inner := graph.one(node, sh("alternativePath"))) is not None:
        return Alternative(_several(graph, inner, depth))
    raise ShapesError(f"{node} is no property path")


def _several(graph: Graph, node: Term, depth: int) -> tuple[Path, ...]:
    members = graph.members(node)
    if len(members) < 2:
        raise ShapesError(f"the path at {node} has {len(members)} members; a sequence or alternative has two or more")
    return tuple(read(graph, member, depth + 1) for member in members)


def to_sparql(path: Path, shorten: Callable[[NamedNode], str] = str) -> str:
    """Write a path as SPARQL.

    >>> to_sparql(Repeated(Inverse(NamedNode("http://example.org/p")), "*"))
    '(^<http://example.org/p>)*'
    """
    match path:
        case NamedNode():
            return shorten(path)
        case Inverse(inner):
            return f"^{_grouped(inner, shorten)}"
        case Repeated(inner, mark):
            return f"{_grouped(inner, shorten)}{mark}"
        case Sequence(steps):
            return "/".join(_grouped(step, shorten) for step in steps)
        case Alternative(choices):
            return "|".join(_grouped(choice, shorten) for choice in choices)


def _grouped(path: Path, shorten: Callable[[NamedNode], str]) -> str:
    text = to_sparql(path, shorten)
    return text if isinstance(path, NamedNode) else f"({text})"


def may_be_empty(path: Path) -> bool:
    """Whether a path can lead from a node to itself without a step, even for a node that no triple holds."""
    match path:
        case NamedNode():
            return False
        case Inverse(inner):
            return may_be_empty(inner)
        case Repeated(inner, mark):
            return mark != "+" or may_be_empty(inner)
        case Sequence(steps):
            return all(map(may_be_empty, steps))
        case Alternative(choices):
            return any(map(may_be_empty, choices))


def within(path: Path, is_used: Callable[[NamedNode], bool]) -> Path | None:
    """Leave out of a path what no triple can match; None where nothing is left.

    >>> within(Alternative((NamedNode("urn:a"), NamedNode("urn:b"))), lambda one: one.value == "urn:a")
    <NamedNode value=urn:a>
    """
    match path:
        case NamedNode():
            return path if is_used(path) else None
        case Inverse(inner):
            left = within(inner, is_used)
            return None if left is None else Inverse(left)
        case Repeated(inner, mark):
            left = within(inner, is_used)
            return Repeated(left or inner, mark) if left is not None or mark != "+" else None
        case Sequence(steps):
            parts = [part for step in steps if (part := within(step, is_used)) is not None]
            return Sequence(tuple(parts)) if len(parts) == len(steps) else None
        case Alternative(choices):
            parts = [part for choice in choices if (part := within(choice, is_used)) is not None]
            return Alternative(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)


def predicates(path: Path) -> tuple[NamedNode, ...]:
    """Give the predicates that a path names, each once, in order."""
    return tuple(dict.fromkeys(_predicates(path)))


def _predicates(path: Path) -> Iterator[NamedNode]:
    match path:
        case NamedNode():
            yield path
        case Inverse(inner) | Repeated(inner, _):
            yield from _predicates(inner)
        case Sequence(parts) | Alternative(parts):
            for part in parts:
                yield from _predicates(part)


def to_rdf(path: Path, quads: list[Quad]) -> Node:
    """Write a path as triples of new blank nodes, appended to `quads`; give the node that stands for it."""
    match path:
        case NamedNode():
            return path
        case Sequence(steps):
            return _list(steps, quads)
        case Inverse(inner):
            predicate, value = sh("inversePath"), to_rdf(inner, quads)
        case Repeated(inner, mark):
            predicate, value = sh(_TERMS[mark]), to_rdf(inner, quads)
        case Alternative(choices):
            predicate, value = sh("alternativePath"), _list(choices, quads)
    node = BlankNode()
    quads.append(Quad(node, predicate, value))
    return node


def _list(members: tuple[Path, ...], quads: list[Quad]) -> Node:
    rest: Node = RDF_NIL
    for member in reversed(members):
        node = BlankNode()
        quads += [Quad(node, RDF_FIRST, to_rdf(member, quads)), Quad(node, RDF_REST, rest)]
        rest = node
    return rest
