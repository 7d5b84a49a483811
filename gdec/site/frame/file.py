"""A file of the site, and where it may stand."""

from __future__ import annotations

import mmap
import re
from dataclasses import dataclass
from pathlib import Path

_HARMFUL = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_LONGEST = 255 - len(".jsonld.gz")


SAME = memoryview(b"")
"""Stands for the bytes of a file that stays as the last publishing left it."""


@dataclass(frozen=True)
class File:
    """A file of the site.

    Attributes:
        path: where it stands below the site's folder, with `/` between its steps.
        data: its bytes, or `SAME`; those of a large file need not lie in memory.
        at: a file with the same bytes that nobody writes into and that can be given this name too, if there is one.
    """

    path: str
    data: bytes | memoryview
    at: Path | None = None


def mapped(path: Path) -> memoryview:
    """Give a file's bytes without reading them into memory."""
    if not path.stat().st_size:
        return memoryview(b"")
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def is_path(path: str) -> bool:
    """Tell that a path can name a file or page below the site's folder, and nothing outside it.

    No step is empty, `.` or `..`, none is longer than a file system takes, and none holds a backslash, a control
    character, or one that turns the writing around.

    >>> is_path("person/王强"), is_path("person/../../etc/passwd"), is_path("/etc/passwd")
    (True, False, False)
    """
    if _HARMFUL.search(path):
        return False
    return all(0 < len(step.encode()) <= _LONGEST and step not in {".", ".."} for step in path.split("/"))
