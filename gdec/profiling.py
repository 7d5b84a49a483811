"""Tell where the computing time of a run went, its workers included, by looking at the stack every few milliseconds.

A profiler that follows each call would make the hot paths twice as slow and show them larger than they are. Time in
compiled code belongs to the Python function that called it, since each look counts for all the time since the last.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import FrameType

EVERY = 0.002
"""The seconds of computing time between two looks."""

_active: list[Sampler] = []


class Sampler:
    """Samples this process and the workers that it forks, from `start` to `stop`.

    Args:
        path: where the samples go: a line a stack, `function;function;… microseconds`, as flame graphs are drawn from.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.owner = path, os.getpid()
        self.spent: Counter[str] = Counter()
        self.last = 0.0

    def start(self) -> None:
        """Begin to look, and go on in every worker that is forked from here on."""
        _active.append(self)
        os.register_at_fork(after_in_child=self._look_again)
        self._look_again()

    def _look_again(self) -> None:
        if self in _active:
            # In this order: a look that was due before the fork would count from the parent's time.
            self.last = time.process_time()
            self.spent.clear()
            signal.signal(signal.SIGPROF, self._look)
            signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)

    def _look(self, _number: int, frame: FrameType | None) -> None:
        # A look within a look may have come further than the outer one, which then counts nothing.
        now, last = time.process_time(), self.last
        self.last = max(now, last)
        self.spent[";".join(reversed(list(_names(frame))))] += round(max(0.0, now - last) * 1e6)

    def stop(self) -> None:
        """End looking, and write what was seen: a worker beside the file, the process that began all of it into it."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        _active.remove(self)
        if os.getpid() != self.owner:
            self._write(self.path.with_name(f"{self.path.name}.{os.getpid()}"))
            return
        for part in self.path.parent.glob(f"{self.path.name}.*"):
            if part.name.removeprefix(f"{self.path.name}.").isdecimal():
                self.spent.update(read(part))
                part.unlink()
        self._write(self.path)

    def _write(self, path: Path) -> None:
        path.write_text("".join(f"{stack} {spent}\n" for stack, spent in sorted(self.spent.items())), "utf-8")

    def table(self) -> Iterator[str]:
        """Give lines for people: how much time was spent in each wing, and in which functions most of it."""
        functions: Counter[str] = Counter()
        for stack, spent in self.spent.items():
            functions[_ours(stack)] += spent
        total, wings = self.spent.total() or 1, self.wings()
        for name, spent in chain([("all", total)], wings.most_common(), functions.most_common(12)):
            yield f"{spent / 1e6:9.3f} s {spent / total:6.1%}  {name}"

    def wings(self) -> Counter[str]:
        """Give the microseconds that were spent in each wing: the innermost one of a stack has its time."""
        wings: Counter[str] = Counter()
        for stack, spent in self.spent.items():
            wings[_ours(stack).partition(":")[0].removeprefix("gdec.").partition(".")[0]] += spent
        return wings


def leave() -> None:
    """Write what was seen of a worker, which must call this before it ends."""
    for sampler in [*_active]:
        sampler.stop()


def _names(frame: FrameType | None) -> Iterator[str]:
    while frame is not None:
        yield f"{frame.f_globals.get('__name__', '?')}:{frame.f_code.co_qualname}"
        frame = frame.f_back


def _ours(stack: str) -> str:
    """Give the innermost function of gdec in a stack."""
    return next((name for name in reversed(stack.split(";")) if name.startswith("gdec.")), "python")


def read(path: Path) -> Counter[str]:
    """Give the microseconds of each stack that a file tells of, as `Sampler` writes it."""
    lines = (line.rpartition(" ") for line in path.read_text("utf-8").splitlines())
    return Counter({stack: int(spent) for stack, _, spent in lines})
