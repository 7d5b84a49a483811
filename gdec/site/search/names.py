"""The names of things, as search finds them, kept from one publishing to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from gdec.site.frame import listed
from gdec.site.frame.site import Site
from gdec.site.kept.catalogue import Entry, entries
from gdec.site.kept.database import renew
from gdec.site.pages.changes import ONE
from gdec.site.pages.listings import TITLES
from gdec.site.search.index import Document
from gdec.site.search.words import words

_TABLES = (
    "CREATE TABLE IF NOT EXISTS name (iri TEXT PRIMARY KEY, length INTEGER NOT NULL, rank INTEGER NOT NULL, "
    "href TEXT NOT NULL, text TEXT NOT NULL, lang TEXT NOT NULL, class TEXT NOT NULL, words TEXT NOT NULL) "
    "WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS found ON name (length, rank, text, iri)",
)
_RANKS = {cls: rank for rank, cls in enumerate(TITLES)}


class Names:
    """The things that can be found; when it is made, those that changed articles speak of are asked for anew.

    Args:
        site: the site.
        database: where they are kept.
        page: the page that links to them.
    """

    def __init__(self, site: Site, database: sqlite3.Connection, page: str) -> None:
        self.site, self._database, self.page = site, database, page
        for table in _TABLES:
            database.execute(table)
        renew(site, database, "name", lambda: self._renew(listed.things(site)), self._renew)

    def __iter__(self) -> Iterator[tuple[Document, str]]:
        """Give each thing with the words of all its names: short names first, events and people before their parts."""
        found = self._database.execute(
            "SELECT href, text, lang, class, words FROM name ORDER BY length, rank, text, iri"
        )
        for *shown, found_by in found:
            yield Document(*shown), found_by

    def _renew(self, iris: Sequence[str]) -> None:
        self._database.executemany("DELETE FROM name WHERE iri = ?", ((iri,) for iri in iris))
        rows = map(self._row, entries(self.site, iris))
        self._database.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def _row(self, entry: Entry) -> tuple[str, int, int, str, str, str, str, str]:
        site, label = self.site, entry.label
        cls = site.page_of(entry.iri).partition("/")[0]
        found_by = {word for name in (label.text, *entry.names) for word in words(name)}
        return (
            entry.iri,
            sum(1 for _ in words(label.text)),
            _RANKS.get(cls, len(_RANKS)),
            site.href(entry.iri, self.page),
            f"{label.text} ({note.text})" if (note := site.notes.get(entry.iri)) else label.text,
            "" if label.lang == site.settings.page_language else label.lang,
            ONE.get(cls, cls).capitalize(),
            " ".join(sorted(found_by)),
        )
