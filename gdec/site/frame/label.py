"""A label of a thing, and which of several is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gdec import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMING = (terms.LABEL, terms.NAME, terms.HEADLINE)
"""The properties that a label is taken from, the preferred one first."""


class Label(NamedTuple):
    """What something is called; the language is empty where nobody says it."""

    text: str
    lang: str = ""


def chosen(labels: list[Label], languages: tuple[str, ...]) -> Label:
    """Choose by language, the preferred one first, then none, then any other; of one language the first by its text."""
    return min(labels, key=lambda label: (_rank(label.lang, languages), label.text, label.lang))


def rank(naming: int, lang: str, languages: Sequence[str]) -> int:
    """Give the place of a label among all that a thing has: the least is chosen, of several in it as `chosen` does.

    Args:
        naming: by which property it has it: the place of that in `NAMING`.
        lang: the label's language.
        languages: the preferred language first.
    """
    return naming * (len(languages) + 2) + _rank(lang, languages)


def _rank(lang: str, languages: Sequence[str]) -> int:
    main = lang.partition("-")[0].lower()
    return languages.index(main) if main in languages else len(languages) + bool(lang)
