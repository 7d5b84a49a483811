"""Copies of a store's current version, to try changes on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph

from gdec.errors import GdecError
from gdec.store.versions import Versions


class Copy(NamedTuple):
    """A database with the content of a version, and the version's manifest."""

    store: pyoxigraph.Store
    manifest: dict[str, Any]


@contextmanager
def copy_of_current(folder: str | Path) -> Iterator[Copy]:
    """Give a copy of the current version to try changes on; it is gone when the block ends.

    Files are shared with the version as long as neither changes them, so this costs no more for a large store.

    Raises:
        GdecError: there is no store, or no copy can be made.
    """
    versions = Versions(Path(folder))
    number, held = versions.hold()
    try:
        with versions.aside() as place:
            try:
                database = str(_copy(versions.database(number), place))
                copy = Copy(pyoxigraph.Store(database), versions.manifest(number))
            except (OSError, RuntimeError) as error:
                raise GdecError(f"{versions.folder}: no copy of it can be made to try changes on: {error}") from error
            yield copy
            del copy
    finally:
        os.close(held)


@contextmanager
def copies_of_current(folder: str | Path) -> Iterator[Callable[[], Copy]]:
    """Give what gives copies of the current version, all gone when the block ends.

    The first is made aside at once: opening a database waits for the disk, and other work can go on meanwhile. What is
    wrong is told by what gives the copy, as `copy_of_current` tells it.

    Raises:
        GdecError: the store is an endpoint.
    """
    if str(folder).startswith(("http://", "https://")):
        raise GdecError(f"{folder}: is an endpoint; changes are tried on copies of a store's folder")
    with ExitStack() as stack, ThreadPoolExecutor(1) as aside:

        def copy() -> Copy:
            return stack.enter_context(copy_of_current(folder))

        begun: list[Future[Copy]] = [aside.submit(copy)]
        yield lambda: begun.pop().result() if begun else copy()


def _copy(database: Path, place: Path) -> Path:
    """Copy the files of a database that nobody changes any more; tables are never written twice and can be shared."""
    copy = place / "oxigraph"
    copy.mkdir()
    for file in database.iterdir():
        if file.suffix == ".sst":
            try:
                os.link(file, copy / file.name)
                continue
            except OSError:  # another disk, or a file that belongs to somebody else
                pass
        shutil.copyfile(file, copy / file.name)
    return copy
