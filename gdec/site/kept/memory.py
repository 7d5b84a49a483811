"""What was published from what: tells the next build which pages it must make again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from gdec.site.frame.label import Label
from gdec.site.kept.transaction import changing

_TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE article (iri TEXT PRIMARY KEY, state TEXT NOT NULL, things TEXT NOT NULL, "
    "sketch BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE thing (iri TEXT PRIMARY KEY, class TEXT NOT NULL, sort TEXT NOT NULL, text TEXT NOT NULL, "
    "lang TEXT NOT NULL, day TEXT NOT NULL, files TEXT NOT NULL) WITHOUT ROWID",
    # Listings are read from the index alone, and not from rows that name hundreds of files.
    "CREATE INDEX listed ON thing (class, sort, iri, text, lang, day)",
    "CREATE TABLE part (name TEXT PRIMARY KEY, digest TEXT NOT NULL, files TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE disagreement (about TEXT PRIMARY KEY, state INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE note (iri TEXT PRIMARY KEY, text TEXT NOT NULL, lang TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE alike (thing TEXT PRIMARY KEY, articles TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE changed (path TEXT PRIMARY KEY) WITHOUT ROWID",
    # Where the last files of things lie, which lie deepest: to tell so of all things takes longer than to look there.
    "CREATE TABLE folder (path TEXT PRIMARY KEY) WITHOUT ROWID",
)


class Record(NamedTuple):
    """A thing as it was published: what listings show of it, and its files."""

    iri: str
    cls: str
    sort: str
    text: str
    lang: str
    day: str
    files: str


class Memory:
    """The memory of a site, open in one transaction that ends well with `commit` or leaves all as it was.

    Attributes:
        path: the database, made where there is none; one that is damaged is made anew.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = sqlite3.connect(path, isolation_level=None)
        try:
            self._database.execute(
                "SELECT 1 FROM meta, article, thing, part, disagreement, note, alike, changed, folder LIMIT 0"
            )
        except sqlite3.DatabaseError:
            self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self._database.close()
        self.path.unlink(missing_ok=True)
        self._database = sqlite3.connect(self.path, isolation_level=None)
        for table in _TABLES:
            self._database.execute(table)

    def get(self, name: str) -> str:
        """Give a value that was noted, or an empty text."""
        row = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def note(self, **values: str) -> None:
        """Note values by name."""
        self._database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def changing(self) -> AbstractContextManager[None]:
        """Change the memory as a whole, or not at all."""
        return changing(self._database)

    def states(self) -> dict[str, str]:
        """Give the state that each article was published in."""
        return dict(self._database.execute("SELECT iri, state FROM article"))

    def things_of(self, article: str) -> list[str]:
        """Give the things that an article spoke of."""
        row = self._database.execute("SELECT things FROM article WHERE iri = ?", (article,)).fetchone()
        return row[0].split("\n") if row and row[0] else []

    def sketches(self) -> dict[str, bytes]:
        """Give the sketch of each article, by which its origin is told."""
        return dict(self._database.execute("SELECT iri, sketch FROM article"))

    def note_articles(self, articles: Iterable[tuple[str, str, str, bytes]]) -> None:
        """Note articles: IRI, state, the things that they speak of, a line each, and their sketches."""
        self._database.executemany("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?)", articles)

    def drop_articles(self, articles: Iterable[str]) -> None:
        """Forget articles."""
        self._database.executemany("DELETE FROM article WHERE iri = ?", ((iri,) for iri in articles))

    def thing(self, iri: str) -> Record | None:
        """Give a thing as it was published."""
        row = self._database.execute("SELECT * FROM thing WHERE iri = ?", (iri,)).fetchone()
        return Record(*row) if row else None

    def note_things(self, things: Sequence[Record]) -> None:
        """Note things."""
        self._database.executemany("INSERT OR REPLACE INTO thing VALUES (?, ?, ?, ?, ?, ?, ?)", things)
        folders = {each.files.rpartition("\n")[2].rpartition("/")[0] for each in things}
        self._database.executemany("INSERT OR IGNORE INTO folder VALUES (?)", ((path,) for path in folders))

    def drop_thing(self, iri: str) -> None:
        """Forget a thing."""
        self._database.execute("DELETE FROM thing WHERE iri = ?", (iri,))
        self._database.execute("DELETE FROM alike WHERE thing = ?", (iri,))

    def classes(self) -> list[tuple[str, int]]:
        """Count the things of each class."""
        return self._database.execute("SELECT class, count(*) FROM thing GROUP BY class ORDER BY class").fetchall()

    def listed(self, cls: str) -> Iterator[tuple[Record, Label | None]]:
        """Give the things of a class in the order of their labels, each with what tells it from its namesakes.

        Their files are left out.
        """
        rows = self._database.execute(
            "SELECT thing.iri, class, sort, thing.text, thing.lang, day, '', note.text, note.lang "
            "FROM thing LEFT JOIN note USING (iri) WHERE class = ? ORDER BY sort, iri",
            (cls,),
        )
        return ((Record(*row), None if text is None else Label(text, lang)) for *row, text, lang in rows)

    def part(self, name: str) -> tuple[str, list[str]]:
        """Give the digest of what a part was made from, and its files; nothing of one that was never made."""
        row = self._database.execute("SELECT digest, files FROM part WHERE name = ?", (name,)).fetchone()
        return (row[0], row[1].split("\n") if row[1] else []) if row else ("", [])

    def parts(self) -> list[str]:
        """Name the parts."""
        return [name for (name,) in self._database.execute("SELECT name FROM part ORDER BY name")]

    def folders(self) -> list[str]:
        """Name the folders that hold files of things, and maybe some that held any, without those above them."""
        return [path for (path,) in self._database.execute("SELECT path FROM folder ORDER BY path")]

    def pages(self, parts: Iterable[str]) -> Iterator[str]:
        """Name the pages of things and articles, and those of some parts."""
        files = chain(
            self._database.execute("SELECT files FROM thing ORDER BY iri"),
            (("\n".join(self.part(name)[1]),) for name in parts),
        )
        return (path for (paths,) in files for path in paths.split("\n") if path.endswith(".html"))

    def note_part(self, name: str, digest: str, files: Iterable[str]) -> None:
        """Note a part."""
        self._database.execute("INSERT OR REPLACE INTO part VALUES (?, ?, ?)", (name, digest, "\n".join(files)))

    def drop_part(self, name: str) -> None:
        """Forget a part."""
        self._database.execute("DELETE FROM part WHERE name = ?", (name,))

    def disagreements(self) -> dict[str, int]:
        """Give for each thing that disagreements are about what tells these."""
        return dict(self._database.execute("SELECT about, state FROM disagreement"))

    def note_disagreements(self, known: Mapping[str, int]) -> None:
        """Note all disagreements."""
        self._database.execute("DELETE FROM disagreement")
        self._database.executemany("INSERT INTO disagreement VALUES (?, ?)", known.items())

    def namesakes(self, cls: str, sort: str) -> list[str]:
        """Name the things of a class that listings have at one place."""
        found = self._database.execute("SELECT iri FROM thing WHERE class = ? AND sort = ?", (cls, sort))
        return [iri for (iri,) in found]

    def apart(self, iri: str) -> Label | None:
        """Give what tells a thing from its namesakes, if it has any."""
        row = self._database.execute("SELECT text, lang FROM note WHERE iri = ?", (iri,)).fetchone()
        return Label(*row) if row else None

    def note_notes(self, notes: Mapping[str, Label], things: Iterable[str]) -> None:
        """Note of some things what tells them from their namesakes, or that they have none."""
        for iri in things:
            self._database.execute("DELETE FROM note WHERE iri = ?", (iri,))
            if note := notes.get(iri):
                self._database.execute("INSERT INTO note VALUES (?, ?, ?)", (iri, *note))

    def alike(self) -> Iterator[tuple[str, ...]]:
        """Give the groups of near-duplicates that support a value of some thing."""
        for (articles,) in self._database.execute("SELECT articles FROM alike ORDER BY thing"):
            yield from (tuple(group.split(" ")) for group in articles.split("\n"))

    def note_alike(self, known: Mapping[str, tuple[tuple[str, ...], ...]]) -> None:
        """Note for things the groups of near-duplicates that support a value of theirs, or that there are none."""
        self._database.executemany("DELETE FROM alike WHERE thing = ?", ((thing,) for thing in known))
        rows = ((thing, "\n".join(map(" ".join, groups))) for thing, groups in known.items() if groups)
        self._database.executemany("INSERT INTO alike VALUES (?, ?)", rows)

    def changed(self) -> list[str]:
        """Name the files in which the next tree differs from the site."""
        return [path for (path,) in self._database.execute("SELECT path FROM changed ORDER BY path")]

    def note_changed(self, paths: Iterable[str]) -> None:
        """Note these instead."""
        self._database.execute("DELETE FROM changed")
        self._database.executemany("INSERT OR IGNORE INTO changed VALUES (?)", ((path,) for path in paths))

    def close(self) -> None:
        """Let the database go; a transaction that is open leaves all as it was."""
        self._database.close()
