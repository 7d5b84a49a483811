"""Read a validation report, as an rdflib graph, into results in our words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from gdec import terms
from gdec.validate.paths import path_text, predicates_of
from gdec.validate.rdflib_terms import text_of
from gdec.validate.report import Result
from gdec.validate.text import shown

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


def results_in(report: Graph, data: Graph, shapes: Graph) -> tuple[Result, ...]:
    """Read the results of a report on data held to shapes, in an order that does not depend on the run."""
    from rdflib import SH

    by_thing: dict[str, set[Result]] = {}
    for node in report.objects(None, SH.result):
        result = _result(report, node, data, shapes)
        by_thing.setdefault(result.focus, set()).add(result)
    things = sorted((sorted(results, key=_order) for results in by_thing.values()), key=lambda it: [*map(_order, it)])
    return tuple(chain.from_iterable(things))


def _order(result: Result) -> tuple[str, ...]:
    """Give what a result is sorted by, without the labels of blank nodes, which change from run to run."""
    stable = ("" if term.startswith("_:") else term for term in (result.focus, result.shape, result.value))
    return (*stable, result.label, result.path, result.component, result.message)


def _result(report: Graph, node: Node, data: Graph, shapes: Graph) -> Result:
    from rdflib import SH

    one = dict(report.predicate_objects(node))
    focus, path, value = one[SH.focusNode], one.get(SH.resultPath), one.get(SH.value)
    return Result(
        focus=text_of(focus),
        label=_label(data, focus),
        path=path_text(shapes, path) if path else "",
        predicates=tuple(predicates_of(shapes, path)) if path else (),
        value=text_of(value) if value is not None else "",
        shape=text_of(one[SH.sourceShape]),
        component=_local(one[SH.sourceConstraintComponent]),
        severity=_local(one[SH.resultSeverity]),
        message=_in_english(report.objects(node, SH.resultMessage)),
        triple=_stood_for(data, focus),
    )


def _label(data: Graph, thing: Node) -> str:
    from rdflib import BNode

    names = (_in_english(data.objects(thing, _iri(predicate))) for predicate in (terms.NAME, terms.LABEL))
    label = next(filter(None, names), "")
    if label or not isinstance(thing, BNode):
        return label
    owners = (f"{shown(text_of(s))} {shown(text_of(p))} […]" for s, p in data.subject_predicates(thing))
    return min(owners, default="")


def _in_english(texts: Iterable[Node]) -> str:
    """Choose one text: in English, else in no language, else in any."""
    order = {"en": 0, "": 1}
    known = ((order.get((getattr(text, "language", "") or "")[:2], 2), str(text)) for text in texts)
    return min(known, default=(0, ""))[1]


def _stood_for(data: Graph, node: Node) -> tuple[str, str, str] | None:
    """Give the triple behind a statement, behind the first statement of evidence, or what an unknown is about."""
    statements = sorted(data.subjects(_iri(terms.EVIDENCE), node), key=str)
    statement = statements[0] if statements else node

    def one(predicate: str) -> str:
        return next((text_of(found) for found in data.objects(statement, _iri(predicate))), "")

    if subject := one(terms.SUBJECT):
        return subject, one(terms.PREDICATE), one(terms.OBJECT)
    if content := one(terms.CONTENT):
        return "", terms.CONTENT, content
    return (one(terms.ABOUT), "", "") if one(terms.QUESTION) else None


def _iri(term: str) -> Node:
    from rdflib import URIRef

    return URIRef(term[1:-1])


def _local(iri: Node) -> str:
    return str(iri).rpartition("#")[2]
