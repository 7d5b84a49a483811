"""What the facts of each article were, version by version, as they were received: byte for byte.

They lie in `history.sqlite` beside the versions of the store. A change of the store writes its lines there in one
transaction, which is on the disk before the new version becomes current. Lines of a version that never became current,
because the process was killed in between, are seen by nobody and go with the next change.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any

from gdec.errors import GdecError

FILE = "history.sqlite"

_TABLES = (
    "CREATE TABLE IF NOT EXISTS facts (digest TEXT PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS line (article TEXT, version INTEGER, since TEXT NOT NULL, file TEXT NOT NULL, "
    "digest TEXT REFERENCES facts, PRIMARY KEY (article, version)) WITHOUT ROWID",
)
_ORPHANS = "DELETE FROM facts WHERE digest NOT IN (SELECT digest FROM line WHERE digest IS NOT NULL)"


@dataclass(frozen=True)
class Received:
    """The facts of an article from one version of the store on, until the next line of the same article.

    Attributes:
        version: the version of the store that first held them.
        since: the day on which that was made, in universal time.
        file: the name of the file that they came from.
        digest: the SHA-256 of their bytes; empty where the article was removed from the store.
    """

    article: str
    version: int
    since: str
    file: str
    digest: str


class History:
    """The history of a store, as of one version of it. It is closed by `with`.

    Args:
        folder: the store's folder.
        version: the version up to which the history counts.
        writing: lines for the version after it are going to be written; only the one who makes that version may.

    Raises:
        GdecError: the file cannot be read, or not be written.
    """

    def __init__(self, folder: Path, version: int, *, writing: bool = False) -> None:
        self.path, self.version, self._verb = folder / FILE, version, "written" if writing else "read"
        with self._told():
            self._database = self._opened(writing)
        self._last: dict[str, str] | None = None

    def _opened(self, writing: bool) -> sqlite3.Connection:
        if not writing and not self.path.exists():
            database = sqlite3.connect(":memory:")
        else:
            database = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode={'rwc' if writing else 'ro'}", uri=True)
        if writing or not self.path.exists():
            for table in _TABLES:
                database.execute(table)
            # What was forgotten must not stay in pages that are free.
            database.execute("PRAGMA secure_delete = ON")
            database.execute("DELETE FROM line WHERE version > ?", (self.version,))
            database.execute(_ORPHANS)
        return database

    def receive(self, article: str, file: str, data: bytes) -> None:
        """Note the facts that an article has from the next version on; those that it had before change nothing."""
        digest = sha256(data).hexdigest()
        if self._digests().get(article) != digest:
            self._digests()[article] = digest
            with self._told():
                self._note(article, file, self._keep(data))

    def take_back(self, article: str) -> None:
        """Take back what was noted of an article for the next version."""
        with self._told():
            row = (article, self.version)
            self._database.execute("DELETE FROM line WHERE article = ? AND version > ?", row)
        self._last = None

    def remove(self, article: str) -> None:
        """Note that the next version holds an article no more."""
        if self._digests().pop(article, None):
            with self._told():
                self._note(article, "", None)

    def lines(self, article: str = "") -> Iterator[Received]:
        """Go through the versions of one article, or of all, in the order of names and of versions."""
        wanted = "AND article = ?" if article else ""
        with self._told():
            found = self._database.execute(
                f"SELECT article, version, since, file, coalesce(digest, '') FROM line "  # noqa: S608
                f"WHERE version <= ? {wanted} ORDER BY article, version",
                (self.version, *([article] if article else [])),
            )
            yield from (Received(*row) for row in found)

    def days(self) -> tuple[str, str]:
        """Give the first and the last day on which facts came or went; empty texts where the history knows of none."""
        with self._told():
            wanted = "SELECT min(since), max(since) FROM line WHERE version <= ?"
            first, last = self._database.execute(wanted, (self.version,)).fetchone()
            return first or "", last or ""

    def data(self, digest: str) -> bytes:
        """Give the bytes of facts as they were received.

        Raises:
            GdecError: there are none of that digest.
        """
        with self._told():
            row = self._database.execute("SELECT data FROM facts WHERE digest = ?", (digest,)).fetchone()
            if row is None:
                raise GdecError(f"{self.path}: holds no facts of the digest {digest}")
            return zlib.decompress(row[0])

    def rewrite(
        self, folder: Path, rewritten: Callable[[Received, bytes], bytes | None], after: History | None = None
    ) -> Path:
        """Write the history anew into another folder, and bring that to the disk; give the file.

        Args:
            folder: the folder.
            rewritten: gives the bytes that take the place of the facts of a line, or None for a line that goes.
            after: a history whose latest facts are those of the version to come.
        """
        with History(folder, self.version, writing=True) as new, new._told():
            for line in self.lines():
                data = rewritten(line, self.data(line.digest)) if line.digest else b""
                if data is not None:
                    row = (line.article, line.version, line.since, line.file, new._keep(data) if data else None)
                    new._database.execute("INSERT INTO line VALUES (?, ?, ?, ?, ?)", row)
            for line in after.lines() if after else ():
                new.receive(line.article, line.file, after.data(line.digest) if after else b"")
            new.commit()
            return new.path

    def commit(self) -> None:
        """Bring what was noted to the disk."""
        with self._told():
            self._database.commit()

    def close(self) -> None:
        """Let the file go; what was noted and not committed is as if it had never been."""
        self._database.close()

    def __enter__(self) -> History:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _digests(self) -> dict[str, str]:
        """Give the digest of each article's present facts."""
        if self._last is None:
            found = "SELECT article, coalesce(digest, '') FROM line WHERE version <= ? ORDER BY article, version"
            with self._told():
                self._last = dict(self._database.execute(found, (self.version,)))
        return self._last

    def _keep(self, data: bytes) -> str:
        """Keep facts, once, and give their digest."""
        digest = sha256(data).hexdigest()
        self._database.execute("INSERT OR IGNORE INTO facts VALUES (?, ?)", (digest, zlib.compress(data, 1)))
        return digest

    def _note(self, article: str, file: str, digest: str | None) -> None:
        today = datetime.now(UTC).date().isoformat()
        line = (article, self.version + 1, today, file, digest)
        self._database.execute("INSERT OR REPLACE INTO line VALUES (?, ?, ?, ?, ?)", line)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise GdecError(f"{self.path}: cannot be {self._verb}: {error}") from error


def days_of(folder: Path, version: int, manifest: Mapping[str, Any]) -> tuple[str, str]:
    """Give the days on which a store's first version and this one were made; empty texts where nobody knows them.

    Args:
        folder: the store's folder.
        version: the version.
        manifest: what its maker wrote down, for to forget somebody makes a version, too.

    Raises:
        GdecError: the history cannot be read.
    """
    with History(folder, version) as history:
        first, last = history.days()
    return first, max([last, *(each["on"] for each in manifest.get("forgotten", ()))])
