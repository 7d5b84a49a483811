"""Where in the input files things and triples stand: an index from triples, whole or in part, to lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

Key: TypeAlias = tuple[str, str, str]
Where: TypeAlias = tuple[int, int]
"""A line and a column in it, both from 1 and in code points; the column is 0 where it is not known."""

BLANK = "_:"
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, order=True)
class Origin:
    """A place in an input file: a line from 1, and a column from 1 in code points, each 0 where it is not known."""

    source: str
    line: int
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.source, *(str(number) for number in (self.line, self.column) if number)])


class Spot(NamedTuple):
    """A triple as a file writes it, with the place of each of its terms; terms are written as `sign` gives them.

    Attributes:
        subject: an IRI or `BLANK`.
        predicate: an IRI.
        objects: what the object may be, where the file alone does not tell.
        places: of the subject, the predicate and the object.
    """

    subject: str
    predicate: str
    objects: tuple[str, ...]
    places: tuple[Where, Where, Where]


class Ruler:
    """The lines and columns of a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]

    def at(self, offset: int) -> Where:
        """Give the line and column of an offset in code points."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Places:
    """The places of triples, by the whole triple, by its parts, and by its subject or object alone."""

    def __init__(self) -> None:
        self._first: dict[Key, Origin] = {}

    def add(self, source: str, triple: Key, places: tuple[Where, Where, Where]) -> None:
        """Note where the terms of a triple stand; the first place of the same counts."""
        s, p, o = triple
        subject, predicate, obj = places
        self._note((s, p, o), source, obj)
        self._note((s, p, ""), source, predicate)
        self._note(("", p, o), source, obj)
        self._note((s, "", ""), source, subject)
        self._note(("", "", o), source, obj)

    def add_thing(self, source: str, thing: str, place: Where) -> None:
        """Note where a thing is spoken of."""
        self._note((thing, "", ""), source, place)

    def _note(self, key: Key, source: str, place: Where) -> None:
        if place[0]:
            self._first.setdefault(key, Origin(source, *place))

    def find(self, focus: str, predicates: tuple[str, ...], value: str, triple: Key | None) -> Origin | None:
        """Find what a result is about, by its value, else its path, else its thing; None where no file has any."""
        wanted = [*_spoken_of(focus, predicates, value), *(_stood_for(triple) if triple else ())]
        return next((origin for key in wanted if (origin := self._first.get(key))), None)


def _spoken_of(focus: str, predicates: tuple[str, ...], value: str) -> Iterator[Key]:
    if value:
        yield from ((focus, predicate, value) for predicate in predicates)
        yield from ((value, predicate, focus) for predicate in predicates)
        yield from (("", predicate, value) for predicate in predicates)
    yield from ((focus, predicate, "") for predicate in predicates)
    yield from (("", predicate, focus) for predicate in predicates)
    yield (focus, "", "")
    yield ("", "", focus)


def _stood_for(triple: Key) -> Iterator[Key]:
    s, p, o = triple
    yield triple
    yield ("", p, o)
    yield (s, "", "")


def sign(term: NamedNode | BlankNode | Literal | Triple) -> str:
    """Write a term as the text of a file alone can tell it: an IRI, the text of a literal behind `"`, or `BLANK`."""
    if isinstance(term, NamedNode):
        return str(term)
    return f'"{term.value}' if isinstance(term, Literal) else BLANK


def match(spots: Iterable[Spot], quads: Iterable[Quad]) -> Iterator[tuple[Key, tuple[Where, Where, Where]]]:
    """Find the places of quads. Blank nodes have other names in a file: the n-th of a kind there is the n-th here.

    Args:
        spots: what the file writes, in its order.
        quads: the quads that were read from it, in the order in which they were read.

    Yields:
        The triple in N-Triples form, and its places.
    """
    waiting: dict[Key, list[Quad]] = {}
    for quad in quads:
        waiting.setdefault((sign(quad.subject), str(quad.predicate), sign(quad.object)), []).append(quad)
    for queue in waiting.values():
        queue.reverse()
    for spot in spots:
        keys = ((spot.subject, spot.predicate, obj) for obj in spot.objects)
        queue = next((queue for key in keys if (queue := waiting.get(key, []))), [])
        if queue:
            quad = queue.pop() if len(queue) > 1 else queue[0]
            yield (str(quad.subject), str(quad.predicate), str(quad.object)), spot.places
