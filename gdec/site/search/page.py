"""The search page and its index: things by their names, and the words of articles by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gdec.site.frame.file import File
from gdec.site.frame.site import Site
from gdec.site.kept.catalogue import Catalogue, kept
from gdec.site.pages.listings import TITLES
from gdec.site.search.index import Document, Index
from gdec.site.search.passages import Passages
from gdec.site.search.words import words

PAGE = "search"


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
    with kept(site, PAGE) as database:
        index, things = Index(), 0
        for document, its_words in _things(site, Catalogue(site, database)):
            things += 1
            yield from index.add(document, its_words)
        for document, its_words in _passages(site, Passages(site, database)):
            yield from index.add(document, its_words)
        yield from index.finish(things=things)


def _things(site: Site, catalogue: Catalogue) -> Iterator[tuple[Document, list[str]]]:
    """Give the things that have a page, each with the words of all its names."""
    ranks = {cls: rank for rank, cls in enumerate(TITLES)}
    found = []
    for entry in catalogue:
        cls = site.page_of(entry.iri).partition("/")[0]
        length = sum(1 for _ in words(entry.label.text))
        thing = _Thing(length, ranks.get(cls, len(ranks)), entry.label.text, entry.iri)
        found.append(
            (thing, entry.label.lang, " ".join({word for name in (thing.text, *entry.names) for word in words(name)}))
        )
    for thing, lang, found_by in sorted(found, key=lambda each: each[0]):
        cls = site.page_of(thing.iri).partition("/")[0]
        document = Document(site.href(thing.iri, PAGE), thing.text, _shown(site, lang), TITLES.get(cls, cls))
        yield document, found_by.split()


def _passages(site: Site, passages: Passages) -> Iterator[tuple[Document, list[str]]]:
    """Give the words that statements rest on, the newest article first, each with what they are said to mean."""
    for article, some in passages:
        name = site.label(article).text
        for passage in some:
            yield Document(site.href(passage.iri, PAGE), passage.text, "", name), passage.words.split()


def _shown(site: Site, lang: str) -> str:
    return "" if lang == site.settings.languages[0] else lang
