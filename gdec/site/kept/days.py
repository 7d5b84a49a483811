"""How articles tell the days of events, kept from one publishing to the next: the store takes long to say so of all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from gdec import terms
from gdec.site.frame import listed
from gdec.site.frame.site import Site
from gdec.site.kept.database import kept, renew
from gdec.site.reading.graphs import GRAPH
from gdec.site.reading.values import iri_of, text_of

DATES = {terms.START_DATE: "First day", terms.OPENING_DATE: "Opening", terms.END_DATE: "Last day"}
"""The days that an event may have, and what they are called."""

_SCHEDULED = terms.KINDS["scheduled"]
_PARTS = frozenset((terms.SUBJECT, terms.PREDICATE, terms.OBJECT, terms.KIND))
_TABLES = (
    "CREATE TABLE IF NOT EXISTS ground (event TEXT, property TEXT, day TEXT, kind TEXT, article TEXT, "
    "PRIMARY KEY (event, property, day, kind, article)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS by_article ON ground (article)",
    "CREATE TABLE IF NOT EXISTS made_of (version INTEGER)",
)
_WANTED = (
    "SELECT event, property, day, kind, min(article), count(*) FROM ground GROUP BY event, property, day, kind "
    "ORDER BY event, property, day, kind"
)


class Ground(NamedTuple):
    """That articles tell a day of an event plainly in one way.

    Attributes:
        kind: in which, as a term.
        article: the first of them, by IRI.
        number: how many they are.
    """

    kind: str
    article: str
    number: int


def grounds(site: Site) -> dict[tuple[str, str, str], list[Ground]]:
    """Tell how each event has each of its days, by its IRI, the property as a term, and the day; by kind, sorted."""
    found: dict[tuple[str, str, str], list[Ground]] = {}
    with _table(site) as database:
        for event, name, day, *ground in database.execute(_WANTED):
            found.setdefault((event, name, day), []).append(Ground(*ground))
    return found


def still_to_come(site: Site, events: Iterable[str], name: str) -> set[str]:
    """Name those of some events whose day, by a property, every article that tells it tells as what is scheduled."""
    wanted = "SELECT DISTINCT kind FROM ground WHERE event = ? AND property = ?"
    with _table(site) as database:
        return {each for each in events if database.execute(wanted, (each, name)).fetchall() == [(_SCHEDULED,)]}


@contextmanager
def _table(site: Site) -> Iterator[sqlite3.Connection]:
    """Give the table; it is brought up to date once for each version of the store, whoever asks first."""
    with kept(site, "days") as database:
        for table in _TABLES:
            database.execute(table)
        version = (site.reader.version,)
        if not database.execute("SELECT 1 FROM made_of WHERE version = ?", version).fetchone():
            some = partial(_renew, site, database)
            renew(site, database, "ground", lambda: some(listed.articles(site)), some)
            database.execute("DELETE FROM made_of")
            database.execute("INSERT INTO made_of VALUES (?)", version)
        yield database


def _renew(site: Site, database: sqlite3.Connection, iris: Sequence[str]) -> None:
    """Read those of some IRIs anew that are articles'."""
    for article in (iri for iri in iris if site.page_of(iri).startswith("article/")):
        database.execute("DELETE FROM ground WHERE article = ?", (article,))
        text = site.reader.text(f"{article}{GRAPH}").decode()
        rows = ((*told, article) for told in _told(text))
        database.executemany("INSERT OR IGNORE INTO ground VALUES (?, ?, ?, ?, ?)", rows)


def _told(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Give event, property, day and kind of what an article tells plainly; nothing of a retracted one."""
    parts: dict[str, dict[str, str]] = {}
    for line in text.split(" .\n")[:-1]:
        me, predicate, value = line.split(" ", 2)
        if predicate == terms.RETRACTED_ON:
            return
        if predicate in _PARTS:
            parts.setdefault(me, {})[predicate] = value
    for has in parts.values():
        if has.get(terms.PREDICATE) in DATES and has.get(terms.KIND) in terms.PASSING and has.keys() >= _PARTS:
            yield (
                iri_of(has[terms.SUBJECT]),
                has[terms.PREDICATE],
                text_of(has[terms.OBJECT]).text,
                has[terms.KIND],
            )
