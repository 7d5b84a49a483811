"""Work on many blocks of lines on all cores, in order."""

from __future__ import annotations

import os
import signal
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import BinaryIO, NoReturn, TypeAlias

from gdec.processes import cores

Block: TypeAlias = list[str]
Work: TypeAlias = Callable[[Block], bytes]

_LENGTH_BYTES = 8


def mapped(work: Work, blocks: Iterable[Block], jobs: int | None = None) -> Iterator[bytes]:
    """Give what the work makes of each block, in the order of the blocks; a single block is worked on here.

    The work is done in forks of this process, which live until the last block. What goes wrong in a fork is done again
    here, so that an exception is raised as if there were no forks.

    Args:
        work: pure Python, since a fork has none of the threads of other libraries.
        blocks: lists, not empty, of lines that hold no line feed; they are taken only as forks become free.
        jobs: how many forks there are; by default as many as cores.
    """
    most = jobs or cores()
    blocks = iter(blocks)
    first = list(islice(blocks, 2))
    if len(first) < 2 or most < 2:
        yield from map(work, chain(first, blocks))
        return
    forks: list[_Fork] = []
    busy: deque[tuple[_Fork, Block]] = deque()
    try:
        for block in chain(first, blocks):
            if len(busy) < most:
                fork = _Fork(work)
                forks.append(fork)
            else:
                fork, done = busy.popleft()
                yield fork.outcome(done)
            fork.give(block)
            busy.append((fork, block))
        for fork, done in busy:
            yield fork.outcome(done)
    finally:
        for fork in forks:
            fork.end()


class _Fork:
    """A fork of this process that reads blocks and writes what the work makes of them."""

    def __init__(self, work: Work) -> None:
        self._work = work
        (its_input, ours_out), (ours_in, its_output) = os.pipe(), os.pipe()
        with warnings.catch_warnings():
            # Python warns of threads, which may hold locks at this moment; the fork takes none.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._worker = os.fork()
        if self._worker == 0:
            os.close(ours_in)
            os.close(ours_out)
            _serve(work, its_input, its_output)
        os.close(its_input)
        os.close(its_output)
        self._to, self._from = os.fdopen(ours_out, "wb", buffering=0), os.fdopen(ours_in, "rb")

    def give(self, block: Block) -> None:
        """Give it a block; it must have nothing to do."""
        # Where it has ended already, the outcome will be missed, and made here.
        with suppress(BrokenPipeError):
            _send(self._to, "\n".join(block).encode())

    def outcome(self, block: Block) -> bytes:
        """Wait for what it makes of the block that it was given."""
        found = _receive(self._from)
        return self._work(block) if found is None else found

    def end(self) -> None:
        """End it, whatever it does."""
        os.kill(self._worker, signal.SIGKILL)
        self._to.close()
        self._from.close()
        os.waitpid(self._worker, 0)


def _serve(work: Work, source: int, sink: int) -> NoReturn:
    """Work on block after block; end without a word when something goes wrong, or when nobody is there any more."""
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        with os.fdopen(source, "rb") as blocks, os.fdopen(sink, "wb", buffering=0) as outcomes:
            while (text := _receive(blocks)) is not None:
                _send(outcomes, work(text.decode().split("\n")))
    finally:
        os._exit(0)


def _send(to: BinaryIO, data: bytes) -> None:
    view = memoryview(len(data).to_bytes(_LENGTH_BYTES, "big") + data)
    while view:
        view = view[to.write(view) :]


def _receive(source: BinaryIO) -> bytes | None:
    """Read what was sent as one; None when it is not there whole."""
    length = source.read(_LENGTH_BYTES)
    data = source.read(int.from_bytes(length, "big")) if len(length) == _LENGTH_BYTES else b""
    return data if len(length) == _LENGTH_BYTES and len(data) == int.from_bytes(length, "big") else None
