"""Work that is done in a thread of its own while other work goes on, as where a database waits for the disk."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

Found = TypeVar("Found")


class Aside(Thread, Generic[Found]):
    """Work in a thread of its own, begun at once; `concurrent.futures` takes milliseconds to be imported.

    >>> Aside(lambda: 6 * 7).result()
    42
    """

    def __init__(self, work: Callable[[], Found]) -> None:
        super().__init__()
        self._work = work
        self._found: list[Found] = []
        self._error: Exception | None = None
        self.start()

    def run(self) -> None:
        """Do the work, and keep what goes wrong for whoever asks for the result."""
        try:
            self._found.append(self._work())
        except Exception as error:
            self._error = error

    def result(self) -> Found:
        """Wait for what the work gives, or raise what went wrong."""
        self.join()
        if self._error:
            raise self._error
        return self._found[0]

    def take(self) -> Found:
        """Wait for what the work gives as `result` does, and keep it no longer."""
        found = self.result()
        self._found.clear()
        return found
