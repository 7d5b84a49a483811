"""Processes that have done their work, and are not waited for.

The system takes milliseconds to clear away what a process had in memory, and nobody needs to stand by.
"""

from __future__ import annotations

import os
from collections import deque

_ending: deque[int] = deque()
os.register_at_fork(after_in_child=_ending.clear)  # they are no children of a child


def let_go(child: int) -> None:
    """Leave a child process to its end; those that were left before and have ended since are gone then."""
    _ending.append(child)
    reap()


def reap() -> None:
    """Take note of the processes that have ended."""
    for _ in range(len(_ending)):
        try:
            one = _ending.popleft()
        except IndexError:  # another thread takes them too
            return
        if not os.waitpid(one, os.WNOHANG)[0]:
            _ending.append(one)
