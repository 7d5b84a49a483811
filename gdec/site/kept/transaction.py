"""A change of a database, made as a whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def changing(database: sqlite3.Connection) -> Iterator[None]:
    """Change a database that commits by itself as a whole, or not at all."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if database.in_transaction:  # on a full disk it has gone back by itself
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")
