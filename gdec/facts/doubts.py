"""Doubt numbers that the quoted words contradict: the words name numbers of things, and none of them is the fact's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from gdec.facts.kinds import Kind
from gdec.facts.model import Count, Fact, Facts, Number
from gdec.facts.walk import structs_of

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


class Doubt(NamedTuple):
    """A number that its words contradict.

    Attributes:
        path: the path of its fact.
        fact: the fact.
        number: the number.
        advice: what to write instead.
    """

    path: tuple[str, ...]
    fact: Count | Number
    number: int
    advice: str


def doubts(facts: Facts) -> Iterator[Doubt]:
    """Go through the numbers of a complete facts file that their words contradict.

    What was concluded by a rule is not what the words say, and is passed over.
    """
    for path, _, _, fact in structs_of(facts):
        if not isinstance(fact, Count | Number) or not fact.words or _is_concluded(fact):
            continue
        comparator, number = _number(fact)
        if number is not None and (advice := advise(fact.words, number, comparator)):
            yield Doubt(path, fact, number, advice)


def advise(words: str, number: int, comparator: str = "") -> str:
    """Tell what to write where words contradict a number, or nothing.

    Args:
        words: the quote.
        number: the number that is taken from it.
        comparator: that of a count; a number that is none has none, and agrees with any bound.

    >>> advise("six summit forums", 7, "exactly"), advise("more than 50 firms", 50, "at_least")
    ('write exactly: 6', '')
    """
    from gdec.facts.numerals import Numeral, numerals

    read = numerals(words)
    counted = [each for each in read if each.counts]
    cardinal = [each for each in counted if not each.ordinal] or counted
    total = [Numeral(sum(each.value for each in cardinal))] if len(cardinal) > 1 else []
    if not counted or any(_agrees(each, number, comparator) for each in read + total):
        return ""
    written = dict.fromkeys(_written(each, comparator) for each in cardinal if each.bound != AT_MOST)
    if not written:
        return f"leave it out: the words say at most {cardinal[0].value}, and no comparator does"
    return f"write {' or '.join(written)}"


def _is_concluded(fact: Fact) -> bool:
    return bool(fact.rule) or fact.kind is Kind.INFERRED


def _number(fact: Count | Number) -> tuple[str, int | None]:
    if isinstance(fact, Number):
        return "", fact.is_
    given = ((name, getattr(fact, name)) for name in NUMBERED)
    return next(((name, number) for name, number in given if number is not None), ("several", None))


def _agrees(read: Numeral, number: int, comparator: str) -> bool:
    """Tell that a number as read bears out a number as compared; a third forum is also one forum."""
    if read.ordinal and number == 1:
        return True
    steps = _BEARS_OUT[read.bound].get(comparator, ()) if comparator else (0,)
    return number - read.value in steps


def _written(read: Numeral, comparator: str) -> str:
    return f"{read.bound}: {read.value}" if comparator else str(read.value)
