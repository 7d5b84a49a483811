"""The picture of people, the bodies they hold posts in, and the events they take part in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gdec.site.pictures.drawing import (
    NARROW,
    SMALL,
    WIDE,
    Cell,
    Link,
    Picture,
    box,
    curve,
    frame,
    label,
    linked,
    wrap,
)

_ROUNDS = 8
_GAP = 8


@dataclass(frozen=True)
class Node:
    """A thing: its IRI, what it is called, and the column it stands in: 0 for bodies, 1 for agents, 2 for events."""

    iri: str
    text: str
    column: int


@dataclass(frozen=True)
class Edge:
    """A tie of two things, as in "speaker"."""

    one: str
    other: str
    text: str


def network(nodes: Sequence[Node], edges: Sequence[Edge], link: Link, *, left_out: int = 0) -> Picture | None:
    """Draw who is tied to what, in three columns, or None where nothing is.

    Args:
        nodes: the things; each is tied to another one.
        edges: the ties between them.
        link: gives addresses.
        left_out: how many agents are not shown.
    """
    if not edges:
        return None
    title = "People, bodies and events"
    agents = sum(node.column == 1 for node in nodes)
    more = f" They are the {agents} with most ties, of {agents + left_out}." if left_out else ""
    said = (
        f"{agents} people and others who take part, between the bodies in which they hold posts on the left and the "
        f"events in which they take part on the right.{more}"
    )
    by_iri = {node.iri: node for node in nodes}
    rows = tuple((_cell(by_iri[edge.one]), Cell(edge.text), _cell(by_iri[edge.other])) for edge in edges)
    columns = _ordered(nodes, edges)
    wide, narrow = (
        frame(f"network-{kind}", title, said, (width, drawing.height), drawing.draw(edges, link))
        for kind, width in (("wide", WIDE), ("narrow", NARROW))
        for drawing in [_Drawing(columns, width)]
    )
    return Picture("network", title, said, ("Who", "Tie", "What"), rows, wide, narrow)


def _cell(node: Node) -> Cell:
    return Cell(node.text, node.iri)


def _ordered(nodes: Sequence[Node], edges: Iterable[Edge]) -> list[list[Node]]:
    """Order each column so that few ties cross: again and again by the middle of its neighbours' places."""
    ties: dict[str, set[str]] = {node.iri: set() for node in nodes}
    for edge in edges:
        ties[edge.one].add(edge.other)
        ties[edge.other].add(edge.one)
    columns = [sorted((node for node in nodes if node.column == at), key=lambda node: node.iri) for at in range(3)]
    for turn in range(_ROUNDS):
        for at in (0, 1, 2) if turn % 2 else (2, 1, 0):
            place = {
                node.iri: (row + 0.5) / len(column)
                for which, column in enumerate(columns)
                if which != at
                for row, node in enumerate(column)
            }
            columns[at].sort(key=lambda node: (_middle(ties[node.iri], place), node.iri))
    return columns


def _middle(neighbours: set[str], place: Mapping[str, float]) -> float:
    found = sorted(place[iri] for iri in neighbours if iri in place)
    return sum(found) / len(found) if found else 0.5


class _Drawing:
    """Three columns of boxes in a width."""

    def __init__(self, columns: list[list[Node]], width: int) -> None:
        self.columns, self.is_wide = columns, width >= WIDE
        self.size = 13 if self.is_wide else SMALL
        self.gap = width * (0.13 if self.is_wide else 0.07)
        self.broad = (width - 2 - 2 * self.gap) / 3
        nodes = [node for column in columns for node in column]
        self.column = {node.iri: node.column for node in nodes}
        self.lines = {node.iri: wrap(node.text, self.broad - 12, 4, self.size) for node in nodes}
        self.tall = {iri: len(found) * (self.size + 4) + 10 for iri, found in self.lines.items()}
        self.height = 30 + max(self._used(column) for column in columns)
        self.top = dict(self._tops())

    def draw(self, edges: Iterable[Edge], link: Link) -> Iterator[str]:
        heads = (
            ("Bodies and places of posts", "Who takes part", "Events") if self.is_wide else ("Posts", "Who", "Events")
        )
        for at, head in enumerate(heads):
            yield label((self._left(at), 16), head, "soft", SMALL)
        for one, other in dict.fromkeys((edge.one, edge.other) for edge in edges):
            yield from self._tie(*sorted((one, other), key=lambda iri: self.column[iri]))
        for node in (node for column in self.columns for node in column):
            x, y = self._left(node.column), self.top[node.iri]
            step = self.size + 4
            texts = (
                label((x + 6, y + 3 + step * (row + 1)), text, "link", self.size)
                for row, text in enumerate(self.lines[node.iri])
            )
            shape = box((x, y), (self.broad, self.tall[node.iri]))
            yield linked(link(node.iri), shape + "".join(texts), node.text)

    def _used(self, column: list[Node]) -> float:
        return sum(self.tall[node.iri] + _GAP for node in column)

    def _left(self, column: int) -> float:
        return 1 + column * (self.broad + self.gap)

    def _tops(self) -> Iterator[tuple[str, float]]:
        """Give each node its upper edge; a column shorter than the picture is spread over it."""
        for column in self.columns:
            free = (self.height - 30 - self._used(column)) / max(len(column), 1)
            y = 30 + free / 2
            for node in column:
                yield node.iri, y
                y += self.tall[node.iri] + _GAP + free

    def _tie(self, left: str, right: str) -> Iterator[str]:
        """Draw a tie, to lie under the boxes: what leads past the middle column goes through a gap of it."""
        y1, y2 = (self.top[iri] + self.tall[iri] / 2 for iri in (left, right))
        x1, x2 = self._left(self.column[left]) + self.broad, self._left(self.column[right])
        if self.column[left] == self.column[right]:
            yield curve((x1, y1), (x1, y2))
        elif self.column[right] - self.column[left] == 1:
            yield curve((x1, y1), (x2, y2))
        else:
            gaps = [top - _GAP / 2 for iri, top in self.top.items() if self.column[iri] == 1]
            y = min(gaps, key=lambda free: abs(free - (y1 + y2) / 2), default=y1)
            points = ((x1, y1), (x1 + self.gap, y), (x2 - self.gap, y), (x2, y2))
            yield from (curve(start, end) for start, end in pairwise(points))
