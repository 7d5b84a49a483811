"""Judge the rows of a check where what its columns say goes beyond SPARQL: the right ones are left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias

from pyoxigraph import Literal

from gdec import terms
from gdec.errors import GdecError
from gdec.store.answer import Row, Solutions, Term

Judge: TypeAlias = Callable[[dict[str, Term | None]], str]
"""Takes a row by its columns, and gives what to do about it, or nothing where the row is right."""


def judged(found: Solutions, judge: str) -> Solutions:
    """Give the rows that a judge finds wrong, each with its advice in the column `advice`.

    Args:
        found: the rows.
        judge: one of `gdec.query.saved.JUDGES`.

    Raises:
        GdecError: they lack a column that the judge looks at.
    """
    look, columns = _JUDGES[judge]
    if missing := [name for name in (*columns, "advice") if name not in found.columns]:
        raise GdecError(f'the judge "{judge}" looks at ?{missing[0]}, and the query has no such column; add it')
    return Solutions(found.columns, _wrong(found, look))


def _wrong(found: Solutions, judge: Judge) -> Iterator[Row]:
    for row in found.rows:
        by_name = dict(zip(found.columns, row, strict=True))
        if advice := judge(by_name):
            yield tuple((by_name | {"advice": Literal(advice)}).values())


_is_number = re.compile("[0-9]{1,18}").fullmatch
_is_date = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch


def _number(row: dict[str, Term | None]) -> str:
    from gdec.facts.misnumbered import advise_number

    number, words = _text(row["number"]), _text(row["words"])
    if not words or not _is_number(number):
        return ""
    comparators = {iri: name for name, iri in terms.COMPARATORS.items()}
    comparator = comparators.get(str(row["comparator"]), "")
    return advise_number(words, int(number), comparator, _text(row.get("language")) or "en")


def _name(row: dict[str, Term | None]) -> str:
    from gdec.facts.misnamed import advise_name

    name, words = _text(row["name"]), _text(row["words"])
    return advise_name(words, name, _text(row["others"]).split(" | ")) if name and words else ""


def _date(row: dict[str, Term | None]) -> str:
    from gdec.facts.misdated import advise_date

    day, words = _text(row["date"]), _text(row["words"])
    return advise_date(words, day) if words and _is_day(day) else ""


def _published(row: dict[str, Term | None]) -> str:
    from gdec.facts.misdated import bears_out, exchanged, is_later

    day, later, words = _text(row["date"]), _text(row["later"]), _text(row["words"])
    if not (_is_day(day) and _is_day(later)) or bears_out(words, day):
        return ""
    other = exchanged(day)
    return f"write {other}" if other and is_later(later, day, other) else ""


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


def _is_day(text: str) -> bool:
    """Tell that a text is a day of the calendar: a store that others made may hold anything."""
    try:
        return bool(_is_date(text) and date.fromisoformat(text))
    except ValueError:
        return False


_JUDGES: dict[str, tuple[Judge, tuple[str, ...]]] = {
    "dates": (_date, ("date", "words")),
    "names": (_name, ("name", "others", "words")),
    "numbers": (_number, ("number", "comparator", "words")),
    "publications": (_published, ("date", "later", "words")),
}
"""The judges, each with the columns that it looks at."""
