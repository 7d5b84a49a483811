"""Find the passage of an article that is most like words which no longer stand in it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from gdec.evidence.folding import Folded, folded
from gdec.evidence.text import ArticleText, Span

LIKE = 0.6
"""How like the words a passage must be, from 0 to 1, to be taken for them in another wording."""

LONGER = 0.1
"""How much less like the words a passage of more or fewer words is taken to be."""

_WORD = re.compile(r"\S+")


class _Window(NamedTuple):
    likeness: float
    start: int
    end: int


def near(text: ArticleText, parts: list[str], at: Span) -> Span | None:
    """Find the passage that comes nearest to words, or give None where none comes near.

    Args:
        text: the article.
        parts: the words whole, or the first and the last of them.
        at: where they stood; of passages alike the one that stands nearest to it is given.
    """
    wanted = [folded(part) for part in parts]
    best: tuple[float, int, Span] | None = None
    for number, paragraph in enumerate(text.folded, start=1):
        windows = [_window(paragraph.text, part) for part in wanted]
        likeness = sum(window.likeness for window in windows) / len(windows)
        if likeness < LIKE:
            continue
        span = _span(paragraph, number, windows, at.end - at.start)
        rank = (round(likeness, 2), -abs(span.start - at.start), span)
        best = rank if best is None else max(best, rank)
    return best[2] if best else None


def _span(paragraph: Folded, number: int, windows: list[_Window], length: int) -> Span:
    """Give the passage from the first to the last words; where they are too far apart, as long as the words were."""
    first, last = windows[0], windows[-1]
    start, end = first.start, last.end
    if len(windows) > 1 and not 0 < end - start < 2 * length:
        if first.likeness >= last.likeness:
            end = _word_end(paragraph.text, start + length)
        else:
            start = _word_start(paragraph.text, end - length)
    return Span(number, paragraph.starts[start], paragraph.ends[end - 1])


def _window(letters: str, part: str) -> _Window:
    """Give the words of a paragraph that are most like a part, and how like they are."""
    words = [found.span() for found in _WORD.finditer(letters)]
    count = len(part.split())
    wanted = _triples(part)
    shared = [
        (len(wanted & _triples(letters[start : words[min(at + count, len(words)) - 1][1]])), -at)
        for at, (start, _) in enumerate(words)
    ]
    most, at = max(shared, default=(0, 0))
    if 3 * most < len(wanted):
        return _Window(0.0, 0, len(letters))
    at = -at
    end = min(at + count, len(words)) - 1
    matcher = SequenceMatcher(None, "", part, autojunk=False)
    tries = []
    for first in range(max(0, at - 1), min(at + 2, len(words))):
        for last in range(max(first, end - 1), min(end + 3, len(words))):
            matcher.set_seq1(letters[words[first][0] : words[last][1]])
            is_of_other_length = last - first + 1 != count
            tries.append((matcher.ratio() - LONGER * is_of_other_length, words[first][0], words[last][1]))
    likeness, start, stop = max(tries)
    return _Window(max(0.0, likeness), start, stop)


def _word_end(letters: str, at: int) -> int:
    end = letters.find(" ", at)
    return len(letters) if end < 0 else end


def _word_start(letters: str, at: int) -> int:
    return letters.rfind(" ", 0, max(at, 0)) + 1


def _triples(letters: str) -> set[str]:
    padded = f" {letters} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
