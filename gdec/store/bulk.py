"""Load much into a database: in pieces, several at a time, by Oxigraph's bulk loader, which leaves Python running."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

from gdec.processes import cores

PIECE = 64 << 20
"""How many bytes are loaded at a time: few enough to begin soon, and many, since each piece leaves files to merge."""
LEAST = 8 << 20
"""How many bytes are worth sharing out: a small store is quickly opened when it has few files."""
AT_ONCE = 3
"""How many pieces are loaded at the same time, at the most."""
AFTER = 10
"""How far the merging of files steps back behind all else: the later it begins, the fewer times each is merged."""


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
            _merge_later()
        for each in loading:
            each.result()


def _merge_later() -> None:
    """Let RocksDB's threads that merge files have only what the others leave, where the system can tell threads apart.

    They are begun when there is something to merge, so this is to be called again and again.
    """
    for thread in Path("/proc/self/task").glob("*/comm"):
        with suppress(OSError):  # the thread has ended, or the system is another one
            if thread.read_bytes().startswith(b"rocksdb:low"):
                os.setpriority(
                    os.PRIO_PROCESS, int(thread.parent.name), min(19, os.getpriority(os.PRIO_PROCESS, 0) + AFTER)
                )


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
