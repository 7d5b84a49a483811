"""What a change of a store breaks: only what the change can matter to is held to the shapes, after it and before.

The store is changed in place, so it is a copy, or a version that is not current yet. Its graphs are taken as one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeAlias, cast

from msgspec import Struct
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from gdec.shacl.data import Data, kept, stored, written
from gdec.shacl.engine import Validator
from gdec.shacl.report import Report, Result
from gdec.shacl.triples import Fact, Triples
from gdec.shacl.vocabulary import RDFS_SUBCLASS, Node, Term

Graphs: TypeAlias = Mapping[NamedNode, Iterable[Triple]]
"""Graphs by name, each with all that it is to hold."""


class Broken(Struct, frozen=True):
    """What a change breaks.

    Attributes:
        report: the results that were not there before, and how many focus nodes were checked.
        changed: how many triples came or went.
        in_full: the shapes that were held to all data, since their queries cannot be followed from a focus node.
    """

    report: Report
    changed: int
    in_full: tuple[Node, ...] = ()


class _Side:
    """A store while it is changed, with literals written in one of the two ways that `Data` tells of.

    Attributes:
        gone: the triples that go, from all graphs.
        come: the triples that come, and were in no graph.
    """

    def __init__(self, store: Store, graphs: Mapping[NamedNode, list[Triple]], keep: Callable[[Term], Term]) -> None:
        self.store = store
        self._leaving: dict[NamedNode, set[Fact]] = {}
        self._entering: dict[NamedNode, set[Fact]] = {}
        for name, triples in graphs.items():
            # Most of a graph stays, and comparing lines is faster than making terms of them.
            old = _lines(store.dump(format=RdfFormat.N_TRIPLES, from_graph=name))
            kept_triples = (Triple(s, p, keep(o)) for s, p, o in _facts(triples))
            new = _lines(serialize(kept_triples, format=RdfFormat.N_TRIPLES))
            self._leaving[name], self._entering[name] = _parsed(old - new), _parsed(new - old)
        entering = set().union(*self._entering.values())
        leaving = set().union(*self._leaving.values())
        self.gone = [fact for fact in leaving - entering if self._leaves_all(fact)]
        known = {subject for subject in {fact[0] for fact in entering} if self._has(subject, None, None)}
        self.come = [fact for fact in entering if fact[0] not in known or not self._has(*fact)]

    def _has(self, subject: Node, predicate: NamedNode | None, value: Term | None) -> bool:
        return next(self.store.quads_for_pattern(subject, predicate, value, None), None) is not None

    def _leaves_all(self, fact: Fact) -> bool:
        homes = (quad.graph_name for quad in self.store.quads_for_pattern(*fact, None))
        return all(isinstance(home, NamedNode) and fact in self._leaving.get(home, ()) for home in homes)

    def do(self) -> None:
        self._put(self._leaving, self._entering)

    def undo(self) -> None:
        self._put(self._entering, self._leaving)

    def _put(self, out: Mapping[NamedNode, set[Fact]], into: Mapping[NamedNode, set[Fact]]) -> None:
        for name, facts in out.items():
            for fact in facts:
                self.store.remove(Quad(*fact, name))
        self.store.extend(Quad(*fact, name) for name, facts in into.items() for fact in facts)


class Trial:
    """A change that is tried on a store.

    Args:
        validator: the shapes.
        store: the store.
        graphs: the graphs to be put in the place of those of the same names.
        plain: gives another copy of the store, asked for where a literal of the graphs is none that a store keeps as
            it was written; unless given, the graphs must have none.
        limit: how many seconds one check may take.
    """

    def __init__(
        self,
        validator: Validator,
        store: Store,
        graphs: Graphs,
        plain: Callable[[], Store] | None = None,
        limit: float | None = None,
    ) -> None:
        found = {name: list(triples) for name, triples in graphs.items()}
        literals = (each.object for each in chain.from_iterable(found.values()))
        self._sides = [_Side(store, found, kept if plain else lambda term: term)]
        if plain and any(isinstance(one, Literal) and kept(one) != one for one in literals):
            self._sides.append(_Side(plain(), found, stored))
        self._validator, self._limit = validator, limit
        self._children = self._classes()
        self._reach = validator.reach(self._below)

    @property
    def data(self) -> Data:
        """The store as it stands."""
        return Data(self._sides[0].store, self._sides[-1].store, is_union=True)

    def do(self) -> Broken:
        """Change the store, and find what that breaks. The results are those after the change and not before it.

        Raises:
            ShapesError: a query of the shapes is no SPARQL or says that it failed.
            TookTooLong: a check took longer than it may.
        """
        changed = max(len(side.gone) + len(side.come) for side in self._sides)
        if not changed:
            self._put(_Side.do)
            return Broken(Report((), 0), 0)
        among: dict[Node, set[Term]] = {}
        for side in self._sides:
            _add(among, self._reach.affected(side.gone, Triples(side.store), coming=False))
        self._put(_Side.do)
        for side in self._sides:
            _add(among, self._reach.affected(side.come, Triples(side.store), coming=True))
        far = tuple(sorted(self._reach.beyond, key=str))
        after = self._report(among, far)
        if not after.results:
            return Broken(after, changed, far)
        self._put(_Side.undo)
        before = set(map(_key, self._report(self._leading_to(after.results, among), far).results))
        self._put(_Side.do)
        fresh = tuple(result for result in after.results if _key(result) not in before)
        return Broken(Report(fresh, after.checked), changed, far)

    def undo(self) -> None:
        """Put the store back."""
        self._put(_Side.undo)

    def _put(self, how: Callable[[_Side], None]) -> None:
        for side in self._sides:
            how(side)

    def _report(self, among: Mapping[Node, Collection[Term]], far: Collection[Node]) -> Report:
        near = [shape.node for shape in self._validator.shapes.roots if shape.node not in far]
        reports = [self._validator.only(near).run(self.data, among=among, limit=self._limit)]
        if far:
            data = self.data
            copy = _merged(data.store)
            plain = copy if data.is_plain else _merged(data.plain)
            reports.append(self._validator.only(far).run(Data(copy, plain), limit=self._limit))
        results = chain.from_iterable(report.results for report in reports)
        return Report(tuple(results), sum(report.checked for report in reports))

    def _leading_to(self, results: Iterable[Result], among: Mapping[Node, set[Term]]) -> dict[Node, set[Term]]:
        """Give the nodes that had the same results before, also those that the change does not matter to."""
        found = {shape: set(nodes) for shape, nodes in among.items()}
        for result in results:
            for side in self._sides:
                _add(found, self._reach.leading_to(result.shape, kept(result.focus), Triples(side.store)))
        return found

    def _classes(self) -> dict[Term, list[Node]]:
        found: dict[Term, list[Node]] = {}
        for side in self._sides:
            there = _facts(side.store.quads_for_pattern(None, RDFS_SUBCLASS, None, None))
            for below, predicate, above in chain(there, side.come):
                if predicate == RDFS_SUBCLASS:
                    found.setdefault(above, []).append(below)
        return found

    def _below(self, cls: Node) -> Iterable[Term]:
        found: dict[Term, None] = {cls: None}
        waiting: list[Term] = [cls]
        while waiting:
            fresh = [child for child in self._children.get(waiting.pop(), ()) if child not in found]
            found |= dict.fromkeys(fresh)
            waiting += fresh
        return found


def _add(among: dict[Node, set[Term]], more: Mapping[Node, set[Term]]) -> None:
    for shape, nodes in more.items():
        among.setdefault(shape, set()).update(map(written, nodes))


def _key(result: Result) -> tuple[object, ...]:
    """Give all of a result but its details, which tell why it is one and may change while it stays."""
    return (
        result.focus,
        result.path,
        result.value,
        result.shape,
        result.component,
        result.constraint,
        result.severity,
        frozenset(result.messages),
    )


def _merged(store: Store) -> Store:
    """Copy a store into memory, its graphs as one."""
    copy = Store()
    copy.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    return copy


def _lines(triples: bytes | None) -> set[bytes]:
    return set((triples or b"").splitlines())


def _parsed(lines: Iterable[bytes]) -> set[Fact]:
    return set(_facts(parse(b"\n".join(lines), RdfFormat.N_TRIPLES)))


def _facts(triples: Iterable[Quad | Triple]) -> Iterator[Fact]:
    for each in triples:
        yield cast(Fact, (each.subject, each.predicate, each.object))
