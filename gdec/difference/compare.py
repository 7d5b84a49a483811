"""Compare two graphs by what they mean, whatever order, prefixes and names of blank nodes they are written with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from gdec.difference.sides import Side

REMOVED, ADDED = "-", "+"


@dataclass(frozen=True)
class Difference:
    """What must be removed from one graph, and added, to make the other of it.

    Attributes:
        old: the one side.
        new: the other.
    """

    old: Side
    new: Side

    def __bool__(self) -> bool:
        """Tell that there is any difference."""
        return bool(self.removed or self.added)

    @cached_property
    def removed(self) -> list[str]:
        """Quads in N-Quads, without the final full stop, that only the old side has, sorted."""
        return sorted(self.old.quads - self.new.quads)

    @cached_property
    def added(self) -> list[str]:
        """Quads that only the new side has, in the same form."""
        return sorted(self.new.quads - self.old.quads)

    @cached_property
    def of_things(self) -> list[tuple[str, Triple]]:
        """The plain triples that no graph has any more, marked `-`, and those that none had, `+`, thing by thing."""
        marked = [(REMOVED, triple) for triple in self._plain(self.removed, self.new)]
        return sorted([*marked, *((ADDED, triple) for triple in self._plain(self.added, self.old))], key=_place)

    @cached_property
    def of_records(self) -> dict[tuple[str, str], int]:
        """How many quads of statements, evidence and other records changed, by what they belong to and by mark."""
        marked = [(REMOVED, line) for line in self.removed] + [(ADDED, line) for line in self.added]
        return dict(Counter((found[1], mark) for mark, line in marked if (found := self._record.match(line))))

    @cached_property
    def _record(self) -> re.Pattern[str]:
        return re.compile(rf"<({re.escape(self.new.base)}(?:article/[^#>]*|disagreements|editorial|registry))#")

    def _plain(self, lines: Iterable[str], other: Side) -> list[Triple]:
        """Give the plain triples of one side's quads that the other side has in no graph."""
        found = {
            str(quad.triple): quad.triple for quad in parsed(each for each in lines if not self._record.match(each))
        }
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
