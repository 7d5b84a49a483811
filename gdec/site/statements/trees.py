"""The parts of an event, and the editions of a series with theirs, as a tree with what is counted and not named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gdec import terms
from gdec.site.reading.graphs import Node
from gdec.site.reading.values import first, iri_of
from gdec.site.statements.counts import named
from gdec.site.statements.standing import Name, Telling

LARGEST = 200
"""How many events a tree shows at the most."""
DEEPEST = 5


class Counted(NamedTuple):
    """Parts that an article counts: the count, its number in words or an empty text, and those parts that are named."""

    name: Name
    number: str
    named: tuple[Branch, ...]


class Branch(NamedTuple):
    """An event with its parts."""

    name: Name
    day: str
    counts: tuple[Counted, ...]
    parts: tuple[Branch, ...]


class Planter:
    """Grows the tree below one thing.

    Args:
        telling: tells of things on the thing's page.
    """

    def __init__(self, telling: Telling) -> None:
        self.telling, self.graphs = telling, telling.graphs
        self.seen: set[str] = set()

    def branch(self, event: str, plain: Node, children: list[str], depth: int = 0, above: str = "") -> Branch:
        """Give an event with its parts: those that a count includes below it, the others by themselves.

        Args:
            event: the event, or a series, as a term.
            plain: what stands plainly of it.
            children: its parts or editions.
            depth: how far below the root it stands.
            above: the event that it stands below, as an IRI.
        """
        me = iri_of(event)
        self.seen.add(event)
        counts = []
        for count in sorted(plain.get(terms.PART_COUNT, ())):
            node = self.graphs.plain(count)
            below = self._branches(node.get(terms.INCLUDES, ()), depth + 1, me)
            name = named(self.telling, count, self.telling.beside(count, me))
            counts.append(Counted(name, self.telling.number(node), below))
        day = first(plain, terms.START_DATE) or first(plain, terms.OPENING_DATE)
        name = self.telling.beside(event, above) if above else self.telling.value(event)
        return Branch(name, day, tuple(counts), self._branches(children, depth + 1, me))

    def _branches(self, events: Iterable[str], depth: int, above: str) -> tuple[Branch, ...]:
        """Give events that stand nowhere in the tree yet, in the order of time."""
        fresh = [each for each in sorted(events) if each not in self.seen][: max(0, LARGEST - len(self.seen))]
        self.seen.update(fresh)
        branches = []
        for event in fresh:
            children = self.graphs.leading(terms.PART_OF, event) if depth < DEEPEST else []
            branches.append(self.branch(event, self.graphs.plain(event), children, depth, above))
        return tuple(sorted(branches, key=lambda branch: (branch.day or "9999", branch.name.text, branch.name.href)))
