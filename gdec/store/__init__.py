"""The store: one protocol, and behind it an Oxigraph folder or a remote SPARQL endpoint."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from gdec.errors import GdecError
from gdec.store.answer import Answer
from gdec.store.local import StoreReader, open_current
from gdec.store.remote import Endpoint
from gdec.store.versions import Versions


class Store(Protocol):
    """What answers SPARQL queries. It is closed after its last answer was used, as with `contextlib.closing`."""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that the store's IRIs are written with."""
        ...

    def query(self, sparql: str, *, union: bool = True) -> Answer:
        """Answer a SPARQL query, as it stands: `gdec.query.guard` has judged it before, or it is one of the package.

        Args:
            sparql: the query.
            union: the default graph is the union of all graphs; False for a query whose FROM says what it is.

        Raises:
            GdecError: the store cannot be read, or what the query asks for cannot be worked out.
            RemoteError: another machine failed.
            SyntaxError: this is no SPARQL; the place is told as Oxigraph tells it.
        """
        ...

    def has_graph(self, iri: str) -> bool:
        """Tell whether a query may name this graph in FROM."""
        ...

    def close(self) -> None:
        """Let the store go."""
        ...


def open_store(where: str | Path) -> Store:
    """Open a store for reading: the folder of a local one, or the `http(s)://` address of a SPARQL endpoint.

    Raises:
        GdecError: there is no store in the folder, or it cannot be opened; or the address is none.
    """
    return Endpoint(str(where)) if _is_address(where) else open_current(Path(where))


class Held:
    """A store that is opened anew each time it is asked for, and is the same each time: a version of it is held.

    A worker process must open it for itself, since no fork survives the threads of a database.

    Args:
        where: the folder, or the `http(s)://` address of an endpoint.

    Raises:
        GdecError: there is no store in the folder; or the address is none.
    """

    def __init__(self, where: str | Path) -> None:
        self._endpoint = Endpoint(str(where)) if _is_address(where) else None
        self._where, self._versions = where, Versions(Path(where))
        self._version, self._file = (0, -1) if self._endpoint else self._versions.hold()
        self._is_open = True

    def open(self) -> Store:
        """Open the store; who does that closes it.

        Raises:
            GdecError: it cannot be opened, or is held no more.
        """
        if not self._is_open:
            raise GdecError(f"{self._where}: the store is closed; open it again")
        if self._endpoint:
            return Endpoint(str(self._where))
        return StoreReader(self._versions, (self._version, os.dup(self._file))).open()

    def close(self) -> None:
        """Let the version go."""
        if self._is_open and not self._endpoint:
            os.close(self._file)
        self._is_open = False


def _is_address(where: str | Path) -> bool:
    return str(where).startswith(("http://", "https://"))
