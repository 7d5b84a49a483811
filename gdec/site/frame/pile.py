"""Bytes of a file that grow at their end; of thousands of nodes' text only the last is held in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO

from gdec.site.frame.file import File, mapped

HELD = 1 << 18
"""More bytes than this need not be held; whoever adds to a pile sets them aside."""


class Pile:
    """Bytes that are added at the end.

    Args:
        folder: where those are set aside that need not be held; where there is none, all are held.

    Attributes:
        held: those that were added last.
    """

    def __init__(self, folder: Path | None) -> None:
        self.held = bytearray()
        self._folder = folder
        self._aside: IO[bytes] | None = None

    def set_aside(self) -> None:
        """Write what is held to the disk."""
        if self._folder:
            self._aside = self._aside or TemporaryFile(dir=self._folder)  # noqa: SIM115
            self._aside.write(self.held)
            self.held.clear()

    def file(self, path: str, before: bytes = b"", after: bytes = b"", *, start: int = 0) -> Iterator[File]:
        """Give the whole as a file of the site, which is taken before the next step of the iterator.

        Args:
            path: where the file stands in the site.
            before: bytes before those that were added.
            after: bytes behind them.
            start: how many of the bytes that were added first are left out.
        """
        if not (self._folder and self._aside):
            yield File(path, b"".join((before, memoryview(self.held)[start:], after)))
            return
        whole = self._folder / f"whole-{os.getpid()}"
        with whole.open("xb") as file, self._aside:
            file.write(before)
            self._aside.seek(start)
            copyfileobj(self._aside, file, HELD)
            file.writelines((self.held, after))
        try:
            yield File(path, mapped(whole), at=whole)
        finally:
            whole.unlink()
