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
_EVENTS = 2
_LINES, _STEP = 8, 15
"""How many lines a box has room for at the most, and how tall one of those is that tell of parts."""


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
        f"events in which they take part on the right; below a name stands the part played.{more}"
    )
    by_iri = {node.iri: node for node in nodes}
    rows = tuple((_cell(by_iri[edge.one]), Cell(edge.text), _cell(by_iri[edge.other])) for edge in edges)
    columns = _ordered(nodes, edges)
    wide, narrow = (
        frame(f"network-{kind}", title, said, (width, drawing.height), drawing.draw(link))
        for kind, width in (("wide", WIDE), ("narrow", NARROW))
        for drawing in [_Drawing(columns, edges, width)]
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

    def __init__(self, columns: list[list[Node]], edges: Sequence[Edge], width: int) -> None:
        self.columns, self.edges, self.is_wide = columns, edges, width >= WIDE
        self.size = 13 if self.is_wide else SMALL
        self.gap = width * (0.13 if self.is_wide else 0.05)
        self.broad = (width - 2 - 2 * self.gap) / 3
        nodes = [node for column in columns for node in column]
        self.column = {node.iri: node.column for node in nodes}
        self.room = self.broad - 7
        self.lines = {node.iri: wrap(node.text, self.room, _LINES, self.size) for node in nodes}
        self.parts = {node.iri: self._parts(node) for node in nodes}
        self.tall = {
            iri: len(found) * (self.size + 4) + len(self.parts[iri]) * _STEP + 10 for iri, found in self.lines.items()
        }
        self.height = 30 + max(self._used(column) for column in columns)
        self.top = dict(self._tops())

    def draw(self, link: Link) -> Iterator[str]:
        heads = "Bodies and places of posts" if self.is_wide else "Bodies, places", "Who takes part", "Events"
        for at, head in enumerate(heads):
            yield label((self._left(at), 16), head, "soft", SMALL)
        ties: dict[tuple[str, str], list[str]] = {}
        for edge in self.edges:
            ties.setdefault((edge.one, edge.other), []).append(edge.text)
        for pair, texts in ties.items():
            path = "".join(self._tie(*sorted(pair, key=lambda iri: self.column[iri])))
            yield linked("", path, ", ".join(dict.fromkeys(texts)))
        for node in (node for column in self.columns for node in column):
            yield self._box(node, link)

    def _box(self, node: Node, link: Link) -> str:
        x, y = self._left(node.column), self.top[node.iri]
        drawn = [box((x, y), (self.broad, self.tall[node.iri]))]
        y += 3
        for text in self.lines[node.iri]:
            y += self.size + 4
            drawn.append(label((x + 6, y), text, "link", self.size))
        for text in self.parts[node.iri]:
            y += _STEP
            drawn.append(label((x + 6, y), text, "soft", SMALL))
        return linked(link(node.iri), "".join(drawn), node.text)

    def _parts(self, node: Node) -> list[str]:
        """Give the lines that tell which parts somebody plays at events; nobody else has any."""
        ties = (edge.text for edge in self.edges if edge.one == node.iri and self.column[edge.other] == _EVENTS)
        played = ", ".join(dict.fromkeys(part for text in ties for part in text.split(", ")))
        return wrap(played, self.room, _LINES, SMALL) if played and node.column != _EVENTS else []

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
