"""Words of a text in any script: where no spaces stand between words, each character is taken for itself."""

from __future__ import annotations

import re
from functools import cache

WITHOUT_SPACES = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003347f"
"""Chinese and Japanese, for a class of characters in a pattern."""


@cache
def word() -> re.Pattern[str]:
    """Give the pattern of a word, or of a character of Chinese or Japanese."""
    return re.compile(rf"[{WITHOUT_SPACES}]|[^\W{WITHOUT_SPACES}]+")


def count_words(text: str) -> int:
    """Count the words between spaces; two characters of Chinese or Japanese are taken for a word.

    >>> count_words("the port means to share"), count_words("港口将共享泊位数据")
    (5, 4)
    """
    return len(text.split()) if text.isascii() else sum(weight for _, _, weight in _pieces(text)) // 2


def ends_of(text: str, most: int, each: int) -> tuple[str, str] | None:
    """Give the first and the last words of a text that has too many; None for one that has not.

    Args:
        text: the text, with single spaces.
        most: how many words, as `count_words` counts them, are not too many.
        each: how many of them to give of the beginning, and of the end.
    """
    pieces = _pieces(text)
    if sum(weight for _, _, weight in pieces) <= 2 * most:
        return None
    return text[: _reach(pieces, each)[1]], text[_reach(pieces[::-1], each)[0] :]


def _pieces(text: str) -> list[tuple[int, int, int]]:
    """Give where the pieces of a text start and end, with how many halves of a word each of them is."""
    found = [piece.span() for piece in _piece().finditer(text)]
    if not _letter().search(text):
        return [(start, end, 2) for start, end in found]
    return [(start, end, _halves(text[start:end])) for start, end in found]


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(f"[{WITHOUT_SPACES}]")  # takes milliseconds, which ASCII need not wait for


@cache
def _piece() -> re.Pattern[str]:
    return re.compile(rf"[{WITHOUT_SPACES}]|[^\s{WITHOUT_SPACES}]+")


def _halves(piece: str) -> int:
    if _letter().match(piece):
        return 1
    return 2 if word().search(piece) else 0


def _reach(pieces: list[tuple[int, int, int]], words: int) -> tuple[int, int]:
    """Give the piece with which the words are reached."""
    halves = 0
    for start, end, weight in pieces:
        halves += weight
        if halves >= 2 * words:
            return start, end
    return pieces[-1][:2]
