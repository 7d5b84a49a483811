"""Tell of a disk that takes no more, whoever of those that make a site finds it so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gdec.errors import GdecError
from gdec.rdf.files import DISK

_OF_DATABASES = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}


@contextmanager
def told_of_disk(folder: Path | str) -> Iterator[None]:
    """Have a disk that is full, read-only or broken told as what it is, and not as a bug.

    Args:
        folder: what is written into, for errors that name no file.

    Raises:
        GdecError: something could not be written.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in DISK:
            raise
        where, why = error.filename or folder, error.strerror
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _OF_DATABASES:
            raise
        where, why = folder, str(error)
    else:
        return
    raise GdecError(f"{where}: cannot be written: {why}; make room and try again")
