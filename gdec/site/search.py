"""The search page and its index: things by their names, and the words of articles by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.site import listed
from gdec.site.file import File
from gdec.site.grounds import text_of
from gdec.site.listings import TITLES
from gdec.site.search_index import Document, Index
from gdec.site.search_words import words
from gdec.site.site import Site

PAGE = "search"
_NAMING = (terms.LABEL, terms.NAME, terms.ALTERNATE_NAME, terms.HEADLINE)


class _Thing(NamedTuple):
    """A thing in the order in which it is to be found: short names first, events and people before their parts."""

    length: int
    rank: int
    text: str
    iri: str


def menu(_: Site) -> list[tuple[str, str]]:
    """Give the page's place in the menu."""
    return [(f"{PAGE}.html", "Search")]


def files(site: Site) -> Iterator[File]:
    """Give the page and its index."""
    yield File(f"{PAGE}.html", site.render("search.html", PAGE))
    index, things = Index(), 0
    for document, names in _things(site):
        things += 1
        yield from index.add(document, names)
    for document, texts in _passages(site):
        yield from index.add(document, texts)
    yield from index.finish(things=things)


def _things(site: Site) -> Iterator[tuple[Document, list[str]]]:
    """Give the things that have a page, each with all its names."""
    names: dict[str, set[str]] = {}
    for naming in _NAMING:
        for iri, text in _texts(site, naming):
            names.setdefault(iri, set()).add(text)
    ranks = {cls: rank for rank, cls in enumerate(TITLES)}
    found = []
    for iri in listed.things(site):
        text = site.label(iri).text
        cls = site.page_of(iri).partition("/")[0]
        found.append(_Thing(sum(1 for _ in words(text)), ranks.get(cls, len(ranks)), text, iri))
    for each in sorted(found):
        cls = site.page_of(each.iri).partition("/")[0]
        label = site.label(each.iri)
        document = Document(site.href(each.iri, PAGE), label.text, _shown(site, label.lang), TITLES.get(cls, cls))
        yield document, sorted({label.text, *names.get(each.iri, ())})


def _passages(site: Site) -> Iterator[tuple[Document, list[str]]]:
    """Give the words that statements rest on, the newest article first, each with what they are said to mean."""
    meant: dict[str, set[str]] = {}
    content = dict(_texts(site, terms.CONTENT))
    for quad in site.reader.matching(predicate=_node(terms.EVIDENCE)) if content else ():
        if text := content.get(text_of(quad.subject)):
            meant.setdefault(text_of(quad.object), set()).add(text)
    quoted = dict(_texts(site, terms.WORDS))
    last = dict(_texts(site, terms.LAST_WORDS))
    quoted |= {iri: f"{first} … {last[iri]}" for iri, first in _texts(site, terms.FIRST_WORDS) if iri in last}
    start = {iri: int(text) for iri, text in _texts(site, terms.START)}
    days = dict(_texts(site, terms.DATE_PUBLISHED))
    by_place = sorted(quoted, key=lambda iri: (iri.partition("#")[0], start.get(iri, 0), iri))
    for iri in sorted(by_place, key=lambda iri: days.get(iri.partition("#")[0], ""), reverse=True):
        article = site.label(iri.partition("#")[0])
        yield Document(site.href(iri, PAGE), quoted[iri], "", article.text), [quoted[iri], *sorted(meant.get(iri, ()))]


def _texts(site: Site, predicate: str) -> Iterator[tuple[str, str]]:
    """Give the texts that a predicate has, each with the IRI of what it belongs to, sorted."""
    quads = site.reader.matching(predicate=_node(predicate))
    yield from sorted(
        {(text_of(each.subject), each.object.value) for each in quads if isinstance(each.object, Literal)}
    )


def _shown(site: Site, lang: str) -> str:
    return "" if lang == site.settings.languages[0] else lang


def _node(term: str) -> NamedNode:
    return NamedNode(term[1:-1])
