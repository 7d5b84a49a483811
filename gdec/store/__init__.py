"""The store: one protocol, and behind it an Oxigraph folder or a remote SPARQL endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from gdec.store.answer import Answer
from gdec.store.local import open_current
from gdec.store.remote import Endpoint


class Store(Protocol):
    """What answers SPARQL queries. It is closed after its last answer was used, as with `contextlib.closing`."""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that the store's IRIs are written with."""
        ...

    def query(self, sparql: str, *, union: bool = True) -> Answer:
        """Answer a SPARQL query, as it stands: `gdec.query.guard` has judged it before.

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
    if str(where).startswith(("http://", "https://")):
        return Endpoint(str(where))
    return open_current(Path(where))
