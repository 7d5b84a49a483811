"""What every thing may have: a class, names, a label, remarks about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from gdec import terms
from gdec.facts.model import Count, Entry, Fact, Post, Remark, Text
from gdec.facts.names import Names
from gdec.rdf.nquads import literal

Triple: TypeAlias = tuple[Fact, str, str, str, str | None]
SECTIONS = ("topics",)


def triples(section: str, key: str, entry: Entry, names: Names) -> Iterator[Triple]:
    """Map what the entry says of itself: its class, its names and the remarks about it.

    A name is a name as an article prints it, so the registry has labels only; and what the registry gives a class
    and a label has no other from an article.
    """
    me = names.iri[key]
    lead = entry.name or entry.label
    called = text(lead, names) if lead else ""
    if entry.name and names.is_article:
        yield entry.name, me, terms.NAME, called, None
    if lead and key not in names.shared:
        rule = terms.LABEL_FROM_NAME if entry.name else terms.LABEL_BY_EDITOR
        yield lead, me, terms.LABEL, called, rule
        yield lead, me, terms.TYPE, terms.CLASS_OF_SECTION[section], terms.TYPE_OF_SECTION
    for other in entry.also:
        yield other, me, terms.ALTERNATE_NAME, text(other, names), None
    yield from remarks(entry.remarks, me, names)


def remarks(said: list[Remark], thing: str, names: Names) -> Iterator[Triple]:
    """Map remarks about a thing; for remarks about nothing but their topics, `thing` is empty."""
    for remark in said:
        yield remark, thing, terms.CONTENT, literal(remark.content, language(remark, names)), None


def text(fact: Text, names: Names) -> str:
    """Give a text as a literal in its own language, or else in the article's."""
    return literal(fact.is_, language(fact, names))


def language(fact: Text | Count | Post | Remark, names: Names) -> str:
    """Give the language of a fact's text: its own, or else the article's."""
    return fact.lang or names.lang
