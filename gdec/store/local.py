"""A store in a folder: readers stay on the version they opened, a writer makes the next one beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from gdec import terms
from gdec.errors import GdecError
from gdec.processes.memory import give_back, resident
from gdec.store.answer import Answer, Solutions, Term, cannot_work_out, to_answer
from gdec.store.versions import Versions

if TYPE_CHECKING:
    from gdec.store.packed import Packed

_OFTEN = 16
"""At one in so many looks into the database, and at each query, it is told how much the process has grown."""


class StoreReader:
    """One version of a store, held for reading until it is closed; its database is opened when it is first asked for.

    Args:
        versions: the store's folder.
        held: the version's number and an open file that holds it; the current one where nothing is said.
        growth: by so many bytes the process may grow before the database is opened anew, so that it lets go of what it
            keeps of what was read; by any number where nothing is said.

    Attributes:
        version: the version's number.
    """

    def __init__(self, versions: Versions, held: tuple[int, int] | None = None, *, growth: int | None = None) -> None:
        self.version, self._held = held or versions.hold()
        self._growth, self._asked, self._resident = growth, 0, resident()
        try:
            self._versions, self._head = versions, versions.head(self.version)
        except BaseException:
            os.close(self._held)
            raise

    @property
    def _store(self) -> pyoxigraph.Store:
        """The database, opened when it is first asked for: texts of graphs are read without it."""
        self._asked += 1
        if self._asked % _OFTEN == 0:
            self.ease()
        return self._opened

    @cached_property
    def _opened(self) -> pyoxigraph.Store:
        return opened(self._versions, self.version)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the maker of the version wrote down about it."""
        return self._versions.manifest(self.version)

    @property
    def folder(self) -> Path:
        """The store's folder."""
        return self._versions.folder

    @cached_property
    def days(self) -> tuple[str, str]:
        """The days on which its first version and this one were made; empty texts where the store does not know them.

        Raises:
            GdecError: the history cannot be read.
        """
        from gdec.store.history import days_of

        return days_of(self.folder, self.version, self._head)

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes of the project that the store was built from."""
        return terms.prefixes(self.base)

    @property
    def base(self) -> str:
        """The IRI below which that project's things are named; the whole manifest need not be read for it."""
        return str(self._head.get("base", terms.BASE))

    def query(self, sparql: str, *, union: bool = True) -> Answer:
        """Answer a SPARQL query, over the union of all graphs unless the query's FROM says which.

        Raises:
            GdecError: what the query asks for cannot be worked out.
            SyntaxError: this is no SPARQL, as Oxigraph tells it.
        """
        self.ease()
        try:
            return to_answer(self._store.query(sparql, use_default_graph_as_union=union))
        except (RuntimeError, OSError) as error:
            raise cannot_work_out(error) from error

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Go through the quads of one graph, or of all, in no particular order."""
        return self._store.quads_for_pattern(None, None, None, NamedNode(graph) if graph is not None else None)

    def count(self) -> int:
        """Count the quads of all graphs, which takes some tenths of a second for a million.

        Raises:
            GdecError: the store cannot be read.
        """
        try:
            return len(self._store)
        except (RuntimeError, OSError) as error:
            raise cannot_work_out(error) from error

    def graphs(self) -> list[NamedNode | BlankNode | DefaultGraph]:
        """Name all graphs; the default graph is always there."""
        return [DefaultGraph(), *self._store.named_graphs()]

    def dump(self, graph: NamedNode | BlankNode | DefaultGraph, out: BinaryIO) -> None:
        """Write the triples of one graph as N-Triples, in no particular order; other threads run on meanwhile.

        Raises:
            GdecError: the store cannot be read.
        """
        try:
            self._store.dump(out, RdfFormat.N_TRIPLES, from_graph=graph)
        except (RuntimeError, OSError) as error:
            raise cannot_work_out(error) from error

    def text(self, graph: str) -> bytes:
        """Give the triples of a graph as N-Triples, in no particular order, the quickest way; a graph has an IRI.

        Raises:
            GdecError: the store cannot be read.
        """
        number, text = self._packed.text(graph)
        if number and (self._packed.is_sure or self._counted(graph) == number):
            return text
        written = BytesIO()
        self.dump(NamedNode(graph), written)
        return written.getvalue()

    def _counted(self, graph: str) -> int:
        """Count the triples of a graph, which names nothing and so is quick."""
        answer = self.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} }}")
        ((number,),) = answer.rows if isinstance(answer, Solutions) else ((None,),)
        return int(number.value) if isinstance(number, Literal) else 0

    @cached_property
    def _packed(self) -> Packed:
        from gdec.store.packed import Packed, fingerprint

        return Packed(self.folder, self.version, fingerprint(self._versions.database(self.version)))

    def matching(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Go through the quads that have these terms, of any graph where none is said, in no particular order."""
        return self._store.quads_for_pattern(subject, predicate, object, graph)

    def has_graph(self, iri: str) -> bool:
        """Tell whether the store has a graph of that name."""
        try:
            return self._store.contains_named_graph(NamedNode(iri))
        except ValueError:
            return False

    def open(self) -> StoreReader:
        """Open the database now, and not when it is first asked for; give the reader itself.

        Raises:
            GdecError: it cannot be opened; then the version is let go.
        """
        try:
            _ = self._store
        except BaseException:
            self.close()
            raise
        return self

    def doubled(self) -> StoreReader:
        """Give another reader of the same version: a process that was forked cannot use a database opened before."""
        return StoreReader(self._versions, (self.version, os.dup(self._held)))

    def ease(self) -> None:
        """Open the database anew if the process has grown by more than it may; what is still being read stays open."""
        if self._growth is not None and resident() > self._resident + self._growth:
            self.open_anew()
            give_back()
            self._resident = resident()

    def open_anew(self) -> None:
        """Open the same version again when it is next asked, which lets go of what the database keeps of what was read.

        That goes when nobody reads a result of it any further.
        """
        self.__dict__.pop("_opened", None)

    def close(self) -> None:
        """Let the version go, so that a writer may remove it."""
        if self._held >= 0:
            self.open_anew()
            os.close(self._held)
            self._held = -1
            if packed := self.__dict__.pop("_packed", None):
                packed.close()

    def __enter__(self) -> StoreReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def open_current(folder: str | Path) -> StoreReader:
    """Open the current version of the store in a folder for reading.

    Raises:
        GdecError: there is no store, or it cannot be opened.
    """
    return StoreReader(Versions(Path(folder))).open()


def opened(versions: Versions, number: int) -> pyoxigraph.Store:
    """Open the database of a version for reading.

    Raises:
        GdecError: it cannot be opened.
    """
    path = versions.database(number)
    try:
        return pyoxigraph.Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise GdecError(f"{path}: cannot be opened: {error}; remove {versions.folder} and build it again") from error
