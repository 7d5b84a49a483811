"""Counts: how many of something, and how exactly that is meant."""

from __future__ import annotations

from collections.abc import Iterator

from gdec import terms
from gdec.facts.model import Count
from gdec.facts.names import Names
from gdec.rdf.nquads import integer, literal

from .thing import Triple, language

SECTIONS = ()
SAID_AS = {"exactly": "", "more_than": "more than ", "at_least": "at least ", "about": "about ", "several": "several "}


def triples(counts: dict[str, Count], event: str, event_key: str, relation: str, names: Names) -> Iterator[Triple]:
    """Map the counts that an event has in one relation: of its parts, its attendance or its exhibitors."""
    for key, count in counts.items():
        me = names.mint("count", event_key, key)
        comparator, number = comparison(count)
        lang = language(count, names)
        yield count, event, relation, me, None
        yield count, me, terms.COMPARATOR, terms.COMPARATORS[comparator], None
        yield count, me, terms.COUNTED, literal(count.of, lang), None
        if number is not None:
            yield count, me, terms.NUMBER, integer(number), None
        if count.things:
            yield count, me, terms.COUNTED_CLASS, terms.CLASS_OF_SECTION[count.things], None
        said = f"{SAID_AS[comparator]}{'' if number is None else f'{number} '}{count.of}"
        yield count, me, terms.TYPE, terms.COUNT_CLASS, terms.TYPE_OF_SECTION
        yield count, me, terms.LABEL, literal(said, lang), terms.LABEL_FROM_PARTS


def comparison(count: Count) -> tuple[str, int | None]:
    """Give the comparator that the count is written with, and its number where there is one."""
    for name in ("exactly", "more_than", "at_least", "about"):
        number = getattr(count, name)
        if number is not None:
            return name, number
    return "several", None
