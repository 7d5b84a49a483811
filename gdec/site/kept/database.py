"""Databases that stay from one publishing to the next, and how they are brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from gdec.site.frame.site import Site


@contextmanager
def kept(site: Site, name: str) -> Iterator[sqlite3.Connection]:
    """Give a database that stays from one publishing to the next, or one for now where the site keeps nothing."""
    if site.kept:
        site.kept.mkdir(exist_ok=True)
    # An empty name is that of a file that goes when it is closed.
    database = sqlite3.connect(undamaged(site.kept / f"{name}.sqlite") if site.kept else "")
    try:
        yield database
        database.commit()
    finally:
        database.close()


def undamaged(path: Path) -> Path:
    """Give the file of a database; one that is no database any more goes, and is made anew."""
    with closing(sqlite3.connect(path)) as database:
        try:
            database.execute("SELECT 1 FROM sqlite_master")
        except sqlite3.OperationalError:
            raise  # it is one, and somebody else is at it
        except sqlite3.DatabaseError:
            path.unlink()
    return path


def renew(
    site: Site,
    database: sqlite3.Connection,
    table: str,
    every: Callable[[], None],
    some: Callable[[Sequence[str]], None],
) -> bool:
    """Bring a table up to date that keeps what is said of things or articles; tell whether all of it was made anew.

    Args:
        site: the site.
        database: the database that `kept` gave.
        table: the table's name; it is there.
        every: fills the table, which is empty.
        some: makes those rows anew that are about some things or articles: changed ones, and what they speak of or
            spoke of.
    """
    database.execute("CREATE TABLE IF NOT EXISTS whole (name TEXT PRIMARY KEY) WITHOUT ROWID")
    is_whole = database.execute("SELECT 1 FROM whole WHERE name = ?", (table,)).fetchone() is not None
    if is_whole and site.spoken is not None:
        some(sorted(site.spoken))
        return False
    database.execute(f"DELETE FROM {table}")  # noqa: S608
    every()
    database.execute("INSERT OR IGNORE INTO whole VALUES (?)", (table,))
    return True
