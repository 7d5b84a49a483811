"""Read dates and whole numbers that stand in another form than is wanted, to tell what to write instead."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date

from gdec.facts.calendar_words import MONTHS
from gdec.facts.numerals import LANGUAGES, numerals

_MONTH = f"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er)?"
_YEAR = "(?P<year>[0-9]{4})"
_NAMED = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}\.?,?\s+{_YEAR}",
        rf"{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}",
        rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月{_DAY}[日号號]",
    )
]
_NUMBERED = re.compile(r"([0-9]{1,4})([-./])([0-9]{1,2})\2([0-9]{1,4})")
_GROUPED = re.compile(r"(?<=[0-9])[,_\u00a0\u202f ](?=[0-9]{3}(?![0-9]))")


def as_date(text: str) -> str:
    """Give a date as year-month-day, or nothing for what is no date that can be read in one way only.

    >>> as_date("August 1, 2024"), as_date("1er août 2024"), as_date("1/8/2024")
    ('2024-08-01', '2024-08-01', '')
    """
    possible = possible_dates(text)
    return possible[0] if len(possible) == 1 else ""


def possible_dates(text: str) -> list[str]:
    """Give the days that a text may mean, each as year-month-day, the one with the day before the month first.

    >>> possible_dates("1/8/2024"), possible_dates("31/8/2024"), possible_dates("2024.8.1"), possible_dates("August")
    (['2024-08-01', '2024-01-08'], ['2024-08-31'], ['2024-08-01'], [])
    """
    text = unicodedata.normalize("NFKC", text).strip()
    for form in _NAMED:
        if named := form.fullmatch(text):
            month = MONTHS.get(named["month"].lower()) or int(named["month"])
            return _days(int(named["year"]), [(month, int(named["day"]))])
    numbered = _NUMBERED.fullmatch(text)
    if not numbered:
        return []
    first, _, second, third = numbered.groups()
    if len(first) == 4:
        orders = [(int(second), int(third))]
        return _days(int(first), orders) or _days(int(first), [(int(third), int(second))])
    return _days(int(third), [(int(second), int(first)), (int(first), int(second))]) if len(third) == 4 else []


def _days(year: int, orders: list[tuple[int, int]]) -> list[str]:
    """Give the days of a year that a month and a day name, in each of some orders."""
    found: dict[str, None] = {}
    for month, day in orders:
        with suppress(ValueError):
            found[date(year, month, day).isoformat()] = None
    return list(found)


def as_whole_number(text: str) -> str:
    """Give a whole number in digits, or nothing for what is none that can be read in one way only.

    >>> as_whole_number("three"), as_whole_number("quatre"), as_whole_number("1,200"), as_whole_number("4.0")
    ('3', '4', '1200', '4')
    >>> as_whole_number("4.5"), as_whole_number("1.000"), as_whole_number("more than forty")
    ('', '', '')
    """
    if not any(map(str.isdecimal, text)):
        return next(filter(None, (_in_words(text, language) for language in LANGUAGES)), "")
    found = re.fullmatch(r"([+-]?[0-9]+)(?:\.0{1,2})?", _GROUPED.sub("", text.strip()))
    return found[1] if found else ""


def _in_words(text: str, language: str) -> str:
    read = numerals(text, language)
    is_plain = len(read) == 1 and read[0].bound == "exactly" and not read[0].ordinal
    return str(read[0].value) if is_plain else ""
