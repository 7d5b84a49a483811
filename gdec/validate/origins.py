"""Trace a result to the line of the facts file that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from gdec.facts.model import Facts
from gdec.facts.names import Names, sections
from gdec.mapping.find import triples

Key: TypeAlias = tuple[str, str, str]


class Lines:
    """The lines of one facts file, by the triples that its facts give, whole or in part."""

    def __init__(self, facts: Facts, names: Names) -> None:
        self._first: dict[Key, int] = {}
        if facts.article:
            self._tell((f"<{names.article}>", "", ""), facts.article.line)
        for _, section in sections(facts):
            for name, entry in section.items():
                self._tell((names.iri[name], "", ""), entry.line)
        for fact, s, p, o, _ in triples(facts, names):
            for key in ((s, p, o), (s, p, ""), ("", p, o), (s, "", ""), ("", "", o)):
                self._tell(key, fact.line)

    def _tell(self, key: Key, line: int) -> None:
        if line:
            self._first.setdefault(key, line)

    def find(self, focus: str, predicates: tuple[str, ...], value: str, triple: Key | None) -> int:
        """Find the line of what a result is about, by its triple, else by its thing; 0 where the file has neither."""
        wanted = _stood_for(triple) if triple else _spoken_of(focus, predicates, value)
        return next((line for key in wanted if (line := self._first.get(key, 0))), 0)


def _stood_for(triple: Key) -> Iterator[Key]:
    s, p, o = triple
    yield triple
    yield ("", p, o)
    yield (s, "", "")


def _spoken_of(focus: str, predicates: tuple[str, ...], value: str) -> Iterator[Key]:
    if value:
        yield from ((focus, predicate, value) for predicate in predicates)
        yield from ((value, predicate, focus) for predicate in predicates)
    yield from ((focus, predicate, "") for predicate in predicates)
    yield from (("", predicate, focus) for predicate in predicates)
    yield (focus, "", "")
    yield ("", "", focus)
