"""Doubt dates: those that the quoted words contradict, and days of publication with day and month exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from gdec.facts.calendar_words import MONTHS, days_in
from gdec.facts.model import ELLIPSIS

SOON = timedelta(days=31)
"""How long after an event an article on it is published, at the most, for the event to tell the day of publication."""

_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th|er)?"
_TO = r"(?:\s*(?:to|and|until|through|au|et|[-–—])\s*)"
_YEAR_FIRST = re.compile(r"(?<![0-9])([0-9]{4})[-/.年]\s?([0-9]{1,2})[-/.月]\s?([0-9]{1,2})(?![0-9])")
_YEAR_LAST = re.compile(r"(?<![0-9/.-])([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?![0-9])")
_MONTH_FIRST = re.compile(
    rf"\b({_NAME})\b\.?\s+{_DAY}(?!\w)(?:{_TO}{_DAY}(?!\w))?(?:,?\s+([0-9]{{4}})(?![0-9]))?", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"\b{_DAY}(?:{_TO}{_DAY})?\s+(?:of\s+|de\s+)?({_NAME})\b\.?(?:,?\s+([0-9]{{4}})(?![0-9]))?", re.IGNORECASE
)
_CHINESE = re.compile(r"(?:([0-9]{4})年)?[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}[日号號]")
_RUN_OF_DIGITS = re.compile(r"(?<![0-9])([0-9]{4})([-/_.]?)([0-9]{2})[-/_.]?([0-9]{2})(?![0-9])")


class _Read(NamedTuple):
    """A day as words give it; without its year, 0 stands for that."""

    year: int
    month: int
    day: int


def advise_date(words: str, day: str) -> str:
    """Tell what to write where words name other days than a date, or nothing.

    Args:
        words: the quote.
        day: the date that is taken from it, as year-month-day.

    >>> advise_date("on March 7, 2024", "2024-07-03"), advise_date("le 7 mars 2024", "2024-03-07")
    ('write 2024-03-07', '')
    """
    if day in words or ELLIPSIS in words:
        return ""
    read = [each for each in _read(words) if _is_possible(each)]
    given = date.fromisoformat(day)
    if not read or any(_agrees(each, given) for each in read):
        return ""
    years = {each.year for each in read if each.year}
    if (given.month, given.day) in days_in(words) and (not years or given.year in years):
        return ""
    first, last = min(each[1:] for each in read), max(each[1:] for each in read)
    if first < (given.month, given.day) < last and (not years or given.year in years):
        return ""
    written = dict.fromkeys(f"{each.year or given.year}-{each.month:02}-{each.day:02}" for each in read)
    return f"write {' or '.join(written)}"


def bears_out(words: str, day: str) -> bool:
    """Tell that words name a date so that it cannot be read in another way."""
    readings = {each for each in _read(words) if _is_possible(each)}
    given = date.fromisoformat(day)
    return len(readings) == 1 and all(_agrees(each, given) for each in readings)


def exchanged(day: str) -> str:
    """Give a date with day and month exchanged; nothing where that is no other date.

    >>> exchanged("2024-07-03"), exchanged("2024-07-13"), exchanged("2024-07-07")
    ('2024-03-07', '', '')
    """
    other = f"{day[:5]}{day[8:10]}-{day[5:7]}"
    with suppress(ValueError):
        date.fromisoformat(other)
        return other if other != day else ""
    return ""


def is_later(past: str, day: str, other: str) -> bool:
    """Tell that what is past was later than a day of publication, and little before it with day and month exchanged.

    >>> is_later("2024-07-01", "2024-03-07", "2024-07-03"), is_later("2024-03-01", "2024-03-07", "2024-07-03")
    (True, False)
    """
    return day < past <= other and date.fromisoformat(other) - date.fromisoformat(past) <= SOON


def dates_in_address(text: str) -> set[str]:
    """Give the days that an address or an id names, as `…/2024/03/07/…` does."""
    return {f"{found[1]}-{found[3]}-{found[4]}" for found in _RUN_OF_DIGITS.finditer(text)}


def _read(words: str) -> Iterator[_Read]:
    for found in _YEAR_FIRST.finditer(words):
        yield _Read(int(found[1]), int(found[2]), int(found[3]))
    for found in _YEAR_LAST.finditer(words):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        yield _Read(year, one, other)
        yield _Read(year, other, one)
    for found in _MONTH_FIRST.finditer(words):
        yield from _named(found[1], found[2], found[3], found[4])
    for found in _DAY_FIRST.finditer(words):
        yield from _named(found[3], found[1], found[2], found[4])
    for found in _CHINESE.finditer(words):
        yield from (_Read(int(found[1] or 0), *day) for day in days_in(found[0]))


def _named(month: str, first: str, last: str | None, year: str | None) -> Iterator[_Read]:
    return (_Read(int(year or 0), MONTHS[month.lower()], int(day)) for day in (first, last) if day)


def _is_possible(read: _Read) -> bool:
    with suppress(ValueError):
        date(read.year or 2000, read.month, read.day)
        return True
    return False


def _agrees(read: _Read, day: date) -> bool:
    return (read.month, read.day) == (day.month, day.day) and read.year in (0, day.year)
