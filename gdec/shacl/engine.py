"""Validation: shapes compiled to checks, the checks run side by side, their rows read as results."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
)

from gdec.shacl import data as loading
from gdec.shacl import model
from gdec.shacl.checks import FOCUS, Check, Checks, Outcome, prebound
from gdec.shacl.components import SHAPES_GRAPH
from gdec.shacl.expressions import Expressions
from gdec.shacl.functions import Functions
from gdec.shacl.graph import Graph, ShapesError
from gdec.shacl.messages import messages
from gdec.shacl.parse import read
from gdec.shacl.report import Report, Result
from gdec.shacl.values import Known
from gdec.shacl.vocabulary import RDF_TYPE, RDFS_SUBCLASS, TRUE, Node, Term


def validate(
    data: bytes | Iterable[Quad] | Store,
    shapes: bytes | Iterable[Quad],
    *,
    ontology: bytes | Iterable[Quad] | None = None,
    jobs: int = 0,
) -> Report:
    """Hold data to shapes.

    Args:
        data: N-Quads, quads or a store; its graphs are taken as one (of a store, see `gdec.shacl.data.load`). The
            queries of shapes see literals as Oxigraph keeps them, everything else sees them as they are written.
        shapes: the shapes graph, as N-Quads or quads.
        ontology: what is seen beside the data, as for the classes above a class.
        jobs: how many checks run side by side; 0 for as many as there are processors.

    Raises:
        ShapesError: the shapes are ill-formed or recursive, or one of them asks for what is refused.
    """
    graph = Graph(parse(shapes, RdfFormat.N_QUADS) if isinstance(shapes, bytes) else shapes)
    validator = Validator(graph)
    if validator.reads_shapes and isinstance(data, Store):
        ontology = ontology or ()  # a copy, since the shapes graph must stand beside it
    return validator.run(loading.load(data, ontology), jobs)


class Validator:
    """A shapes graph, read once, to hold any data to.

    Raises:
        ShapesError: the shapes are ill-formed or recursive, or one of them asks for what is refused.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.shapes = read(graph)

    @cached_property
    def reads_shapes(self) -> bool:
        """Whether a query of the shapes reads the shapes graph."""
        every = (one for shape in self.shapes.by_node.values() for one in shape.constraints)
        return any(isinstance(one, model.Sparql) and one.query.uses_shapes for one in every)

    def run(self, data: loading.Data, jobs: int = 0) -> Report:
        """Hold loaded data to the shapes.

        Raises:
            ShapesError: a query of the shapes is no SPARQL or says that it failed.
        """
        if self.reads_shapes:
            data.plain.extend(Quad(*triple, SHAPES_GRAPH) for triple in self._graph.triples())
        return _Run(self.shapes, data).report(jobs or os.cpu_count() or 1)


class _Run:
    """One data graph held to the shapes."""

    def __init__(self, shapes: model.Shapes, data: loading.Data) -> None:
        self._shapes, self._data = shapes, data
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
        return Checks(self._shapes, make)

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

    def report(self, jobs: int) -> Report:
        own = [check for check in self._checks.all() if not check.sparql]
        theirs = [check for check in self._plain_checks.all() if check.sparql]
        with ThreadPoolExecutor(jobs) as pool:
            checked = pool.submit(self._count_focus_nodes)
            found = list(pool.map(self._results, [*theirs, *own]))
            return Report(tuple(result for results in found for result in results), checked.result())

    def _count_focus_nodes(self) -> int:
        roots = self._shapes.roots
        patterns = filter(None, (self._checks.targets(shape, "?focus") for shape in roots))
        union = " UNION ".join(f"{{ {pattern} }}" for pattern in dict.fromkeys(patterns))
        query = f"SELECT (COUNT(DISTINCT ?focus) AS ?n) {{ {union} }}"
        return sum(int(_term(row, "?n").value) for row in self._select(query, self._data.store)) if roots else 0

    def _select(self, query: str, store: Store, focus: Term | None = None) -> Iterator[QuerySolution]:
        answer = self._ask(query, store, focus)
        assert isinstance(answer, QuerySolutions)  # noqa: S101
        yield from answer

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
        return not self._ask(f"{query.prologue} ASK {{ {fails} }}", self._data.plain, loading.written(term))


def _target_nodes(shapes: model.Shapes) -> Iterator[Term]:
    return (node for shape in shapes.roots for node in shape.targets.nodes)


def _term(row: QuerySolution, variable: str) -> Term:
    term = row[variable[1:]]
    if isinstance(term, NamedNode | BlankNode | Literal):
        return term
    raise ShapesError(f"{term} is no node that a shape can be held to")
