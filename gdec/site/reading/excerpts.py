"""What articles say of things that several of them speak of, set aside while each article is at hand.

Reading it from the store again, thing by thing, would take many times as long. The things are shared out among buckets
by their names; each process adds to files of its own, so that none waits for another, and memory holds one thing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import starmap
from pathlib import Path
from struct import Struct
from typing import BinaryIO, NamedTuple
from zlib import crc32

from gdec.site.reading.about import excerpt, pack
from gdec.site.reading.graphs import Graph

THINGS_A_BUCKET = 16
"""How many things are in a bucket, more or less."""
_HEAD = Struct("<II")
"""What stands before an excerpt: how long the name of its thing is, and how long the excerpt."""


class Bucket(NamedTuple):
    """Things whose pages are to be made from excerpts, when all of these are there: so many bytes."""

    number: int
    things: tuple[str, ...]
    size: int = 0


@dataclass
class Excerpts:
    """The excerpts of all articles.

    Attributes:
        folder: where they lie until the pages are made.
        buckets: how many buckets there are.
        beyond: the graphs that no excerpts are made of.
    """

    folder: Path
    buckets: int
    beyond: tuple[str, ...] = ()
    _waiting: dict[int, list[bytes]] = field(default_factory=dict)

    def shared_out(self, things: Iterable[str]) -> list[Bucket]:
        """Put things into buckets, those first of which most is said: nobody waits in the end for one of them."""
        found: dict[int, list[str]] = {}
        for thing in things:
            found.setdefault(self._bucket(thing), []).append(thing)
        buckets = (Bucket(number, tuple(found[number]), self._size(number)) for number in found)
        return sorted(buckets, key=lambda bucket: (-bucket.size, bucket.number))

    def add(self, article: str, state: str, graph: Graph, things: Iterable[str]) -> None:
        """Take what the graph of an article, which is in some state, says of things, to be set aside."""
        for thing in things:
            name, said = thing.encode(), pack(excerpt(thing, article, state, graph))
            waiting = self._waiting.setdefault(self._bucket(thing), [])
            waiting += _HEAD.pack(len(name), len(said)), name, said

    def set_aside(self) -> None:
        """Set aside what this process has taken."""
        for number, waiting in self._waiting.items():
            folder = self.folder / str(number)
            folder.mkdir(exist_ok=True)
            with (folder / str(os.getpid())).open("ab") as file:
                file.writelines(waiting)
        self._waiting.clear()

    def read(self, bucket: Bucket) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Give each thing of a bucket with the excerpts of it as they were packed, one by one; then they go."""
        with ExitStack() as opened:
            found: dict[bytes, list[tuple[BinaryIO, int, int]]] = {}
            for file in (opened.enter_context(_last(path)) for path in list(self._files(bucket.number))):
                while head := file.read(_HEAD.size):
                    name, said = _HEAD.unpack(head)
                    found.setdefault(file.read(name), []).append((file, file.tell(), said))
                    file.seek(said, os.SEEK_CUR)
            for thing in bucket.things:
                yield thing, starmap(_piece, found.pop(thing.encode(), ()))

    def _files(self, number: int) -> Iterator[Path]:
        return (self.folder / str(number)).glob("*")

    def _size(self, number: int) -> int:
        return sum(path.stat().st_size for path in self._files(number))

    def _bucket(self, thing: str) -> int:
        return crc32(thing.encode()) % self.buckets


def _last(path: Path) -> BinaryIO:
    """Open a file to be read for the last time: it goes when it is closed, and not when all others go."""
    file = path.open("rb")
    path.unlink()
    return file


def _piece(file: BinaryIO, at: int, length: int) -> bytes:
    """Read a piece of a file."""
    file.seek(at)
    return file.read(length)
