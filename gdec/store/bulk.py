"""Load much into a database: in pieces, several at a time, by Oxigraph's bulk loader, which leaves Python running."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO

import pyoxigraph
from pyoxigraph import RdfFormat

from gdec.rdf.forks import cores

PIECE = 64 << 20
"""How many bytes are loaded at a time: few enough to begin soon, and many, since each piece leaves files to merge."""
LEAST = 8 << 20
"""How many bytes are worth sharing out: a small store is quickly opened when it has few files."""
AT_ONCE = 3
"""How many pieces are loaded at the same time, at the most."""


def load(store: pyoxigraph.Store, data: Iterable[bytes]) -> None:
    """Load N-Quads without blank nodes, given in parts, each of whole lines; a part is asked for when there is room."""
    loaders = min(AT_ONCE, cores())
    with ThreadPoolExecutor(loaders) as threads:
        loading: deque[Future[None]] = deque()
        for piece in _pieces(data, loaders):
            if len(loading) == loaders:
                loading.popleft().result()
            # Bytes are shared out among threads, each of which leaves files; a file is not.
            source = BytesIO(piece) if len(piece) < LEAST else piece
            loading.append(threads.submit(store.bulk_load, source, RdfFormat.N_QUADS))
        for each in loading:
            each.result()


def _pieces(data: Iterable[bytes], loaders: int) -> Iterator[bytes]:
    """Put parts together to pieces, and share out the last ones, so that no loader waits for another at the end."""
    parts: list[bytes] = []
    size = 0
    for part in data:
        parts.append(part)
        size += len(part)
        if size >= PIECE:
            yield b"".join(parts)
            parts, size = [], 0
    share = -(-len(parts) // max(1, min(loaders, size // LEAST))) or 1
    for start in range(0, len(parts), share):
        yield b"".join(parts[start : start + share])
