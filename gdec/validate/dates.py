"""What to write where the dates and the duration of an event do not fit together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from gdec import terms
from gdec.validate.text import shown

_LONGEST = 3_660
"""Of how many days an event may be, for its first day to be told from its last."""


def mend(shape: str, said: Mapping[str, str]) -> str:
    """Give what to write for a result of one of our shapes that hold dates against each other, or nothing.

    Args:
        shape: the shape of the result, in N-Triples form.
        said: the values of its event by their predicates, as far as there is one, in N-Triples form.
    """
    advice = _ADVICE.get(shape.removeprefix(f"<{terms.PREFIXES['gdecsh']}"))
    try:
        return advice(said) if advice else ""
    except (LookupError, ValueError):  # what the shape looks at is not there once, or no date that the calendar has
        return ""


def _start_and_end(said: Mapping[str, str]) -> str:
    start, end = _day(said[terms.START_DATE]), _day(said[terms.END_DATE])
    days = _days(said) if terms.DURATION_IN_DAYS in said else 0
    if days == (start - end).days + 1:
        return "exchange the two"
    if not 0 < days < _LONGEST:
        return f"exchange the two, or write {_or_later(end=start)} or {_or_earlier(terms.START_DATE, end)}"
    least = end - timedelta(days - 1)
    last = start + timedelta(days - 1)
    return (
        f"with {shown(terms.DURATION_IN_DAYS)} {days} write {_dated(terms.START_DATE, least)} "
        f"or {_dated(terms.END_DATE, last)}"
    )


def _opening_and_end(said: Mapping[str, str]) -> str:
    opened, end = _day(said[terms.OPENING_DATE]), _day(said[terms.END_DATE])
    return f"write {_or_later(end=opened)} or {_or_earlier(terms.OPENING_DATE, end)}"


def _duration(said: Mapping[str, str]) -> str:
    days = (_day(said[terms.END_DATE]) - _day(said[terms.START_DATE])).days + 1
    return f"write {shown(terms.DURATION_IN_DAYS)} {days}"


_ADVICE: dict[str, Callable[[Mapping[str, str]], str]] = {
    "EventShape-startNotAfterEnd>": _start_and_end,
    "EventShape-openingNotAfterEnd>": _opening_and_end,
    "EventShape-durationFitsDates>": _duration,
}


def _day(term: str) -> date:
    return date.fromisoformat(term.split('"')[1])


def _days(said: Mapping[str, str]) -> int:
    return int(said[terms.DURATION_IN_DAYS].split('"')[1])


def _dated(predicate: str, day: date) -> str:
    return f"{shown(predicate)} {day}"


def _or_later(*, end: date) -> str:
    return f"{_dated(terms.END_DATE, end)} or later"


def _or_earlier(predicate: str, day: date) -> str:
    return f"{_dated(predicate, day)} or earlier"
