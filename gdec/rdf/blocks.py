"""Lines in order, each once, in blocks: however many there are, only so many are in memory."""

from __future__ import annotations

import os
import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import BinaryIO

from gdec.errors import GdecError

RUN_BYTES = 1 << 23
"""How much text is sorted at once; more is sorted in runs of this size, which wait in a temporary file."""

BLOCK_BYTES = 1 << 18
"""How much of a run is in memory while runs are merged."""


def sorted_blocks(
    pieces: Iterable[bytes], *, run_bytes: int = RUN_BYTES, block_bytes: int = BLOCK_BYTES
) -> Iterator[list[str]]:
    """Sort the lines of N-Triples or N-Quads by their text, and give each once, in blocks that are not empty.

    Args:
        pieces: whole lines that end in ` .` and a line feed, in any order; all are read before the first block comes.
        run_bytes: as `RUN_BYTES`.
        block_bytes: as `BLOCK_BYTES`.

    Returns:
        The lines without their ends.

    Raises:
        GdecError: there is no room for the temporary file.
    """
    runs = map(_sorted, _batches(pieces, run_bytes))
    first, second = next(runs, b""), next(runs, b"")
    if not second:
        yield from ([first.decode().split("\n")] if first else [])
        return
    with tempfile.TemporaryFile() as file:
        yield from _merged([_stored(file, run, block_bytes) for run in chain([first, second], runs)])


def by_subject(blocks: Iterable[list[str]], least: int) -> Iterator[list[str]]:
    """Cut sorted lines anew, so that all lines of one first term are in one block; `least` is about its size."""
    held: list[str] = []
    for block in blocks:
        held += block
        if len(held) > least:
            start = bisect_left(held, held[-1].partition(" ")[0])
            if start:
                yield held[:start]
                held = held[start:]
    if held:
        yield held


def _batches(pieces: Iterable[bytes], least: int) -> Iterator[list[bytes]]:
    held: list[bytes] = []
    size = 0
    for piece in filter(None, pieces):
        held.append(piece)
        size += len(piece)
        if size >= least:
            yield held
            held, size = [], 0
    if held:
        yield held


def _sorted(pieces: list[bytes]) -> bytes:
    lines = [line for piece in pieces for line in piece.decode().split(" .\n") if line]
    lines.sort()
    return "\n".join(dict.fromkeys(lines)).encode()


def _stored(file: BinaryIO, run: bytes, block_bytes: int) -> Iterator[list[str]]:
    """Put a run into the file, and give its blocks as they are asked for."""
    start = file.seek(0, os.SEEK_END)
    try:
        file.write(run)
        file.flush()
    except OSError as error:
        where = tempfile.gettempdir()
        raise GdecError(
            f"{where}: cannot be written: {error.strerror}; make room, or name a folder in TMPDIR"
        ) from error
    ends = [0]
    while ends[-1] < len(run):
        end = run.find(b"\n", ends[-1] + block_bytes)
        ends.append(len(run) if end == -1 else end + 1)
    return _read(file, [start + end for end in ends])


def _read(file: BinaryIO, ends: list[int]) -> Iterator[list[str]]:
    for start, end in pairwise(ends):
        file.seek(start)
        yield file.read(end - start).decode().removesuffix("\n").split("\n")


def _merged(runs: list[Iterator[list[str]]]) -> Iterator[list[str]]:
    """Merge sorted runs: all that is not beyond any run's block in memory can be given at once."""
    fronts = [(block, run) for run in runs if (block := next(run, []))]
    while fronts:
        last = min(block[-1] for block, _ in fronts)
        ready: list[str] = []
        behind = []
        for block, run in fronts:
            end = bisect_right(block, last)
            ready += block[:end]
            if rest := block[end:] or next(run, []):
                behind.append((rest, run))
        fronts = behind
        ready.sort()
        yield list(dict.fromkeys(ready))
