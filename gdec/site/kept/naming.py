"""What everything is called: a table beside the site, filled when all is published and then kept up to date.

Pages name things far more often than they tell of them, and to look one up here takes a small part of what the store
takes, and none of its memory. What the table does not have, nobody names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from shutil import copyfile
from typing import TypeAlias

from gdec.site.frame.label import Label
from gdec.site.kept.transaction import changing
from gdec.site.reading.named import Source

FILE = "naming.sqlite"

Row: TypeAlias = tuple[str, int, str, str, int]
"""What may be something's label: its IRI; the label's place among others, text and language; what namesakes share."""
_TABLES = (
    "CREATE TABLE label (iri TEXT PRIMARY KEY, rank INTEGER NOT NULL, text TEXT NOT NULL, lang TEXT NOT NULL, "
    "shared INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE source (iri TEXT PRIMARY KEY, publisher TEXT NOT NULL, day TEXT NOT NULL, retracted TEXT NOT NULL) "
    "WITHOUT ROWID",
    "CREATE TABLE note (iri TEXT PRIMARY KEY, text TEXT NOT NULL, lang TEXT NOT NULL) WITHOUT ROWID",
)
_DAY = "-".join(("[0-9]" * 4, "[0-9]" * 2, "[0-9]" * 2))
_COUNTING = "CREATE TEMP TABLE spoken (thing INTEGER PRIMARY KEY, several INTEGER NOT NULL)"
_LABEL = (
    "INSERT INTO label VALUES (?, ?, ?, ?, ?) ON CONFLICT (iri) DO UPDATE SET rank = excluded.rank, "
    "text = excluded.text, lang = excluded.lang, shared = excluded.shared "
    "WHERE (excluded.rank, excluded.text, excluded.lang) < (rank, text, lang)"
)
_SPOKEN = "INSERT INTO spoken VALUES (?, ?) ON CONFLICT (thing) DO UPDATE SET several = 1"
_SOURCE = "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)"
_NOTE = "INSERT OR REPLACE INTO note VALUES (?, ?, ?)"


class Naming:
    """Looks up what things are called, and articles as sources.

    Args:
        path: the table, in which nobody may write meanwhile.

    Attributes:
        notes: what tells things from their namesakes.
    """

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        self.notes = Notes(self._database)

    def close(self) -> None:
        """Look nothing up any more."""
        self._database.close()

    def label(self, iri: str) -> Label | None:
        """Give the label of something; None where nobody names it."""
        row = self._database.execute("SELECT text, lang FROM label WHERE iri = ?", (iri,)).fetchone()
        return Label(*row) if row else None

    def newest(self, number: int) -> list[tuple[str, str]]:
        """Give the articles with the latest days, each after its day; of those of one day the first by name."""
        wanted = "SELECT day, iri FROM source WHERE day GLOB ? ORDER BY day DESC, iri LIMIT ?"
        return self._database.execute(wanted, (_DAY, number)).fetchall()

    def source(self, article: str) -> Source:
        """Give an article as a source."""
        wanted = "SELECT publisher, day, retracted FROM source WHERE iri = ?"
        found: Source | None = self._database.execute(wanted, (article,)).fetchone()
        return found or ("", "", "")


class Notes(Mapping[str, Label]):
    """What tells things from their namesakes, looked up."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __getitem__(self, iri: str) -> Label:
        row = self._database.execute("SELECT text, lang FROM note WHERE iri = ?", (iri,)).fetchone()
        if row is None:
            raise KeyError(iri)
        return Label(*row)

    def __iter__(self) -> Iterator[str]:
        return (iri for (iri,) in self._database.execute("SELECT iri FROM note ORDER BY iri"))

    def __len__(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM note").fetchone()[0])


class Filling:
    """Fills a new table, and counts meanwhile who speaks of what.

    Args:
        database: where it is.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.execute(_COUNTING)

    def speak(self, things: Mapping[int, bool]) -> None:
        """Take the digests of things that are spoken of, and whether by several."""
        self._database.executemany(_SPOKEN, things.items())

    def name(self, rows: Iterable[Row]) -> None:
        """Take labels that things may have; of each the first in the order of the places stays."""
        self._database.executemany(_LABEL, rows)

    def tell(self, sources: Mapping[str, Source]) -> None:
        """Take articles as sources."""
        self._database.executemany(_SOURCE, ((iri, *source) for iri, source in sources.items() if any(source)))

    def shared(self) -> frozenset[int]:
        """Give the digests of the things that several speak of."""
        return frozenset(thing for (thing,) in self._database.execute("SELECT thing FROM spoken WHERE several"))

    def spoken(self) -> int:
        """Count the things that are spoken of."""
        return int(self._database.execute("SELECT count(*) FROM spoken").fetchone()[0])

    def namesakes(self) -> Iterator[list[str]]:
        """Give the groups of namesakes, sorted."""
        several = "SELECT shared FROM label WHERE shared GROUP BY shared HAVING count(*) > 1"
        wanted = (
            f"SELECT shared, iri FROM label WHERE shared IN ({several}) "  # noqa: S608
            "ORDER BY min(iri) OVER (PARTITION BY shared), iri"
        )
        groups = groupby(self._database.execute(wanted), key=itemgetter(0))
        return ([iri for _, iri in group] for _, group in groups)

    def note(self, notes: Mapping[str, Label]) -> None:
        """Take what tells namesakes apart."""
        self._database.executemany(_NOTE, ((iri, *note) for iri, note in notes.items()))


def is_table(path: Path) -> bool:
    """Tell that a file is a table that can be looked into, and has anything; the terms of the ontology always are."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            database.execute("SELECT 1 FROM source, note LIMIT 0")
            return database.execute("SELECT 1 FROM label LIMIT 1").fetchone() is not None
    except sqlite3.DatabaseError:
        return False


@contextmanager
def filling(path: Path, before: Path | None = None) -> Iterator[Filling]:
    """Fill a table, which takes the place of the one that is there when it is complete.

    Args:
        path: its file.
        before: a table that it begins as a copy of, which may be read meanwhile.
    """
    new = _new(path)
    if before:
        copyfile(before, new)
    with closing(sqlite3.connect(new, isolation_level=None)) as database:
        # Nobody has it before it is complete, and then it is brought to the disk with the site.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for table in () if before else _TABLES:
            database.execute(table)
        yield Filling(database)
        database.execute("COMMIT")
    new.replace(path)


def renew(
    path: Path,
    labels: Mapping[str, Label],
    notes: Mapping[str, Label],
    sources: Mapping[str, Source],
    gone: Iterable[str],
) -> None:
    """Bring a table up to date, in which nobody may read meanwhile.

    Args:
        path: its file.
        labels: what things are called now, of which anything else than before may be said.
        notes: what tells things from their namesakes now; of those things that have no note here none has any more.
        sources: articles as sources that may be others than before.
        gone: the things and articles that are no more, which nobody names any longer.
    """
    _new(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database, changing(database):
        rows = ((iri, 0, label.text, label.lang, 0) for iri, label in labels.items())
        database.executemany("INSERT OR REPLACE INTO label VALUES (?, ?, ?, ?, ?)", rows)
        database.executemany("DELETE FROM note WHERE iri = ?", ((iri,) for iri in labels))
        database.executemany(_NOTE, ((iri, *notes[iri]) for iri in labels if iri in notes))
        for table in ("label", "source"):
            database.executemany(f"DELETE FROM {table} WHERE iri = ?", ((iri,) for iri in gone))  # noqa: S608
        database.executemany(_SOURCE, ((iri, *source) for iri, source in sources.items()))


def _new(path: Path) -> Path:
    """Name the file that is to take a table's place; what a killed run left of it goes."""
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    return new
