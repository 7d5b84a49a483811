"""How values that disagree relate, in sentences for readers."""

from __future__ import annotations

from collections.abc import Iterable

from gdec import terms

_SAYING = {
    "contradiction": "These values cannot both be true.",
    "precision": "One of these values is more exact and includes the other.",
    "scope": "These values speak of different things, so all of them can be true.",
    "wordingVariant": "These values say the same in different words.",
}
"""What each relation of the ontology says, the gravest first."""
_RANK = {f"{terms.GDEC}{name}": rank for rank, name in enumerate(_SAYING)}


def gravity(relation: str) -> int:
    """Give the place of a relation, by its IRI, among all: contradictions come first."""
    return _RANK.get(relation, len(_RANK))


def sentence(relation: str, statements: Iterable[str]) -> str:
    """Tell what a relation says, and whether one article or several give the values.

    Args:
        relation: its IRI.
        statements: the IRIs of the statements, which are fragments of those of their articles.

    >>> sentence(f"{terms.GDEC}contradiction", ["https://example.org/one#s-1", "https://example.org/two#s-2"])
    'These values cannot both be true. They stand in different articles.'
    """
    articles = {iri.partition("#")[0] for iri in statements}
    where = "They stand in one article." if len(articles) == 1 else "They stand in different articles."
    return f"{_SAYING.get(relation.removeprefix(terms.GDEC), 'These values differ.')} {where}"
