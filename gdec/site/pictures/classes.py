"""The picture of the ontology's classes: what is a kind of what, and which properties lead from one to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gdec import terms
from gdec.query.table import shorten
from gdec.site.pictures.drawing import (
    NARROW,
    SMALL,
    WIDE,
    Cell,
    Link,
    Picture,
    Point,
    box,
    curve,
    frame,
    label,
    line,
    linked,
    wrap,
)
from gdec.site.reading.vocabulary import CLASS, DATATYPE_PROPERTY, OBJECT_PROPERTY, Defined, Vocabulary

_ANYTHING = terms.PREFIXES["owl"] + "Thing"
_COLUMNS = 3
_BROAD, _GAP = 258, 40
_HEAD, _ROW, _APART = 26, 18, 16


@dataclass(frozen=True)
class _Row:
    """A row in a class's box: a property and what it leads to, or what the class is a kind of."""

    text: str
    iri: str
    leads_to: tuple[str, ...]
    is_parent: bool = False

    @cached_property
    def lines(self) -> list[str]:
        """Its text in as many lines as it needs."""
        return wrap(self.text, _BROAD - 9, 4, SMALL)


def classes_diagram(vocabulary: Vocabulary, link: Link) -> Picture:
    """Draw the classes of the ontology as boxes with their properties.

    Args:
        vocabulary: the ontology.
        link: gives addresses.
    """
    classes = vocabulary.section(CLASS)
    boxes = {each.iri: list(_rows(each, vocabulary)) for each in classes}
    title = "Classes and properties"
    said = (
        f"{len(classes)} classes. A box holds what the class is a kind of and the properties it has. In the wide "
        "drawing, where no box stands between, a dashed line leads to the wider class, a solid one to that of values."
    )
    wide, narrow = (
        frame(f"classes-{kind}", title, said, (width, height), _draw(columns, boxes, link, broad))
        for kind, width, broad, columns in (
            ("wide", WIDE, _BROAD, _columns(classes, boxes)),
            ("narrow", NARROW, NARROW - 2, [classes]),
        )
        for height in [max(sum(_tall(boxes[each.iri]) + _APART for each in column) for column in columns)]
    )
    table = tuple((Cell(each.label, each.iri), Cell(row.text, row.iri)) for each in classes for row in boxes[each.iri])
    return Picture("classes", title, said, ("Class", "Parent, or property and its range"), table, wide, narrow)


def _rows(cls: Defined, vocabulary: Vocabulary) -> Iterator[_Row]:
    for parent in cls.parents:
        yield _Row(f"kind of {_name(parent, vocabulary)}", parent, (parent,), is_parent=True)
    for section in (OBJECT_PROPERTY, DATATYPE_PROPERTY):
        for each in vocabulary.section(section):
            if cls.iri in each.domain:
                to = " or ".join(_name(one, vocabulary) for one in each.range)
                yield _Row(f"{each.label} → {to}", each.iri, each.range)


def _name(iri: str, vocabulary: Vocabulary) -> str:
    if iri == _ANYTHING:
        return "anything"
    found = vocabulary.of(iri)
    return found.label if found else shorten(iri, terms.PREFIXES)


def _columns(classes: Sequence[Defined], boxes: Mapping[str, list[_Row]]) -> list[list[Defined]]:
    """Spread the classes: those that lead to many on the left, a class beside those that lead to it, heights alike."""
    led_to: dict[str, set[str]] = {each.iri: set() for each in classes}
    for iri, rows in boxes.items():
        for to in (to for row in rows for to in row.leads_to if to in led_to and to != iri):
            led_to[to].add(iri)
    out = {iri: len({to for row in rows for to in row.leads_to if to in led_to}) for iri, rows in boxes.items()}
    known = {each.iri: each for each in classes}

    def weight(each: Defined) -> int:
        """Tell how far on the right a class stands: a narrower one with the wider, whatever it leads to itself."""
        wider = min((iri for iri in each.parents if iri in known), default=each.iri)
        return len(led_to[wider]) - out[wider]

    order = sorted(classes, key=lambda each: (weight(each), each.iri))
    room = sum(_tall(boxes[each.iri]) + _APART for each in classes) / _COLUMNS
    columns: list[list[Defined]] = [[] for _ in range(_COLUMNS)]
    used = 0.0
    for each in order:
        columns[min(int(used / room), _COLUMNS - 1)].append(each)
        used += _tall(boxes[each.iri]) + _APART
    return _sorted(columns, boxes)


def _sorted(columns: list[list[Defined]], boxes: Mapping[str, list[_Row]]) -> list[list[Defined]]:
    """Order each column by the middle of what its boxes are tied to in the others."""
    ties: dict[str, set[str]] = {iri: set() for iri in boxes}
    for iri, rows in boxes.items():
        for to in (to for row in rows for to in row.leads_to if to in ties):
            ties[iri].add(to)
            ties[to].add(iri)
    for turn in range(6):
        for column in columns if turn % 2 else reversed(columns):
            place = {each.iri: at / len(others) for others in columns for at, each in enumerate(others)}
            column.sort(key=lambda each: (_middle([place[to] for to in sorted(ties[each.iri])]), each.iri))
    return columns


def _middle(places: list[float]) -> float:
    return sum(places) / len(places) if places else 0.5


def _tall(rows: list[_Row]) -> float:
    return _HEAD + _ROW * sum(len(row.lines) for row in rows) + (6 if rows else 0)


def _draw(
    columns: Sequence[Sequence[Defined]], boxes: Mapping[str, list[_Row]], link: Link, broad: float
) -> Iterator[str]:
    corners: dict[str, Point] = {}
    for at, column in enumerate(columns):
        y = 4.0
        for each in column:
            corners[each.iri] = (1 + at * (_BROAD + _GAP), y)
            y += _tall(boxes[each.iri]) + _APART
    for iri, rows in boxes.items() if len(columns) > 1 else ():
        yield from _ties(iri, rows, corners)
    for column in columns:
        for each in column:
            yield from _box(each, boxes[each.iri], corners[each.iri], link, broad)


def _ties(iri: str, rows: list[_Row], corners: Mapping[str, Point]) -> Iterator[str]:
    """Draw a line from each row to the box it leads to, where no other box stands between.

    Between boxes of one column it swings out on the right.
    """
    x, y = corners[iri]
    lower = y + _HEAD + 9
    for row in rows:
        for to in row.leads_to:
            far, top = corners.get(to, (x, y))
            if to in corners and to != iri and abs(far - x) <= _BROAD + _GAP:
                start = x if far < x else x + _BROAD
                end = far + _BROAD if far <= x else far
                yield curve((start, lower), (end, top + _HEAD / 2), "line dashed" if row.is_parent else "line")
        lower += _ROW * len(row.lines)


def _box(cls: Defined, rows: list[_Row], corner: Point, link: Link, broad: float) -> Iterator[str]:
    x, y = corner
    yield box(corner, (broad, _tall(rows)))
    yield linked(link(cls.iri), label((x + 8, y + 18), cls.label, "link bold"))
    y += _HEAD
    if rows:
        yield line((x, y), (x + broad, y))
    for row in rows:
        colour = "soft" if row.is_parent else "ink"
        texts = (label((x + 8, y + 14 + _ROW * at), text, colour, SMALL) for at, text in enumerate(row.lines))
        yield linked(link(row.iri), "".join(texts))
        y += _ROW * len(row.lines)
