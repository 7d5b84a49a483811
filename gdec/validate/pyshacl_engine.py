"""Validation by pySHACL: what it is given, what it must not do, and its results in our words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import RdfFormat

from gdec import resources
from gdec.errors import GdecError
from gdec.validate.prepared import new_graph
from gdec.validate.rdflib_results import results_in
from gdec.validate.rdflib_terms import add_quads
from gdec.validate.report import Report

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


def run(data: bytes, shapes: bytes) -> Report:
    """Hold data to shapes.

    Args:
        data: N-Quads; its graphs are taken as one.
        shapes: the shapes graph, as N-Quads.

    Raises:
        GdecError: what the shapes ask for cannot be done.
    """
    data_graph = new_graph()
    add_quads(data_graph, data)
    data_graph += _classes()
    shapes_graph = _graph_of(shapes)
    report = _validate(data_graph, shapes_graph)
    return Report(results_in(report, data_graph), len(set(_focus_nodes(data_graph, shapes_graph))))


def meta_report(shapes: bytes) -> Report:
    """Hold a shapes graph, as N-Quads, to the shapes that SHACL has for shapes."""
    text = (files("pyshacl") / "assets" / "shacl-shacl.ttl").read_bytes()
    quads = pyoxigraph.parse(text, RdfFormat.TURTLE)
    return run(shapes, pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b"")


@lru_cache(maxsize=8)
def _graph_of(quads: bytes) -> Graph:
    """Give quads as an rdflib graph, made once for the same quads; nobody must change it."""
    graph = new_graph()
    add_quads(graph, quads)
    return graph


@lru_cache(maxsize=1)
def _classes() -> Graph:
    """Give what the ontology says of subclasses and nothing more: its terms are not to be checked as data."""
    from rdflib import RDFS, Graph

    ontology = Graph().parse(data=resources.ontology(), format="turtle")
    axioms = Graph()
    axioms += ontology.triples((None, RDFS.subClassOf, None))
    return axioms


def _validate(data: Graph, shapes: Graph) -> Graph:
    from pyshacl import Validator
    from pyshacl.errors import ReportableRuntimeError
    from pyshacl.graph_abstraction import DataGraph

    complaints = _Complaints()
    logger = logging.Logger("gdec.validate", logging.WARNING)
    logger.addHandler(complaints)
    try:
        # Neither rules nor JavaScript nor imports: only what SHACL Core and SHACL-SPARQL define.
        validator = Validator(DataGraph.from_rdflib(data), shacl_graph=shapes, options={"logger": logger})
        report: Graph = validator.run()[1]  # type: ignore[no-untyped-call]
    except ReportableRuntimeError as error:
        raise GdecError(f"the shapes cannot be used: {error}") from error
    if complaints.told:
        raise GdecError(f"the shapes cannot be used: {complaints.told[0]}")
    return report


class _Complaints(logging.Handler):
    """Hears what pySHACL only mutters: that it passes over a constraint which it cannot use."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


def _focus_nodes(data: Graph, shapes: Graph) -> Iterator[Node]:
    """Find what the shapes speak of (SHACL, section 2.1.3)."""
    from rdflib import OWL, RDF, RDFS, SH

    implicit = (shape for kind in (RDFS.Class, OWL.Class) for shape in shapes.subjects(RDF.type, kind))
    for target in chain(shapes.objects(None, SH.targetClass), implicit):
        for subclass in data.transitive_subjects(RDFS.subClassOf, target):
            yield from data.subjects(RDF.type, subclass)
    for predicate in shapes.objects(None, SH.targetSubjectsOf):
        yield from data.subjects(predicate, None)
    for predicate in shapes.objects(None, SH.targetObjectsOf):
        yield from data.objects(None, predicate)
    yield from shapes.objects(None, SH.targetNode)
