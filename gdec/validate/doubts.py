"""Warnings that no shape can give: facts that the quoted words, or other facts of the article, contradict."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.facts.doubts import DATE, NAME, NUMBER, Doubt, doubts
from gdec.facts.model import Count, Facts, Text
from gdec.facts.names import Names, sections
from gdec.project import Project
from gdec.shacl import report as shacl
from gdec.shacl.vocabulary import sh
from gdec.validate.report import Result
from gdec.validate.text import shown

_MESSAGES = {
    NUMBER: "do not name this number: write what they name, or quote words that name it.",
    NAME: "do not hold this name: write what they name, or quote words that hold it; what is no name is a label.",
    DATE: "name another day: write what they name, or quote words that name this one.",
}
"""What is wrong with words, by why they are doubted."""
_PREDICATES = {
    "also": terms.ALTERNATE_NAME,
    "days": terms.DURATION_IN_DAYS,
    "ends": terms.END_DATE,
    "name": terms.NAME,
    "opened": terms.OPENING_DATE,
    "published": terms.DATE_PUBLISHED,
    "starts": terms.START_DATE,
}
"""The properties of facts by their fields; what counts has that of a number."""


def doubtful(facts: Facts, project: Project) -> Iterator[tuple[Result, shacl.Result]]:
    """Give a warning for each fact of a complete file that is contradicted, ours and the standard's."""
    names: Names | None = None
    for doubt in doubts(facts, project.registry):
        names = names or Names(facts, project.registry)
        yield _warning(doubt, facts, names)


def _warning(doubt: Doubt, facts: Facts, names: Names) -> tuple[Result, shacl.Result]:
    rule = NamedNode(terms.PREFIXES["gdecsh"] + doubt.rule)
    focus, field = _focus(doubt, names), doubt.path[2 if len(doubt.path) > 2 else 1]
    predicate = _PREDICATES.get(field, terms.NUMBER)
    message = _message(doubt)
    found = shacl.Result(
        focus=NamedNode(focus[1:-1]),
        path=NamedNode(predicate[1:-1]),
        value=_value(doubt, names),
        shape=rule,
        component=rule,
        constraint=None,
        severity=sh("Warning"),
        messages=(Literal(message, language="en"),),
    )
    result = Result(
        focus=focus,
        label=_label(facts, doubt),
        path=shown(predicate),
        predicates=(predicate,),
        value=str(found.value),
        shape=str(rule),
        component=doubt.rule,
        severity="Warning",
        message=message,
        hint=doubt.advice,
    )
    return result, found


def _message(doubt: Doubt) -> str:
    if doubt.reason:
        return f"Day and month of the publication seem to be exchanged: {doubt.reason}."
    return f'The words "{doubt.fact.words}" {_MESSAGES[doubt.rule]}'


def _focus(doubt: Doubt, names: Names) -> str:
    if isinstance(doubt.fact, Count):
        return names.mint("count", doubt.path[1], doubt.path[-1])
    return names.iri[doubt.path[1]] if len(doubt.path) > 2 else f"<{names.article}>"


def _value(doubt: Doubt, names: Names) -> Literal:
    if isinstance(doubt.fact, Text):
        return Literal(str(doubt.value), language=(doubt.fact.lang or names.lang).lower())
    if isinstance(doubt.value, int):
        return Literal(doubt.value)
    return Literal(doubt.value, datatype=NamedNode(terms.PREFIXES["xsd"] + "date"))


def _label(facts: Facts, doubt: Doubt) -> str:
    """Give what is counted, or what the thing is called that the doubt is about."""
    if isinstance(doubt.fact, Count):
        return doubt.fact.of
    if len(doubt.path) == 2:
        title = facts.article and facts.article.title
        return title.is_ if title else ""
    entry = dict(sections(facts))[doubt.path[0]][doubt.path[1]]
    lead = entry.name or entry.label
    return lead.is_ if lead else ""
