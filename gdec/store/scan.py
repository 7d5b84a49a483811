"""Go through all triples of a store as text: on several threads, since Oxigraph reads without holding Python up."""

from __future__ import annotations

import io
from collections.abc import Container, Iterable, Iterator
from itertools import islice
from queue import Empty, Queue
from threading import Thread
from typing import Any, TypeAlias

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple

from gdec.processes import cores
from gdec.store.local import StoreReader

PIECE_BYTES = 1 << 20
_CHUNK = 20_000

Piece: TypeAlias = tuple[str, bytes]
"""A graph's term ("" for the default graph), and some of its triples as whole lines of N-Triples."""

GraphName: TypeAlias = NamedNode | BlankNode | DefaultGraph


def scan(store: StoreReader, threads: int | None = None, besides: Container[str] = ()) -> Iterator[Piece]:
    """Give all triples of a store, in no particular order, with a bounded number in memory.

    Args:
        store: the store.
        threads: how many threads read.
        besides: the graphs, as terms, that are left out.

    Raises:
        GdecError: the store cannot be read.
    """
    graphs = [graph for graph in store.graphs() if _term(graph) not in besides]
    shared = iter(graphs)
    found: Queue[Piece | Exception | None] = Queue(maxsize=2 * cores())
    readers = [_Reader(store, shared, found) for _ in range(min(threads or cores(), len(graphs)))]
    for reader in readers:
        reader.start()
    left = len(readers)
    try:
        while left:
            piece = found.get()
            if isinstance(piece, Exception):
                raise piece
            if piece is None:
                left -= 1
            else:
                yield piece
    finally:
        for reader in readers:
            reader.stop()


def pieces_of(quads: Iterable[Quad], *, with_graphs: bool) -> Iterator[Piece]:
    """Give the triples of any quads in the same form, or all as if they were in the default graph."""
    quads = iter(quads)
    while chunk := list(islice(quads, _CHUNK)):
        if not with_graphs:
            yield "", pyoxigraph.serialize((quad.triple for quad in chunk), format=RdfFormat.N_TRIPLES) or b""
            continue
        graphs: dict[Any, list[Triple]] = {}
        for quad in chunk:
            graphs.setdefault(quad.graph_name, []).append(quad.triple)
        for graph, triples in graphs.items():
            yield _term(graph), pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _term(graph: GraphName) -> str:
    return "" if isinstance(graph, DefaultGraph) else str(graph)


class _Reader(Thread):
    """Reads one graph after the other, of those that the readers share."""

    def __init__(self, store: StoreReader, graphs: Iterator[GraphName], found: Queue[Piece | Exception | None]) -> None:
        super().__init__(daemon=True)
        self.store, self.graphs, self.found = store, graphs, found
        self.stopped = False

    def run(self) -> None:
        """Read until no graph is left, something goes wrong, or nobody listens."""
        try:
            for graph in self.graphs:
                lines = _Lines(self, _term(graph))
                self.store.dump(graph, lines)
                lines.pass_on(lines.tell())
        except Exception as error:
            # It is raised again in the thread that asks.
            self.found.put(error)
        self.found.put(None)

    def stop(self) -> None:
        """End the reading, wherever it is."""
        self.stopped = True
        while self.is_alive():
            try:
                self.found.get(timeout=0.01)
            except Empty:
                continue


class _Lines(io.BytesIO):
    """What Oxigraph writes a graph to: passes whole lines on when there are enough of them."""

    def __init__(self, reader: _Reader, graph: str) -> None:
        super().__init__()
        self.reader, self.graph = reader, graph

    def write(self, data: Any) -> int:
        """Take some bytes."""
        if self.reader.stopped:
            raise BrokenPipeError
        size = super().write(data)
        if self.tell() >= PIECE_BYTES:
            self.pass_on(self.getvalue().rfind(b"\n") + 1)
        return size

    def pass_on(self, end: int) -> None:
        """Pass on the bytes up to an end, and keep the rest."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        super().write(text[end:])
        if end:
            self.reader.found.put((self.graph, text[:end]))
