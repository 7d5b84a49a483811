"""The memory of this process: how much it has, and what of it is given back."""

from __future__ import annotations

import ctypes
import os
from functools import cache
from typing import Any

_PAGE = os.sysconf("SC_PAGE_SIZE")


def resident() -> int:
    """Give how many bytes of memory this process has, with those that it shares; 0 where the system does not tell."""
    try:
        file = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return 0
    try:
        return int(os.read(file, 100).split()[1]) * _PAGE
    finally:
        os.close(file)


def give_back() -> None:
    """Give back what was freed: the C library keeps it, unless it is asked; some cannot be asked."""
    if trim := _trim():
        trim(0)


@cache
def _trim() -> Any:
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
