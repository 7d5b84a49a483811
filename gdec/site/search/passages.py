"""The words of articles that statements rest on, as search finds them, kept from one publishing to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import msgspec

from gdec import terms
from gdec.site.frame import listed
from gdec.site.frame.site import Site
from gdec.site.kept.database import renew
from gdec.site.reading.graphs import graph_of
from gdec.site.reading.values import iri_of, is_iri, text_of
from gdec.site.search.words import words

_TELLING = (
    terms.CONTENT,
    terms.EVIDENCE,
    terms.WORDS,
    terms.FIRST_WORDS,
    terms.LAST_WORDS,
    terms.START,
    terms.DATE_PUBLISHED,
)
_TABLES = (
    "CREATE TABLE IF NOT EXISTS passages (article TEXT PRIMARY KEY, day TEXT NOT NULL, entry BLOB NOT NULL) "
    "WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS newest ON passages (day DESC, article)",
)

Said = dict[str, dict[str, list[str]]]
"""What an article says of its nodes: texts by predicate."""


class Passage(msgspec.Struct, frozen=True):
    """Words of an article: the link to the evidence, the words, and the words that they are found by, once each."""

    href: str
    text: str
    words: str


class Passages:
    """The passages of all articles, brought up to date when it is made: only changed articles are asked for.

    Args:
        site: the site.
        database: where they are kept.
        page: the page that links to them.
    """

    def __init__(self, site: Site, database: sqlite3.Connection, page: str) -> None:
        self.site, self._database, self.page = site, database, page
        for table in _TABLES:
            database.execute(table)
        renew(site, database, "passages", self._renew_all, self._renew)

    def __iter__(self) -> Iterator[tuple[str, list[Passage]]]:
        """Give each article's label, the newest first, with its passages in the order of its text."""
        decoder = msgspec.json.Decoder(list[Passage])
        found = self._database.execute("SELECT article, entry FROM passages ORDER BY day DESC, article")
        return ((self._called(article), decoder.decode(entry)) for article, entry in found)

    def _renew(self, iris: Sequence[str]) -> None:
        for article in (iri for iri in iris if self.site.page_of(iri).startswith("article/")):
            self._database.execute("DELETE FROM passages WHERE article = ?", (article,))
            self._note(article)

    def _renew_all(self) -> None:
        for article in listed.articles(self.site):
            self._note(article)

    def _note(self, article: str) -> None:
        said = _told(self.site, article)
        if found := list(self._passages(said)):
            day = max(said.get(article, {}).get(terms.DATE_PUBLISHED, ()), default="")
            row = (article, day, msgspec.json.encode(found))
            self._database.execute("INSERT INTO passages VALUES (?, ?, ?)", row)

    def _called(self, article: str) -> str:
        """Give the headline of an article; of one that has none, who published it and when."""
        label = self.site.label(article).text
        return self.site.called(article).text if article.endswith(f"/{label}") else label

    def _passages(self, said: Said) -> Iterator[Passage]:
        """Give the passages of an article in the order of its text."""
        meant: dict[str, set[str]] = {}
        for node in said.values():
            for evidence in node.get(terms.EVIDENCE, ()) if terms.CONTENT in node else ():
                meant.setdefault(evidence, set()).update(node[terms.CONTENT])
        for iri in sorted(said, key=lambda iri: (int(min(said[iri].get(terms.START, ("0",)))), iri)):
            node = said[iri]
            text = min(node.get(terms.WORDS, ()), default="")
            if terms.FIRST_WORDS in node and terms.LAST_WORDS in node:
                text = f"{min(node[terms.FIRST_WORDS])} … {min(node[terms.LAST_WORDS])}"
            if text:
                found_by = {word for each in (text, *meant.get(iri, ())) for word in words(each)}
                yield Passage(self.site.href(iri, self.page), text, " ".join(sorted(found_by)))


def _told(site: Site, article: str) -> Said:
    """Give what an article says of its nodes that is needed here."""
    nodes = graph_of(site.reader, article).nodes
    own = ((me, node) for me, node in nodes.items() if iri_of(me).partition("#")[0] == article)
    return {iri_of(me): {name: list(map(_text, node[name])) for name in _TELLING if name in node} for me, node in own}


def _text(term: str) -> str:
    return iri_of(term) if is_iri(term) else text_of(term).text
