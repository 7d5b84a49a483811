"""What a store answers: solutions to SELECT, yes or no to ASK, triples to CONSTRUCT and DESCRIBE."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from gdec.errors import GdecError

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = tuple[Term | None, ...]
Found = TypeVar("Found")


@dataclass(frozen=True, eq=False, repr=False)
class Solutions:
    """The solutions to a SELECT query, in rows that are found as they are asked for, once.

    Attributes:
        columns: the names of the variables, in the query's order.
        rows: one term a column, None where it is unbound.
    """

    columns: tuple[str, ...]
    rows: Iterator[Row]


@dataclass(frozen=True, eq=False, repr=False)
class Triples:
    """The triples of a CONSTRUCT or DESCRIBE query, found as they are asked for, once; one may come twice."""

    triples: Iterator[Triple]


Answer: TypeAlias = Solutions | Triples | bool


def to_answer(result: QuerySolutions | QueryTriples | QueryBoolean) -> Answer:
    """Give a result of Oxigraph as an answer."""
    if isinstance(result, QuerySolutions):
        return Solutions(tuple(variable.value for variable in result.variables), map(tuple, worked_out(result)))
    if isinstance(result, QueryTriples):
        return Triples(worked_out(result))
    return bool(result)


def worked_out(found: Iterator[Found]) -> Iterator[Found]:
    """Pass on what Oxigraph finds, and tell as a `GdecError` what it cannot work out or read."""
    try:
        yield from found
    except (RuntimeError, OSError) as error:
        raise cannot_work_out(error) from error


def cannot_work_out(error: RuntimeError | OSError) -> GdecError:
    """Tell what Oxigraph cannot work out (a function it does not know) or read (a damaged file)."""
    return GdecError(f"the query cannot be worked out: {error}")
