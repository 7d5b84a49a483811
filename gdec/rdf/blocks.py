"""Lines in order, each once, in blocks: however many there are, only so many are in memory."""

from __future__ import annotations

import os
import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from gdec.errors import GdecError

RUN_BYTES = 1 << 23
"""How much text is sorted at once; more is sorted in runs of this size, which wait in a temporary file."""

MERGED_BYTES = 1 << 23
"""How much of all runs together is in memory while they are merged: the more runs, the less of each."""

BLOCK_BYTES = 1 << 18
"""How much of a run is in memory at most while runs are merged."""

BLOCK_LINES = 5_000
"""How many lines are given at once."""


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
        places = [_stored(file, run) for run in chain([first, second], runs)]
        size = max(1, min(block_bytes, MERGED_BYTES // len(places)))
        yield from _merged([_read(file, start, end, size) for start, end in places])


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


def _stored(file: BinaryIO, run: bytes) -> tuple[int, int]:
    """Put a run into the file, and tell where it begins and ends."""
    start = file.seek(0, os.SEEK_END)
    try:
        file.write(run)
        file.flush()
    except OSError as error:
        where = tempfile.gettempdir()
        raise GdecError(
            f"{where}: cannot be written: {error.strerror}; make room, or name a folder in TMPDIR"
        ) from error
    return start, start + len(run)


def _read(file: BinaryIO, start: int, end: int, size: int) -> Iterator[list[str]]:
    """Give a run in blocks of about so many bytes, as they are asked for."""
    while start < end:
        file.seek(start)
        text = file.read(min(size, end - start))
        text += file.readline(end - start - len(text))
        start += len(text)
        yield text.decode().removesuffix("\n").split("\n")


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
        ready = list(dict.fromkeys(ready))
        yield from (ready[at : at + BLOCK_LINES] for at in range(0, len(ready), BLOCK_LINES))
