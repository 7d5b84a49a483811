"""Count what a dataset holds, while its triples pass by."""

from __future__ import annotations

from dataclasses import dataclass, field

from gdec import terms

_OURS = f"<{terms.GDEC}"


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
        values: each other term of the ontology that is a value, behind the property, and their number of triples.
        languages: how many labels there are in each language, by the first part of its tag.
        examples: the first thing of each class's path.
        last: the subject that was counted last.
    """

    base: str
    triples: int = 0
    subjects: int = 0
    entities: int = 0
    properties: dict[str, int] = field(default_factory=dict)
    classes: dict[str, int] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    last: str = ""

    def add(self, other: Counts) -> None:
        """Add what holds other subjects, all of them behind those that were counted."""
        self._take(other, 1)
        self.examples = other.examples | self.examples

    def take_away(self, other: Counts) -> None:
        """Take away what was counted; the examples stay."""
        self._take(other, -1)

    def _take(self, other: Counts, times: int) -> None:
        self.triples += times * other.triples
        self.subjects += times * other.subjects
        self.entities += times * other.entities
        for own, others in (
            (self.properties, other.properties),
            (self.classes, other.classes),
            (self.values, other.values),
            (self.languages, other.languages),
        ):
            for name, number in others.items():
                if left := own.pop(name, 0) + times * number:
                    own[name] = left

    def count(self, triple: str) -> None:
        """Count a triple; each comes once, and those of a subject come together."""
        subject, predicate, value = triple.split(" ", 2)
        self.triples += 1
        self.properties[predicate] = self.properties.get(predicate, 0) + 1
        if predicate == terms.TYPE:
            self.classes[value] = self.classes.get(value, 0) + 1
        elif value.startswith(_OURS):
            pair = f"{predicate} {value}"
            self.values[pair] = self.values.get(pair, 0) + 1
        elif predicate == terms.LABEL and value[-1] not in '">':
            lang = value.rpartition("@")[2].partition("-")[0].lower()
            self.languages[lang] = self.languages.get(lang, 0) + 1
        if subject != self.last:
            self.last = subject
            self.subjects += 1
            if subject.startswith(f"<{self.base}") and "#" not in subject:
                self.entities += 1
                self.examples.setdefault(subject[len(self.base) + 1 :].partition("/")[0], subject)
