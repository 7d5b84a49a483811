"""Tell a difference in lines of text, thing by thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from gdec.difference.compare import ADDED, REMOVED, Difference
from gdec.query.table import cell, shorten

Term: TypeAlias = NamedNode | BlankNode | Triple


class Line(NamedTuple):
    """What came (`+`) or went (`-`) of a thing: a property and a value, as text, and how that is claimed, if it is."""

    mark: str
    name: str
    value: str
    kind: str = ""


def tell(difference: Difference, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Give the lines: each thing with what went and came, then the records by number, then the totals."""
    for thing, found in things(difference, prefixes):
        yield thing
        for mark, name, value, kind in found:
            yield f"  {mark} {name} {value}{kind and f' ({kind})'}"
    for owner in sorted({owner for owner, _ in difference.of_records}):
        yield f"{name_of(owner, difference, prefixes)}: {numbers(difference, owner)} among its statements and evidence"
    yield f"{len(difference.removed)} quads removed, {len(difference.added)} added"


def things(difference: Difference, prefixes: Mapping[str, str]) -> Iterator[tuple[str, list[Line]]]:
    """Give each thing with what went and came: first the plain triples, then what is claimed."""
    found: dict[Term, list[Line]] = {}
    for mark, triple in difference.of_things:
        found.setdefault(triple.subject, []).append(Line(mark, *_said(triple, prefixes)))
    for mark, (triple, kind) in difference.of_claims:
        how = cell(kind, prefixes).rpartition(":")[2]
        found.setdefault(triple.subject, []).append(Line(mark, *_said(triple, prefixes), how))
    return ((cell(subject, prefixes), found[subject]) for subject in sorted(found, key=str))


def _said(triple: Triple, prefixes: Mapping[str, str]) -> tuple[str, str]:
    """Give the property and the value of a triple as text."""
    value = cell(triple.object, prefixes)
    return cell(triple.predicate, prefixes), f"“{value}”" if isinstance(triple.object, Literal) else value


def name_of(owner: str, difference: Difference, prefixes: Mapping[str, str]) -> str:
    """Give the short name of what records belong to: an article, or the registry and the like."""
    short = shorten(owner, prefixes)
    return owner.removeprefix(difference.base) if short == owner else short


def numbers(difference: Difference, owner: str) -> str:
    """Say how many quads of an owner's records went and came."""
    gone, come = (difference.of_records.get((owner, mark), 0) for mark in (REMOVED, ADDED))
    return f"{gone} quads removed, {come} added"
