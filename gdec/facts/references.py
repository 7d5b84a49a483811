"""Check what a facts file refers to: every key leads to an entry of the right section, and nothing goes in a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Any

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
from gdec.facts.walk import Found

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
        stated: every fact of the file, with where it was found.
    """

    def __init__(self, facts: Facts, registry: Registry, stated: list[tuple[Found, Fact]]) -> None:
        self.facts, self.registry, self.stated = facts, registry, stated
        self.sections: dict[str, str] = {}
        self.entries: dict[str, Entry] = {}
        for name, section in sections(facts):
            self.sections |= dict.fromkeys(section, name)
            self.entries |= section

    @cached_property
    def facts_by_path(self) -> dict[str, Fact]:
        """The facts of the file in the order of its lines, by their paths."""
        facts = [(".".join(found.path), fact) for found, fact in self.stated]
        return dict(sorted(facts, key=lambda pair: pair[1].line))

    def problems(self) -> Iterator[Problem]:
        """Tell what leads nowhere, to a wrong section or round in a circle, as (line, message)."""
        rests = False
        for found, fact in self.stated:
            if fact.speaker or fact.rests_on:
                rests = rests or bool(fact.rests_on)
                yield from ((fact.line, problem) for problem in self._of_standing(fact))
            if leads := _LEADING.get(type(fact)):
                yield from [(fact.line, problem) for problem in leads(self, found, fact)]
        for field in sorted({"part_of", "within"}.intersection([found.field for found, _ in self.stated])):
            yield from self._circles(field)
        if rests:
            yield from self._circles_of_reasons()

    def _of_standing(self, fact: Fact) -> Iterator[str]:
        yield from self._leads(fact.speaker, AGENTS)
        for path in fact.rests_on:
            if path not in self.facts_by_path:
                yield f'rests_on: there is no fact "{path}"{nearest(path, self.facts_by_path)}'

    def _of_post(self, _found: Found, post: Post) -> Iterable[str]:
        organisation = post.in_ if post.in_ != UNNAMED else None
        return *self._leads(organisation, ("organisations",)), *self._leads(post.for_, ("places",))

    def _of_participation(self, _found: Found, played: Participation) -> Iterable[str]:
        return *self._leads(played.in_, EVENTS), *self._leads(played.of, ("initiatives",))

    def _of_remark(self, _found: Found, remark: Remark) -> Iterable[str]:
        return [problem for key in remark.about for problem in self._leads(key, SECTIONS)]

    def _of_link(self, found: Found, link: Link) -> Iterable[str]:
        if wanted := LINKS.get((type(found.owner), found.field)):
            return self._leads(link.is_, wanted)
        return self._of_theme(found, link) if isinstance(found.owner, Theme) else self._of_type(link)

    def _of_type(self, link: Link) -> Iterator[str]:
        if link.is_ not in terms.PLACE_TYPES:
            hint = nearest(link.is_, terms.PLACE_TYPES) or f"; known are {', '.join(terms.PLACE_TYPES)}"
            yield f'"{link.is_}" is no type of place{hint}'

    def _of_whole(self, found: Found, link: PartOf) -> Iterator[str]:
        yield from self._of_link(found, link)
        whole = self.entries.get(link.is_)
        if link.among is not None and isinstance(whole, Event) and link.among not in whole.parts:
            yield f'"{link.is_}" has no "{link.among}" among its parts{nearest(link.among, whole.parts)}'

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
        known = self.sections | self.registry.sections
        right = [other for other, home in known.items() if home in wanted]
        if section:
            example = f', as in "{right[0]}"' if right else ""
            yield f'"{key}" is one of the {section}; this leads to {where}{example}'
            return
        hint = nearest(key, right)
        home = f"registry/{wanted[0]}.yaml" if len(wanted) == 1 else "the registry"
        advice = f"{hint} Else add it" if hint else "; add it"
        yield f'there is no "{key}" in {where}{advice} to this file or to {home}'

    def _circles(self, field: str) -> Iterator[Problem]:
        edges: dict[str, set[str]] = {}
        for found, link in self.stated:
            if found.field == field and isinstance(link, Link):
                edges.setdefault(found.path[1], set()).add(link.is_)
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
        return {key: others for key, others in edges.items() if others}

    def _circles_of_reasons(self) -> Iterator[Problem]:
        if circle := _circle({path: set(fact.rests_on) for path, fact in self.facts_by_path.items()}):
            line = min(self.facts_by_path[path].line for path in circle)
            yield line, f"rests_on goes round in a circle: {' → '.join(circle)}"


_LEADING: dict[type[Fact], Callable[[References, Found, Any], Iterable[str]]] = {
    Link: References._of_link,
    Participation: References._of_participation,
    PartOf: References._of_whole,
    Post: References._of_post,
    Remark: References._of_remark,
}
"""What tells where the facts of a class lead astray."""


def _circle(edges: dict[str, set[str]]) -> list[str]:
    """Give the nodes of one circle in the direction of its edges, or nothing."""
    if edges.keys().isdisjoint(chain.from_iterable(edges.values())):
        return []  # nothing that leads on is led to
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []
