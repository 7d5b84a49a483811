"""The rows of an answer as Python values, and as data frames."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, Triple

from gdec.errors import GdecError
from gdec.store.answer import Solutions, Term
from gdec.terms import PREFIXES

if TYPE_CHECKING:
    import pandas
    import polars

Value: TypeAlias = str | int | float | Decimal | bool | date | datetime | None
"""What stands in a row: an IRI or a text is a `str`, what is unbound is `None`."""


@dataclass(frozen=True)
class Rows:
    """The rows that a SELECT query gave, in its order: something to go through, count and index.

    >>> rows = Rows(("name", "paragraph"), [("Ana Lima", 3), ("Rui Costa", None)])
    >>> [name for name, paragraph in rows]
    ['Ana Lima', 'Rui Costa']
    >>> len(rows), rows[0]
    (2, ('Ana Lima', 3))

    Attributes:
        columns: the names of the query's variables.
        rows: a tuple of one value a column. IRIs are texts, written in full; a language tag is left out; dates, whole
            and decimal numbers and truth values are those of Python, and a value that Python cannot hold (the day
            2024-08-01Z, the year 2024) stays the text that it is.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> tuple[Value, ...]:
        return self.rows[index]

    def to_pandas(self) -> pandas.DataFrame:
        """Give a pandas data frame; a whole number stays whole where another row has none.

        Raises:
            GdecError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise GdecError("pandas is not installed; run pip install 'gdec[pandas]'") from None
        return pandas.DataFrame(self.rows, columns=list(self.columns), dtype=object).convert_dtypes()

    def to_polars(self) -> polars.DataFrame:
        """Give a Polars data frame; a column of values of several types becomes one of texts.

        Raises:
            GdecError: Polars is not installed.
        """
        try:
            import polars
        except ImportError:
            raise GdecError("Polars is not installed; run pip install 'gdec[polars]'") from None
        columns = zip(*self.rows, strict=True) if self.rows else [()] * len(self.columns)
        return polars.DataFrame(
            [polars.Series(name, _of_one_type(found)) for name, found in zip(self.columns, columns, strict=True)]
        )


def to_rows(solutions: Solutions) -> Rows:
    """Give all the solutions of a query as rows of Python values.

    Raises:
        GdecError: the store fails while they are gone through.
    """
    return Rows(solutions.columns, [tuple(map(value_of, row)) for row in solutions.rows])


def value_of(term: Term | None) -> Value:
    """Give the Python value of a term.

    >>> value_of(Literal(1.5)), value_of(Literal("Porto", language="pt"))
    (1.5, 'Porto')
    """
    if term is None:
        return None
    if isinstance(term, BlankNode | Triple):
        return str(term)
    read = _READERS.get(term.datatype.value) if isinstance(term, Literal) else None
    try:
        return read(term.value) if read else term.value
    except (ValueError, ArithmeticError, LookupError):
        return term.value


def _of_one_type(found: tuple[Value, ...]) -> list[Value]:
    if len({type(value) for value in found if value is not None}) < 2:
        return list(found)
    return [None if value is None else str(value) for value in found]


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _boolean(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text]


def _float(text: str) -> float:
    return {"INF": math.inf, "+INF": math.inf, "-INF": -math.inf}.get(text) or float(text)


_READERS: dict[str, Callable[[str], Value]] = {
    PREFIXES["xsd"] + name: read
    for name, read in (
        ("boolean", _boolean),
        ("date", _day),
        ("dateTime", datetime.fromisoformat),
        ("decimal", Decimal),
        ("double", _float),
        ("float", _float),
        ("integer", int),
    )
}
