"""A store in a folder: readers stay on the version they opened, a writer makes the next one beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat

from gdec import terms
from gdec.errors import GdecError
from gdec.store.answer import Answer, cannot_work_out, to_answer
from gdec.store.versions import Versions


class StoreReader:
    """One version of a store, held for reading until it is closed.

    Attributes:
        version: the version's number.
        manifest: what the maker of the version wrote down about it.
    """

    def __init__(self, versions: Versions) -> None:
        self.version, self._held = versions.hold()
        try:
            self.manifest = versions.manifest(self.version)
            self._store = _open(versions, self.version)
        except BaseException:
            os.close(self._held)
            raise

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes of the project that the store was built from."""
        return terms.prefixes(self.manifest.get("base", terms.BASE))

    def query(self, sparql: str, *, union: bool = True) -> Answer:
        """Answer a SPARQL query, over the union of all graphs unless the query's FROM says which.

        Raises:
            GdecError: what the query asks for cannot be worked out.
            SyntaxError: this is no SPARQL, as Oxigraph tells it.
        """
        try:
            return to_answer(self._store.query(sparql, use_default_graph_as_union=union))
        except (RuntimeError, OSError) as error:
            raise cannot_work_out(error) from error

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Go through the quads of one graph, or of all, in no particular order."""
        return self._store.quads_for_pattern(None, None, None, NamedNode(graph) if graph is not None else None)

    def has_graph(self, iri: str) -> bool:
        """Tell whether the store has a graph of that name."""
        try:
            return self._store.contains_named_graph(NamedNode(iri))
        except ValueError:
            return False

    def close(self) -> None:
        """Let the version go, so that a writer may remove it."""
        if self._held >= 0:
            del self._store
            os.close(self._held)
            self._held = -1

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
    return StoreReader(Versions(Path(folder)))


def replacement(iri: str, nquads: bytes) -> str:
    """Write the one SPARQL update, and so the one transaction, that puts other quads in the place of a graph.

    Raises:
        ValueError: a quad that is in another graph or has a blank node.
    """
    graph = NamedNode(iri)
    triples = []
    for quad in pyoxigraph.parse(nquads, RdfFormat.N_QUADS):
        if quad.graph_name != graph:
            raise ValueError(f"a quad for {graph} is in another graph: {quad}")
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise ValueError(f"a quad for {graph} has a blank node: {quad}")
        triples.append(quad.triple)
    # Canonical N-Triples without blank nodes mean the same inside SPARQL.
    data = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return f"DROP SILENT GRAPH {graph};\nINSERT DATA {{ GRAPH {graph} {{\n{data.decode()}}} }}"


class Change:
    """The next version of a store while it is made. It becomes current when the `with change(…)` block ends well.

    Attributes:
        store: the database, to be read and written; no reference to it or to a result of it may outlive the block.
        manifest: the old version's manifest, to be changed in place; it must fit into JSON.
    """

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._old = versions.current()
        self._abandoned = False
        self.manifest: dict[str, Any] = versions.manifest(self._old)
        versions.prepare(self._old + 1)
        if self._old:
            _open(versions, self._old).backup(self._database)
        self.store = pyoxigraph.Store(self._database)

    @property
    def version(self) -> int:
        """The number of the version being made; of the old one, if the change was abandoned."""
        return self._old if self._abandoned else self._old + 1

    def query(self, sparql: str, *, union: bool = True) -> Answer:
        """Answer a SPARQL query over what the version holds so far, as a reader of it will."""
        return to_answer(self.store.query(sparql, use_default_graph_as_union=union))

    def replace_graph(self, iri: str, nquads: bytes) -> None:
        """Put other quads in the place of a graph, whole or not at all.

        Args:
            iri: the graph's name.
            nquads: its quads in N-Quads; all are in that graph, and none has a blank node.

        Raises:
            ValueError: the quads are not as said.
        """
        self.store.update(replacement(iri, nquads))

    def drop_graph(self, iri: str) -> None:
        """Remove a graph, if it is there."""
        self.store.update(f"DROP SILENT GRAPH {NamedNode(iri)}")

    def abandon(self) -> None:
        """Leave the store as it was when the block ends."""
        self._abandoned = True

    @property
    def _database(self) -> Path:
        return self._versions.database(self._old + 1)

    def _finish(self) -> None:
        if self._abandoned:
            return
        self.store.flush()
        del self.store
        # Opening it again shows that it is whole and that nobody holds it, and drops the log that flush made useless.
        pyoxigraph.Store(self._database)
        self._versions.finish(self._old + 1, self.manifest)


@contextmanager
def change(folder: str | Path) -> Iterator[Change]:
    """Make the next version of the store in a folder; the first one where there is none.

    When the block ends well, the new version is brought to the disk and becomes current in one step. When it fails,
    or the change was abandoned, nothing has changed. A process killed at any moment leaves the old version current.

    Raises:
        GdecError: another process is changing the store, or the folder cannot be written.
    """
    versions = Versions(Path(folder))
    with versions.writing():
        with _told(versions.folder):
            step = Change(versions)
        try:
            # A full disk shows in the block; a RuntimeError there is the block's own.
            with _told(versions.folder, (OSError,)):
                yield step
            with _told(versions.folder):
                step._finish()
        finally:
            # The database must be closed before its folder can go.
            step.__dict__.pop("store", None)


@contextmanager
def _told(folder: Path, kinds: tuple[type[Exception], ...] = (OSError, RuntimeError)) -> Iterator[None]:
    try:
        yield
    except kinds as error:
        raise GdecError(f"{folder}: the next version cannot be written: {error}") from error


def _open(versions: Versions, number: int) -> pyoxigraph.Store:
    path = versions.database(number)
    try:
        return pyoxigraph.Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise GdecError(f"{path}: cannot be opened: {error}; remove {versions.folder} and build it again") from error
