"""How long checks run that run side by side, and which of them runs too long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any, TypeVar

from gdec.errors import TookTooLong
from gdec.progress import tell
from gdec.shacl.checks import Check

Outcome = TypeVar("Outcome")


class CheckTookTooLong(TookTooLong):
    """A check that took longer than it may; the message names its shape."""


class Watch:
    """Watches over checks.

    Args:
        limit: how many seconds each may take; None for as many as it likes.
    """

    def __init__(self, limit: float | None) -> None:
        self._limit = limit
        self._running: dict[int, tuple[float, Check]] = {}

    def timed(self, run: Callable[[Check], Outcome], check: Check) -> Outcome:
        """Run a check, and be seen doing so."""
        self._running[id(check)] = time.monotonic(), check
        try:
            return run(check)
        finally:
            del self._running[id(check)]

    def wait(self, pending: Iterable[Future[Any]]) -> None:
        """Wait for the end of all that was begun.

        Raises:
            CheckTookTooLong: a check runs longer than it may.
            Exception: what one of them raised.
        """
        left = set(pending)
        total = len(left)
        every = None if self._limit is None else min(0.2, self._limit / 10)
        while left:
            done, left = wait(left, every, FIRST_COMPLETED)
            for each in done:
                each.result()
            tell("checks", total - len(left), total)
            self._hold()

    def _hold(self) -> None:
        now = time.monotonic()
        for begun, check in list(self._running.values()):
            if self._limit is not None and now - begun > self._limit:
                told = ", ".join(dict.fromkeys(one.constraint.component for one in check.outcomes))
                raise CheckTookTooLong(
                    f"{check.shape.node}: its check of {told} took longer than {self._limit:g} seconds; "
                    "simplify the shape, or give more with --check-timeout"
                )
