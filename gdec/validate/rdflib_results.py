"""Read the results in a validation report that is an rdflib graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from gdec.shacl import paths
from gdec.shacl.graph import Graph as Shapes
from gdec.shacl.report import Result
from gdec.shacl.vocabulary import Node as Named
from gdec.shacl.vocabulary import Term
from gdec.validate.rdflib_terms import term_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


def results_in(report: Graph, shapes: Shapes) -> tuple[Result, ...]:
    """Read the results of a report whose nodes are those of the data and of the shapes."""
    from rdflib import SH

    return tuple(_result(report, node, shapes) for node in report.objects(None, SH.result))


def _result(report: Graph, node: Node, shapes: Shapes) -> Result:
    from rdflib import SH

    one = {predicate: term_of(value) for predicate, value in report.predicate_objects(node)}
    path, constraint = one.get(SH.resultPath), one.get(SH.sourceConstraint)
    messages = map(term_of, report.objects(node, SH.resultMessage))
    return Result(
        focus=one[SH.focusNode],
        path=None if path is None else paths.read(shapes, path),
        value=one.get(SH.value),
        shape=_named(one[SH.sourceShape]),
        component=_iri(one[SH.sourceConstraintComponent]),
        constraint=None if constraint is None else _named(constraint),
        severity=_iri(one[SH.resultSeverity]),
        messages=tuple(message for message in messages if isinstance(message, Literal)),
        details=tuple(_result(report, detail, shapes) for detail in report.objects(node, SH.detail)),
    )


def _named(term: Term) -> Named:
    assert isinstance(term, NamedNode | BlankNode)  # noqa: S101
    return term


def _iri(term: Term) -> NamedNode:
    assert isinstance(term, NamedNode)  # noqa: S101
    return term
