"""A label of a thing, and which of several is chosen."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gdec import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMING = (terms.LABEL, terms.NAME, terms.HEADLINE)
"""The properties that a label is taken from, the preferred one first."""


class Label(NamedTuple):
    """What something is called; the language is empty where nobody says it."""

    text: str
    lang: str = ""


def chosen(labels: Iterable[tuple[int, Label]], languages: Sequence[str]) -> Label:
    """Choose the label whose place is the least; of several in it the first by its text.

    Args:
        labels: at least one, each after what `rank` asks of it.
        languages: the preferred language first.
    """
    return min(labels, key=lambda each: (rank(each[0], each[1].lang, languages), *each[1]))[1]


def rank(naming: int, lang: str, languages: Sequence[str]) -> int:
    """Give the place of a label among all that a thing has.

    A label in a language that is preferred, or in none, goes before those in any other, whatever they are by. Of the
    ones as of the others that by the preferred property goes first, and of a property that in the preferred language.

    Args:
        naming: by which property it has it: the place of that in `NAMING`, or their number where that is only claimed.
        lang: the label's language.
        languages: the preferred language first.
    """
    place = _place(lang, tuple(languages))
    turn = 2 if naming == len(NAMING) else place > 2 * len(languages)
    return turn * _turn(languages) + naming * _width(languages) + place


@lru_cache(256)
def _place(lang: str, languages: tuple[str, ...]) -> int:
    """Give the place of a language among the preferred ones; that of none comes behind them, then that of any other.

    A preferred language stands for all its kinds (RFC 4647, basic filtering), and behind these for what it is a kind
    of (lookup): "zh-Hans" for "zh-Hans-SG", then for "zh".

    >>> [_place(lang, ("zh-Hans", "en")) for lang in ("zh-hans", "zh", "en-GB", "", "zh-Hant")]
    [0, 1, 2, 4, 5]
    """
    kind = f"{lang}-".lower()
    for place, wanted in enumerate(f"{each}-".lower() for each in languages if lang):
        if kind.startswith(wanted):
            return 2 * place
        if wanted.startswith(kind):
            return 2 * place + 1
    return 2 * len(languages) + bool(lang)


def is_claimed(place: int, languages: Sequence[str]) -> bool:
    """Tell that the label at a place is one that somebody only claims."""
    return place >= 2 * _turn(languages)


def _turn(languages: Sequence[str]) -> int:
    """Give how many places there are for labels by properties."""
    return len(NAMING) * _width(languages)


def _width(languages: Sequence[str]) -> int:
    """Give how many places there are for the languages of labels by one property."""
    return 2 * len(languages) + 2
