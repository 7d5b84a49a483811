"""How far a shape sees: the walks from a focus node that its constraints take, and back from a triple to focus nodes.

Each shape becomes the states of one automaton. Its edges are steps along triples; what a shape finds at a node depends
on nothing but the triples on the walks that start in the shape's state at that node. So a triple that comes or goes
can matter only to the nodes from which a walk leads over it, and they are found by walking backwards.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import count
from typing import TypeAlias

from msgspec import Struct
from pyoxigraph import NamedNode

from gdec.shacl import model
from gdec.shacl.data import kept
from gdec.shacl.deltas import Delta
from gdec.shacl.follow import ANY, MORE, links
from gdec.shacl.grammar import Unclear, counts_rows, is_grouped, named_in, parse
from gdec.shacl.groups import End
from gdec.shacl.paths import Alternative, Inverse, Path, Repeated, Sequence, predicates
from gdec.shacl.queries import Query
from gdec.shacl.triples import Fact, Triples
from gdec.shacl.vocabulary import RDF_TYPE, RDFS_SUBCLASS, Node, Term

State: TypeAlias = int
_THIS, _VALUE = "this", "value"


class Step(Struct, frozen=True):
    """A step along a triple: its predicate (None for any), its direction, the objects it may have (None for any)."""

    predicate: NamedNode | None
    is_inverse: bool = False
    objects: frozenset[Term] | None = None


class Reach:
    """The automaton of all shapes of a shapes graph.

    Args:
        shapes: the shapes.
        subclasses: gives a class and its subclasses.

    Attributes:
        beyond: the shapes with targets whose queries see more than can be followed from the focus node.
    """

    def __init__(self, shapes: model.Shapes, subclasses: Callable[[Node], Iterable[Term]]) -> None:
        self._shapes, self._subclasses = shapes, subclasses
        self._numbers = count()
        self._entries: dict[Node, State] = {}
        self._into: dict[State, list[tuple[State, Step | None]]] = {}
        self._steps: dict[NamedNode | None, list[tuple[State, Step]]] = {}
        self._deltas: dict[NamedNode | None, list[tuple[State, Delta]]] = {}
        self._aims: dict[NamedNode, list[tuple[model.Shape, Step]]] = {}
        self._nested = set(_by_logic(shapes))
        self._far: set[Node] = set()
        self._roots: dict[State, Node] = {}
        for shape in shapes.roots:
            self._roots[self._entry(shape.node)] = shape.node
            self._add_targets(shape)
        self.beyond = frozenset(
            shape.node for shape in shapes.roots if self._far & shapes.only([shape.node]).by_node.keys()
        )

    def affected(self, facts: Iterable[Fact], graph: Triples, *, coming: bool) -> dict[Node, set[Term]]:
        """Find the nodes that a shape with targets may find something new at when triples come or go.

        That a node becomes a target is told by `aimed`, unless it does so by what is said of its class.

        Args:
            facts: the triples.
            graph: a graph that has them.
            coming: whether they come.
        """
        waiting = []
        for fact in facts:
            s, p, o = fact
            for state, step in (*self._steps.get(p, ()), *self._steps.get(None, ())):
                if step.objects is None or o in step.objects:
                    waiting.append((state, o if step.is_inverse else s))
            for state, delta in (*self._deltas.get(p, ()), *self._deltas.get(None, ())):
                if delta.coming if coming else delta.going:
                    waiting += [(state, node) for node in delta.nodes(fact, graph)]
        return self._back(waiting, graph)

    def aimed(self, facts: Iterable[Fact]) -> Iterator[tuple[model.Shape, Term]]:
        """Give the nodes that triples make targets, each with the shape."""
        for s, p, o in facts:
            for shape, step in self._aims.get(p, ()):
                if step.objects is None or o in step.objects:
                    yield shape, o if step.is_inverse else s

    def leading_to(self, shape: Node, node: Term, graph: Triples) -> dict[Node, set[Term]]:
        """Find the nodes from which a shape with targets comes to hold a node to a shape."""
        return self._back([(self._entries[shape], node)], graph) if shape in self._entries else {}

    def _back(self, waiting: list[tuple[State, Term]], graph: Triples) -> dict[Node, set[Term]]:
        found: dict[Node, set[Term]] = {}
        seen = set(waiting)
        known: dict[tuple[Step, Term], list[Term]] = {}
        while waiting:
            state, node = waiting.pop()
            if state in self._roots:
                found.setdefault(self._roots[state], set()).add(node)
            for before, step in self._into.get(state, ()):
                if step is None:
                    nodes = [node]
                elif step.objects is not None and node not in step.objects:
                    continue
                elif (nodes := known.get((step, node), [])) == [] and (step, node) not in known:
                    nodes = known[step, node] = list(_sources(step, node, graph))
                fresh = [(before, one) for one in nodes if (before, one) not in seen]
                seen.update(fresh)
                waiting += fresh
        return found

    def _edge(self, before: State, after: State, step: Step | None = None, *, begins: bool = True) -> None:
        """Add an edge; unless walks back begin at its triples, something else tells where to begin for those."""
        self._into.setdefault(after, []).append((before, step))
        if step is not None and begins:
            self._steps.setdefault(step.predicate, []).append((before, step))

    def _new(self) -> State:
        return next(self._numbers)

    def _walk(self, before: State, path: Path, after: State, *, inverse: bool = False) -> None:
        match path:
            case NamedNode():
                self._edge(before, after, Step(path, inverse))
            case Inverse(inner):
                self._walk(before, inner, after, inverse=not inverse)
            case Alternative(choices):
                for choice in choices:
                    self._walk(before, choice, after, inverse=inverse)
            case Sequence(steps):
                for step in reversed(steps[1:]) if inverse else steps[:-1]:
                    middle = self._new()
                    self._walk(before, step, middle, inverse=inverse)
                    before = middle
                self._walk(before, steps[0] if inverse else steps[-1], after, inverse=inverse)
            case Repeated(inner, mark):
                middle = self._new()
                self._edge(before, middle)
                last = self._new() if mark == "+" else middle
                self._walk(middle, inner, after if mark == "?" else last, inverse=inverse)
                if mark == "+":
                    self._edge(last, middle)
                self._edge(last, after)

    def _entry(self, node: Node) -> State:
        """Give the state in which a node is held to a shape, with all that leads on from there."""
        if node not in self._entries:
            focus = self._entries[node] = self._new()
            shape = self._shapes.by_node[node]
            value = focus if shape.path is None else self._new()
            if shape.path is not None:
                self._walk(focus, shape.path, value)
            for constraint in shape.constraints:
                self._add(node, constraint, focus, value)
        return self._entries[node]

    def _add(self, shape: Node, constraint: model.Constraint, focus: State, value: State) -> None:
        for inner in model.references(constraint):
            self._edge(value, self._entry(inner))
        match constraint:
            case model.ClassOf(cls=cls):
                self._add_class(value, cls)
            case model.Pair(predicate=predicate):
                self._edge(focus, self._new(), Step(predicate))
            case model.Closed():
                self._edge(value, self._new(), Step(None))
            case model.Sparql(query=query):
                try:
                    self._add_query(shape, query, {_THIS: focus} | ({_VALUE: value} if query.is_ask else {}))
                except Unclear:
                    self._far.add(shape)

    def _add_targets(self, shape: model.Shape) -> None:
        aim = self._new()
        self._roots[aim] = shape.node
        for cls in shape.targets.classes:
            step = self._add_class(aim, cls, begins=False)
            self._aims.setdefault(RDF_TYPE, []).append((shape, step))
        for predicate in shape.targets.subjects_of:
            self._aims.setdefault(predicate, []).append((shape, Step(predicate)))
        for predicate in shape.targets.objects_of:
            self._aims.setdefault(predicate, []).append((shape, Step(predicate, is_inverse=True)))

    def _add_class(self, node: State, cls: Node, *, begins: bool = True) -> Step:
        above, step = self._new(), Step(RDF_TYPE, objects=frozenset(self._subclasses(cls)))
        self._edge(node, above, step, begins=begins)
        self._edge(above, above, Step(RDFS_SUBCLASS))
        return step

    def _add_query(self, shape: Node, query: Query, given: dict[str, State]) -> None:
        if query.uses_shapes or counts_rows(query):
            raise Unclear
        is_plain = not (query.is_ask or is_grouped(query) or shape in self._nested)
        states = dict(given)

        def state(end: End) -> State:
            return states.setdefault(end, self._new()) if isinstance(end, str) and end else self._new()

        for link in links(parse(query), given, MORE if is_plain else ANY):
            pattern, begins = link.pattern, link.delta is None
            before, after = state(pattern.subject), state(pattern.object)
            if not link.forward:
                before, after = after, before
            if isinstance(pattern.path, NamedNode | str):
                predicate = pattern.path if isinstance(pattern.path, NamedNode) else None
                self._edge(before, after, Step(predicate, is_inverse=not link.forward), begins=begins)
                if link.delta:
                    self._deltas.setdefault(predicate, []).append((given[link.delta.target], link.delta))
            else:
                self._walk(before, pattern.path, after, inverse=not link.forward)


def is_target(targets: model.Targets, node: Term, graph: Triples, classes: Collection[Term]) -> bool:
    """Tell whether a node is among the targets of a shape.

    Args:
        targets: the targets.
        node: the node, as it stands in the graph.
        graph: the graph.
        classes: the classes of the targets, with all below them.
    """
    return (
        node in map(kept, targets.nodes)
        or any(cls in classes for _, _, cls in graph.all_of(node, RDF_TYPE))
        or any(graph.has(node, one, None) for one in targets.subjects_of)
        or any(graph.has(None, one, node) for one in targets.objects_of)
    )


def _sources(step: Step, node: Term, graph: Triples) -> Iterator[Term]:
    if step.is_inverse:
        return (value for _, _, value in graph.facts(node, step.predicate, None))
    return (subject for subject, _, _ in graph.facts(None, step.predicate, node))


def _by_logic(shapes: model.Shapes) -> Iterator[Node]:
    """Give the shapes whose results are not those of a shape with targets, but make a value node fail another rule."""
    for shape in shapes.by_node.values():
        for constraint in shape.constraints:
            if not isinstance(constraint, model.Property):
                yield from shapes.only(model.references(constraint)).by_node


def looks_at(shapes: model.Shapes, node: Node) -> frozenset[NamedNode]:
    """Give the predicates that a shape and those it leads to name in their paths and constraints."""
    found: set[NamedNode] = set()
    for shape in shapes.only([node]).by_node.values():
        found |= set(predicates(shape.path)) if shape.path is not None else set()
        for constraint in shape.constraints:
            if isinstance(constraint, model.Pair):
                found.add(constraint.predicate)
            elif isinstance(constraint, model.Sparql):
                found |= named_in(constraint.query)
    return frozenset(found)
