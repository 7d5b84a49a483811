"""Validation by pySHACL: what it is given, what it must not do, and its results in our words."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import pyoxigraph
from pyoxigraph import RdfFormat

from gdec.errors import GdecError
from gdec.shacl import report as shacl
from gdec.shacl.data import load
from gdec.shacl.graph import Graph as Shapes
from gdec.validate.compiled_engine import classes
from gdec.validate.prepared import new_graph
from gdec.validate.rdflib_results import results_in
from gdec.validate.rdflib_terms import add_quads, quiet
from gdec.validate.report import Report
from gdec.validate.results import in_our_words

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
    with quiet():
        data_graph = new_graph()
        add_quads(data_graph, data)
        add_quads(data_graph, classes())
        shapes_graph = _graph_of(shapes)
        found = results_in(_validate(data_graph, shapes_graph), _shapes_of(shapes))
        checked = len(set(_focus_nodes(data_graph, shapes_graph)))
        return in_our_words(shacl.Report(found, checked), load(data if found else b""))


@lru_cache(maxsize=8)
def _graph_of(quads: bytes) -> Graph:
    """Give quads as an rdflib graph, made once for the same quads; nobody must change it."""
    graph = new_graph()
    add_quads(graph, quads)
    return graph


@lru_cache(maxsize=8)
def _shapes_of(quads: bytes) -> Shapes:
    return Shapes(pyoxigraph.parse(quads, RdfFormat.N_QUADS))


def _validate(data: Graph, shapes: Graph) -> Graph:
    """Give a validation report as a graph; its nodes are those of the data and of the shapes."""
    from pyshacl.errors import ReportableRuntimeError, ShapeRecursionWarning
    from pyshacl.graph_abstraction import DataGraph

    complaints = _Complaints()
    logger = logging.Logger("gdec.validate", logging.WARNING)
    logger.addHandler(complaints)
    try:
        # Neither rules nor JavaScript nor imports: only what SHACL Core and SHACL-SPARQL define.
        with warnings.catch_warnings():
            warnings.simplefilter("error", ShapeRecursionWarning)
            validator = _validator()(DataGraph.from_rdflib(data), shacl_graph=shapes, options={"logger": logger})
            report: Graph = validator.run()[1]
    except ShapeRecursionWarning as error:
        raise GdecError("the shapes cannot be used: a shape leads back to itself, which SHACL leaves open") from error
    except RecursionError as error:
        raise GdecError("the data or the shapes are nested too deep to be validated") from error
    except ReportableRuntimeError as error:
        raise GdecError(f"the shapes cannot be used: {_one_line(str(error))}") from error
    if complaints.told:
        raise GdecError(f"the shapes cannot be used: {_one_line(complaints.told[0])}")
    return report


@lru_cache(maxsize=1)
def _validator() -> Any:
    from pyshacl import Validator
    from rdflib import SH, BNode, Graph

    class PlainValidator(Validator):
        @classmethod
        def create_validation_report(cls, _shapes: Any, _conforms: bool, results: list[Any]) -> tuple[Graph, str]:
            """Give the results as they are: the original copies all that blank nodes lead to, again without end."""
            report = Graph()
            for _, result, triples in results:
                report.add((BNode("report"), SH.result, result))
                for subject, predicate, obj in triples:
                    report.add((subject, predicate, obj[1] if isinstance(obj, tuple) else obj))
            return report, ""

    return PlainValidator


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]


class _Complaints(logging.Handler):
    """Hears what pySHACL only mutters: that it passes over a constraint which it cannot use."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


def _focus_nodes(data: Graph, shapes: Graph) -> Iterator[Node]:
    """Find what the shapes speak of (SHACL, section 2.1.3)."""
    from rdflib import OWL, RDF, RDFS, SH, Literal

    def targets(predicate: Node) -> Iterator[Node]:
        every = shapes.subject_objects(predicate)
        return (target for shape, target in every if (shape, SH.deactivated, Literal(True)) not in shapes)

    implicit = (shape for kind in (RDFS.Class, OWL.Class) for shape in shapes.subjects(RDF.type, kind))
    for target in chain(targets(SH.targetClass), implicit):
        for subclass in data.transitive_subjects(RDFS.subClassOf, target):
            yield from data.subjects(RDF.type, subclass)
    for predicate in targets(SH.targetSubjectsOf):
        yield from data.subjects(predicate, None)
    for predicate in targets(SH.targetObjectsOf):
        yield from data.objects(None, predicate)
    yield from targets(SH.targetNode)
