"""Fold texts so that what a reader takes for the same compares equal, with the way back to every character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias, get_args

Form: TypeAlias = Literal["NFD", "NFKD"]

_SAME = str.maketrans(dict.fromkeys("‘’‚‛′ʼ", "'") | dict.fromkeys("“”„‟″", '"') | dict.fromkeys("‐‑‒–—―−", "-"))

# Printable ASCII with single spaces in it, without a last character that a combining mark may stand after.
_PLAIN = re.compile(r"(?: ?[!-~])+(?=[!-~\s]|\Z)")

_SPACES = re.compile("  +")


class _Alone(dict[int, str]):
    """What each character folds to by itself; of two letters for one that may fold together with others."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        alone = " " if letter.isspace() else unicodedata.normalize(self.form, letter).translate(_SAME)
        self[code] = alone if not unicodedata.combining(letter) else letter + letter
        return self[code]


_ALONE = {form: _Alone(form) for form in get_args(Form)}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; its character i came from the characters `starts[i]` up to `ends[i]` of the original."""

    text: str
    starts: list[int]
    ends: list[int]

    def occurrences(self, part: str) -> list[tuple[int, int]]:
        """Find a folded part wherever it stands by itself; only if nowhere, wherever it stands inside longer words."""
        found = [(at, at + len(part)) for at in _all(self.text, part) if self._is_whole(at, at + len(part))]
        return [place for place in found if self.is_apart(*place)] or found

    def _is_whole(self, start: int, end: int) -> bool:
        """Tell that no character of the original is cut, neither a ligature of accents nor a run of spaces."""
        starts = self.starts
        cut_before = start > 0 and starts[start - 1] == starts[start]
        return not cut_before and not (end < len(starts) and starts[end - 1] == starts[end])

    def is_apart(self, start: int, end: int) -> bool:
        """Tell that a piece neither begins nor ends inside a longer word."""
        return is_apart(self.text, start, end)


def is_apart(text: str, start: int, end: int) -> bool:
    """Tell that a piece of a text neither begins nor ends inside a longer word."""
    before, after = text[start - 1 : start + 1] if start else "", text[end - 1 : end + 1]
    return not _is_within_a_word(before) and not _is_within_a_word(after)


def fold(text: str, offset: int = 0, form: Form = "NFD") -> Folded:
    """Fold a text: runs of white space to one space, curly to straight quotes, dashes to hyphens, NFC and NFD alike.

    Args:
        text: the text.
        offset: where the text begins in the original, to count the way back from.
        form: NFKD also takes ligatures, full-width letters and the like for the letters that they stand for.
    """
    if len(plain := text.translate(_ALONE[form])) == len(text):
        return _spaced(plain, offset)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        cluster = text[start:end]
        if cluster.isascii() and not cluster.isspace():
            letters.append(cluster)
            starts += range(offset + start, offset + end)
            ends += range(offset + start + 1, offset + end + 1)
            continue
        letter = " " if cluster.isspace() else unicodedata.normalize(form, cluster).translate(_SAME)
        letters.append(letter)
        starts += [offset + start] * len(letter)
        ends += [offset + end] * len(letter)
    return Folded("".join(letters), starts, ends)


def _spaced(text: str, offset: int) -> Folded:
    """Fold runs of spaces in a text of which each character has been folded to one."""
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for run in _SPACES.finditer(text):
        start, end = run.span()
        starts += range(offset + done, offset + start + 1)
        ends += range(offset + done + 1, offset + start + 1)
        ends.append(offset + end)
        done = end
    starts += range(offset + done, offset + len(text))
    ends += range(offset + done + 1, offset + len(text) + 1)
    return Folded(_SPACES.sub(" ", text), starts, ends)


def folded(text: str, form: Form = "NFD") -> str:
    """Give what `fold` makes of a text, without the way back and so much faster; white space at its ends goes."""
    return unicodedata.normalize(form, " ".join(text.split())).translate(_SAME)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Divide a text into what folds as one: a run of white space, or a character with the combining marks after it.

    Characters that fold to themselves come together.
    """
    start = 0
    while start < len(text):
        if plain := _PLAIN.match(text, start):
            yield plain.span()
            start = plain.end()
            continue
        end = start + 1
        if text[start].isspace():
            while end < len(text) and text[end].isspace():
                end += 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        yield start, end
        start = end


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


@cache
def _without_spaces() -> re.Pattern[str]:
    """Give the pattern of Thai, Lao, Myanmar, Khmer, kana and Chinese characters; to compile it takes milliseconds."""
    return re.compile(
        "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    )


def _is_within_a_word(pair: str) -> bool:
    """Tell that two neighbours belong to one word, as letters do in scripts that put spaces between words."""
    if pair.isascii():
        return len(pair) == 2 and pair.isalnum()
    return len(pair) == 2 and all(
        unicodedata.category(letter)[0] in "LMN" and not _without_spaces().match(letter) for letter in pair
    )
