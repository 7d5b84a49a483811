"""The text of an article, as evidence counts in it: paragraphs from 1, offsets in Unicode code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from gdec.errors import GdecError
from gdec.evidence.folding import Folded, fold
from gdec.facts.model import Fact, NoFact
from gdec.facts.utf8 import decode

_LINE = re.compile(r"[^\r\n]+")
_BLANK = " \t\u00a0"


class Span(NamedTuple):
    """Where words stand: the paragraph, and start and end in code points of the whole text."""

    paragraph: int
    start: int
    end: int


class ArticleText:
    """A text as received, with every character and line end as it stands.

    Attributes:
        text: the text.
        paragraphs: its lines that are not blank, in order; a line of only spaces, tabs and U+00A0 is blank.
        sha256: the digest of the text in UTF-8, in hexadecimal.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        lines = (line for line in _LINE.finditer(text) if line[0].strip(_BLANK))
        self.paragraphs = [Span(number, line.start(), line.end()) for number, line in enumerate(lines, start=1)]
        self.sha256 = digest(text)

    @classmethod
    def decode(cls, source: str, data: bytes) -> ArticleText:
        """Make the text from a file's bytes.

        Raises:
            InputError: the bytes are not UTF-8.
        """
        return cls(decode(source, data))

    @cached_property
    def folded(self) -> list[Folded]:
        """The paragraphs, folded for searching."""
        return [fold(self.text[start:end], start) for _, start, end in self.paragraphs]

    def paragraph_at(self, offset: int) -> Span:
        """Find the paragraph that an offset stands in.

        Raises:
            GdecError: it stands in none.
        """
        before = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start)
        if before and offset < self.paragraphs[before - 1].end:
            return self.paragraphs[before - 1]
        raise GdecError(f"character {offset} of the article stands in no paragraph")

    def words(self, span: tuple[int, int, int]) -> str:
        """Give the words of a span, exactly as they stand.

        Raises:
            GdecError: the span does not lie in the paragraph that it names.
        """
        number, start, end = span
        if not (1 <= number <= len(self.paragraphs) and start < end):
            raise GdecError(f"{list(span)} is no place in the article")
        _, first, last = self.paragraphs[number - 1]
        if start < first or end > last:
            raise GdecError(f"{list(span)} is no place in paragraph {number}, which goes from {first} to {last}")
        return self.text[start:end]


def digest(words: str) -> str:
    """Give the SHA-256 of words in UTF-8, in hexadecimal."""
    return sha256(words.encode()).hexdigest()


def words_of(fact: Fact | NoFact, text: ArticleText) -> str:
    """Give the words that a fact rests on, exactly as they stand in the article.

    Raises:
        GdecError: the fact is not anchored, or not in this text.
    """
    if fact.at is None or fact.sha256 is None:
        raise GdecError("the words have no place yet; run `gdec anchor`")
    words = text.words(fact.at)
    if digest(words) != fact.sha256:
        raise GdecError(f"other words stand at {list(fact.at)} of the article; run `gdec anchor`")
    return words
