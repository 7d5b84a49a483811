"""Compare two dumps of a graph, however large they are: sorted N-Quads without blank nodes, read side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from gdec.difference.compare import Difference, compare
from gdec.difference.sides import Side

PIECE = 1 << 20
"""How many bytes of each dump are in memory, if no subject has more."""


def differences(old: BinaryIO, new: BinaryIO, base: str) -> Iterator[Difference]:
    """Find what differs between two dumps, in the order of the subjects, all of a subject in one piece.

    Args:
        old: the one dump: canonical N-Quads in the order of their bytes, as `gdec export` writes them.
        new: the other.
        base: the IRI below which the things of the new one are named.
    """
    for before, after in _unlike(old, new):
        if difference := compare(_side("old", before, base), _side("new", after, base)):
            yield difference


def _side(name: str, lines: bytes, base: str) -> Side:
    return Side(name, frozenset(lines.decode().split(" .\n")[:-1]), base)


def _unlike(old: BinaryIO, new: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Give what the dumps have between the same two subjects, where that is not alike."""
    one, other = _Reader(old), _Reader(new)
    wanted = PIECE
    while one.fill(wanted) | other.fill(wanted):
        limits = [each.last_subject() for each in (one, other) if not each.is_over]
        before, after = (each.take(min(limits, default=b"")) for each in (one, other))
        # A subject with more lines than were read is not cut.
        wanted = PIECE if before or after else 2 * wanted
        if before != after:
            yield before, after


class _Reader:
    """Reads a dump: what is held begins and, but for the last line, ends with whole lines."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.held, self.is_over = file, b"", False

    def fill(self, size: int) -> bool:
        """Hold at least so many bytes, as long as there are any; tell whether some are held."""
        while len(self.held) < size and not self.is_over:
            more = self.file.read(size)
            self.held += more
            self.is_over = not more
        return bool(self.held)

    def last_subject(self) -> bytes:
        """Give the subject of the last whole line; what is before any subject where no line is whole."""
        end = self.held.rfind(b"\n")
        if end < 0:
            return b" "
        start = self.held.rfind(b"\n", 0, end) + 1
        return self.held[start : self.held.index(b" ", start) + 1]

    def take(self, limit: bytes) -> bytes:
        """Take the lines before a subject, or all of them where none is given."""
        end = self._start_of(limit) if limit else len(self.held)
        taken, self.held = self.held[:end], self.held[end:]
        return taken

    def _start_of(self, limit: bytes) -> int:
        """Find the first line that is not before a subject, by halves."""
        low, high = 0, len(self.held)
        while low < high:
            start = self.held.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if self.held[start : start + len(limit)] < limit:
                low = self.held.find(b"\n", start) + 1 or high
            else:
                high = start
        return low
