"""A shapes graph in memory: its triples with their literals exactly as written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from gdec.errors import GdecError
from gdec.shacl.vocabulary import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE, RDFS_SUBCLASS, Node, Term

_LONGEST_LIST = 1_000_000


class ShapesError(GdecError):
    """A shapes graph that cannot be used: ill-formed, recursive, or asking for what is refused."""


class Graph:
    """The triples of a shapes graph, by subject and predicate, in the order in which they were given."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[Node, dict[NamedNode, list[Term]]] = {}
        self._subjects: dict[NamedNode, list[tuple[Node, Term]]] = {}
        seen: set[tuple[Node, NamedNode, Term]] = set()
        for quad in quads:
            s, p, o = quad.subject, quad.predicate, quad.object
            if isinstance(s, Triple) or isinstance(o, Triple) or (s, p, o) in seen:
                continue
            seen.add((s, p, o))
            self._objects.setdefault(s, {}).setdefault(p, []).append(o)
            self._subjects.setdefault(p, []).append((s, o))

    def objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """Give the objects of a subject and predicate."""
        return [] if isinstance(subject, Literal) else self._objects.get(subject, {}).get(predicate, [])

    def one(self, subject: Term, predicate: NamedNode) -> Term | None:
        """Give the only object of a subject and predicate, or None where there is none.

        Raises:
            ShapesError: there are several.
        """
        found = self.objects(subject, predicate)
        if len(found) > 1:
            raise ShapesError(f"{subject} has {len(found)} values of {predicate}; give one")
        return found[0] if found else None

    def pairs(self, predicate: NamedNode) -> list[tuple[Node, Term]]:
        """Give the subjects and objects of a predicate."""
        return self._subjects.get(predicate, [])

    def predicates(self, subject: Node) -> Iterable[NamedNode]:
        """Give the predicates of a subject."""
        return self._objects.get(subject, {})

    def has(self, subject: Term, predicate: NamedNode, value: Term) -> bool:
        """Whether the graph holds a triple."""
        return value in self.objects(subject, predicate)

    def triples(self) -> Iterator[tuple[Node, NamedNode, Term]]:
        """Give every triple."""
        for s, properties in self._objects.items():
            for p, values in properties.items():
                yield from ((s, p, o) for o in values)

    def members(self, head: Term) -> list[Term]:
        """Read an RDF list.

        Raises:
            ShapesError: it is no list, it branches or it runs in a circle.
        """
        found: list[Term] = []
        seen: set[Term] = set()
        while head != RDF_NIL:
            first, rest = self.objects(head, RDF_FIRST), self.objects(head, RDF_REST)
            if head in seen or len(first) != 1 or len(rest) != 1 or len(found) > _LONGEST_LIST:
                raise ShapesError(f"{head} is no well-formed list; write ( … )")
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return found

    def is_list(self, head: Term) -> bool:
        """Whether a node begins an RDF list."""
        return head == RDF_NIL or bool(self.objects(head, RDF_FIRST))

    def subclasses(self, cls: Term) -> set[Term]:
        """Give a class and all its subclasses."""
        found, waiting = {cls}, [cls]
        children: dict[Term, list[Node]] = {}
        for child, parent in self.pairs(RDFS_SUBCLASS):
            children.setdefault(parent, []).append(child)
        while waiting:
            for child in children.get(waiting.pop(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return found

    def instances(self, cls: NamedNode) -> list[Node]:
        """Give the instances of a class and of its subclasses."""
        classes = self.subclasses(cls)
        return list(dict.fromkeys(s for s, o in self.pairs(RDF_TYPE) if o in classes))

    def nodes(self, subject: Term, predicate: NamedNode) -> list[Node]:
        """Give the objects of a subject and predicate that must be IRIs or blank nodes.

        Raises:
            ShapesError: one is a literal.
        """
        found: list[Node] = []
        for value in self.objects(subject, predicate):
            if not isinstance(value, NamedNode | BlankNode):
                raise ShapesError(f"{subject} has {predicate} {value}; an IRI or a blank node is needed")
            found.append(value)
        return found
