"""What a worker process does: it answers the messages of the process that forked it, one after the other."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import traceback
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, NoReturn, TypeAlias, TypeVar

from gdec.errors import GdecError
from gdec.profiling import leave
from gdec.progress import listening
from gdec.rdf.files import send_off

Thing = TypeVar("Thing")
Result = TypeVar("Result")

_HEAD = struct.Struct("<cQ")
RESULT, BYTES, ERROR = b"r", b"b", b"e"
"""What a message holds: a thing or a result, a result of bytes as they are, or what was raised."""
KEPT, WRITE, FAILED = b"k", b"w", b"f"
"""What it holds of bytes that a worker keeps: how many they are, where it is to write them, why it could not."""

Answer: TypeAlias = Callable[[bytes, bytearray], tuple[bytes, bytes] | None]
"""Takes the kind and the data of a message, and gives those of the answer, or None where there is none."""


def quietly(work: Callable[[Thing], Result], thing: Thing) -> Result:
    """Do work on a thing; its progress is told by who waits for it, who alone knows of all things."""
    with listening(None):
        return work(thing)


def serve(answer: Answer, things: int, results: int) -> NoReturn:
    """Answer messages in the worker until there are no more, and end: with 0 where each was answered."""
    # What there is already is shared with the parent as long as the collector of garbage leaves it alone.
    gc.freeze()
    # The parent is told of these signals too, and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    code = 1
    try:
        while (message := read(things)) is not None:
            if reply := answer(*message):
                write(results, *reply)
        code = 0
    except BrokenPipeError:
        pass
    finally:
        leave()
        os._exit(code)


class Writer:
    """What a worker does that writes to a file what its work gives, when it is told the place."""

    def __init__(self, work: Callable[[Any], Iterable[bytes]], file: int) -> None:
        self.work, self.file = work, file
        self.kept: deque[list[bytes]] = deque()

    def answer(self, kind: bytes, data: bytearray) -> tuple[bytes, bytes] | None:
        """Work on a thing and tell how many bytes that gave, or write the first that are kept."""
        if kind != WRITE:
            kind, told = worked(self._keep, kind, data)
            return KEPT if kind == RESULT else kind, told
        try:
            place = pickle.loads(data)  # noqa: S301
            send_off(self.file, place, write_at(self.file, self.kept.popleft(), place))
        except OSError as error:
            return FAILED, pickle.dumps(error)
        return None

    def _keep(self, thing: Any) -> int:
        pieces = list(self.work(thing))
        self.kept.append(pieces)
        return sum(map(len, pieces))


def worked(work: Callable[[Any], Any], _kind: bytes, message: bytearray) -> tuple[bytes, bytes]:
    """Work on the thing of a message, and give a message with what that gave or raised."""
    try:
        result = quietly(work, pickle.loads(message))  # noqa: S301
        if isinstance(result, bytes):
            return BYTES, result
        return RESULT, pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    except GdecError as error:
        return ERROR, pickle.dumps(error)
    except Exception:
        return ERROR, pickle.dumps(RuntimeError(f"in a worker:\n{traceback.format_exc()}"))


def write_at(file: int, pieces: Iterable[bytes], place: int) -> int:
    """Write bytes to a place of a file, each piece as soon as it is there, and give how many they are."""
    end = place
    for piece in pieces:
        rest = memoryview(piece)
        while rest:
            count = os.pwrite(file, rest, end)
            rest, end = rest[count:], end + count
    return end - place


def write(file: int, kind: bytes, data: bytes) -> None:
    """Write a message into a pipe."""
    head = _HEAD.pack(kind, len(data))
    rest = memoryview(data)[os.writev(file, (head, data)) - len(head) :]
    while rest:
        rest = rest[os.write(file, rest) :]


def read(file: int) -> tuple[bytes, bytearray] | None:
    """Read a message from a pipe, its kind and its data; None where the other side has ended."""
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
