"""What validation finds, as data and as the RDF that the standard describes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from gdec.shacl.paths import Path, to_rdf
from gdec.shacl.vocabulary import RDF_TYPE, Node, Term, sh


@dataclass(frozen=True)
class Result:
    """One validation result.

    Attributes:
        focus: the focus node.
        path: the property path, or None.
        value: the value node, or None where no single value is to blame.
        shape: the shape that it fails.
        component: the constraint component.
        constraint: the node of the `sh:sparql` that found it, or None.
        severity: the severity of the shape.
        messages: what is needed.
        details: the results of the shape in `sh:node`.
    """

    focus: Term
    path: Path | None
    value: Term | None
    shape: Node
    component: NamedNode
    constraint: Node | None
    severity: NamedNode
    messages: tuple[Literal, ...]
    details: tuple[Result, ...] = ()


@dataclass(frozen=True)
class Report:
    """The outcome of validation.

    Attributes:
        results: in no particular order.
        checked: how many focus nodes the shapes were held to.
    """

    results: tuple[Result, ...]
    checked: int

    @cached_property
    def conforms(self) -> bool:
        """Whether there is no result, of whatever severity (SHACL, section 3.6.1)."""
        return not self.results

    def to_rdf(self) -> list[Quad]:
        """Give the report as triples, as section 3.6 of the standard describes it."""
        report = BlankNode()
        quads = [Quad(report, RDF_TYPE, sh("ValidationReport"))]
        quads.append(Quad(report, sh("conforms"), Literal(value=self.conforms)))
        for result in self.results:
            quads.append(Quad(report, sh("result"), _to_rdf(result, quads)))
        return quads


def _to_rdf(result: Result, quads: list[Quad]) -> Node:
    node = BlankNode()
    found: list[tuple[str, Term]] = [
        ("focusNode", result.focus),
        ("resultSeverity", result.severity),
        ("sourceShape", result.shape),
        ("sourceConstraintComponent", result.component),
        *(("resultMessage", message) for message in result.messages),
    ]
    if result.path is not None:
        found.append(("resultPath", to_rdf(result.path, quads)))
    if result.value is not None:
        found.append(("value", result.value))
    if result.constraint is not None:
        found.append(("sourceConstraint", result.constraint))
    found += [("detail", _to_rdf(detail, quads)) for detail in result.details]
    quads.append(Quad(node, RDF_TYPE, sh("ValidationResult")))
    quads += [Quad(node, sh(local), value) for local, value in found]
    return node
