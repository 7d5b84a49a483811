"""What the graph of an article names, read from its text: only the lines that matter are taken apart further."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from gdec import terms
from gdec.site.frame.label import NAMING, rank
from gdec.site.reading.graphs import ROLES, Node
from gdec.site.reading.values import first, text_of

RECORDS = (terms.STATEMENT_CLASS, terms.EVIDENCE_CLASS, terms.UNKNOWN_CLASS)
"""The classes of what an article's graph holds besides things."""

OF_SOURCE = (terms.PUBLISHER, terms.DATE_PUBLISHED, terms.RETRACTED_ON)
"""What is told of an article as the source of statements."""

Called: TypeAlias = tuple[int, str, str]
"""A label: its place among those of a thing, of which the least is chosen, its text and its language."""
Source: TypeAlias = tuple[str, str, str]
"""An article as a source: its publisher, its day, and when it was retracted, or empty texts."""

_READ = (*ROLES, *NAMING, terms.TYPE, terms.PREDICATE, *OF_SOURCE)


class Named(NamedTuple):
    """What a graph names.

    Attributes:
        spoken: the terms that statements speak of, and those that are given a class.
        articles: those of them that are said to be articles.
        called: the label that the graph gives to each IRI that it names.
        source: what it tells of its article as a source.
    """

    spoken: set[str]
    articles: set[str]
    called: dict[str, Called]
    source: Source


def named(text: str, article: str, languages: Sequence[str]) -> Named:
    """Read what a graph names.

    Args:
        text: its triples as N-Triples.
        article: the article's IRI.
        languages: languages of labels, the preferred one first.
    """
    by: dict[str, list[tuple[str, str]]] = {name: [] for name in _READ}
    for line in text.split(" .\n")[:-1]:
        subject, predicate, value = line.split(" ", 2)
        if predicate in by:
            by[predicate].append((subject, value))
    called: dict[str, Called] = {}
    for place, name in enumerate(NAMING):
        for subject, value in by[name]:
            call(called, subject, place, value, languages)
    # What is only claimed counts for nothing where anything is called so plainly.
    claims = {me for me, value in by[terms.PREDICATE] if value == terms.LABEL}
    subjects = {me: value for me, value in by[terms.SUBJECT] if me in claims and value[1:-1] not in called}
    for me, value in by[terms.OBJECT] if subjects else ():
        if me in subjects:
            call(called, subjects[me], len(NAMING), value, languages)
    own = f"<{article}>"
    return Named(
        {value for name in ROLES for _, value in by[name]} | {me for me, cls in by[terms.TYPE] if cls not in RECORDS},
        {me for me, cls in by[terms.TYPE] if cls == terms.ARTICLE_CLASS},
        called,
        source_of({name: [value for me, value in by[name] if me == own] for name in OF_SOURCE}),
    )


def source_of(node: Node) -> Source:
    """Give an article as a source from what is said of it."""
    return first(node, terms.PUBLISHER), first(node, terms.DATE_PUBLISHED), first(node, terms.RETRACTED_ON)


def call(known: dict[str, Called], subject: str, naming: int, value: str, languages: Sequence[str]) -> None:
    """Note what something is called, where that comes before what is known.

    Args:
        known: what is known, by IRI.
        subject: the thing, as a term.
        naming: by which property: its place in `NAMING`, or the number of these where that is only claimed.
        value: the term that it is called; nothing but a literal counts.
        languages: languages of labels, the preferred one first.
    """
    if value[0] == '"' and subject[0] == "<":
        text, lang, _ = text_of(value)
        label, iri = (rank(naming, lang, languages), text, lang), subject[1:-1]
        if iri not in known or label < known[iri]:
            known[iri] = label
