"""Which of the articles that support a value are near-duplicates of one another, and so count once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from gdec import terms
from gdec.following.support import by_origin, sketch
from gdec.site.reading.graphs import Node
from gdec.site.reading.quoting import Quoting
from gdec.site.reading.values import first, text_of

MOST = 60
"""How many articles are compared at the most; of more, `gdec why --independent` tells."""
_KEPT = 512
_WORDS = (terms.WORDS, terms.FIRST_WORDS, terms.LAST_WORDS)


class Counted(NamedTuple):
    """Articles that support a value: how many are independent, and those that have one origin, in groups."""

    independent: int
    alike: tuple[tuple[str, ...], ...]


class Origins:
    """Tells which articles have one origin.

    Args:
        sketches: the sketch of each article, as `sketch_of` gives it.
    """

    def __init__(self, sketches: Mapping[str, bytes]) -> None:
        self.sketches = sketches
        self.told: set[tuple[str, ...]] = set()
        self.of = lru_cache(_KEPT)(self._of)

    def counted(self, articles: Iterable[str]) -> Counted | None:
        """Count articles; None where none of them is a near-duplicate of another.

        Of more than can be compared, none counts as independent, and none is named.
        """
        several = frozenset(articles)
        if len(several) > MOST:
            return Counted(0, ())
        found = self.of(several) if len(several) > 1 else None
        self.told.update(found.alike if found else ())
        return found

    def take(self) -> tuple[tuple[str, ...], ...]:
        """Give the groups of near-duplicates that were told since they were taken last, sorted."""
        told, self.told = tuple(sorted(self.told)), set()
        return told

    def _of(self, articles: frozenset[str]) -> Counted | None:
        groups = by_origin({article: self.sketches.get(article, b"") for article in articles})
        alike = tuple(group for group in groups if len(group) > 1)
        return Counted(len(groups), alike) if alike else None


def sketch_of(nodes: Mapping[str, Node], article: str, quoting: Quoting) -> bytes:
    """Give the sketch of an article: of the copy of its text, else of the words that its evidence keeps.

    Args:
        nodes: what its graph says.
        article: its IRI.
        quoting: holds the owner's copies.
    """
    sha256 = first(nodes.get(f"<{article}>", {}), terms.SHA256) if quoting.has_copies else ""
    if quoting.has(sha256):
        return sketch(quoting.text(sha256).text)
    words = {
        (int(first(node, terms.START)), text_of(value).text)
        for node in nodes.values()
        if terms.START in node
        for name in _WORDS
        for value in node.get(name, ())
    }
    return sketch(" ".join(text for _, text in sorted(words)))
