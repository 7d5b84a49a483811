"""Worker processes as who forked them sees them: what each is given, and what comes back."""

from __future__ import annotations

import fcntl
import os
import pickle
import select
import signal
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any, NamedTuple

from gdec.errors import GdecError
from gdec.processes.worker import BYTES, FAILED, KEPT, RESULT, Answer, read, serve, write

AHEAD = 4
"""How many things may be given whose results were not taken yet, for each worker."""
AT_HAND = 2
"""How many things a worker has at most: the one that it works on, and the next, so that it need not wait."""
PIPE = 1 << 20
"""How many bytes a pipe is to hold, where the system lets it: most results at once."""


@dataclass(eq=False)
class Worker:
    """A worker, seen from outside.

    Attributes:
        process: its process.
        things: the end of the pipe that it takes things from.
        results: the end of the pipe that it gives results to.
        room: how many bytes a thing may have that waits in the pipe while the worker is at another: were the pipe full,
            the worker might wait for its result to be taken, and who takes it for the thing to be.
        given: the numbers of the things that it was given and that there is no result of.
        had: how much it was given in all.
    """

    process: int
    things: int
    results: int
    room: int
    given: deque[int] = field(default_factory=deque)
    had: int = 0


class Kept(NamedTuple):
    """A result that a worker keeps until it is told where to write it: so many bytes."""

    worker: Worker
    length: int


class Crew:
    """Workers, which give to each message an answer, or None.

    Args:
        answer: what they do.
        jobs: how many there are.
        most: how much each is given, where there is a bound.
        weigh: how much a thing is.
    """

    def __init__(self, answer: Answer, jobs: int, most: float = inf, weigh: Callable[[Any], int] = lambda _: 1) -> None:
        self.answer, self.jobs, self.most, self.weigh = answer, jobs, most, weigh
        self.workers: list[Worker] = []
        self.dismissed: list[int] = []
        self.coming: Iterator[tuple[int, bytes, int]] = iter(())
        self.waiting: tuple[int, bytes, int] | None = None
        self.taken = 0

    def start(self) -> None:
        """Fork all workers now, and not each when it is needed."""
        try:
            for _ in range(self.jobs):
                self._start()
        except BaseException:
            self.end()
            raise

    def _start(self) -> Worker:
        (things, room), (results, _) = _pipe(), _pipe()
        process = os.fork()
        if process == 0:
            # Only the parent may hold the other ends: that they are closed tells a worker that the parent has ended.
            for end in (things[1], results[0], *(end for each in self.workers for end in (each.things, each.results))):
                os.close(end)
            serve(self.answer, things[0], results[1])
        os.close(things[0])
        os.close(results[1])
        self.workers.append(Worker(process, things[1], results[0], room))
        return self.workers[-1]

    def results(self, things: Iterator[Any]) -> Iterator[Any]:
        """Give things to the workers, and what they gave to each of them in their order."""
        ready: dict[int, tuple[bool, Any]] = {}
        self._begin(things)
        while True:
            self._give_out()
            if self.taken in ready:
                is_well, result = ready.pop(self.taken)
                self.taken += 1
                if not is_well:
                    raise result
                yield result
            elif some := self._received():
                ready |= some
            else:
                return

    def as_they_come(self, things: Iterator[Any]) -> Iterator[tuple[int, Any]]:
        """Give things to the workers, and the number of each thing and what they gave to it as soon as it is there."""
        self._begin(things)
        while True:
            self._give_out()
            if not (some := self._received()):
                return
            for number, (is_well, result) in some.items():
                self.taken += 1
                if not is_well:
                    raise result
                self._give_out()
                yield number, result

    def _begin(self, things: Iterator[Any]) -> None:
        self.coming = (
            (number, pickle.dumps(thing, pickle.HIGHEST_PROTOCOL), self.weigh(thing))
            for number, thing in enumerate(things)
        )
        self.waiting = next(self.coming, None)

    def _give_out(self) -> None:
        """Give out things as long as there is somebody to take them, and not too many results are to be taken."""
        while self.waiting and self.waiting[0] - self.taken < AHEAD * self.jobs and self._give(*self.waiting):
            self.waiting = next(self.coming, None)

    def _received(self) -> dict[int, tuple[bool, Any]]:
        """Wait for results, and give what is there by the number of its thing: nothing where nothing is under way."""
        busy = {worker.results: worker for worker in self.workers if worker.given}
        found = {}
        for results in select.select(list(busy), [], [])[0] if busy else ():
            worker = busy[results]
            received = self._receive(worker)
            found[worker.given.popleft()] = received
            if worker.had >= self.most and not worker.given:
                self._dismiss(worker)
        return found

    def _give(self, number: int, thing: bytes, weight: int) -> bool:
        """Give a thing to the worker who has least to do, and tell whether there was one who could take it."""
        able = [worker for worker in self.workers if worker.had < self.most]
        worker = min(able, key=lambda worker: len(worker.given), default=None)
        if (worker is None or worker.given) and len(self.workers) < self.jobs:
            worker = self._start()
        if worker is None or len(worker.given) >= (AT_HAND if len(thing) <= worker.room else 1):
            return False
        self.send(worker, RESULT, thing)
        worker.given.append(number)
        worker.had += weight
        return True

    def send(self, worker: Worker, kind: bytes, data: bytes) -> None:
        """Send a worker a message, behind those that it has."""
        try:
            write(worker.things, kind, data)
        except BrokenPipeError:
            raise self._ended(worker) from None

    def _receive(self, worker: Worker) -> tuple[bool, Any]:
        message = read(worker.results)
        if message is None:
            raise self._ended(worker)
        kind, data = message
        if kind == BYTES:
            return True, data
        found = pickle.loads(data)  # noqa: S301
        if kind == KEPT:
            return True, Kept(worker, found)
        if kind == FAILED:
            raise found
        return kind == RESULT, found

    def _dismiss(self, worker: Worker) -> None:
        """Let a worker end that has done its share."""
        self.workers.remove(worker)
        os.close(worker.things)
        os.close(worker.results)
        self.dismissed.append(worker.process)

    def _ended(self, worker: Worker) -> GdecError:
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
        while self.dismissed:
            os.waitpid(self.dismissed.pop(), 0)
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
