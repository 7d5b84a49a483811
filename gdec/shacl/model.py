"""Shapes as data: what a shapes graph says, checked and ready to be compiled."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace
from pyoxigraph import Literal, NamedNode

from gdec.shacl.paths import Path
from gdec.shacl.queries import Query
from gdec.shacl.vocabulary import Node, Term, sh


class Constraint(Struct, frozen=True):
    """A rule for the value nodes of a shape.

    Attributes:
        component: the local name in SHACL of the kind of rule, without `ConstraintComponent`.
    """

    component: str

    @property
    def iri(self) -> NamedNode:
        """The constraint component, as reports name it."""
        return sh(f"{self.component}ConstraintComponent")


class ClassOf(Constraint, frozen=True):
    """Value nodes are instances of a class."""

    cls: Node


class Datatype(Constraint, frozen=True):
    """Value nodes are well-formed literals of a datatype."""

    datatype: NamedNode


class NodeKind(Constraint, frozen=True):
    """Value nodes are of a kind, as in `BlankNodeOrIRI`."""

    kind: str


class Count(Constraint, frozen=True):
    """There are at least (MinCount) or at most (MaxCount) so many value nodes."""

    limit: int


class Range(Constraint, frozen=True):
    """Value nodes stand in relation `operator` to a limit."""

    operator: str
    limit: Literal


class Length(Constraint, frozen=True):
    """The text of value nodes has at least (MinLength) or at most (MaxLength) so many characters."""

    limit: int


class Pattern(Constraint, frozen=True):
    """The text of value nodes matches a regular expression."""

    pattern: str
    flags: str


class LanguageIn(Constraint, frozen=True):
    """Value nodes are texts in one of some languages."""

    tags: tuple[str, ...]


class UniqueLang(Constraint, frozen=True):
    """No two value nodes are in one language."""


class Pair(Constraint, frozen=True):
    """Value nodes against the values of another property: Equals, Disjoint, LessThan or LessThanOrEquals."""

    predicate: NamedNode


class Logic(Constraint, frozen=True):
    """Value nodes against other shapes: Not, And, Or, Xone or Node."""

    shapes: tuple[Node, ...]


class Property(Constraint, frozen=True):
    """Value nodes are focus nodes of a property shape."""

    shape: Node


class Qualified(Constraint, frozen=True):
    """At least (QualifiedMinCount) or at most (QualifiedMaxCount) so many value nodes conform to one shape only."""

    shape: Node
    limit: int
    siblings: tuple[Node, ...]


class Closed(Constraint, frozen=True):
    """Value nodes have no properties but those allowed."""

    allowed: tuple[NamedNode, ...]


class HasValue(Constraint, frozen=True):
    """One of the value nodes is a term."""

    value: Term


class In(Constraint, frozen=True):
    """Value nodes are among some terms."""

    values: tuple[Term, ...]


class Sparql(Constraint, frozen=True):
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


class Targets(Struct, frozen=True):
    """Where a shape's focus nodes are found."""

    classes: tuple[Node, ...] = ()
    nodes: tuple[Term, ...] = ()
    subjects_of: tuple[NamedNode, ...] = ()
    objects_of: tuple[NamedNode, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.classes or self.nodes or self.subjects_of or self.objects_of)


class Shape(Struct, frozen=True):
    """A node shape, or a property shape where it has a path."""

    node: Node
    path: Path | None
    targets: Targets
    constraints: tuple[Constraint, ...]
    severity: NamedNode
    messages: tuple[Literal, ...]
    deactivated: bool


class Shapes(Struct, frozen=True, dict=True):
    """All shapes of a shapes graph that have targets, with those they lead to."""

    by_node: dict[Node, Shape]

    @cached_property
    def roots(self) -> tuple[Shape, ...]:
        """The shapes that have targets and are not deactivated."""
        return tuple(shape for shape in self.by_node.values() if shape.targets and not shape.deactivated)

    def only(self, nodes: Collection[Node]) -> Shapes:
        """Give some of the shapes as those that have targets, with the shapes they lead to."""
        found: dict[Node, Shape] = {}
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if node not in found:
                shape = self.by_node[node]
                found[node] = shape if node in nodes else replace(shape, targets=Targets())
                waiting += [inner for constraint in shape.constraints for inner in references(constraint)]
        return Shapes(found)


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
