"""Do work on many things in as many processes as there are cores, and give the results in the order of the things."""

from __future__ import annotations

import fcntl
import os
import pickle
import select
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple, TypeVar

from gdec.errors import GdecError
from gdec.processes.worker import (
    BYTES,
    FAILED,
    KEPT,
    RESULT,
    WRITE,
    Answer,
    Writer,
    quietly,
    read,
    serve,
    worked,
    write,
    write_at,
)
from gdec.progress import listening
from gdec.rdf.files import SPAN, send_off

Thing = TypeVar("Thing")
Result = TypeVar("Result")

AHEAD = 4
"""How many things may be given whose results were not taken yet, for each worker."""
AT_HAND = 2
"""How many things a worker has at most: the one that it works on, and the next, so that it need not wait."""
PIPE = 1 << 20
"""How many bytes a pipe is to hold, where the system lets it: most results at once."""


def in_workers(work: Callable[[Thing], Result], things: Iterable[Thing], jobs: int) -> Generator[Result]:
    """Do work on each thing, and give the results in the order of the things, however many workers there are.

    The workers are forked when there are two things, so they see what this process has read by then. Things and results
    travel pickled, but for results of bytes, which arrive as they are and may be a bytearray. A single thing, and with
    one job every thing, is worked on in this process. When the iterator is closed, or this process ends in whatever
    way, the workers end too.

    Args:
        work: what is done with each thing.
        things: what it is done with; it is read only as far as the workers keep up.
        jobs: how many workers there are.

    Raises:
        GdecError: a worker was ended from outside.
        Exception: what the work raised, in the place of its result.
    """
    coming = iter(things)
    first = list(islice(coming, 2))
    if jobs < 2 or len(first) < 2:
        yield from map(partial(quietly, work), chain(first, coming))
        return
    pool = _Pool(partial(worked, work), jobs)
    try:
        yield from pool.results(chain(first, coming))
        pool.finish()
    finally:
        pool.end()


def write_in_workers(
    work: Callable[[Thing], Iterable[bytes]], things: Iterable[Thing], jobs: int, file: BinaryIO
) -> Generator[int]:
    """Do work on each thing, and write the bytes that it gives to a file, in the order of the things.

    All is as with `in_workers`, but that results do not travel: each worker writes its own to the place that it is
    told, when those before are as long as they will be. So the file must be a regular one and not opened to append,
    which is not looked at; its position is behind all of them at the end, and elsewhere until then.

    Yields:
        How many bytes a thing has given.

    Raises:
        OSError: they could not be written.
    """
    coming = iter(things)
    first = list(islice(coming, 2))
    file.flush()
    place = file.tell()
    if jobs < 2 or len(first) < 2:
        sent = place
        for thing in chain(first, coming):
            with listening(None):
                length = write_at(file.fileno(), work(thing), place)
            place += length
            if place - sent >= SPAN:
                send_off(file.fileno(), sent, place - sent)
                sent = place
            yield length
        file.seek(place)
        return
    pool = _Pool(Writer(work, file.fileno()).answer, jobs)
    try:
        for kept in pool.results(chain(first, coming)):
            pool.send(kept.worker, WRITE, pickle.dumps(place))
            place += kept.length
            yield kept.length
        pool.finish()
        file.seek(place)
    finally:
        pool.end()


class _Worker(NamedTuple):
    """A worker, seen from outside.

    Attributes:
        process: its process.
        things: the end of the pipe that it takes things from.
        results: the end of the pipe that it gives results to.
        room: how many bytes a thing may have that waits in the pipe while the worker is at another: were the pipe full,
            the worker might wait for its result to be taken, and who takes it for the thing to be.
        given: the numbers of the things that it was given and that there is no result of.
    """

    process: int
    things: int
    results: int
    room: int
    given: deque[int]


class _Kept(NamedTuple):
    """A result that a worker keeps until it is told where to write it: so many bytes."""

    worker: _Worker
    length: int


