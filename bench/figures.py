"""How figures are taken from the rows of a contest; each function raises LookupError where the rows do not hold it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Rows = list[dict[str, Any]]
Results = dict[str, Rows]
"""The rows of each contest by its name."""

Figure = Callable[[Rows], float]

ONE, FOUR = "gdec map --jobs 1", "gdec map --jobs 4"


def row(rows: Rows, **wanted: Any) -> dict[str, Any]:
    """Give the last row that has these values.

    Raises:
        LookupError: there is none.
    """
    return [each for each in rows if wanted.items() <= each.items()][-1]


def of(field: str, **wanted: Any) -> Figure:
    """Give a field of the row that has these values."""
    return lambda rows: float(row(rows, **wanted)[field])


def ratio(field: str, one: dict[str, Any], other: dict[str, Any], same: str = "") -> Figure:
    """Divide a field of one row by that of another, of the greatest `same` for which there are both."""

    def figure(rows: Rows) -> float:
        shared = {}
        if same:
            sizes = (
                {each[same] for each in rows if wanted.items() <= each.items() and field in each}
                for wanted in (one, other)
            )
            shared = {same: max(set.intersection(*sizes))}
        return float(row(rows, **one, **shared)[field] / row(rows, **other, **shared)[field])

    return figure


def growth(field: str, per: str, **wanted: Any) -> Figure:
    """Divide a field for each `per`, at the greatest size, by the same at the least; of two sizes at least."""

    def figure(rows: Rows) -> float:
        found = sorted((each for each in rows if wanted.items() <= each.items()), key=lambda each: float(each[per]))
        if len({each[per] for each in found}) < 2:
            raise LookupError(per)
        least, greatest = (float(each[field] / each[per]) for each in (found[0], found[-1]))
        return greatest / least

    return figure


def memory_growth(**wanted: Any) -> Figure:
    """Divide the memory of those rows that have these values, of the one with the most articles by the fewest."""

    def figure(rows: Rows) -> float:
        found = sorted(
            (each for each in rows if wanted.items() <= each.items()), key=lambda each: int(each["articles"])
        )
        if len({each["articles"] for each in found}) < 2:
            raise LookupError("articles")
        return float(found[-1]["megabytes"] / found[0]["megabytes"])

    return figure


def slowest(state: str) -> Figure:
    """Give the slowest rate of the evidence that is in a state."""
    return lambda rows: min(float(each["evidences_a_second"]) for each in rows if each["state"] == state)


def best_morph(rows: Rows) -> float:
    """Divide our rate by the best one of morph-kgc."""
    best = max(each["quads_a_second"] for each in rows if each["name"].startswith("morph-kgc"))
    return float(row(rows, name=ONE)["quads_a_second"] / best)
