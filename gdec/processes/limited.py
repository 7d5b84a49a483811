"""Run work in a process of its own, which is ended when it takes too long or brings itself down."""

from __future__ import annotations

import io
import json
import marshal
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from typing import Any, BinaryIO, NoReturn, TypeVar

from gdec.errors import GdecError, TookTooLong
from gdec.processes.reaping import let_go
from gdec.profiling import leave
from gdec.progress import is_heard, listening, tell

Outcome = TypeVar("Outcome")

_CHUNK = 1 << 16


def run_in_worker(work: Callable[[BinaryIO], Outcome], out: BinaryIO, seconds: float) -> Outcome:
    """Run work in a worker process, pass on what it writes, and give what it returns.

    The worker is forked: it costs a millisecond, and it must be what opens the store, whose threads no fork survives.
    Time in which nobody takes what it wrote (`| less`) is not counted. When this process ends, in whatever way, the
    worker ends too.

    Args:
        work: what is done; it writes to the stream given, and what it returns must be such as pickle takes.
        out: where that arrives.
        seconds: how long the worker may keep us waiting, from its start to its end.

    Raises:
        TookTooLong: it took longer, and was ended.
        GdecError: the work raised it, or brought its process down.
    """
    output, verdict, lifeline = os.pipe(), os.pipe(), os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(lifeline[1])
        _work(work, output[1], verdict[1], lifeline[0])
    for end in (output[1], verdict[1], lifeline[0]):
        os.close(end)
    try:
        left = _pass_on(output[0], out, seconds)
        told = b"".join(iter(lambda: _read(verdict[0], left, seconds), b""))
    except BaseException:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        raise
    finally:
        for end in (output[0], verdict[0], lifeline[1]):
            os.close(end)
    if told:
        let_go(worker)
        returned: Outcome = _understand(told)
        return returned
    raise GdecError(_fate(os.waitpid(worker, 0)[1]))


def result_in_worker(work: Callable[[], Outcome], seconds: float) -> Outcome:
    """Run work that writes nothing in a worker process, and give what it returns; else as `run_in_worker`.

    What the work tells of its progress is told here.
    """

    def relaying(out: BinaryIO) -> Outcome:
        def relay(*told: Any) -> None:
            out.write(f"{json.dumps(told)}\n".encode())
            out.flush()

        with listening(relay):
            return work()

    if not is_heard():
        return run_in_worker(lambda _: work(), io.BytesIO(), seconds)
    return run_in_worker(relaying, _Relayed(), seconds)


class _Relayed(io.BytesIO):
    """Tells progress as it is written, a line of JSON each time."""

    def write(self, data: Any) -> int:
        *lines, rest = (self.getvalue() + bytes(data)).split(b"\n")
        self.seek(0)
        self.truncate()
        super().write(rest)
        for line in lines:
            tell(*json.loads(line))
        return len(data)


def _work(work: Callable[[BinaryIO], Outcome], output: int, verdict: int, lifeline: int) -> NoReturn:
    """Do the work in the worker, tell how it ended, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=lambda: os.read(lifeline, 1) or os._exit(1), daemon=True).start()
    try:
        told = _told_of(work, output)
        leave()
        with open(verdict, "wb") as file:
            file.write(told)
    finally:
        os._exit(0)


def _told_of(work: Callable[[BinaryIO], Any], output: int) -> bytes:
    try:
        with open(output, "wb") as out, listening(None):
            return _packed("returned", work(out))
    except GdecError as error:
        return _packed("error", error)
    except BaseException:
        import traceback

        return _packed("bug", traceback.format_exc())


def _packed(what: str, value: Any) -> bytes:
    """Write down what became of the work; a number needs no pickle, which takes milliseconds to be imported."""
    try:
        return marshal.dumps((what, value, None))
    except ValueError:
        import pickle

        return marshal.dumps((what, None, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)))


def _pass_on(source: int, out: BinaryIO, seconds: float) -> float:
    """Pass on what the worker writes until it ends, and give the seconds that are left."""
    left, reader = seconds, _reader(out)
    while True:
        begun = time.monotonic()
        data = _read(source, left, seconds, reader)
        left -= time.monotonic() - begun
        if not data:
            return left
        out.write(data)
        out.flush()


def _reader(out: BinaryIO) -> int:
    """Give the end of a pipe that somebody may cease to read, or -1 for a stream without a file."""
    try:
        return out.fileno()
    except OSError:
        return -1


def _read(source: int, left: float, seconds: float, reader: int = -1) -> bytes:
    """Wait for what a pipe holds, as long as there is time and a reader to pass it on to."""
    waiting = select.poll()
    waiting.register(source, select.POLLIN)
    if reader >= 0:
        waiting.register(reader, 0)
    ready = dict(waiting.poll(max(0.0, left) * 1000))
    if ready.get(reader, 0) & (select.POLLERR | select.POLLHUP):
        raise BrokenPipeError
    if source not in ready:
        raise TookTooLong(f"the query took longer than {seconds:g} seconds; ask for less, or give more with --timeout")
    return os.read(source, _CHUNK)


def _fate(status: int) -> str:
    why = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit code {os.WEXITSTATUS(status)}"
    return f"the query brought its process down ({why}); it is too large or too deep, so ask for less"


def _understand(told: bytes) -> Any:
    what, value, pickled = marshal.loads(told)  # noqa: S302
    if pickled is not None:
        import pickle

        value = pickle.loads(pickled)  # noqa: S301
    if what == "bug":
        raise RuntimeError(f"in the worker:\n{value}")
    if what == "error":
        raise value
    return value
