"""The next version of a store in a folder, made beside the one that readers are on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, RdfFormat

from gdec.errors import GdecError
from gdec.store.answer import Answer, to_answer
from gdec.store.local import opened
from gdec.store.versions import Versions

if TYPE_CHECKING:
    from gdec.store.history import History
    from gdec.store.packed import Packing


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

    No reference to its database, or to a result of it, may outlive the block.

    Attributes:
        manifest: the old version's manifest, to be changed in place; it must fit into JSON.
    """

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._old = versions.current()
        self._abandoned = False
        self._history: History | None = None
        self.manifest: dict[str, Any] = versions.manifest(self._old)
        self._is_empty = False
        versions.prepare(self._old + 1)

    @cached_property
    def store(self) -> pyoxigraph.Store:
        """The database, opened when it is asked for; it begins as that of the old version.

        A graph that was put in by a method of this class is to be changed by these alone: its text would not be told.
        """
        with _told(self._versions.folder):
            if self.old_store and not self._is_empty:
                self.old_store.backup(self._database)
            return pyoxigraph.Store(self._database)

    @property
    def version(self) -> int:
        """The number of the version being made; of the old one, if the change was abandoned."""
        return self._old if self._abandoned else self._old + 1

    @property
    def history(self) -> History:
        """The history of the articles' facts, to be written with this version."""
        from gdec.store.history import History

        self._history = self._history or History(self._versions.folder, self._old, writing=True)
        return self._history

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
        self._packing.put(iri, nquads)

    def change_graph(self, iri: str, sparql: str) -> None:
        """Change some of a graph, and nothing else, by a SPARQL update."""
        self.store.update(sparql)
        self._packing.drop(iri)

    def drop_graph(self, iri: str) -> None:
        """Remove a graph, if it is there."""
        self.store.update(f"DROP SILENT GRAPH {NamedNode(iri)}")
        self._packing.drop(iri)

    def start_over(self) -> None:
        """Begin with an empty database instead of the old version's; nothing may have been asked of it before."""
        self._is_empty = True
        self._packing.clear()

    @cached_property
    def old_store(self) -> pyoxigraph.Store | None:
        """The database of the old version, to be read; None where there was none."""
        return opened(self._versions, self._old) if self._old else None

    def old_graph(self, iri: str) -> bytes:
        """Give the quads of a graph of the old version as N-Quads."""
        quads = self.old_store.quads_for_pattern(None, None, None, NamedNode(iri)) if self.old_store else ()
        return pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b""

    def load(self, graphs: Iterable[tuple[str, bytes]], *, replacing: bool = False) -> None:
        """Put many graphs in, which is several times as fast as one by one; when it fails, so must the change.

        Args:
            graphs: the name of each and its quads in N-Quads, with no blank nodes; they are asked for one by one.
            replacing: graphs of these names may be there, and go.
        """
        from gdec.store.bulk import load

        store = self.store

        def quads() -> Iterator[bytes]:
            for name, data in graphs:
                if replacing:
                    store.remove_graph(NamedNode(name))
                self._packing.put(name, data)
                yield data

        load(store, quads())

    def abandon(self) -> None:
        """Leave the store as it was when the block ends."""
        self._abandoned = True

    @property
    def _database(self) -> Path:
        return self._versions.database(self._old + 1)

    @cached_property
    def _packing(self) -> Packing:
        from gdec.store.packed import Packing, fingerprint

        before = fingerprint(self._versions.database(self._old)) if self._old else b""
        return Packing(self._versions.folder, self._old + 1, before)

    def _close(self) -> None:
        """Let go of the files, so that the folder of a version that failed can go."""
        if packing := self.__dict__.pop("_packing", None):
            packing.close()
        for database in ("store", "old_store"):
            self.__dict__.pop(database, None)
        if self._history:
            self._history.close()

    def _finish(self) -> None:
        from gdec.store.packed import fingerprint

        if self._abandoned:
            return
        self.store.flush()
        del self.store
        # Opening it again shows that it is whole and that nobody holds it, and drops the log that flush made useless.
        pyoxigraph.Store(self._database)
        self._packing.commit(fingerprint(self._database))
        if self._history:
            self._history.commit()
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
            step._close()


@contextmanager
def _told(folder: Path, kinds: tuple[type[Exception], ...] = (OSError, RuntimeError)) -> Iterator[None]:
    try:
        yield
    except kinds as error:
        raise GdecError(f"{folder}: the next version cannot be written: {error}") from error
