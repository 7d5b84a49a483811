"""Shapes as data: what a shapes graph says, checked and ready to be compiled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from gdec.shacl.paths import Path
from gdec.shacl.queries import Query
from gdec.shacl.vocabulary import Node, Term, sh


@dataclass(frozen=True)
class Constraint:
    """A rule for the value nodes of a shape.

    Attributes:
        component: the local name in SHACL of the kind of rule, without `ConstraintComponent`.
    """

    component: str

    @property
    def iri(self) -> NamedNode:
        """The constraint component, as reports name it."""
        return sh(f"{self.component}ConstraintComponent")


@dataclass(frozen=True)
class ClassOf(Constraint):
    """Value nodes are instances of a class."""

    cls: Node


@dataclass(frozen=True)
class Datatype(Constraint):
    """Value nodes are well-formed literals of a datatype."""

    datatype: NamedNode


@dataclass(frozen=True)
class NodeKind(Constraint):
    """Value nodes are of a kind, as in `BlankNodeOrIRI`."""

    kind: str


@dataclass(frozen=True)
class Count(Constraint):
    """There are at least (MinCount) or at most (MaxCount) so many value nodes."""

    limit: int


@dataclass(frozen=True)
class Range(Constraint):
    """Value nodes stand in relation `operator` to a limit."""

    operator: str
    limit: Literal


@dataclass(frozen=True)
class Length(Constraint):
    """The text of value nodes has at least (MinLength) or at most (MaxLength) so many characters."""

    limit: int


@dataclass(frozen=True)
class Pattern(Constraint):
    """The text of value nodes matches a regular expression."""

    pattern: str
    flags: str


@dataclass(frozen=True)
class LanguageIn(Constraint):
    """Value nodes are texts in one of some languages."""

    tags: tuple[str, ...]


@dataclass(frozen=True)
class UniqueLang(Constraint):
    """No two value nodes are in one language."""


@dataclass(frozen=True)
class Pair(Constraint):
    """Value nodes against the values of another property: Equals, Disjoint, LessThan or LessThanOrEquals."""

    predicate: NamedNode


@dataclass(frozen=True)
class Logic(Constraint):
    """Value nodes against other shapes: Not, And, Or, Xone or Node."""

    shapes: tuple[Node, ...]


@dataclass(frozen=True)
class Property(Constraint):
    """Value nodes are focus nodes of a property shape."""

    shape: Node


@dataclass(frozen=True)
class Qualified(Constraint):
    """At least (QualifiedMinCount) or at most (QualifiedMaxCount) so many value nodes conform to one shape only."""

    shape: Node
    limit: int
    siblings: tuple[Node, ...]


@dataclass(frozen=True)
class Closed(Constraint):
    """Value nodes have no properties but those allowed."""

    allowed: tuple[NamedNode, ...]


@dataclass(frozen=True)
class HasValue(Constraint):
    """One of the value nodes is a term."""

    value: Term


@dataclass(frozen=True)
class In(Constraint):
    """Value nodes are among some terms."""

    values: tuple[Term, ...]


@dataclass(frozen=True)
class Sparql(Constraint):
    """A query that selects what fails (`SELECT`), or says whether a value node conforms (`ASK`).

    Attributes:
        source: the constraint's node, where it is a `sh:sparql`.
        query: the query, its parameters filled in.
        messages: those of the constraint or validator, with placeholders for variables.
        custom: the constraint component, where shapes define their own.
        parameters: the values of the component's parameters, by the names of their variables.
    """

    source: Node | None
    query: Query
    messages: tuple[Literal, ...]
    custom: NamedNode | None = None
    parameters: tuple[tuple[str, Term], ...] = ()

    @property
    def iri(self) -> NamedNode:
        """The constraint component, as reports name it."""
        return self.custom or sh("SPARQLConstraintComponent")


@dataclass(frozen=True)
class Targets:
    """Where a shape's focus nodes are found."""

    classes: tuple[Node, ...]
    nodes: tuple[Term, ...]
    subjects_of: tuple[NamedNode, ...]
    objects_of: tuple[NamedNode, ...]

    def __bool__(self) -> bool:
        return bool(self.classes or self.nodes or self.subjects_of or self.objects_of)


@dataclass(frozen=True)
class Shape:
    """A node shape, or a property shape where it has a path."""

    node: Node
    path: Path | None
    targets: Targets
    constraints: tuple[Constraint, ...]
    severity: NamedNode
    messages: tuple[Literal, ...]
    deactivated: bool


@dataclass(frozen=True)
class Shapes:
    """All shapes of a shapes graph that have targets, with those they lead to."""

    by_node: dict[Node, Shape]

    @cached_property
    def roots(self) -> tuple[Shape, ...]:
        """The shapes that have targets and are not deactivated."""
        return tuple(shape for shape in self.by_node.values() if shape.targets and not shape.deactivated)


def references(constraint: Constraint) -> tuple[Node, ...]:
    """Give the shapes that a constraint leads to."""
    match constraint:
        case Logic(shapes=shapes):
            return shapes
        case Property(shape=shape):
            return (shape,)
        case Qualified(shape=shape, siblings=siblings):
            return (shape, *siblings)
    return ()
