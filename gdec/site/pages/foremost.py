"""Of which events most is said, and who takes part in most: counts that are kept from one publishing to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from pyoxigraph import NamedNode

from gdec import terms
from gdec.following.names import rows
from gdec.site.frame.site import Site
from gdec.site.kept.database import renew
from gdec.site.reading.values import str_of

_EDITIONS = " ".join(terms.CLASS_OF_SECTION[section] for section in ("conferences", "forums"))
_SAID = " ".join((terms.START_DATE, terms.OPENING_DATE, terms.END_DATE, terms.PART_OF))
_TABLES = (
    "CREATE TABLE IF NOT EXISTS event (iri TEXT PRIMARY KEY, statements INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS said (iri TEXT, name TEXT, value TEXT, PRIMARY KEY (iri, name, value)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS tie (said_of TEXT, agent TEXT, other TEXT, PRIMARY KEY (said_of, agent, other)) "
    "WITHOUT ROWID",
)


class Foremost:
    """The counts; when it is made, what changed articles speak of is counted anew.

    Args:
        site: the site.
        database: where they are kept.
    """

    def __init__(self, site: Site, database: sqlite3.Connection) -> None:
        self.site, self._database = site, database
        for table in _TABLES:
            database.execute(table)
        renew(site, database, "event", partial(self._count, ""), self._renew_events)
        renew(site, database, "tie", partial(self._tie, ""), self._renew_ties)

    def events(self, number: int) -> tuple[list[str], int]:
        """Give the editions and forums of which most is said, and how many there are; of equals the first by name."""
        found = self._database.execute(
            "SELECT iri FROM event WHERE statements > 0 ORDER BY statements DESC, iri LIMIT ?", (number,)
        )
        return [iri for (iri,) in found], self._one("SELECT count(*) FROM event")

    def said_of(self, events: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Give the days of events and what they are a part of: event, property and value."""
        for event in events:
            yield from self._database.execute("SELECT * FROM said WHERE iri = ?", (event,))

    def agents(self, number: int) -> tuple[list[str], int]:
        """Give those who play most parts and hold most posts, and how many do any; of equals the first by name."""
        found = self._database.execute(
            "SELECT agent FROM tie GROUP BY agent ORDER BY count(DISTINCT other) DESC, agent LIMIT ?", (number,)
        )
        return [iri for (iri,) in found], self._one("SELECT count(DISTINCT agent) FROM tie")

    def _one(self, sql: str) -> int:
        return int(self._database.execute(sql).fetchone()[0])

    def _renew_events(self, iris: Sequence[str]) -> None:
        for table in ("event", "said"):
            self._database.executemany(f"DELETE FROM {table} WHERE iri = ?", ((iri,) for iri in iris))  # noqa: S608
        self._count(_among(iris))

    def _count(self, among: str) -> None:
        there = f"SELECT DISTINCT ?s WHERE {{ {among} VALUES ?class {{ {_EDITIONS} }} ?s {terms.TYPE} ?class }}"
        counted = f"SELECT ?s (COUNT(?me) AS ?n) WHERE {{ {{ {there} }} ?me {terms.SUBJECT} ?s }} GROUP BY ?s"
        numbers = {str_of(event): 0 for (event,) in rows(self.site.reader, there)}
        numbers |= {str_of(event): int(str_of(number)) for event, number in rows(self.site.reader, counted)}
        self._database.executemany("INSERT INTO event VALUES (?, ?)", numbers.items())
        said = f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?p {{ {_SAID} }} {{ {there} }} ?s ?p ?o }}"
        found = ((str_of(event), str(name), str_of(value)) for event, name, value in rows(self.site.reader, said))
        self._database.executemany("INSERT OR IGNORE INTO said VALUES (?, ?, ?)", found)

    def _renew_ties(self, iris: Sequence[str]) -> None:
        self._database.executemany("DELETE FROM tie WHERE said_of = ?", ((iri,) for iri in iris))
        self._tie(_among(iris))

    def _tie(self, among: str) -> None:
        for name, swaps in ((terms.AGENT, True), (terms.HOLDS, False)):
            found = rows(self.site.reader, f"SELECT DISTINCT ?s ?o WHERE {{ {among} ?s {name} ?o }}")
            pairs = ((str_of(one), str_of(other)) for one, other in found)
            ties = ((one, *((other, one) if swaps else (one, other))) for one, other in pairs)
            self._database.executemany("INSERT OR IGNORE INTO tie VALUES (?, ?, ?)", ties)


def _among(iris: Sequence[str]) -> str:
    """Ask of some things only."""
    return f"VALUES ?s {{ {' '.join(str(NamedNode(iri)) for iri in iris)} }}"
