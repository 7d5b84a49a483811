"""Validation: shapes compiled to checks, the checks run side by side, their rows read as results."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from types import MappingProxyType

from pyoxigraph import (
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)

from gdec.shacl import data as loading
from gdec.shacl import model
from gdec.shacl.components import SHAPES_GRAPH
from gdec.shacl.graph import Graph
from gdec.shacl.parse import read
from gdec.shacl.reach import Reach, looks_at
from gdec.shacl.report import Report
from gdec.shacl.run import Nodes, Run
from gdec.shacl.vocabulary import Node, Term


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

    def __init__(self, graph: Graph, shapes: model.Shapes | None = None) -> None:
        self._graph = graph
        self.shapes = shapes or read(graph)

    def only(self, nodes: Collection[Node]) -> Validator:
        """Give a validator of some of the shapes that have targets."""
        return Validator(self._graph, self.shapes.only(nodes))

    @cached_property
    def reads_shapes(self) -> bool:
        """Whether a query of the shapes reads the shapes graph."""
        every = (one for shape in self.shapes.by_node.values() for one in shape.constraints)
        return any(isinstance(one, model.Sparql) and one.query.uses_shapes for one in every)

    def looks_at(self, shape: Node) -> frozenset[NamedNode]:
        """Give the predicates that a shape and those it leads to name in their paths and constraints."""
        return looks_at(self.shapes, shape)

    def reach(self, subclasses: Callable[[Node], Iterable[Term]]) -> Reach:
        """Give how far the shapes see; `subclasses` gives a class and all below it."""
        return Reach(self.shapes, subclasses)

    def run(
        self,
        data: loading.Data,
        jobs: int = 0,
        among: Nodes | None = None,
        limit: float | None = None,
        settled: Nodes = MappingProxyType({}),
    ) -> Report:
        """Hold loaded data to the shapes.

        Args:
            data: the data.
            jobs: how many checks run side by side; 0 for as many as there are processors.
            among: the nodes that each shape looks for its focus nodes among; all, unless given.
            limit: how many seconds one check may take. One that takes longer cannot be ended but with its process.
            settled: those of the nodes that each shape is known to find nothing new at; they count, and no more.

        Raises:
            TookTooLong: a check took longer than it may; the message names its shape.
            ShapesError: a query of the shapes is no SPARQL or says that it failed.
        """
        run = self._run(data, among, settled)
        try:
            return run.report(jobs or os.cpu_count() or 1, limit)
        finally:
            run.close()

    def briefly(self, data: loading.Data) -> Report:
        """Hold loaded data to the shapes, one check after the other, without counting what is checked.

        Raises:
            ShapesError: as `run` does.
        """
        run = self._run(data)
        try:
            return run.report(1, None, is_counted=False)
        finally:
            run.close()

    def _run(self, data: loading.Data, among: Nodes | None = None, settled: Nodes = MappingProxyType({})) -> Run:
        if self.reads_shapes:
            data.plain.extend(Quad(*triple, SHAPES_GRAPH) for triple in self._graph.triples())
        return Run(self.shapes, data, among, settled)
