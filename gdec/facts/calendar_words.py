"""Read the days that words of English, French or Chinese name: weekdays, and days of a month without their year."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTHS = (
    "january jan janvier janv",
    "february feb février fevrier févr fév",
    "march mar mars",
    "april apr avril avr",
    "may mai",
    "june jun juin",
    "july jul juillet juil",
    "august aug août aout",
    "september sept sep septembre",
    "october oct octobre",
    "november nov novembre",
    "december dec décembre decembre déc",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
"""The numbers of the months by their names and the short forms of these, in lower case."""
_WEEKDAYS = (
    "monday mon lundi",
    "tuesday tues tue mardi",
    "wednesday wednes wed mercredi",
    "thursday thurs thur thu jeudi",
    "friday fri vendredi",
    "saturday sat samedi",
    "sunday sun dimanche",
)
_NUMBERS_OF_WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}

_MONTH_NAME = re.compile(rf"\b({'|'.join(MONTHS)})\b", re.IGNORECASE)
_WEEKDAY_NAME = re.compile(rf"\b({'|'.join(_NUMBERS_OF_WEEKDAYS)})\b", re.IGNORECASE)
_DAY_NUMBER = re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th|er)?\b")
_CHINESE_NUMBER = "([0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_CHINESE_DAY = re.compile(rf"(?:{_CHINESE_NUMBER}月)?{_CHINESE_NUMBER}[日号號]")
# With its week, as in 上周五 and 下周五, a weekday is not named alone.
_CHINESE_WEEKDAY = re.compile("(?<![上下本这這每个個])(?:星期|周|週|礼拜|禮拜)([一二三四五六日天])")


def weekday_in(words: str) -> int | None:
    """Give the day of the week that words name, Monday as 0; None where they name none."""
    if chinese := _CHINESE_WEEKDAY.search(words):
        return "一二三四五六日".index(chinese[1].replace("天", "日"))
    named = _WEEKDAY_NAME.search(words)
    return _NUMBERS_OF_WEEKDAYS[named[1].lower()] if named else None


def days_in(words: str) -> list[tuple[int, int]]:
    """Give the days that words name without a year, as (month, day) in their order."""
    if "月" in words and (chinese := list(_chinese_days(words))):
        return chinese
    months = [(found.start(), MONTHS[found[1].lower()]) for found in _MONTH_NAME.finditer(words)]
    if not months:
        return []
    days = []
    for number in _DAY_NUMBER.finditer(words):
        _, month = min(months, key=lambda named: abs(named[0] - number.start()))
        days.append((month, int(number[1])))
    return days


def _chinese_days(words: str) -> Iterator[tuple[int, int]]:
    """Give the days that Chinese words name, a day without a month in the month before it."""
    month = 0
    for named in _CHINESE_DAY.finditer(words):
        month = _chinese_number(named[1]) if named[1] else month
        if month:
            yield month, _chinese_number(named[2])


def _chinese_number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    digits = " 一二三四五六七八九"
    return digits.find(ones or " ") + (10 * max(1, digits.find(tens)) if ten else 0)
