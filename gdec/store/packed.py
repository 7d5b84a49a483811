"""Graphs as packed text beside the database, where one is read whole in a fraction of the time.

They lie in `graphs.sqlite` beside the versions of the store. A change of the store writes there what it puts into the
database, in one transaction that is on the disk before the new version becomes current; what a change left that was
killed in between counts for nobody and goes with the next one. The database stays the truth: where there is no text of
a graph, or one of another number of triples, it is read from the database.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from gdec.errors import GdecError

FILE = "graphs.sqlite"

_TABLE = (
    "CREATE TABLE IF NOT EXISTS graph "
    "(name TEXT PRIMARY KEY, version INTEGER NOT NULL, triples INTEGER NOT NULL, data BLOB NOT NULL)"
)


def renumber(folder: Path, version: int) -> Path:
    """Count all texts in a folder for a version of another store, and give the file.

    Raises:
        GdecError: the file cannot be written.
    """
    try:
        with closing(sqlite3.connect(folder / FILE)) as database:
            database.execute("UPDATE graph SET version = ?", (version,))
            database.commit()
    except sqlite3.Error as error:
        raise GdecError(f"{folder / FILE}: cannot be written: {error}") from error
    return folder / FILE


class Packing:
    """Writes texts of graphs for the next version of a store; only the one who makes that version may.

    Args:
        folder: the store's folder.
        version: the number of that version.

    Raises:
        GdecError: the file cannot be written.
    """

    def __init__(self, folder: Path, version: int) -> None:
        self._path, self._version = folder / FILE, version
        with self._told():
            self._database = sqlite3.connect(self._path)
            self._database.execute(_TABLE)
            # What went must not stay in pages that are free.
            self._database.execute("PRAGMA secure_delete = ON")
            self._database.execute("DELETE FROM graph WHERE version >= ?", (version,))

    def put(self, name: str, nquads: bytes) -> None:
        """Note what a graph holds from now on.

        Args:
            name: its IRI.
            nquads: all its quads, a line each, as the database would write them.
        """
        data = zlib.compress(nquads.replace(f" <{name}> .\n".encode(), b" .\n"), 1)
        row = (name, self._version, nquads.count(b"\n"), data)
        with self._told():
            self._database.execute("INSERT OR REPLACE INTO graph VALUES (?, ?, ?, ?)", row)

    def drop(self, name: str) -> None:
        """Note that a graph is gone."""
        with self._told():
            self._database.execute("DELETE FROM graph WHERE name = ?", (name,))

    def clear(self) -> None:
        """Note that all graphs are gone."""
        with self._told():
            self._database.execute("DELETE FROM graph")

    def commit(self) -> None:
        """Bring what was noted to the disk."""
        with self._told():
            self._database.commit()

    def close(self) -> None:
        """Let the file go; what was noted and not committed is as if it had never been."""
        self._database.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise GdecError(f"{self._path}: cannot be written: {error}; remove it and build again") from error


class Packed:
    """Reads texts of graphs, as of one version of a store.

    Args:
        folder: the store's folder.
        version: the version.
    """

    def __init__(self, folder: Path, version: int) -> None:
        self._version = version
        self._database: sqlite3.Connection | None = None
        with suppress(sqlite3.Error):
            # Who writes meanwhile is not waited for: the database gives the same.
            self._database = sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?mode=ro", uri=True, timeout=0)

    def text(self, name: str) -> tuple[int, bytes]:
        """Give the number of a graph's triples, and these as N-Triples; 0 and nothing where it is not known."""
        wanted = "SELECT triples, data FROM graph WHERE name = ? AND version <= ?"
        with suppress(sqlite3.Error, zlib.error):
            # All rows are taken: one that is left would keep a writer waiting.
            found = self._database.execute(wanted, (name, self._version)).fetchall() if self._database else []
            for triples, data in found:
                return triples, zlib.decompress(data)
        return 0, b""

    def close(self) -> None:
        """Let the file go."""
        if self._database:
            self._database.close()
