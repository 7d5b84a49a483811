"""Pages that are not about one thing, of which only those are made anew that changed articles bear on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b

from gdec.site.frame.file import SAME, File
from gdec.site.frame.site import Site
from gdec.site.kept.database import kept

_TABLE = (
    "CREATE TABLE IF NOT EXISTS page (name TEXT PRIMARY KEY, state BLOB NOT NULL, named TEXT NOT NULL, "
    "files TEXT NOT NULL) WITHOUT ROWID"
)


class Remembered:
    """What the pages of a part were made from: a state, and the things and articles that they name.

    Args:
        site: the site.
        database: where it is noted.
    """

    def __init__(self, site: Site, database: sqlite3.Connection) -> None:
        self.site, self._database = site, database
        self._database.execute(_TABLE)

    def page(self, path: str, state: object, make: Callable[[], bytes]) -> File:
        """Give a page: as it was published, where its state is the same and nothing that it names was touched.

        Args:
            path: the path of its file.
            state: what it is made from besides the labels of what it names, and what articles say that it names; told
                by its `repr`.
            make: makes it.
        """
        (file,) = self.pages(path, state, lambda: [File(path, make())])
        return file

    def pages(self, name: str, state: object, make: Callable[[], Iterable[File]]) -> Iterator[File]:
        """Give pages that are made from the same, in the same manner; they may be made of others that are remembered.

        Args:
            name: the name of them all.
            state: as for `page`.
            make: makes them.
        """
        digest = blake2b(repr(state).encode(), digest_size=16).digest()
        row = self._database.execute("SELECT state, named, files FROM page WHERE name = ?", (name,)).fetchone()
        touched = self.site.touched
        if row and touched is not None and row[0] == digest and touched.isdisjoint(about := row[1].split("\n")):
            for iri in filter(None, about):
                self.site.name(iri)
            yield from (File(path, SAME) for path in row[2].split("\n") if path)
            return
        files = []
        with self.site.listening() as named:
            for file in make():
                files.append(file.path)
                yield file
        about = sorted({iri.partition("#")[0] for iri in named})
        noted = (name, digest, "\n".join(about), "\n".join(files))
        self._database.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)", noted)


@contextmanager
def remembered(site: Site, name: str) -> Iterator[Remembered]:
    """Give what is remembered of a part's pages; nothing where the site keeps nothing."""
    with kept(site, name) as database:
        yield Remembered(site, database)
