"""What a change of a store breaks: only what the change can matter to is held to the shapes, after it and before.

The store is read where it stands, and the change is tried on a copy. The graphs of a store are taken as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple, TypeAlias, cast

from msgspec import Struct
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from gdec.shacl.data import Data, kept, stored, written
from gdec.shacl.engine import Validator
from gdec.shacl.model import Shape
from gdec.shacl.reach import Reach, is_target
from gdec.shacl.report import Report, Result
from gdec.shacl.run import Nodes
from gdec.shacl.triples import Fact, Triples
from gdec.shacl.vocabulary import RDF_TYPE, RDFS_SUBCLASS, Node, Term

Graphs: TypeAlias = Mapping[NamedNode, Iterable[Triple]]
"""Graphs by name, each with all that it is to hold."""
NodeSets: TypeAlias = dict[Node, set[Term]]
"""Nodes by shape."""
Changed: TypeAlias = Callable[[list[Quad], list[Quad]], Callable[[], Store]]
"""Is told which quads go and which come, and gives what gives a store that differs so."""

_FEW = 1000
"""How many nodes are checked as fast one after the other, since checks of some nodes mostly wait for Python."""


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


class Side:
    """A change, with literals written in one of the two ways that `Data` tells of.

    Attributes:
        gone: the triples that go, from all graphs.
        come: the triples that come, and were in no graph.
        out: the quads that go.
        into: the quads that come.
    """

    def __init__(self, before: Triples, graphs: Mapping[NamedNode, list[Triple]], keep: Callable[[Term], Term]) -> None:
        self._before = before
        self._leaving: dict[NamedNode, set[Fact]] = {}
        entering: dict[NamedNode, set[Fact]] = {}
        for name, triples in graphs.items():
            # Most of a graph stays, and comparing lines is faster than making terms of them.
            old = _lines(before.store.dump(format=RdfFormat.N_TRIPLES, from_graph=name))
            kept_triples = (Triple(s, p, keep(o)) for s, p, o in _facts(triples))
            new = _lines(serialize(kept_triples, format=RdfFormat.N_TRIPLES))
            self._leaving[name], entering[name] = _parsed(old - new), _parsed(new - old)
        self.out, self.into = _quads(self._leaving), _quads(entering)
        coming, going = set().union(*entering.values()), set().union(*self._leaving.values())
        self.gone = [fact for fact in going - coming if self._leaves_all(fact)]
        known = {subject for subject in {fact[0] for fact in coming} if before.has(subject, None, None)}
        self.come = [fact for fact in coming if fact[0] not in known or not before.has(*fact)]

    def _leaves_all(self, fact: Fact) -> bool:
        homes = (quad.graph_name for quad in self._before.store.quads_for_pattern(*fact, None))
        return all(isinstance(home, NamedNode) and fact in self._leaving.get(home, ()) for home in homes)


class Trial:
    """A store on which a change can be tried; what the shapes are is worked out before the change is known.

    Args:
        store: the store, which is only read.
        validator: the shapes.
        changed: is told what goes and what comes, at once, and gives what later gives a store that differs so, with
            the axioms in it.
        axioms: what is known of classes, and is not in the store.
    """

    def __init__(self, store: Store, validator: Validator, changed: Changed, axioms: Iterable[Quad] = ()) -> None:
        self._axioms = list(_facts(axioms))
        self._before = Triples(store, self._axioms)
        self._validator, self._changed = validator, changed
        self._sides: list[Side] = []
        self._after: list[Callable[[], Store]] = []
        self._children: dict[Term, list[Node]] = {}
        self._reach = self._reaching(self._before.facts(None, RDFS_SUBCLASS, None))

    @cached_property
    def _stores(self) -> list[Store]:
        return [give() for give in self._after] or [self._before.store]

    @property
    def data(self) -> Data:
        """The store with the change."""
        return Data(self._stores[0], self._stores[-1], is_union=True, triples=(self._walked[0], self._walked[-1]))

    @cached_property
    def _walked(self) -> list[Triples]:
        """The triples of each side with the change, to be walked in before there is a store of them."""
        changes = zip(self._sides if self._after else (), self._after, strict=True)
        walked = [Triples(self._before.store, [*self._axioms, *one.come], one.gone, give) for one, give in changes]
        return walked or [self._before]

    def do(self, graphs: Graphs, limit: float | None = None) -> Broken:
        """Find what a change breaks; it can be done once. The results are those with the change and not without it.

        Args:
            graphs: the graphs to be put in the place of those of the same names.
            limit: how many seconds one check may take.

        Raises:
            ShapesError: a query of the shapes is no SPARQL or says that it failed.
            TookTooLong: a check took longer than it may.
        """
        if not (changed := self._begin(graphs)):
            return Broken(Report((), 0), 0)
        reach = self._reach
        among: NodeSets = {}
        aimed: NodeSets = {}
        for side in self._sides:
            _add(among, reach.affected(side.gone, self._before, coming=False))
            aims = list(reach.aimed(chain(side.gone, side.come)))
            self._before.learn((node for _, node in aims), RDF_TYPE)
            for shape, node in aims:
                _add(aimed if self._is_target(shape, node, self._before) else among, {shape.node: {node}})
        for side, walked in zip(self._sides, self._walked, strict=True):
            _add(among, reach.affected(side.come, walked, coming=True))
        # What was a target already and is changed in no other way has the results that it had.
        settled = {shape: nodes - among.get(shape, set()) for shape, nodes in aimed.items()}
        _add(among, settled)
        run = _Run(self._validator, tuple(sorted(reach.beyond, key=str)), limit)
        after = run.report(self.data, among, settled)
        if after.results:
            before = set(map(_key, self._results_before(run, after.results, among)))
            after = Report(tuple(one for one in after.results if _key(one) not in before), after.checked)
        return Broken(after, changed, run.far)

    def _begin(self, graphs: Graphs) -> int:
        """Tell what goes and what comes, and give the number of triples that do."""
        found = {name: list(triples) for name, triples in graphs.items()}
        literals = (each.object for each in chain.from_iterable(found.values()))
        self._sides = [Side(self._before, found, kept)]
        if any(isinstance(one, Literal) and kept(one) != one for one in literals):
            self._sides.append(Side(self._before, found, stored))
        changed = max(len(side.gone) + len(side.come) for side in self._sides)
        if changed:
            self._after = [self._changed(side.out, side.into) for side in self._sides]
        come = chain.from_iterable(side.come for side in self._sides)
        if classes := [fact for fact in come if fact[1] == RDFS_SUBCLASS]:
            self._reach = self._reaching(classes)
        return changed

    def _results_before(self, run: _Run, results: Iterable[Result], among: NodeSets) -> tuple[Result, ...]:
        """Give the results without the change, also at nodes that it does not matter to and that had the same ones."""
        store = self._changed([], [])()
        found = {shape: set(nodes) for shape, nodes in among.items()}
        for result in results:
            _add(found, self._reach.leading_to(result.shape, kept(result.focus), Triples(store)))
        return run.report(Data(store, store, is_union=True), found).results

    def _is_target(self, shape: Shape, node: Term, graph: Triples) -> bool:
        classes = {one for cls in shape.targets.classes for one in self._below(cls)}
        return is_target(shape.targets, node, graph, classes)

    def _reaching(self, classes: Iterable[Fact]) -> Reach:
        """Give how far the shapes see, with more known of what is below a class."""
        for below, _, above in classes:
            self._children.setdefault(above, []).append(below)
        return self._validator.reach(self._below)

    def _below(self, cls: Node) -> Iterable[Term]:
        found: dict[Term, None] = {cls: None}
        waiting: list[Term] = [cls]
        while waiting:
            fresh = [child for child in self._children.get(waiting.pop(), ()) if child not in found]
            found |= dict.fromkeys(fresh)
            waiting += fresh
        return found


class _Run(NamedTuple):
    """How data is held to shapes.

    Attributes:
        validator: the shapes.
        far: those that are held to all data.
        limit: how many seconds one check may take.
    """

    validator: Validator
    far: tuple[Node, ...]
    limit: float | None

    def report(self, data: Data, among: Nodes, settled: Nodes = MappingProxyType({})) -> Report:
        """Hold data to the shapes; the arguments are as of `Validator.run`."""
        near = [shape.node for shape in self.validator.shapes.roots if shape.node not in self.far]
        jobs = 1 if sum(map(len, among.values())) < _FEW else 0
        reports = [self.validator.only(near).run(data, jobs, among, self.limit, settled)]
        if self.far:
            copy = _merged(data.store)
            plain = copy if data.is_plain else _merged(data.plain)
            reports.append(self.validator.only(self.far).run(Data(copy, plain), limit=self.limit))
        results = chain.from_iterable(report.results for report in reports)
        return Report(tuple(results), sum(report.checked for report in reports))


def _add(among: NodeSets, more: Mapping[Node, set[Term]]) -> None:
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


def _quads(facts: Mapping[NamedNode, set[Fact]]) -> list[Quad]:
    return [Quad(*fact, name) for name, found in facts.items() for fact in found]


def _lines(triples: bytes | None) -> set[bytes]:
    return set((triples or b"").splitlines())


def _parsed(lines: Iterable[bytes]) -> set[Fact]:
    return set(_facts(parse(b"\n".join(lines), RdfFormat.N_TRIPLES)))


def _facts(triples: Iterable[Quad | Triple]) -> Iterator[Fact]:
    for each in triples:
        yield cast(Fact, (each.subject, each.predicate, each.object))
