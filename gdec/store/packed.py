"""Graphs as packed text beside the database, where one is read whole in a fraction of the time.

They lie in `graphs.sqlite` beside the versions of the store. A change of the store writes there what it puts into the
database, in one transaction that is on the disk before the new version becomes current; what a change left that was
killed in between counts for nobody and goes with the next one. The database stays the truth: with the texts goes a
fingerprint of each version's database, and where somebody changed that by another way, no text counts. Of a store that
was made before there were fingerprints, a text counts where it has as many triples as the database.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from gdec.errors import GdecError

FILE = "graphs.sqlite"

_TABLES = (
    "CREATE TABLE IF NOT EXISTS graph "
    "(name TEXT PRIMARY KEY, version INTEGER NOT NULL, triples INTEGER NOT NULL, data BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS database (version INTEGER PRIMARY KEY, fingerprint BLOB NOT NULL)",
)


def fingerprint(database: Path) -> bytes:
    """Digest the files of a database that nobody has open for writing: empty where there is none.

    Whoever opens one for writing gives it a new manifest and a new log, with numbers that never come again; each of its
    tables is written once. So names, sizes and the manifest tell any change, wherever the folder is copied or moved.
    """
    digest = blake2b(digest_size=16)
    try:
        for path in sorted(database.iterdir()):
            if path.name == "CURRENT" or path.name.startswith("MANIFEST-"):
                digest.update(repr((path.name, path.read_bytes())).encode())
            elif path.suffix in {".sst", ".log"}:
                digest.update(repr((path.name, path.stat().st_size)).encode())
    except OSError:
        return b""
    return digest.digest()


def renumber(folder: Path, version: int) -> Path:
    """Count all texts in a folder for a version of another store, and give the file.

    Raises:
        GdecError: the file cannot be written.
    """
    try:
        with closing(sqlite3.connect(folder / FILE)) as database:
            database.execute("UPDATE graph SET version = ?", (version,))
            database.execute("DELETE FROM database WHERE version < (SELECT max(version) FROM database)")
            database.execute("UPDATE database SET version = ?", (version,))
            database.commit()
    except sqlite3.Error as error:
        raise GdecError(f"{folder / FILE}: cannot be written: {error}") from error
    return folder / FILE


class Packing:
    """Writes texts of graphs for the next version of a store; only the one who makes that version may.

    Args:
        folder: the store's folder.
        version: the number of that version.
        before: the fingerprint of the database of the version before.

    Raises:
        GdecError: the file cannot be written.
    """

    def __init__(self, folder: Path, version: int, before: bytes = b"") -> None:
        self._path, self._version = folder / FILE, version
        with self._told():
            self._database = sqlite3.connect(self._path)
            for table in _TABLES:
                self._database.execute(table)
            # What went must not stay in pages that are free.
            self._database.execute("PRAGMA secure_delete = ON")
            for table in ("graph", "database"):
                self._database.execute(f"DELETE FROM {table} WHERE version >= ?", (version,))  # noqa: S608
            known = _known(self._database, version - 1)
            is_empty = self._database.execute("SELECT 1 FROM graph LIMIT 1").fetchone() is None
        self._is_sure = is_empty or bool(known)
        if known and known != before:
            self.clear()

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
        self._is_sure = True

    def commit(self, made: bytes) -> None:
        """Bring what was noted to the disk, with the fingerprint of the database that holds the same."""
        with self._told():
            if self._is_sure:
                self._database.execute("INSERT INTO database VALUES (?, ?)", (self._version, made))
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
        found: the fingerprint of its database.

    Attributes:
        is_sure: the texts are what the database holds; else one may be, where the number of its triples is the same.
    """

    def __init__(self, folder: Path, version: int, found: bytes) -> None:
        self._version, self.is_sure = version, False
        self._database: sqlite3.Connection | None = None
        with suppress(sqlite3.Error):
            # Who writes meanwhile is not waited for: the database gives the same.
            self._database = sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?mode=ro", uri=True, timeout=0)
            known = _known(self._database, version)
            self.is_sure = bool(known) and known == found
            if known and not self.is_sure:
                self.close()

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
            self._database = None


def _known(database: sqlite3.Connection, version: int) -> bytes:
    """Give the fingerprint of a version's database as it was noted; nothing where it was not."""
    with suppress(sqlite3.Error):
        for (found,) in database.execute("SELECT fingerprint FROM database WHERE version = ?", (version,)).fetchall():
            return bytes(found)
    return b""
