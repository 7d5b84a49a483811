"""What articles say of things that many of them speak of, kept on disk from one publishing to the next.

When one of thousands of articles has changed, it alone is read again. An excerpt bears the state of its article, so one
of another state is never taken for what the article says now, whatever became of the publishing that made it.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, TypeAlias

from gdec.site.reading.about import FORMAT, About, Excerpt, excerpt, pack, unpack
from gdec.site.reading.graphs import GRAPH, Graphs

FEW = 4
"""So few articles are read again sooner than excerpts of them are kept."""

Keep: TypeAlias = Callable[[bytes, Excerpt], Callable[[], bytes] | None]
"""Keeps an excerpt as it is packed, and gives what reads its nodes again, if anything does."""


class _Kept:
    """A file of excerpts, open to be read as long as anybody may, whatever becomes of its name."""

    def __init__(self, file: BinaryIO) -> None:
        self.number, self._file, self._again = 0, file, -1

    def keep(self, packed: bytes, said: Excerpt) -> Callable[[], bytes]:
        """Write an excerpt, and give what reads its nodes again when all are written; they stand at its end."""
        self.number += 1
        marshal.dump(packed, self._file, FORMAT)
        return partial(self._read, self._file.tell() - len(said.nodes), len(said.nodes))

    def open_again(self, path: Path) -> None:
        """Open what was written, so that it can be read."""
        self._again = os.open(path, os.O_RDONLY)

    def _read(self, at: int, length: int) -> bytes:
        return os.pread(self._again, length, at)

    def __del__(self) -> None:
        if self._again >= 0:
            os.close(self._again)


@dataclass
class Shelf:
    """The excerpts that are kept.

    Attributes:
        graphs: the store's graphs.
        folder: where they lie, or None where nothing is kept.
        states: the state that each article is in.
    """

    graphs: Graphs
    folder: Path | None = None
    states: Mapping[str, str] = field(default_factory=dict)

    def about(self, iri: str) -> About:
        """Put together what all graphs say of a thing: what is not on the shelf, or of another state, is read."""
        about, graphs = About(iri), set(self.graphs.naming(iri))
        with self._keeping(iri) as keep:
            for packed in self._kept(iri):
                said = unpack(packed)
                if f"{said.article}{GRAPH}" in graphs and said.state == self.states.get(said.article, ""):
                    graphs.remove(f"{said.article}{GRAPH}")
                    about.add(said, keep(packed, said))
            for graph in sorted(graph for graph in graphs if "/article/" in graph):
                article = graph.removesuffix(GRAPH)
                said = excerpt(iri, article, self.states.get(article, ""), self.graphs.graph(graph))
                about.add(said, keep(pack(said), said))
        about.add_nodes(*self.graphs.beyond(iri, sorted(graph for graph in graphs if "/article/" not in graph)))
        return about

    def put_together(self, iri: str, packed: Iterable[bytes], others: Iterable[str]) -> About:
        """Put together what articles say of a thing, as it was packed and is kept from now on, and other graphs."""
        about = About(iri)
        with self._keeping(iri) as keep:
            for each in packed:
                said = unpack(each)
                about.add(said, keep(each, said))
        about.add_nodes(*self.graphs.beyond(iri, others))
        return about

    @contextmanager
    def _keeping(self, iri: str) -> Iterator[Keep]:
        """Keep what articles say of a thing, instead of what is kept of it; nothing of few articles."""
        if not self.folder:
            yield lambda *_: None
            return
        self.folder.mkdir(exist_ok=True)
        path = self._path(self.folder, iri)
        new = path.with_suffix(f".{os.getpid()}")
        with new.open("wb") as file:
            kept = _Kept(file)
            yield kept.keep
        kept.open_again(new)
        if kept.number < FEW:
            new.unlink()
            path.unlink(missing_ok=True)
        else:
            new.replace(path)

    def _kept(self, iri: str) -> Iterator[bytes]:
        """Give what is kept of a thing, one excerpt after the other."""
        if self.folder:
            # What cannot be read, since the power went before it was on the disk, is read from the store again.
            lost = suppress(FileNotFoundError, EOFError, ValueError, TypeError)
            with lost, self._path(self.folder, iri).open("rb") as file:
                while True:
                    yield marshal.load(file)  # noqa: S302

    @staticmethod
    def _path(folder: Path, iri: str) -> Path:
        return folder / blake2b(iri.encode(), digest_size=12).hexdigest()
