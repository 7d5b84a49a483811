"""Pictures on a time axis: the editions and forums of a conference, the posts of a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gdec.site.frame.text import days as in_words
from gdec.site.pictures.drawing import (
    NARROW,
    SMALL,
    WIDE,
    Cell,
    Link,
    Picture,
    box,
    dot,
    frame,
    label,
    line,
    linked,
    wrap,
)

POSTS = 40
"""How many posts of a person a picture draws."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Span:
    """A row of a time axis.

    Attributes:
        iri: what it is a row for.
        text: what that is called.
        start: the first day, as `2031-05-01`, or an empty text where none is stated.
        end: the last day, or an empty text.
        note: what the days are, as in `opened`.
        depth: how far the row stands in below the one it is a part of.
        whole: what it is called where it stands alone, if that is something else.
        is_scheduled: the last day is told only as what was still to come.
    """

    iri: str
    text: str
    start: str = ""
    end: str = ""
    note: str = ""
    depth: int = 0
    whole: str = ""
    is_scheduled: bool = False

    @property
    def when(self) -> str:
        """The days in words."""
        given = self.start or self.end, self.end or self.start
        first, last = in_words(*given) if all(map(_ordinal, given)) else given
        days = last if given[0] == given[1] else f"{first} to {last}"
        scheduled = self.is_scheduled and ("(end as scheduled)" if self.start else "(as scheduled)")
        return " ".join(part for part in (self.note, days, scheduled) if part) if days else "no date stated"


def timeline(spans: Sequence[Span], link: Link, *, left_out: int = 0) -> Picture | None:
    """Draw editions and forums in the order of time, or None where there is nothing to draw.

    Args:
        spans: the events, in the order of their rows.
        link: gives addresses.
        left_out: how many events are not shown.
    """
    more = f" The {len(spans)} of which most is said are shown, of {len(spans) + left_out}." if left_out else ""
    said = f"{len(spans)} events, each with its days in words and as a mark; what has no date has no mark.{more}"
    return _axis(("timeline", "Editions and forums in the order of time", said), "Event", spans, link)


def posts_axis(spans: Sequence[Span], link: Link) -> Picture | None:
    """Draw the posts of a person, each on the days on which an article attests it, or None where there are none.

    Of very many the first are drawn.
    """
    said = "A mark stands on each day on which an article attests the post; it does not say how long it was held."
    if len(spans) > POSTS:
        said += f" Of {len(spans)} posts the first {POSTS} are drawn; all are listed below."
    return _axis(("posts", "Posts on the days they are attested", said), "Post", spans[:POSTS], link)


def _axis(told: tuple[str, str, str], what: str, spans: Sequence[Span], link: Link) -> Picture | None:
    if not spans:
        return None
    name, title, said = told
    rows = tuple((Cell(span.whole or span.text, span.iri), Cell(span.when)) for span in spans)
    wide, narrow = (
        frame(f"{name}-{kind}", title, said, (width, height), body)
        for kind, width in (("wide", WIDE), ("narrow", NARROW))
        for height, body in [_draw(spans, link, width)]
    )
    return Picture(name, title, said, (what, "When"), rows, wide, narrow)


def _draw(spans: Sequence[Span], link: Link, width: int) -> tuple[float, list[str]]:
    """Draw a row for each span: its days in words and its mark beside its text where there is room, else below it."""
    beside = width >= WIDE
    days, left = (width * share for share in ((0.44, 0.7) if beside else (0.023, 0.56)))
    scale = _Scale(spans, left, right=width - 16)
    body = list(scale.years())
    y = 28.0
    for span in spans:
        x = 8 + 16 * span.depth
        lines = wrap(span.text, (days if beside else width) - 8 - x, 3)
        told = wrap(span.when, left - 12 - days, 3, SMALL)
        above = 0 if beside else 18 * len(lines) + 8
        tall = max(18 * len(lines) * beside, 16 * len(told)) + (14 if beside else 10)
        middle = y + above + tall / 2
        first = middle + 5 - 9 * (len(lines) - 1) if beside else y + 20
        texts = [label((x, first + 18 * at), each, "link") for at, each in enumerate(lines)]
        texts += (
            label((days, middle + 4 + 16 * at - 8 * (len(told) - 1)), each, "soft", SMALL)
            for at, each in enumerate(told)
        )
        body += scale.ticks(middle - tall / 2, middle + tall / 2)
        row = "".join((*texts, *scale.mark(span, middle)))
        body.append(linked(link(span.iri), row, f"{span.whole or span.text}: {span.when}"))
        y += above + tall
        body.append(line((8, y), (width - 8, y)))
    return y + 8, body


class _Scale:
    """Days to places on the axis."""

    def __init__(self, spans: Sequence[Span], left: float, right: float) -> None:
        days = [day for span in spans for text in (span.start, span.end) if (day := _ordinal(text))]
        self.first = date.fromordinal(min(days)).year if days else 0
        self.last = date.fromordinal(max(days)).year + 1 if days else 0
        self.left, self.right = left, right

    def at(self, day: int) -> float:
        here = date.fromordinal(day)
        share = (here.year - self.first + (here.timetuple().tm_yday - 1) / 366) / (self.last - self.first)
        return self.left + share * (self.right - self.left)

    def places(self) -> Iterator[tuple[int, float]]:
        """Give the years that are marked, each with its place."""
        room = (self.right - self.left) / 60
        step = next((step for step in _STEPS if (self.last - self.first) / step <= room), _STEPS[-1])
        for year in range(self.first, self.last, step):
            yield year, self.left + (self.right - self.left) * (year - self.first) / (self.last - self.first)

    def years(self) -> Iterator[str]:
        return (label((x, 20), str(year), "soft", SMALL) for year, x in self.places())

    def ticks(self, top: float, bottom: float) -> Iterator[str]:
        return (line((x, top), (x, bottom)) for _, x in self.places())

    def mark(self, span: Span, y: float) -> Iterator[str]:
        """Draw the days of a span; where only the first or the last is known, as a ring."""
        start, end = _ordinal(span.start), _ordinal(span.end)
        if not start and not end:
            return
        x1, x2 = self.at(start or end), self.at(end or start)
        if x2 - x1 > 8:
            yield box((x1, y - 5), (x2 - x1, 10), "mark", 5)
        else:
            yield dot(((x1 + x2) / 2, y), "mark" if start and end else "mark hollow")


def _ordinal(day: str) -> int:
    """Give a day's place in the calendar, or 0 for what is no day of it."""
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return 0
