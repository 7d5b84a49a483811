"""Warnings that no shape can give: numbers in facts that the quoted words contradict."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.facts.doubts import Doubt, doubts
from gdec.facts.model import Count, Facts
from gdec.facts.names import Names, sections
from gdec.project import Project
from gdec.shacl import report as shacl
from gdec.shacl.vocabulary import sh
from gdec.validate.report import Result
from gdec.validate.text import shown

RULE = NamedNode(terms.PREFIXES["gdecsh"] + "number-beyond-its-words")
"""What stands in the place of the shape; the check of that name looks for the same in a store."""


def doubtful(facts: Facts, project: Project) -> Iterator[tuple[Result, shacl.Result]]:
    """Give a warning for each number of a complete facts file that its words contradict, ours and the standard's."""
    names: Names | None = None
    for doubt in doubts(facts):
        names = names or Names(facts, project.registry)
        yield _warning(doubt, _label(facts, doubt), names)


def _warning(doubt: Doubt, label: str, names: Names) -> tuple[Result, shacl.Result]:
    is_count = isinstance(doubt.fact, Count)
    focus = names.mint("count", doubt.path[1], doubt.path[-1]) if is_count else names.iri[doubt.path[1]]
    predicate = terms.NUMBER if is_count else terms.DURATION_IN_DAYS
    message = (
        f'The words "{doubt.fact.words}" do not name this number: write what they name, or quote words that name it.'
    )
    found = shacl.Result(
        focus=NamedNode(focus[1:-1]),
        path=NamedNode(predicate[1:-1]),
        value=Literal(doubt.number),
        shape=RULE,
        component=RULE,
        constraint=None,
        severity=sh("Warning"),
        messages=(Literal(message, language="en"),),
    )
    rule = RULE.value.rpartition("#")[2]
    result = Result(
        focus=focus,
        label=label,
        path=shown(predicate),
        predicates=(predicate,),
        value=str(found.value),
        shape=str(RULE),
        component=rule,
        severity="Warning",
        message=message,
        hint=doubt.advice,
    )
    return result, found


def _label(facts: Facts, doubt: Doubt) -> str:
    """Give what is counted, or what the thing is called that has the number."""
    if isinstance(doubt.fact, Count):
        return doubt.fact.of
    entry = dict(sections(facts))[doubt.path[0]][doubt.path[1]]
    lead = entry.name or entry.label
    return lead.is_ if lead else ""
