"""Rows of a table to facts: each row of a list of people or of forums is evidence of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from gdec import terms
from gdec.errors import GdecError, InputError, Problems, nearest
from gdec.evidence.anchor import shorten
from gdec.evidence.table import Cell, Row, read_table
from gdec.evidence.text import ArticleText, Span, digest
from gdec.facts.check import check, explain_key
from gdec.facts.forms import as_date
from gdec.facts.kinds import Part
from gdec.facts.model import (
    EVENTS,
    FORMAT,
    Article,
    Day,
    Entry,
    Event,
    Facts,
    Link,
    Number,
    Organisation,
    Participation,
    Person,
    Place,
    Post,
    Series,
    Text,
    TextSource,
    Theme,
    Topic,
)
from gdec.facts.names import Registry
from gdec.facts.references import UNNAMED
from gdec.facts.values import explain_date

_WHOLE_NUMBER = re.compile("[0-9]{1,9}")

FIELDS = {
    "people": ("key", "name", "also", "posts.title", "posts.in", "posts.for", "posts.attested"),
    "forums": ("key", "name", "also", "edition_of", "opened", "starts", "ends", "days", "held_in", "topics", "themes"),
}
"""What a column can be, by what the rows are; `key` gives a row its key where its name should not."""

_LED_TO: dict[str, type[Entry]] = {
    "organisations": Organisation,
    "places": Place,
    "series": Series,
    "topics": Topic,
}


@dataclass(frozen=True)
class Plan:
    """How a table is to be read.

    Attributes:
        article: the id that the table gets as an article.
        rows: what its rows are, `people` or `forums`.
        columns: the column of each field.
        event: the registry's key of the event that the people took part in, or "".
        part: the part they played there.
        attested: the day that the table attests people's posts on, unless a column gives it; or "".
    """

    article: str
    rows: str
    columns: dict[str, str]
    event: str = ""
    part: Part = Part.ATTENDEE
    attested: str = ""


def facts_of_table(
    source: str, text: ArticleText, plan: Plan, registry: Registry, *, delimiter: str | None = None
) -> Facts:
    """Make anchored facts of a CSV file, whose text is the article.

    What a row leads to (organisations, places, series, topics) becomes entries as well. The key of a thing comes from
    its name; rows with one key are one row, and must say the same.

    Args:
        source: the file's name, for errors.
        text: the file's text.
        plan: what its columns mean.
        registry: the entries that the facts may share.
        delimiter: see `gdec.evidence.table.read_table`.

    Raises:
        GdecError: the plan names what is not there.
        InputError: the table cannot be read.
        Problems: rows that contradict each other, or that facts cannot be made of, each with its line.
    """
    _refuse(plan, registry)
    rows = read_table(source, text, set(plan.columns.values()), delimiter)
    article = Article(id=plan.article, text=TextSource(sha256=text.sha256))
    making = _Making(source, text, plan, Facts(format=FORMAT, article=article))
    for row in rows:
        making.take(row)
    if making.problems:
        raise Problems(making.problems)
    check(making.facts, registry, source)
    return making.facts


def _refuse(plan: Plan, registry: Registry) -> None:
    known = FIELDS[plan.rows]
    for field in plan.columns:
        if field not in known:
            hint = nearest(field, known) or f"; known are {', '.join(known)}"
            raise GdecError(f'"{field}" is nothing that a column of {plan.rows} can be{hint}')
    if "name" not in plan.columns:
        raise GdecError("no column gives the name; map one, as in -m name=Name")
    if "posts.title" in plan.columns and not (plan.attested or "posts.attested" in plan.columns):
        raise GdecError("a post needs the day it is attested on; say it, as in --attested 2031-05-03")
    if "posts.title" not in plan.columns and any(field.startswith("posts.") for field in plan.columns):
        raise GdecError("a post needs a title; map a column, as in -m posts.title=Title")
    if plan.attested and (problem := explain_date(plan.attested)):
        raise GdecError(problem)
    if plan.event and plan.rows != "people":
        raise GdecError("only people take part in an event; leave --event out")
    events = [key for key, section in registry.sections.items() if section in EVENTS]
    if plan.event and plan.event not in events:
        hint = nearest(plan.event, events) or "; add it there"
        raise GdecError(f'there is no event "{plan.event}" in the registry{hint}')


class _Making:
    """Facts while they are made, row by row."""

    def __init__(self, source: str, text: ArticleText, plan: Plan, facts: Facts) -> None:
        self.source, self.text, self.plan, self.facts = source, text, plan, facts
        self.problems: list[InputError] = []
        self.rows: dict[str, Row] = {}

    def take(self, row: Row) -> None:
        """Add what a row says."""
        try:
            key = self._key(row)
            if key in self.rows:
                self._same(key, row, self.rows[key])
                return
            self.rows[key] = row
            section = getattr(self.facts, self.plan.rows)
            section[key] = self._person(row) if self.plan.rows == "people" else self._forum(row)
        except GdecError as error:
            self.problems.append(InputError(self.source, str(error), row.line))

    def _key(self, row: Row) -> str:
        name = self._cell(row, "name")
        if name is None:
            raise GdecError(f'has no name in the column "{self.plan.columns["name"]}"')
        return _key_of(self._cell(row, "key") or name)

    def _same(self, key: str, row: Row, earlier: Row) -> None:
        differing = [name for name in self.plan.columns.values() if _text(row, name) != _text(earlier, name)]
        if differing:
            what = f'"{key}" stands in line {earlier.line} already, with another {" and ".join(differing)}'
            raise GdecError(f"{what}; if they are two, give each a key with a column of its own, as in -m key=Id")

    def _person(self, row: Row) -> Person:
        person = Person(**self._named(row))
        if title := self._cell(row, "posts.title"):
            body, place, day = (self._cell(row, f"posts.{field}") for field in ("in", "for", "attested"))
            evidence = self._evidence(row, _spanning([cell for cell in (title, body, place) if cell]))
            person.posts.append(
                Post(
                    title=title.text,
                    in_=self._led_to("organisations", row, body) if body else UNNAMED,
                    for_=self._led_to("places", row, place) if place else None,
                    attested=_day(day.text) if day else self.plan.attested or None,
                    **evidence,
                )
            )
        if self.plan.event:
            evidence = self._evidence(row, row.span)
            person.took_part.append(Participation(in_=self.plan.event, as_=self.plan.part, **evidence))
        return person

    def _forum(self, row: Row) -> Event:
        forum = Event(**self._named(row))
        for field in ("opened", "starts", "ends"):
            if cell := self._cell(row, field):
                setattr(forum, field, Day(is_=_day(cell.text), **self._evidence(row, cell.span)))
        if cell := self._cell(row, "days"):
            forum.days = Number(is_=_number(cell.text), **self._evidence(row, cell.span))
        if cell := self._cell(row, "edition_of"):
            forum.edition_of = self._link(row, "series", cell)
        if cell := self._cell(row, "held_in"):
            forum.held_in = [self._link(row, "places", cell)]
        if cell := self._cell(row, "topics"):
            forum.topics = [self._link(row, "topics", cell)]
        if cell := self._cell(row, "themes"):
            evidence = self._evidence(row, cell.span, is_whole=True)
            forum.themes = {_key_of(cell): Theme(is_=cell.text, **evidence)}
        return forum

    def _named(self, row: Row) -> dict[str, Any]:
        """Give the fields that every entry has: its line and what it is called."""
        name, also = self._cell(row, "name"), self._cell(row, "also")
        named = {"name": self._printed(row, name)} if name else {}
        return {"line": row.line, **named, "also": [self._printed(row, also)] if also else []}

    def _link(self, row: Row, section: str, cell: Cell) -> Link:
        return Link(is_=self._led_to(section, row, cell), **self._evidence(row, cell.span))

    def _led_to(self, section: str, row: Row, cell: Cell) -> str:
        """Give the key of what a cell names, and make an entry of it where it stands for the first time."""
        key, entries = _key_of(cell), getattr(self.facts, section)
        entry = entries.setdefault(key, _LED_TO[section](line=row.line))
        if entry.name is None:
            entry.name = self._printed(row, cell)
        elif cell.text not in {name.is_ for name in (entry.name, *entry.also)}:
            entry.also.append(self._printed(row, cell))
        return key

    def _printed(self, row: Row, cell: Cell) -> Text:
        return Text(is_=cell.text, **self._evidence(row, cell.span, is_whole=True))

    def _evidence(self, row: Row, span: Span, *, is_whole: bool = False) -> dict[str, Any]:
        words = self.text.words(span)
        quote = words if is_whole else shorten(words)
        return {"words": quote, "at": tuple(span), "sha256": digest(words), "line": row.line}

    def _cell(self, row: Row, field: str) -> Cell | None:
        return row.cells.get(self.plan.columns.get(field, ""))


def _key_of(cell: Cell) -> str:
    key = terms.slug(cell.text)
    if problem := explain_key(key):
        raise GdecError(f'"{cell.text}" gives no key: {problem}; map a column of keys, as in -m key=Id')
    return key


def _day(text: str) -> str:
    if day := as_date(text):
        return day
    raise GdecError(explain_date(text))


def _number(text: str) -> int:
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    raise GdecError(f'"{text}" is no whole number')


def _spanning(cells: list[Cell]) -> Span:
    """Give the words from the first cell to the last, or those of the first where they stand in several paragraphs."""
    paragraph = cells[0].span.paragraph
    if any(cell.span.paragraph != paragraph for cell in cells):
        return cells[0].span
    return Span(paragraph, min(cell.span.start for cell in cells), max(cell.span.end for cell in cells))


def _text(row: Row, column: str) -> str:
    return row.cells[column].text if column in row.cells else ""
