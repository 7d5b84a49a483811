"""Doubt numbers that the quoted words contradict: the words name numbers of things, and none of them is the fact's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gdec.facts.numerals import Numeral

NUMBERED = ("exactly", "more_than", "at_least", "about")
"""The comparators of a count that have a number."""
AT_MOST = "at_most"
"""The one bound of words that is no comparator."""

# By how much the number of a comparator may be beside what is read. A bound may stand before the words that are quoted,
# so that a bare number bears out all of them.
_BEARS_OUT: dict[str, dict[str, tuple[int, ...]]] = {
    "exactly": {"exactly": (0,), "more_than": (0, -1), "at_least": (0,), "about": (0,)},
    "more_than": {"more_than": (0,), "at_least": (0, 1), "about": (0,)},
    "at_least": {"more_than": (-1,), "at_least": (0,), "about": (0,)},
    "about": {"about": (0,)},
    AT_MOST: {"about": (0,)},
}


def advise_number(words: str, number: int, comparator: str = "", language: str = "en") -> str:
    """Tell what to write where words contradict a number, or nothing.

    Args:
        words: the quote.
        number: the number that is taken from it.
        comparator: that of a count; a number that is none has none, and agrees with any bound.
        language: the language of the words, as a tag; words of one whose numbers are not read contradict nothing.

    >>> advise_number("six summit forums", 7, "exactly"), advise_number("more than 50 firms", 50, "at_least")
    ('write exactly: 6', '')
    """
    from gdec.facts.numerals import LANGUAGES, Numeral, numerals

    tongue = language.partition("-")[0].lower()
    if tongue not in LANGUAGES:
        return ""
    read = numerals(words, tongue)
    counted = [each for each in read if each.counts]
    cardinal = [each for each in counted if not each.ordinal] or counted
    total = [Numeral(sum(each.value for each in cardinal))] if len(cardinal) > 1 else []
    if not counted or any(_agrees(each, number, comparator) for each in read + total):
        return ""
    written = dict.fromkeys(_written(each, comparator) for each in cardinal if each.bound != AT_MOST)
    if not written:
        return f"leave it out: the words say at most {cardinal[0].value}, and no comparator does"
    return f"write {' or '.join(written)}"


def _agrees(read: Numeral, number: int, comparator: str) -> bool:
    """Tell that a number as read bears out a number as compared; a third forum is also one forum."""
    if read.ordinal and number == 1:
        return True
    steps = _BEARS_OUT[read.bound].get(comparator, ()) if comparator else (0,)
    return number - read.value in steps


def _written(read: Numeral, comparator: str) -> str:
    return f"{read.bound}: {read.value}" if comparator else str(read.value)
