"""Tell a difference in lines of text, thing by thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from pyoxigraph import Literal

from gdec.difference.compare import ADDED, REMOVED, Difference
from gdec.query.table import cell, shorten


def tell(difference: Difference, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Give the lines: each thing with the triples that went and came, then the records by number, then the totals."""
    for subject, marked in groupby(difference.of_things, key=lambda each: each[1].subject):
        yield cell(subject, prefixes)
        for mark, triple in marked:
            value = cell(triple.object, prefixes)
            shown = f"“{value}”" if isinstance(triple.object, Literal) else value
            yield f"  {mark} {cell(triple.predicate, prefixes)} {shown}"
    for owner in sorted({owner for owner, _ in difference.of_records}):
        yield f"{name_of(owner, difference, prefixes)}: {numbers(difference, owner)} among its statements and evidence"
    yield f"{len(difference.removed)} quads removed, {len(difference.added)} added"


def name_of(owner: str, difference: Difference, prefixes: Mapping[str, str]) -> str:
    """Give the short name of what records belong to: an article, or the registry and the like."""
    short = shorten(owner, prefixes)
    return owner.removeprefix(difference.base) if short == owner else short


def numbers(difference: Difference, owner: str) -> str:
    """Say how many quads of an owner's records went and came."""
    gone, come = (difference.of_records.get((owner, mark), 0) for mark in (REMOVED, ADDED))
    return f"{gone} quads removed, {come} added"
