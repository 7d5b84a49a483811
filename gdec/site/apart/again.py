"""What tells namesakes apart, worked out again only where articles have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from gdec.site.apart.notes import folded
from gdec.site.frame.label import Label
from gdec.site.kept.memory import Memory

Ask: TypeAlias = Callable[..., Iterator[Any]]
"""Asks the store questions, each the name of what `gdec.site.making.survey.Survey` does, and its arguments."""


class Namesakes:
    """The namesakes that were published.

    Args:
        memory: what was published.
        ask: asks the store that is to be published.
    """

    def __init__(self, memory: Memory, ask: Ask) -> None:
        self.memory, self.ask = memory, ask

    def notes(self, labels: Mapping[str, Label]) -> tuple[dict[str, Label], set[str]]:
        """Give notes of things and of their namesakes, and those that had another one or none, or have none any more.

        Args:
            labels: what the things are called now of which more, or less, or something else is said; of all of these.
        """
        groups = list(self._groups(labels))
        (found,) = self.ask(("notes_among", groups))
        seen = {iri for group in groups for iri in group}.union(labels)
        return found, {iri for iri in seen if self.memory.apart(iri) != found.get(iri)}

    def _groups(self, labels: Mapping[str, Label]) -> Iterator[list[str]]:
        """Give the namesakes of things as they were called, and as they are called now."""
        now: dict[tuple[str, str], set[str]] = {}
        before: set[tuple[str, str]] = set()
        for iri, (text, _) in labels.items():
            now.setdefault((class_of(iri), folded(text)), set()).add(iri)
            if record := self.memory.thing(iri):
                before.add((record.cls, record.sort))
        for cls, sort in sorted(before.union(now)):
            others = self._others(labels, cls, sort)
            if cls != "article":
                yield sorted(now.get((cls, sort), set()).union(others))

    def _others(self, labels: Mapping[str, Label], cls: str, sort: str) -> Iterable[str]:
        return (iri for iri in self.memory.namesakes(cls, sort) if iri not in labels)


def class_of(iri: str) -> str:
    """Give the class of a thing by its IRI, which ends with the first step and the key of its path."""
    return iri.rsplit("/", 2)[-2]
