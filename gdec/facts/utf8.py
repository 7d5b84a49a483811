"""Decode files in UTF-8, and count their lines."""

from __future__ import annotations

import os
import re
from pathlib import Path

from gdec.errors import InputError

MAX_BYTES = 20_000_000
_PIECE = 1 << 16

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def read_bytes(path: Path) -> bytes:
    """Read a file, no more of it than tells that it is too large.

    Raises:
        InputError: there is no such file, or it cannot be read.
    """
    try:
        file = os.open(path, os.O_RDONLY)
        try:
            # Room for the most there may be is not asked for at once: that would take longer than most reading.
            data = piece = os.read(file, _PIECE)
            while piece and len(data) <= MAX_BYTES:
                data += (piece := os.read(file, max(_PIECE, len(data))))
            return data
        finally:
            os.close(file)
    except IsADirectoryError:
        raise InputError(str(path), f"is a folder; name the files in it, as in {path}/*") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from None


def decode(source: str, data: bytes) -> str:
    """Decode UTF-8, keeping every character and line end as it stands.

    Raises:
        InputError: the bytes are not UTF-8, or more than `MAX_BYTES`; the line is that of the first wrong byte.
    """
    if len(data) > MAX_BYTES:
        raise InputError(source, f"is larger than {MAX_BYTES // 1_000_000} MB; split it")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise InputError(source, "is not UTF-8; save it as UTF-8", line_at(before, len(before))) from None


def line_at(text: str, offset: int) -> int:
    """Count the line, from 1, that an offset of the text stands in."""
    return len(_LINE_BREAK.findall(text, 0, offset)) + 1
