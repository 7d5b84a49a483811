"""What things are called: the IRI and the label behind each key of an article or of the registry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gdec import terms
from gdec.facts.model import SECTIONS, Entry, Facts, Link, Section
from gdec.facts.walk import structs_of


def sections(facts: Facts) -> Iterable[tuple[str, Section]]:
    """Give each section of a facts file that has entries, with its name, in the format's order."""
    for name in SECTIONS:
        section: Section = getattr(facts, name)
        if section:
            yield name, section


def label_of(key: str, entry: Entry) -> str:
    """Give the text that an entry is shown by: its name, its label, or else its key."""
    best = entry.name or entry.label
    return best.is_ if best else key


class Registry:
    """The entries that several articles share, read from the registry's files.

    Args:
        files: the registry's facts files.
        base: the IRI below which things are named.
    """

    def __init__(self, files: Iterable[Facts] = (), base: str = terms.BASE) -> None:
        self.base = base
        self.files = list(files)
        self.iris: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.sections: dict[str, str] = {}
        self._links: dict[str, dict[str, set[str]]] = {}
        for facts in self.files:
            for name, section in sections(facts):
                self._add(name, section)

    def _add(self, name: str, section: Section) -> None:
        path = terms.SECTION_CLASSES[name][0]
        for key, entry in section.items():
            self.iris[key] = terms.mint(self.base, path, key)
            self.labels[key] = label_of(key, entry)
            self.sections[key] = name

    def links(self, field: str) -> dict[str, set[str]]:
        """Give the keys that each entry leads to by one of its fields that hold links."""
        if field not in self._links:
            found = self._links[field] = {}
            for facts in self.files:
                for path, _, name, struct in structs_of(facts):
                    if name == field and isinstance(struct, Link):
                        found.setdefault(path[1], set()).add(struct.is_)
        return self._links[field]

    @property
    def graph(self) -> str:
        """The named graph of the registry, in N-Triples form."""
        return f"<{self.base}registry#graph>"

    def entry(self, key: str) -> str:
        """Name the registry entry of a key."""
        return f"<{self.base}registry#entry-{key}>"


class Names:
    """The names that hold while one facts file is mapped.

    Attributes:
        iri: the IRI of each key, in N-Triples form.
        shared: the keys that the registry gives a class and a label, so that an article need not; none in a
            registry file.
        label: the label of each key.
        is_article: whether the file is an article's, and not the registry's.
        lang: the language tag of the article's text, lower case.
        article: the article's IRI without angle brackets; the registry's for a registry file.
        published: the article's publication date as written, or None.
    """

    def __init__(self, facts: Facts, registry: Registry) -> None:
        self.base = registry.base
        self.shared = registry.iris if facts.article else {}
        self.iri: dict[str, str] = _Over(registry.iris)
        self.label: dict[str, str] = _Over(registry.labels)
        for name, section in sections(facts):
            path = terms.SECTION_CLASSES[name][0]
            for key, entry in section.items():
                self.iri[key] = terms.mint(self.base, path, key)
                if entry.name or entry.label or key not in registry.labels:
                    self.label[key] = label_of(key, entry)
        article = facts.article
        self.is_article = article is not None
        self.lang = (article.language if article else "en").lower()
        self.published = article.published if article else None
        self.article = terms.mint(self.base, "article", article.id)[1:-1] if article else f"{self.base}registry"

    def mint(self, path: str, *keys: str) -> str:
        """Name a thing that has no key of its own from the keys it depends on."""
        return terms.mint(self.base, path, *keys)


class _Over(dict[str, str]):
    """A dictionary over another one, which is asked for the keys that are not in it and never copied."""

    def __init__(self, below: dict[str, str]) -> None:
        self.below = below

    def __missing__(self, key: str) -> str:
        value = self[key] = self.below[key]
        return value

    def get(self, key: str, default: Any = None) -> Any:
        """Give what a key stands for here or below."""
        return dict.get(self, key) or self.below.get(key, default)
