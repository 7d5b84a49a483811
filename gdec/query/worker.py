"""Run work in a process of its own, which is ended when it takes too long or brings itself down."""

from __future__ import annotations

import json
import os
import select
import signal
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO, NoReturn, TypeVar

from gdec.errors import GdecError, TookTooLong

Outcome = TypeVar("Outcome", int, bool, str)

_CHUNK = 1 << 16


def run_in_worker(work: Callable[[BinaryIO], Outcome], out: BinaryIO, seconds: float) -> Outcome:
    """Run work in a worker process, pass on what it writes, and give what it returns.

    The worker is forked: it costs a millisecond, and it must be what opens the store, whose threads no fork survives.
    Time in which nobody takes what it wrote (`| less`) is not counted. When this process ends, in whatever way, the
    worker ends too.

    Args:
        work: what is done; it writes to the stream that it is given and returns a number, a truth value or a text.
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
        raise
    finally:
        for end in (output[0], verdict[0], lifeline[1]):
            os.close(end)
        _, status = os.waitpid(worker, 0)
    returned: Outcome = _understand(told, status)
    return returned


def _work(work: Callable[[BinaryIO], Outcome], output: int, verdict: int, lifeline: int) -> NoReturn:
    """Do the work in the worker, tell how it ended, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=lambda: os.read(lifeline, 1) or os._exit(1), daemon=True).start()
    told: dict[str, Any] = {}
    try:
        with open(output, "wb") as out:
            told["returned"] = work(out)
    except GdecError as error:
        told |= {"error": str(error), "exit_code": error.exit_code}
    except BaseException:
        told["bug"] = traceback.format_exc()
    finally:
        with open(verdict, "wb") as file:
            file.write(json.dumps(told).encode())
        os._exit(0)


def _pass_on(source: int, out: BinaryIO, seconds: float) -> float:
    """Pass on what the worker writes until it ends, and give the seconds that are left."""
    left = seconds
    while True:
        begun = time.monotonic()
        data = _read(source, left, seconds)
        left -= time.monotonic() - begun
        if not data:
            return left
        out.write(data)
        out.flush()


def _read(source: int, left: float, seconds: float) -> bytes:
    ready, _, _ = select.select([source], [], [], max(0.0, left))
    if not ready:
        raise TookTooLong(f"the query took longer than {seconds:g} seconds; ask for less, or give more with --timeout")
    return os.read(source, _CHUNK)


def _understand(told: bytes, status: int) -> Any:
    if not told:
        why = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit code {os.WEXITSTATUS(status)}"
        raise GdecError(f"the query brought its process down ({why}); it is too large or too deep, so ask for less")
    outcome = json.loads(told)
    if "bug" in outcome:
        raise RuntimeError(f"in the worker:\n{outcome['bug']}")
    if "error" in outcome:
        error = GdecError(outcome["error"])
        error.exit_code = outcome["exit_code"]
        raise error
    return outcome["returned"]
