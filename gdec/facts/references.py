"""Check what a facts file refers to: every key leads to an entry of the right section, and nothing goes in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from msgspec import Struct

from gdec import terms
from gdec.errors import nearest
from gdec.facts.model import (
    AGENTS,
    EVENTS,
    SECTIONS,
    Article,
    Entry,
    Event,
    Fact,
    Facts,
    Initiative,
    Link,
    Organisation,
    Participation,
    PartOf,
    Place,
    Post,
    Remark,
    Series,
    Theme,
)
from gdec.facts.names import Registry, sections
from gdec.facts.values import Problem
from gdec.facts.walk import Found, facts_of

UNNAMED = "unnamed"

LINKS: dict[tuple[type[Struct], str], tuple[str, ...]] = {
    (Article, "dateline"): ("places",),
    (Article, "publisher"): ("organisations",),
    (Event, "edition_of"): ("series",),
    (Event, "held_in"): ("places",),
    (Event, "part_of"): EVENTS,
    (Event, "topics"): ("topics",),
    (Initiative, "launched_at"): EVENTS,
    (Initiative, "proposed_by"): AGENTS,
    (Organisation, "serves"): ("places",),
    (Organisation, "within"): ("organisations",),
    (Place, "capital_of"): ("places",),
    (Place, "within"): ("places",),
    (Series, "established_by"): (*EVENTS, "organisations", "people"),
}
"""The sections that a link may lead to, by its owner and field; place types and themes of the same event are apart."""


class References:
    """What the keys of a file and of the registry stand for.

    Args:
        facts: the file.
        registry: the registry.
        found: every struct of the file.
    """

    def __init__(self, facts: Facts, registry: Registry, found: list[Found]) -> None:
        self.facts, self.registry, self.found = facts, registry, found
        self.sections: dict[str, str] = {}
        self.entries: dict[str, Entry] = {}
        for name, section in sections(facts):
            self.sections |= dict.fromkeys(section, name)
            self.entries |= section

    @cached_property
    def facts_by_path(self) -> dict[str, Fact]:
        """The facts of the file in the order of its lines, by their paths."""
        return dict(facts_of(self.facts))

    def problems(self) -> Iterator[Problem]:
        """Tell what leads nowhere, to a wrong section or round in a circle, as (line, message)."""
        facts = [(found, found.struct) for found in self.found if isinstance(found.struct, Fact)]
        for found, fact in facts:
            for problem in self._of_fact(found, fact):
                yield fact.line, problem
        for field in sorted({"part_of", "within"} & {found.field for found, _ in facts}):
            yield from self._circles(field)
        if any(fact.rests_on for _, fact in facts):
            yield from self._circles_of_reasons()

    def _of_fact(self, found: Found, fact: Fact) -> Iterator[str]:
        if fact.speaker:
            yield from self._leads(fact.speaker, AGENTS)
        for path in fact.rests_on:
            if path not in self.facts_by_path:
                yield f'rests_on: there is no fact "{path}"{nearest(path, self.facts_by_path)}'
        match fact:
            case Post():
                if fact.in_ != UNNAMED:
                    yield from self._leads(fact.in_, ("organisations",))
                yield from self._leads(fact.for_, ("places",))
            case Participation():
                yield from self._leads(fact.in_, EVENTS)
                yield from self._leads(fact.of, ("initiatives",))
            case Remark():
                for key in fact.about:
                    yield from self._leads(key, SECTIONS)
            case Link():
                yield from self._of_link(found, fact)

    def _of_link(self, found: Found, link: Link) -> Iterator[str]:
        match found.owner, link:
            case Theme(), _:
                yield from self._of_theme(found, link)
            case Place(), _ if found.field == "types":
                if link.is_ not in terms.PLACE_TYPES:
                    known = ", ".join(terms.PLACE_TYPES)
                    yield f'"{link.is_}" is no type of place{nearest(link.is_, terms.PLACE_TYPES)}; known are {known}'
            case _, PartOf(among=str(among)):
                yield from self._leads(link.is_, EVENTS)
                whole = self.entries.get(link.is_)
                if isinstance(whole, Event) and among not in whole.parts:
                    yield f'"{link.is_}" has no "{among}" among its parts{nearest(among, whole.parts)}'
            case owner, _:
                yield from self._leads(link.is_, LINKS[type(owner), found.field])

    def _of_theme(self, found: Found, link: Link) -> Iterator[str]:
        section, event, _, me, _ = found.path
        themes = getattr(self.facts, section)[event].themes
        if link.is_ == me:
            yield f'the theme "{me}" leads to itself; name another theme of "{event}"'
        elif link.is_ not in themes:
            yield f'"{event}" has no theme "{link.is_}"{nearest(link.is_, themes)}'

    def _leads(self, key: str | None, wanted: tuple[str, ...]) -> Iterable[str]:
        if key is None or (section := self.sections.get(key) or self.registry.sections.get(key)) in wanted:
            return ()
        return self._astray(key, section, wanted)

    def _astray(self, key: str, section: str | None, wanted: tuple[str, ...]) -> Iterator[str]:
        where = "any section" if wanted == SECTIONS else " or ".join(wanted)
        if section:
            yield f'"{key}" is one of the {section}; this leads to {where}'
            return
        known = self.registry.sections | self.sections
        hint = nearest(key, [other for other, section in known.items() if section in wanted])
        home = f"registry/{wanted[0]}.yaml" if len(wanted) == 1 else "the registry"
        yield f'there is no "{key}" in {where}{hint}; add it to this file or to {home}'

    def _circles(self, field: str) -> Iterator[Problem]:
        edges: dict[str, set[str]] = {}
        for path, _, name, struct in self.found:
            if name == field and isinstance(struct, Link):
                edges.setdefault(path[1], set()).add(struct.is_)
        circle = _circle(self._with_registry(field, edges))
        lines = [self.entries[key].line for key in circle if key in self.entries]
        if lines:
            yield min(lines), f"{field} goes round in a circle: {' → '.join(circle)}"

    def _with_registry(self, field: str, own: dict[str, set[str]]) -> dict[str, set[str]]:
        """Add to the edges of the file those of the registry that they lead to."""
        edges: dict[str, set[str]] = {}
        waiting = list(own)
        while waiting:
            key = waiting.pop()
            if key not in edges:
                edges[key] = own.get(key, set()) | self.registry.links(field).get(key, set())
                waiting += edges[key]
        return edges

    def _circles_of_reasons(self) -> Iterator[Problem]:
        if circle := _circle({path: set(fact.rests_on) for path, fact in self.facts_by_path.items()}):
            line = min(self.facts_by_path[path].line for path in circle)
            yield line, f"rests_on goes round in a circle: {' → '.join(circle)}"


def _circle(edges: dict[str, set[str]]) -> list[str]:
    """Give the nodes of one circle in the direction of its edges, or nothing."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []
