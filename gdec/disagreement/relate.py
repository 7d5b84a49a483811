"""Tell from values alone how statements that disagree relate."""

from __future__ import annotations

import re
from typing import NamedTuple

from gdec import terms
from gdec.facts.rules import is_variant, shared

WORDING_VARIANT, PRECISION, SCOPE, CONTRADICTION = "wording-variant", "precision", "scope", "contradiction"
ABOUT = 0.1
"""By what share of it a number that is given as about right may be wrong."""
MIN_SHARED = 0.5
"""The share of its words that a name shares with another name of the same thing, at the least."""

_NAMES = {term: name for name, term in terms.COMPARATORS.items()}


class Quantity(NamedTuple):
    """A number as an article prints it: with a comparator, as a term of the ontology, or with none."""

    comparator: str
    number: int | None

    def __str__(self) -> str:
        words = _NAMES.get(self.comparator, "").replace("_", " ")
        return " ".join(part for part in (words, "" if self.number is None else str(self.number)) if part)


def relate_quantities(one: Quantity, other: Quantity) -> str:
    """Tell precision where some number would make both true, else contradiction.

    >>> relate_quantities(Quantity(terms.COMPARATORS["more_than"], 100), Quantity(terms.COMPARATORS["exactly"], 110))
    'precision'
    """
    (low, high), (other_low, other_high) = _range(one), _range(other)
    return PRECISION if low <= other_high and other_low <= high else CONTRADICTION


def relate_names(one: str, other: str) -> str:
    """Tell wording variant of names that share half of their words or abbreviate one another, else contradiction.

    >>> relate_names("Harbour Data Forum", "HDF"), relate_names("Harbour Data Forum", "Tide Fair")
    ('wording-variant', 'contradiction')
    """
    short, long = sorted((one, other), key=len)
    initials = "".join(word[0] for word in re.findall(r"\w+", long) if word[0].isupper())
    alike = shared(one, other) >= MIN_SHARED or short.casefold() == initials.casefold()
    return WORDING_VARIANT if alike else CONTRADICTION


def relate_themes(one: str, other: str) -> str:
    """Tell wording variant of mottoes that differ in a word or two, else scope: they are two mottoes."""
    return WORDING_VARIANT if is_variant(one, other) else SCOPE


def _range(quantity: Quantity) -> tuple[float, float]:
    number = quantity.number or 0
    match _NAMES.get(quantity.comparator, "exactly"):
        case "more_than":
            return number + 1, float("inf")
        case "at_least":
            return number, float("inf")
        case "about":
            return number * (1 - ABOUT), number * (1 + ABOUT)
        case "several":
            return 2, float("inf")
    return number, number
