"""What pictures are drawn with: text that is measured, boxes, lines, links, and the frame around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import TypeAlias

from gdec import terms

Link: TypeAlias = Callable[[str], str]
"""Gives the address that an IRI is linked to from the page that the picture stands on."""

Point: TypeAlias = tuple[float, float]

WIDE, NARROW = 880, 344
"""The widths that pictures are laid out in: a page's column, and a phone's."""
TEXT, SMALL = 14, 12
"""The sizes of letters."""

_SPREAD, _APART = 0.12, 0.16
"""What a reader may put between letters and between words, in parts of their size (WCAG 2.2, 1.4.12)."""

_INK = {"ink": "#1f2328", "soft": "#57606a", "line": "#8c959f", "mark": "#8a3b12", "box": "#f6f8fa", "faint": "#d8dee4"}
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_NARROW, _BROAD = frozenset("fijlrt.,:;!|'()[] -"), frozenset("mwMWGOQ@%—…→")


@dataclass(frozen=True)
class Cell:
    """A cell of a picture's table: a text, and the IRI of the thing that it names or an empty text."""

    text: str
    iri: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture.

    Attributes:
        name: what its file is called, without suffix.
        title: what it shows.
        description: what is to be seen in it, in a sentence or two.
        columns: the heads of the table that says the same.
        rows: its rows.
        svg: the picture for wide pages, to stand in HTML.
        narrow: the picture for phones.
    """

    name: str
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    svg: str
    narrow: str

    def named(self, name: str) -> Picture:
        """Give the same picture under another name."""
        return replace(self, name=name)


def frame(name: str, title: str, description: str, size: tuple[float, float], body: Iterable[str]) -> str:
    """Put a drawing into an SVG element that says what it is; `name` must be unlike all others of its page."""
    width, height = (number(each) for each in size)
    return (
        f'<svg xmlns="{terms.SVG}" class="drawing" role="group" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" aria-labelledby="{name}-title {name}-desc" '
        f'font-family="system-ui, sans-serif" font-size="{TEXT}">'
        f'<title id="{name}-title">{clean(title)}</title><desc id="{name}-desc">{clean(description)}</desc>'
        f"{''.join(body)}</svg>"
    )


def standalone(svg: str, stylesheet: str) -> bytes:
    """Give an SVG element as a file of its own; the stylesheet gives it the reader's theme where it is found."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/css" href="{clean(stylesheet)}"?>\n'
    return f"{head}{svg}\n".encode()


def number(value: float) -> str:
    """Write a coordinate in as few signs as it needs."""
    return f"{round(value, 1):g}"


def clean(text: str) -> str:
    """Make a text fit for XML: escaped, and without signs that XML cannot hold or that turn the writing around."""
    return escape(_HARMFUL.sub("\ufffd", text))


def label(at: Point, text: str, cls: str = "ink", size: int = TEXT, anchor: str = "start") -> str:
    """Draw a line of text from a point of its baseline; what it lies on stays clear of its letters."""
    (x, y), weight = map(number, at), "600" if "bold" in cls.split() else "400"
    return (
        f'<text class="{cls}" fill="{_colour(cls)}" x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" stroke="#fff" stroke-width="3" paint-order="stroke">{clean(text)}</text>'
    )


def line(start: Point, end: Point, cls: str = "faint") -> str:
    """Draw a straight line."""
    (x1, y1), (x2, y2) = map(number, start), map(number, end)
    return f'<line class="{cls}" stroke="{_colour(cls)}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def curve(start: Point, end: Point, cls: str = "line") -> str:
    """Draw a curve that leaves and arrives level; between two points of one side it swings out of their column."""
    (x1, y1), (x2, y2) = start, end
    bend = max(abs(x2 - x1) / 2, 24)
    near, far = (x1 + bend, x2 + bend) if x1 == x2 else (x1 + bend, x2 - bend) if x2 > x1 else (x1 - bend, x2 + bend)
    path = " ".join(map(number, (near, y1, far, y2, x2, y2)))
    dash = ' stroke-dasharray="4 3"' if "dashed" in cls.split() else ""
    return f'<path class="{cls}" fill="none" stroke="{_colour(cls)}"{dash} d="M{number(x1)} {number(y1)}C{path}"/>'


def box(at: Point, size: Point, cls: str = "box", radius: float = 4) -> str:
    """Draw a filled box from its upper left corner."""
    stroke = f' stroke="{_INK["line"]}"' if cls == "box" else ""
    (x, y), (width, height) = map(number, at), map(number, size)
    place = f'x="{x}" y="{y}" width="{width}" height="{height}" rx="{number(radius)}"'
    return f'<rect class="{cls}" fill="{_colour(cls)}"{stroke} {place}/>'


def dot(at: Point, cls: str = "mark") -> str:
    """Draw a dot; one of the class `hollow` where less is known."""
    x, y = map(number, at)
    is_hollow = "hollow" in cls.split()
    paint = f'fill="#fff" stroke="{_colour(cls)}" stroke-width="2"' if is_hollow else f'fill="{_colour(cls)}"'
    return f'<circle class="{cls}" {paint} cx="{x}" cy="{y}" r="5"/>'


def linked(address: str, drawing: str, full: str = "") -> str:
    """Make a drawing a link, if there is an address; `full` tells what it does not show, or shows shortened."""
    told = f"<title>{clean(full)}</title>" if full else ""
    if not address:
        return f"<g>{told}{drawing}</g>" if told else drawing
    return f'<a href="{clean(address)}">{told}{drawing}</a>'


def breadth(text: str, size: float = TEXT) -> float:
    """Tell how wide a text is at the most, in a common sans-serif face, with its letters spread as readers may."""
    return (sum(_breadth(sign) + _SPREAD for sign in text) + _APART * text.count(" ")) * size


def fit(text: str, width: float, size: float = TEXT) -> str:
    """Shorten a text to a width, with an ellipsis for what is left out.

    >>> fit("Harbour Data Forum 2031", 112)
    'Harbour Da…'
    """
    if breadth(text, size) <= width:
        return text
    while text and breadth(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, width: float, lines: int, size: float = TEXT) -> list[str]:
    """Break a text into so many lines at the most; the last one is shortened where there is more.

    >>> wrap("Harbour Data Forum 2031", 120, 2)
    ['Harbour Data', 'Forum 2031']
    """
    words, found = text.split(), [""]
    for at, word in enumerate(words):
        longer = f"{found[-1]} {word}".strip()
        if not found[-1] or breadth(longer, size) <= width:
            found[-1] = longer
        elif len(found) == lines:
            found[-1] = " ".join((found[-1], *words[at:]))
            break
        else:
            found.append(word)
    return [fit(each, width, size) for each in found]


def _breadth(sign: str) -> float:
    if sign in _NARROW:
        return 0.36
    if sign in _BROAD:
        return 0.95
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.05
    return 0.72 if sign.isupper() else 0.6


def _colour(cls: str) -> str:
    return _INK.get(cls.partition(" ")[0], _INK["mark"])
