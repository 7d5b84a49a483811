"""One data graph held to shapes: the checks run side by side, their rows read as results."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QuerySolution,
    QuerySolutions,
    Store,
)

from gdec.progress import counted
from gdec.shacl import data as loading
from gdec.shacl import model
from gdec.shacl.checks import FOCUS, Check, Checks, Outcome, prebound
from gdec.shacl.expressions import Expressions
from gdec.shacl.functions import Functions
from gdec.shacl.graph import ShapesError
from gdec.shacl.lookups import with_lookups
from gdec.shacl.messages import messages
from gdec.shacl.queries import Query
from gdec.shacl.reach import is_target
from gdec.shacl.report import Report, Result
from gdec.shacl.triples import Triples
from gdec.shacl.values import Known
from gdec.shacl.vocabulary import RDF_TYPE, RDFS_SUBCLASS, TRUE, Node, Term

Nodes: TypeAlias = Mapping[Node, Collection[Term]]
"""Nodes by shape."""


class Run:
    """One data graph held to shapes.

    Args:
        shapes: the shapes.
        data: the data.
        among: as for `Validator.run`.
        settled: as for `Validator.run`.
    """

    def __init__(
        self, shapes: model.Shapes, data: loading.Data, among: Nodes | None, settled: Nodes = MappingProxyType({})
    ) -> None:
        self._shapes, self._data, self._among, self._settled = shapes, data, among, settled
        self._functions = Functions()
        self._children = self._read_classes()
        self._detailed: dict[Node, list[Check]] = {}
        self._used: dict[tuple[NamedNode, Node | None], bool] = {}
        is_plain = data.is_plain and all(loading.kept(node) == node for node in _target_nodes(shapes))
        self._checks = self._plain_checks = self._compiled(loading.kept, is_plain=is_plain)
        if not is_plain:
            self._plain_checks = self._compiled(lambda term: term, is_plain=True)

    def _compiled(self, keep: Callable[[Term], Term], *, is_plain: bool) -> Checks:
        known = Known(self._subclasses, self._is_used, self._functions, is_plain, keep)
        make = Expressions(self._shapes, known, self._conforms)
        for shape in self._shapes.by_node.values():
            for one in shape.constraints:
                if isinstance(one, model.Sparql):
                    list(map(make.term, (shape.node, *dict(one.parameters).values())))
        return Checks(self._shapes, make) if self._among is None else Checks(self._shapes, make, self._looked_up)

    def _looked_up(self, query: Query) -> str:
        return with_lookups(query, frozenset({"this"}), self._functions, self._data.plain_triples)

    def _read_classes(self) -> dict[Term, list[Node]]:
        children: dict[Term, list[Node]] = {}
        for quad in self._data.quads(RDFS_SUBCLASS):
            if isinstance(quad.subject, NamedNode | BlankNode) and isinstance(quad.object, NamedNode | BlankNode):
                children.setdefault(quad.object, []).append(quad.subject)
        return children

    def _subclasses(self, cls: Node) -> list[Node]:
        found, waiting = {cls: None}, [cls]
        while waiting:
            for child in self._children.get(waiting.pop(), ()):
                if child not in found:
                    found[child] = None
                    waiting.append(child)
        return [one for one in found if self._is_used(RDF_TYPE, one)]

    def _is_used(self, predicate: NamedNode, value: Node | None = None) -> bool:
        if (found := self._used.get((predicate, value))) is None:
            first = next(self._data.quads(predicate, value), None)
            found = self._used[predicate, value] = first is not None
        return found

    def report(self, jobs: int, limit: float | None, *, is_counted: bool = True) -> Report:
        """Run the checks, so many side by side, each for so many seconds at most, and give what they find."""
        count = self._count_focus_nodes if is_counted else lambda _: 0
        held = self._held()
        own = [check for check in self._all(self._checks, held) if not check.sparql]
        theirs = [check for check in self._all(self._plain_checks, held) if check.sparql]
        if jobs == 1 and limit is None:
            one_by_one = counted("checks", [*theirs, *own], len(theirs) + len(own))
            found = tuple(result for check in one_by_one for result in self._results(check))
            return Report(found, count(held))
        from concurrent.futures import ThreadPoolExecutor

        from gdec.shacl.watch import Watch

        watch = Watch(limit)
        pool = ThreadPoolExecutor(jobs)
        try:
            checked = pool.submit(count, held)
            results = [pool.submit(watch.timed, self._results, check) for check in [*theirs, *own]]
            watch.wait([checked, *results])
            return Report(tuple(result for each in results for result in each.result()), checked.result())
        finally:
            pool.shutdown(wait=limit is None, cancel_futures=True)

    def close(self) -> None:
        """Let the data go: what was made leads back to its maker, and would hold a database until garbage goes."""
        self._functions.table.clear()
        self.__dict__.clear()

    def _held(self) -> dict[Node, set[Term]] | None:
        """Give the focus nodes among those that were named, by shape."""
        if self._among is None:
            return None
        self._data.triples.learn(map(loading.kept, set().union(*self._among.values())), RDF_TYPE)
        return {shape.node: self._targets_among(shape, self._data.triples) for shape in self._shapes.roots}

    def _targets_among(self, shape: model.Shape, graph: Triples) -> set[Term]:
        nodes = map(loading.kept, (self._among or {}).get(shape.node, ()))
        classes = frozenset(one for cls in shape.targets.classes for one in self._subclasses(cls))
        return {node for node in nodes if is_target(shape.targets, node, graph, classes)}

    def _all(self, checks: Checks, held: dict[Node, set[Term]] | None) -> Iterator[Check]:
        if held is None:
            yield from checks.all()
            return
        for node, nodes in held.items():
            if left := set(map(loading.written, nodes)).difference(self._settled.get(node, ())):
                yield from checks.among(self._shapes.by_node[node], list(left))

    def _count_focus_nodes(self, held: dict[Node, set[Term]] | None) -> int:
        if held is not None:
            return len(set().union(*held.values()))
        roots = self._shapes.roots
        patterns = filter(None, (self._checks.targets(shape, "?focus") for shape in roots))
        union = " UNION ".join(f"{{ {pattern} }}" for pattern in dict.fromkeys(patterns))
        query = f"SELECT (COUNT(DISTINCT ?focus) AS ?n) {{ {union} }}"
        return sum(int(_term(row, "?n").value) for row in self._select(query, self._data.store)) if roots else 0

    def _select(self, query: str, store: Store, focus: Term | None = None) -> Iterator[QuerySolution]:
        answer = self._ask(query, store, focus)
        assert isinstance(answer, QuerySolutions)  # noqa: S101
        yield from answer
        self._functions.hold()

    def _ask(self, query: str, store: Store, focus: Term | None = None) -> object:
        functions = self._functions.table
        if focus is not None:
            functions = {**functions, FOCUS: lambda: focus}
        try:
            return store.query(query, custom_functions=functions, use_default_graph_as_union=self._data.is_union)
        except SyntaxError as error:
            raise ShapesError(f"a query of the shapes is no SPARQL: {error}") from error

    def _results(self, check: Check, focus: Term | None = None) -> list[Result]:
        store = self._data.plain if check.sparql else self._data.store
        return [result for row in self._select(check.query, store, focus) for result in self._read(check, row)]

    def _details(self, constraint: model.Constraint, node: Term | None) -> Iterator[Result]:
        """Give the results of the shape in `sh:node` for a node that fails it."""
        if not isinstance(constraint, model.Logic) or constraint.component != "Node" or node is None:
            return
        (shape,) = constraint.shapes
        if shape not in self._detailed:
            own = [check for check in self._checks.at_focus(shape) if not check.sparql]
            self._detailed[shape] = [*own, *(check for check in self._plain_checks.at_focus(shape) if check.sparql)]
        for check in self._detailed[shape]:
            yield from self._results(check, loading.written(node) if check.sparql else node)

    def _read(self, check: Check, row: QuerySolution) -> Iterator[Result]:
        for outcome in check.outcomes:
            if not outcome.flag or row[outcome.flag[1:]] == TRUE:
                yield self._result(check, outcome, row)

    def _result(self, check: Check, outcome: Outcome, row: QuerySolution) -> Result:
        shape, constraint = check.shape, outcome.constraint

        def bound(name: str) -> Term | None:
            try:
                term = row[name]
            except KeyError:
                return None
            return None if term is None else loading.written(term)

        if isinstance(constraint, model.Sparql) and bound("failure") == TRUE:
            raise ShapesError(f"the query of {shape.node} says that it failed at {bound('this')}")
        path = bound(outcome.path[1:]) if outcome.path else None
        value = bound(outcome.value[1:]) if outcome.value else None
        if outcome.value == "?value" and value is None and shape.path is None:
            value = bound("this")
        return Result(
            loading.written(_term(row, check.focus)),
            path if isinstance(path, NamedNode) else shape.path,
            value,
            shape.node,
            constraint.iri,
            constraint.source if isinstance(constraint, model.Sparql) else None,
            shape.severity,
            messages(shape, constraint, bound),
            tuple(self._details(constraint, _term(row, outcome.value) if outcome.value else None)),
        )

    def _conforms(self, shape: model.Shape, constraint: model.Sparql, term: Term) -> bool:
        """Whether a node conforms to a constraint written in SPARQL, where it stands in a nested shape."""
        query = constraint.query
        pattern = f"BIND ({FOCUS}() AS ?_focus)"
        if query.is_ask:
            value = "?_focus"
            if shape.path is not None:
                value, pattern = "?_value", f"{pattern} {self._checks.walk('?_focus', shape.path, '?_value')}"
            fails = f"{pattern} BIND (?_focus AS ?this) BIND ({value} AS ?value) FILTER (!EXISTS {query.text()})"
        else:
            fails = f"{pattern} {prebound('?_focus', query.text())}"
        found = self._ask(f"{query.prologue} ASK {{ {fails} }}", self._data.plain, loading.written(term))
        self._functions.hold()
        return not found


def _target_nodes(shapes: model.Shapes) -> Iterator[Term]:
    return (node for shape in shapes.roots for node in shape.targets.nodes)


def _term(row: QuerySolution, variable: str) -> Term:
    term = row[variable[1:]]
    if isinstance(term, NamedNode | BlankNode | Literal):
        return term
    raise ShapesError(f"{term} is no node that a shape can be held to")
