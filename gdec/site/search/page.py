"""The search page and its index: things by their names, and the words of articles by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from gdec.site.frame.file import File
from gdec.site.frame.site import Site
from gdec.site.kept.database import kept
from gdec.site.search.index import Document, Index
from gdec.site.search.names import Names
from gdec.site.search.passages import Passages

PAGE = "search"


def menu(_: Site) -> list[tuple[str, str]]:
    """Give the page's place in the menu."""
    return [(f"{PAGE}.html", "Search")]


def files(site: Site) -> Iterator[File]:
    """Give the page and its index."""
    yield File(f"{PAGE}.html", site.render("search.html", PAGE))
    with kept(site, PAGE) as database:
        index, things = Index(), 0
        for document, its_words in Names(site, database, PAGE):
            things += 1
            yield from index.add(document, its_words.split())
        for article, passages in Passages(site, database, PAGE):
            for passage in passages:
                yield from index.add(Document(passage.href, passage.text, "", article), passage.words.split())
        yield from index.finish(things=things)
