"""A store's current version to be read, and copies of it with changes that are tried."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

import pyoxigraph
from pyoxigraph import Quad

from gdec.aside import Aside
from gdec.errors import GdecError
from gdec.store.versions import Versions


class Current(NamedTuple):
    """A database to be read, and what is written down about it, as `Versions.head` gives it."""

    store: pyoxigraph.Store
    head: dict[str, Any]


class _Writable(NamedTuple):
    """A copy opened for writing, and where it lies."""

    path: str
    store: pyoxigraph.Store


class Copies:
    """The current version of the store in a folder, and copies of it with changes, all gone when the stack is closed.

    Opening a database waits for the disk: it is done aside, at once, and other work can go on meanwhile. A copy is
    opened for writing, changed, closed and opened for reading, since RocksDB begins to rewrite the tables of a
    database that it may write as soon as that is read. Tables are shared with the version as long as neither changes
    them, so a copy costs no more for a large store.

    Args:
        folder: the store's folder.
        stack: closes what is opened.

    Raises:
        GdecError: there is no store in the folder.
    """

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._versions, self._stack = Versions(folder), stack
        self._number, held = self._versions.hold()
        stack.callback(os.close, held)
        self._current = Aside(self._open)
        self._begun = [Aside(self._copy)]
        self._threads: list[Thread] = [self._current, *self._begun]

    def current(self) -> Current:
        """Give the current version.

        Raises:
            GdecError: it cannot be opened.
        """
        return self._current.result()

    def changed(self, out: Iterable[Quad], into: Iterable[Quad]) -> Callable[[], pyoxigraph.Store]:
        """Begin to make a copy without some quads and with others, and give what waits for it and gives it.

        Raises:
            GdecError: no copy can be made; raised by what gives it.
        """
        begun = self._begun.pop() if self._begun else Aside(self._copy)

        def change() -> pyoxigraph.Store:
            with self._told():
                path, store = begun.take()
                for quad in out:
                    store.remove(quad)
                store.extend(into)
                del store
                return pyoxigraph.Store.read_only(path)

        changing = Aside(change)
        self._threads += [begun, changing]
        return changing.result

    def wait(self) -> None:
        """Wait for all that is done aside."""
        for thread in self._threads:
            thread.join()

    def _open(self) -> Current:
        path = self._versions.database(self._number)
        try:
            return Current(pyoxigraph.Store.read_only(str(path)), self._versions.head(self._number))
        except (OSError, RuntimeError) as error:
            raise GdecError(f"{path}: cannot be opened: {error}") from error

    def _copy(self) -> _Writable:
        with self._told():
            place = self._stack.enter_context(self._versions.aside())
            path = str(_copy(self._versions.database(self._number), place))
            return _Writable(path, pyoxigraph.Store(path))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            folder = self._versions.folder
            raise GdecError(f"{folder}: no copy of it can be made to try changes on: {error}") from error


@contextmanager
def copies_of_current(folder: str | Path) -> Iterator[Copies]:
    """Give the current version of a store and copies of it, all gone when the block ends.

    Raises:
        GdecError: the store is an endpoint, or there is none in the folder.
    """
    if str(folder).startswith(("http://", "https://")):
        raise GdecError(f"{folder}: is an endpoint; changes are tried on copies of a store's folder")
    with ExitStack() as stack:
        copies = Copies(Path(folder), stack)
        try:
            yield copies
        finally:
            copies.wait()


def _copy(database: Path, place: Path) -> Path:
    """Copy the files of a database that nobody changes any more; tables are never written twice and can be shared."""
    copy = place / "oxigraph"
    copy.mkdir()
    for file in database.iterdir():
        if file.name.startswith("LOG"):  # tells people what happened, and nothing to the database
            continue
        if file.suffix == ".sst":
            try:
                os.link(file, copy / file.name)
                continue
            except OSError:  # another disk, or a file that belongs to somebody else
                pass
        shutil.copyfile(file, copy / file.name)
    return copy
