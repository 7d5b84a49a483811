"""Count what a dataset holds, while its triples pass by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from gdec import terms


@dataclass
class Counts:
    """What a dataset holds, by VoID.

    Attributes:
        base: the IRI below which things are named.
        triples: how many distinct triples.
        subjects: how many distinct subjects.
        entities: how many of them are things, with a page of their own.
        properties: each property's term and its number of triples.
        classes: each class's term and its number of instances.
        examples: the first thing of each class's path.
    """

    base: str
    triples: int = 0
    subjects: int = 0
    entities: int = 0
    properties: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    _last: str = ""

    def count(self, triple: str) -> None:
        """Count a triple; each comes once, and those of a subject come together."""
        subject, predicate, value = triple.split(" ", 2)
        self.triples += 1
        self.properties[predicate] += 1
        if predicate == terms.TYPE:
            self.classes[value] += 1
        if subject != self._last:
            self._last = subject
            self.subjects += 1
            if subject.startswith(f"<{self.base}") and "#" not in subject:
                self.entities += 1
                self.examples.setdefault(subject[len(self.base) + 1 :].partition("/")[0], subject)
