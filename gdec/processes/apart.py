"""Work that is done in a process of its own while other work goes on."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from functools import partial
from threading import active_count
from typing import Any, Generic, TypeVar

from gdec.errors import GdecError
from gdec.processes.reaping import let_go
from gdec.processes.worker import BYTES, ERROR, RESULT, read, serve, worked, write
from gdec.progress import is_heard

Found = TypeVar("Found")


def let_do(work: Callable[[], object]) -> None:
    """Let work be done in a process that nobody waits for, and that holds no file which is open here.

    What it gives, or what goes wrong, nobody is told.
    """
    if process := os.fork():
        let_go(process)
        return
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        work()
    finally:
        os._exit(0)


class Apart(Generic[Found]):
    """Work in a process of its own, which is forked at once, and ended when the block of `with` is left.

    Where there are other threads, or somebody is told of progress, the work is done here when it is asked for.

    >>> with Apart(lambda: 6 * 7) as work:
    ...     work.result()
    42
    """

    def __init__(self, work: Callable[[], Found]) -> None:
        self._work = work
        self._found: list[Found] = []
        self._worker = 0
        if active_count() > 1 or is_heard():
            return
        things, results = os.pipe(), os.pipe()
        self._worker = os.fork()
        if self._worker == 0:
            os.close(things[1])
            os.close(results[0])
            serve(partial(worked, lambda _: work()), things[0], results[1])
        write(things[1], RESULT, pickle.dumps(None))
        for end in (*things, results[1]):
            os.close(end)
        self._results = results[0]

    def result(self) -> Found:
        """Wait for what the work gives, or raise what went wrong.

        Raises:
            GdecError: the process was ended from outside.
        """
        if not self._found:
            self._found.append(self._take() if self._worker else self._work())
        return self._found[0]

    def _take(self) -> Found:
        message = read(self._results)
        if message is None:
            raise GdecError("a worker process was ended from outside; is there too little memory?")
        kind, data = message
        found: Any = bytes(data) if kind == BYTES else pickle.loads(data)  # noqa: S301
        if kind == ERROR:
            raise found
        returned: Found = found
        return returned

    def __enter__(self) -> Apart[Found]:
        return self

    def __exit__(self, *_: object) -> None:
        if self._worker:
            os.close(self._results)
            os.kill(self._worker, signal.SIGKILL)
            let_go(self._worker)
