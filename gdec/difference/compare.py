"""Compare two graphs by what they mean, whatever order, prefixes and names of blank nodes they are written with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from gdec.difference.claims import Claim, claims
from gdec.difference.sides import Side

REMOVED, ADDED = "-", "+"


@dataclass(frozen=True)
class Difference:
    """What must be removed from one graph, and added, to make the other of it; it is false where nothing must.

    Attributes:
        old: what the one side is called.
        new: what the other is called.
        base: the IRI below which the things of the new one are named.
        removed: quads in N-Quads, without the final full stop, that only the old side has, sorted.
        added: quads that only the new side has, in the same form.
        of_things: the plain triples that no graph has any more, marked `-`, and those that none had, `+`, thing by
            thing.
        of_claims: what articles tell as somebody's words and only one side tells so, marked in the same way.
        of_records: how many quads of statements, evidence and other records changed, by what they belong to and by
            mark.
    """

    old: str
    new: str
    base: str
    removed: list[str]
    added: list[str]
    of_things: list[tuple[str, Triple]]
    of_claims: list[tuple[str, Claim]]
    of_records: dict[tuple[str, str], int]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


def compare(old: Side, new: Side) -> Difference:
    """Find what differs between two graphs."""
    removed, added = sorted(old.quads - new.quads), sorted(new.quads - old.quads)
    record = re.compile(rf"<({re.escape(new.base)}(?:article/[^#>]*|disagreements|editorial|registry))#")
    marked = [(REMOVED, triple) for triple in _only((line for line in removed if not record.match(line)), new)]
    marked += [(ADDED, triple) for triple in _only((line for line in added if not record.match(line)), old)]
    records = Counter(
        (found[1], mark)
        for mark, lines in ((REMOVED, removed), (ADDED, added))
        for line in lines
        if (found := record.match(line))
    )
    gone, come = claims(removed), claims(added)
    claimed = [*((REMOVED, claim) for claim in gone - come), *((ADDED, claim) for claim in come - gone)]
    return Difference(
        *(old.name, new.name, new.base, removed, added),
        sorted(marked, key=_place),
        sorted(claimed, key=lambda each: (*_place((each[0], each[1].triple)), str(each[1].kind))),
        dict(records),
    )


def _only(lines: Iterable[str], other: Side) -> list[Triple]:
    """Give the triples of one side's quads that the other side has in no graph."""
    found = {str(quad.triple): quad.triple for quad in parsed(lines)}
    for line in other.quads if found else ():
        found.pop(line, None)
        found.pop(line[: line.rfind(" <")], None)
    return list(found.values())


def parsed(lines: Iterable[str]) -> Iterator[Quad]:
    """Read quads in the form of a difference."""
    return pyoxigraph.parse("".join(f"{line} .\n" for line in lines), RdfFormat.N_QUADS)


def _place(marked: tuple[str, Triple]) -> tuple[str, str, bool, str]:
    mark, (subject, predicate, value) = marked
    return str(subject), str(predicate), mark == ADDED, str(value)
