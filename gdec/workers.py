"""Do work on many things in as many processes as there are cores, and give the results in the order of the things."""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import select
import signal
import struct
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, islice
from typing import Any, NamedTuple, NoReturn, TypeVar

from gdec.errors import GdecError
from gdec.profiling import leave
from gdec.progress import listening

Thing = TypeVar("Thing")
Result = TypeVar("Result")

AHEAD = 4
"""How many things may be given whose results were not taken yet, for each worker."""
AT_HAND = 2
"""How many things a worker has at most: the one that it works on, and the next, so that it need not wait."""
PIPE = 1 << 20
"""How many bytes a pipe is to hold, where the system lets it: most results at once."""
_HEAD = struct.Struct("<cQ")
_RESULT, _BYTES, _ERROR = b"r", b"b", b"e"
"""What a message holds: a thing or a result, a result of bytes as they are, or what was raised."""


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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

    def quietly(thing: Thing) -> Result:
        """Do the work; its progress is told by who waits for it, who alone knows of all things."""
        with listening(None):
            return work(thing)

    coming = iter(things)
    first = list(islice(coming, 2))
    if jobs < 2 or len(first) < 2:
        yield from map(quietly, chain(first, coming))
        return
    pool = _Pool(quietly, jobs)
    try:
        yield from pool.results(chain(first, coming))
        pool.end()
    finally:
        pool.end(at_once=True)


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


class _Pool:
    def __init__(self, work: Callable[[Any], Any], jobs: int) -> None:
        self.workers: list[_Worker] = []
        try:
            for _ in range(jobs):
                self.workers.append(self._start(work))
        except BaseException:
            self.end(at_once=True)
            raise

    def _start(self, work: Callable[[Any], Any]) -> _Worker:
        (things, room), (results, _) = _pipe(), _pipe()
        process = os.fork()
        if process == 0:
            # Only the parent may hold the other ends: that they are closed tells a worker that the parent has ended.
            for end in (things[1], results[0], *chain.from_iterable(worker[1:3] for worker in self.workers)):
                os.close(end)
            _serve(work, things[0], results[1])
        os.close(things[0])
        os.close(results[1])
        return _Worker(process, things[1], results[0], room, deque())

    def results(self, things: Iterator[Any]) -> Iterator[Any]:
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
        try:
            _write(worker.things, _RESULT, thing)
        except BrokenPipeError:
            raise self._ended(worker) from None
        worker.given.append(number)
        return True

    def _receive(self, worker: _Worker) -> tuple[bool, Any]:
        message = _read(worker.results)
        if message is None:
            raise self._ended(worker)
        kind, data = message
        return kind != _ERROR, data if kind == _BYTES else pickle.loads(data)  # noqa: S301

    def _ended(self, worker: _Worker) -> GdecError:
        _, status = os.waitpid(worker.process, 0)
        self.workers.remove(worker)
        os.close(worker.things)
        os.close(worker.results)
        why = f"by signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "by itself"
        return GdecError(f"a worker process was ended {why}; is there too little memory? try again with fewer --jobs")

    def end(self, *, at_once: bool = False) -> None:
        """End the workers: when they are idle, or at once, whatever they are doing."""
        for worker in self.workers:
            os.close(worker.things)
            os.close(worker.results)
            if at_once:
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


def _serve(work: Callable[[Any], Any], things: int, results: int) -> NoReturn:
    """Work in the worker until there are no more things, and end."""
    # What there is already is shared with the parent as long as the collector of garbage leaves it alone.
    gc.freeze()
    # The parent is told of these signals too, and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        while (message := _read(things)) is not None:
            _write(results, *_worked(work, message[1]))
    except BrokenPipeError:
        pass
    finally:
        leave()
        os._exit(0)


def _worked(work: Callable[[Any], Any], message: bytearray) -> tuple[bytes, bytes]:
    try:
        result = work(pickle.loads(message))  # noqa: S301
        if isinstance(result, bytes):
            return _BYTES, result
        return _RESULT, pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    except GdecError as error:
        return _ERROR, pickle.dumps(error)
    except Exception:
        return _ERROR, pickle.dumps(RuntimeError(f"in a worker:\n{traceback.format_exc()}"))


def _write(file: int, kind: bytes, data: bytes) -> None:
    head = _HEAD.pack(kind, len(data))
    rest = memoryview(data)[os.writev(file, (head, data)) - len(head) :]
    while rest:
        rest = rest[os.write(file, rest) :]


def _read(file: int) -> tuple[bytes, bytearray] | None:
    """Read a message, its kind and its data; None where the other side has ended."""
    head = os.read(file, _HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack(head)
    data = bytearray(length)
    rest = memoryview(data)
    while rest:
        count = os.readv(file, [rest])
        if not count:
            return None
        rest = rest[count:]
    return kind, data
