"""Judge the rows of a check where what its columns say goes beyond SPARQL: the right ones are left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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


def _number(row: dict[str, Term | None]) -> str:
    from gdec.facts.doubts import advise

    number, words = row["number"], row["words"]
    if not isinstance(words, Literal) or not isinstance(number, Literal) or not _is_number(number.value):
        return ""
    comparators = {iri: name for name, iri in terms.COMPARATORS.items()}
    return advise(words.value, int(number.value), comparators.get(str(row["comparator"]), ""))


_JUDGES: dict[str, tuple[Judge, tuple[str, ...]]] = {"numbers": (_number, ("number", "comparator", "words"))}
"""The judges, each with the columns that it looks at."""
