"""What every thing may have: a class, names, a label, remarks about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from gdec import terms
from gdec.facts.model import Entry, Fact, Remark, Text
from gdec.facts.names import Names
from gdec.rdf.nquads import literal

Triple: TypeAlias = tuple[Fact, str, str, str, str | None]
SECTIONS = ("topics",)


def triples(section: str, key: str, entry: Entry, names: Names) -> Iterator[Triple]:
    """Map what the entry says of itself: its class, its names and the remarks about it."""
    me = names.iri[key]
    lead = entry.name or entry.label
    if entry.name:
        yield entry.name, me, terms.NAME, text(entry.name, names), None
        yield entry.name, me, terms.LABEL, text(entry.name, names), terms.LABEL_FROM_NAME
    if lead:
        if not entry.name:
            yield lead, me, terms.LABEL, text(lead, names), terms.LABEL_BY_EDITOR
        yield lead, me, terms.TYPE, terms.CLASS_OF_SECTION[section], terms.TYPE_OF_SECTION
    for other in entry.also:
        yield other, me, terms.ALTERNATE_NAME, text(other, names), None
    yield from remarks(entry.remarks, me, names)


def remarks(said: list[Remark], thing: str, names: Names) -> Iterator[Triple]:
    """Map remarks about a thing; for remarks about nothing but their topics, `thing` is empty."""
    for remark in said:
        yield remark, thing, terms.CONTENT, literal(remark.content, names.lang), None


def text(fact: Text, names: Names) -> str:
    """Give a text as a literal in its own language, or else in the article's."""
    return literal(fact.is_, (fact.lang or names.lang).lower())
