"""What articles say of things that several of them speak of, set aside while each article is at hand.

Reading it from the store again, thing by thing, would take many times as long. The things are shared out among buckets
by their names; each process adds to files of its own, so that none waits for another, and memory holds one bucket.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TypeAlias
from zlib import crc32

from gdec import terms
from gdec.site.reading.graphs import Graph, Node

_OF_ARTICLE = (terms.PUBLISHER, terms.DATE_PUBLISHED, terms.RETRACTED_ON, terms.URL, terms.SHA256)
"""What pages tell of the article of a statement."""


THINGS_A_BUCKET = 16
"""How many things are in a bucket, more or less."""


class Bucket(NamedTuple):
    """Things whose pages are to be made from excerpts, when all of these are there."""

    number: int
    things: tuple[str, ...]


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
        """Put things into buckets."""
        found: dict[int, list[str]] = {}
        for thing in things:
            found.setdefault(self._bucket(thing), []).append(thing)
        return [Bucket(number, tuple(found[number])) for number in sorted(found)]

    def add(self, article: str, graph: Graph, things: Iterable[str]) -> None:
        """Take what an article's graph says of things, to be set aside."""
        records: dict[int, list[_Record]] = {}
        for thing in things:
            records.setdefault(self._bucket(thing), []).append(_record(thing, article, graph))
        for number, some in records.items():
            self._waiting.setdefault(number, []).append(marshal.dumps(some))

    def set_aside(self) -> None:
        """Set aside what this process has taken."""
        for number, waiting in self._waiting.items():
            folder = self.folder / str(number)
            folder.mkdir(exist_ok=True)
            with (folder / str(os.getpid())).open("ab") as file:
                file.writelines(waiting)
        self._waiting.clear()

    def read(self, bucket: Bucket) -> Iterator[tuple[str, Graph]]:
        """Give each thing of a bucket with what all articles say of it."""
        found = {thing: Graph() for thing in bucket.things}
        for path in (self.folder / str(bucket.number)).glob("*"):
            file = BytesIO(path.read_bytes())
            end = file.getbuffer().nbytes
            while file.tell() < end:
                for thing, *said in marshal.load(file):  # noqa: S302
                    if thing in found:
                        found[thing].add(*said)
        return ((thing, found.pop(thing)) for thing in bucket.things)

    def _bucket(self, thing: str) -> int:
        return crc32(thing.encode()) % self.buckets


_Record: TypeAlias = tuple[str, dict[str, Node], list[str], list[tuple[str, ...]]]
"""A thing, and what an article says of it, as `Graph.add` takes it."""


def _record(iri: str, article: str, graph: Graph) -> _Record:
    """Give what a graph says of a thing, of statements about it or by it, of their evidence, and of the article."""
    nodes, thing, source = graph.nodes, f"<{iri}>", f"<{article}>"
    by_role = {role: by_thing.get(thing, []) for role, by_thing in graph.speaking_of.items()}
    speaking = {name for role, names in by_role.items() if role != terms.OBJECT for name in names}
    evidence = {each for name in speaking for each in nodes[name].get(terms.EVIDENCE, ())}
    found = {name: nodes[name] for name in (thing, *speaking, *evidence) if name in nodes}
    found[source] = {name: values for name, values in nodes.get(source, {}).items() if name in _OF_ARTICLE}
    leading = [tuple(each) for each in graph.triples(terms.OBJECT, thing)]
    return iri, found, [article] if any(by_role.values()) else [], leading
