"""Coverage: which sentences of an article gave facts, which gave none and why, and which nobody has explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from gdec.evidence.anchor import shorten
from gdec.evidence.text import ArticleText, Span, words_of
from gdec.facts.model import Facts
from gdec.facts.walk import facts_of
from gdec.facts.wording import word

# A sentence ends with its mark and any closing quotes, before a space and what can begin another (UAX #29, SB11);
# a mark of Chinese or Japanese needs no space.
_END = re.compile(r"""(?:[.!?…]+["'”’)\]]*(?=\s+["'“‘(\[]*[^\W\d_a-z])|[。！？]+[”’」』）]*)""")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|etc|Inc|Ltd|Co|Jr|Sr|Gen|Gov|Sen|Rep)|\b[A-Z])\.$")


Place: TypeAlias = tuple[tuple[int, int, int], str]
"""Paragraph, start and end in code points of the text, and what is known of the words there."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article and what became of it.

    Attributes:
        span: its paragraph, and its start and end in code points of the text.
        words: the sentence.
        facts: paths of the facts whose evidence lies in it, wholly or in part.
        reasons: why words of it gave no fact, as the facts file says.
        covered: the share of its words that stand in evidence or have a reason, from 0 to 1; of Chinese and Japanese,
            of its characters.
    """

    span: Span
    words: str
    facts: tuple[str, ...]
    reasons: tuple[str, ...]
    covered: float

    @property
    def is_explained(self) -> bool:
        """Whether it gave a fact or has a reason why not."""
        return bool(self.facts or self.reasons)

    @property
    def shortened(self) -> str:
        """The sentence, or its first and last words where it is long."""
        return shorten(self.words)


def coverage(facts: Facts, text: ArticleText) -> list[Sentence]:
    """Account for every sentence of an article.

    Args:
        facts: its facts, anchored in this text.
        text: the article's text.

    Raises:
        GdecError: evidence that does not stand in the text.
    """
    for _, fact in facts_of(facts):
        if fact.words:
            words_of(fact, text)
    for silent in facts.no_fact:
        words_of(silent, text)
    places = [(fact.at, path) for path, fact in facts_of(facts) if fact.at]
    silences = [(silent.at, silent.why) for silent in facts.no_fact if silent.at]
    return account(text, places, silences)


def account(text: ArticleText, places: Iterable[Place], silences: Iterable[Place]) -> list[Sentence]:
    """Account for every sentence of a text.

    Args:
        text: the text.
        places: where words gave something, each with the name of what they gave.
        silences: where words gave nothing, each with the reason.
    """
    given, silent = list(places), list(silences)
    return [_account(span, text, given, silent) for span in sentences(text)]


def sentences(text: ArticleText) -> Iterator[Span]:
    """Split each paragraph into its sentences; the spans leave out the white space between them.

    >>> [tuple(span) for span in sentences(ArticleText("He came. She said: “Go.” Dr. Lima went."))]
    [(1, 0, 8), (1, 9, 24), (1, 25, 39)]
    """
    for number, first, last in text.paragraphs:
        start = first
        for end in _END.finditer(text.text, first, last):
            if not _ABBREVIATION.search(text.text, start, end.end()):
                yield _trimmed(text.text, number, start, end.end())
                start = end.end()
        if text.text[start:last].strip():
            yield _trimmed(text.text, number, start, last)


def _trimmed(text: str, number: int, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(number, start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))


def _account(
    span: Span,
    text: ArticleText,
    places: list[Place],
    silences: list[Place],
) -> Sentence:
    facts = [(place, path) for place, path in places if _overlap(place, span)]
    silent = [(place, why) for place, why in silences if _overlap(place, span)]
    known = [place for place, _ in facts + silent]
    words = [found.start() for found in word().finditer(text.text, span.start, span.end)]
    covered = sum(any(start <= each < end for _, start, end in known) for each in words)
    return Sentence(
        span,
        text.text[span.start : span.end],
        tuple(path for _, path in facts),
        tuple(dict.fromkeys(why for _, why in silent)),
        covered / len(words) if words else 1.0,
    )


def _overlap(place: tuple[int, int, int], span: Span) -> bool:
    _, start, end = place
    return start < span.end and span.start < end