class _Pool:
    """Workers, which give to each message an answer, or None."""

    def __init__(self, answer: Answer, jobs: int) -> None:
        self.workers: list[_Worker] = []
        try:
            for _ in range(jobs):
                self.workers.append(self._start(answer))
        except BaseException:
            self.end()
            raise

    def _start(self, answer: Answer) -> _Worker:
        (things, room), (results, _) = _pipe(), _pipe()
        process = os.fork()
        if process == 0:
            # Only the parent may hold the other ends: that they are closed tells a worker that the parent has ended.
            for end in (things[1], results[0], *chain.from_iterable(worker[1:3] for worker in self.workers)):
                os.close(end)
            serve(answer, things[0], results[1])
        os.close(things[0])
        os.close(results[1])
        return _Worker(process, things[1], results[0], room, deque())

    def results(self, things: Iterator[Any]) -> Iterator[Any]:
        """Give things to the workers, and what they gave to each of them in their order."""
        ready: dict[int, tuple[bool, Any]] = {}
        coming = ((number, pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)) for number, thing in enumerate(things))
        waiting: tuple[int, bytes] | None = next(coming, None)
        taken = 0
        while True:
            while waiting and waiting[0] - taken < AHEAD * len(self.workers) and self._give(*waiting):
                waiting = next(coming, None)
            if taken in ready:
                is_well, result = ready.pop(taken)
                taken += 1
                if not is_well:
                    raise result
                yield result
            elif busy := {worker.results: worker for worker in self.workers if worker.given}:
                for results in select.select(list(busy), [], [])[0]:
                    result = self._receive(busy[results])
                    ready[busy[results].given.popleft()] = result
            else:
                return

    def _give(self, number: int, thing: bytes) -> bool:
        """Give a thing to the worker who has least to do, and tell whether there was one who could take it."""
        worker = min(self.workers, key=lambda worker: len(worker.given))
        if len(worker.given) >= (AT_HAND if len(thing) <= worker.room else 1):
            return False
        self.send(worker, RESULT, thing)
        worker.given.append(number)
        return True

    def send(self, worker: _Worker, kind: bytes, data: bytes) -> None:
        """Send a worker a message, behind those that it has."""
        try:
            write(worker.things, kind, data)
        except BrokenPipeError:
            raise self._ended(worker) from None

    def _receive(self, worker: _Worker) -> tuple[bool, Any]:
        message = read(worker.results)
        if message is None:
            raise self._ended(worker)
        kind, data = message
        if kind == BYTES:
            return True, data
        found = pickle.loads(data)  # noqa: S301
        if kind == KEPT:
            return True, _Kept(worker, found)
        if kind == FAILED:
            raise found
        return kind == RESULT, found

    def _ended(self, worker: _Worker) -> GdecError:
        self.workers.remove(worker)
        os.close(worker.things)
        os.close(worker.results)
        _, status = os.waitpid(worker.process, 0)
        return _killed(status)

    def finish(self) -> None:
        """End the workers when they have done all that they were told."""
        while self.workers:
            worker = self.workers.pop()
            os.close(worker.things)
            message = read(worker.results)
            os.close(worker.results)
            _, status = os.waitpid(worker.process, 0)
            if message:
                raise pickle.loads(message[1])  # noqa: S301
            if status:
                raise _killed(status)

    def end(self) -> None:
        """End the workers at once, whatever they are doing."""
        for worker in self.workers:
            os.close(worker.things)
            os.close(worker.results)
            os.kill(worker.process, signal.SIGKILL)
        while self.workers:
            os.waitpid(self.workers.pop().process, 0)


def _pipe() -> tuple[tuple[int, int], int]:
    """Make a pipe; give its ends, and half of what it holds, or 0 where the system does not tell."""
    ends = os.pipe()
    try:
        return ends, fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, PIPE) // 2
    except (OSError, AttributeError):  # the system knows no such thing, or the user's pipes have all they may have
        return ends, 0


def _killed(status: int) -> GdecError:
    why = f"by signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "by itself"
    return GdecError(f"a worker process was ended {why}; is there too little memory? try again with fewer --jobs")
