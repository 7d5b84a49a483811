"""A CSV file (RFC 4180) whose cells know where they stand in its text.

Python's own reader gives values without their places, and evidence is a place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from gdec.errors import InputError, nearest
from gdec.evidence.text import ArticleText, Span
from gdec.facts.reading import UNUSABLE

DELIMITERS = (",", ";", "\t", "|")

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_OPENING = re.compile(' *"')
_QUOTED = re.compile('((?:[^"]|"")*)" *')


class Cell(NamedTuple):
    """A cell that is not empty: its text, each run of white space one space, and its words in the file.

    The words of a cell that goes over several lines are those on the first of them, since evidence stands in one
    paragraph.
    """

    text: str
    span: Span


class Row(NamedTuple):
    """A row: its line from 1, the place of its first line, and its cells by column, without the empty ones."""

    line: int
    span: Span
    cells: dict[str, Cell]


class _Raw(NamedTuple):
    """A cell, empty or not: its text, where that stands, and where the cell with its quotes does."""

    text: str
    inner: tuple[int, int]
    outer: tuple[int, int]


def read_table(source: str, text: ArticleText, columns: set[str], delimiter: str | None = None) -> list[Row]:
    """Read the rows of a CSV file that are not empty.

    Args:
        source: the file's name, for errors.
        text: the file's text, with its columns' names in the first line.
        columns: the names of the columns that are wanted; white space around names does not count.
        delimiter: what stands between cells; by default, of comma, semicolon, tab and bar, the one that divides the
            first line into most cells.

    Raises:
        InputError: a column is missing or there twice, a quote is not closed, a row has more or fewer cells than
            columns, or a character that facts cannot hold.
    """
    return _Table(source, text).rows(columns, delimiter)


class _Table:
    def __init__(self, source: str, text: ArticleText) -> None:
        self.source, self.text = source, text
        self.starts = [found.end() for found in _LINE_BREAK.finditer(text.text)]
        if unusable := UNUSABLE.search(text.text.removeprefix("\ufeff")):
            raise InputError(source, f"has the character U+{ord(unusable[0]):04X} in it; is it CSV?")

    def rows(self, columns: set[str], delimiter: str | None) -> list[Row]:
        records = self.records(delimiter or self.delimiter())
        header = [_tidy(cell.text) for cell in next(records, [])]
        self._need(columns, header)
        found: list[Row] = []
        for record in records:
            if not any(cell.text.strip() for cell in record):
                continue
            line = self.line(record[0].outer[0])
            if len(record) != len(header):
                what = f"has {len(record)} cells where the header has {len(header)}; put a cell with"
                raise InputError(self.source, f"{what} the delimiter in it in double quotes", line)
            cells = {name: cell for name, cell in zip(header, record, strict=True) if name in columns}
            found.append(Row(line, self.place(record[0].outer[0], record[-1].outer[1]), self._filled(cells)))
        return found

    def delimiter(self) -> str:
        widths = {delimiter: len(next(self.records(delimiter), [])) for delimiter in DELIMITERS}
        return max(widths, key=lambda delimiter: widths[delimiter])

    def records(self, delimiter: str) -> Iterator[list[_Raw]]:
        text = self.text.text
        plain = re.compile(f"[^{re.escape(delimiter)}\r\n]*")
        at = len(text) - len(text.removeprefix("\ufeff"))
        record: list[_Raw] = []
        while at < len(text):
            cell, at = self.cell(plain, at)
            record.append(cell)
            if text.startswith(delimiter, at):
                at += 1
                if at < len(text):
                    continue
                record.append(_Raw("", (at, at), (at, at)))
            line_break = _LINE_BREAK.match(text, at)
            if at < len(text) and not line_break:
                raise InputError(
                    self.source, 'text behind a closing quote; write a quote in a cell as ""', self.line(at)
                )
            yield record
            record, at = [], line_break.end() if line_break else at

    def cell(self, plain: re.Pattern[str], at: int) -> tuple[_Raw, int]:
        """Give the cell that starts at an offset, and the offset behind it."""
        opening = _OPENING.match(self.text.text, at)
        if not opening:
            found = plain.match(self.text.text, at)
            end = found.end() if found else at
            return _Raw(self.text.text[at:end], (at, end), (at, end)), end
        quoted = _QUOTED.match(self.text.text, opening.end())
        if not quoted:
            raise InputError(self.source, "a quote is opened here and never closed", self.line(at))
        return _Raw(quoted[1].replace('""', '"'), quoted.span(1), (at, quoted.end())), quoted.end()

    def line(self, offset: int) -> int:
        return bisect_right(self.starts, offset) + 1

    def place(self, start: int, end: int) -> Span:
        """Give the place of the words between two offsets, up to the end of the paragraph that they begin in."""
        words = self.text.text[start:end]
        start += len(words) - len(words.lstrip())
        paragraph = self.text.paragraph_at(start)
        words = self.text.text[start : min(end, paragraph.end)]
        return Span(paragraph.paragraph, start, start + len(words.rstrip()))

    def _filled(self, cells: dict[str, _Raw]) -> dict[str, Cell]:
        return {
            name: Cell(_tidy(cell.text), self.place(*cell.inner)) for name, cell in cells.items() if cell.text.strip()
        }

    def _need(self, columns: set[str], header: list[str]) -> None:
        for column in sorted(columns):
            if header.count(column) != 1:
                what = "stands twice in the header" if column in header else "is no column"
                hint = "" if column in header else nearest(column, header)
                raise InputError(self.source, f'"{column}" {what}{hint}; the columns are {", ".join(header)}', 1)


def _tidy(text: str) -> str:
    return " ".join(text.split())
