"""A label of a thing, and which of several is chosen."""

from __future__ import annotations

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
    main = lang.partition("-")[0].lower()
    place = languages.index(main) if main in languages else len(languages) + bool(lang)
    turn = 2 if naming == len(NAMING) else place > len(languages)
    return turn * _turn(languages) + naming * (len(languages) + 2) + place


def is_claimed(place: int, languages: Sequence[str]) -> bool:
    """Tell that the label at a place is one that somebody only claims."""
    return place >= 2 * _turn(languages)


def _turn(languages: Sequence[str]) -> int:
    """Give how many places there are for labels by properties."""
    return len(NAMING) * (len(languages) + 2)
