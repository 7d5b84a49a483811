"""Work that may have a time limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gdec.errors import TookTooLong

Found = TypeVar("Found")


def within(timeout: float | None, work: Callable[[], Found], what: str, remedy: str) -> Found:
    """Do work; with a timeout in seconds in a process of its own, which is forked and can be ended.

    Args:
        timeout: how many seconds it may take.
        work: what is done.
        what: what is then said to have taken too long.
        remedy: what one can do about it.

    Raises:
        TookTooLong: it took longer.
    """
    if timeout is None:
        return work()
    from gdec.processes.limited import result_in_worker

    try:
        return result_in_worker(work, timeout)
    except TookTooLong as error:
        if type(error) is not TookTooLong:
            raise
        raise TookTooLong(
            f"{what} took longer than {timeout:g} seconds; {remedy}, or give more with --timeout"
        ) from error
