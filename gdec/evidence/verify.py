"""Verify evidence: find each quote of a facts file again in somebody's own copy of the article."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from gdec.evidence.folding import Folded, fold, folded, is_apart
from gdec.evidence.near import near
from gdec.evidence.renderings import as_typed
from gdec.evidence.text import ArticleText, Span, digest
from gdec.facts.model import ELLIPSIS, Fact, Facts, NoFact
from gdec.facts.walk import structs_of

LANDMARK = 20
"""How many characters words need for telling, by standing in one place only, where their neighbours should stand."""
MAX_GROWTH = 4
"""How many times longer words may get by another Unicode form."""
MAX_PLACES = 1000
"""How many places of the same words are looked at."""


class State(StrEnum):
    """What became of a piece of evidence."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


class Quote(NamedTuple):
    """Evidence as a facts file gives it: the quote's path and line in the file, its words, place and digest."""

    path: tuple[str, ...]
    line: int
    words: str
    at: Span
    sha256: str


class Verified(NamedTuple):
    """What became of a quote.

    Attributes:
        quote: the quote.
        state: exact: its words stand where they stood, to the letter. Moved: they stand elsewhere, or typed with other
            spaces, quotes, dashes or another Unicode form. Changed: words much like them stand there. Gone: none do.
        span: where it stands now, the nearest passage for what has changed, or None.
        is_sure: False for words that stand in several places, none of which their neighbours single out, inside a
            longer word, or broken over two paragraphs: which of them was meant is for a person to say.
    """

    quote: Quote
    state: State
    span: Span | None
    is_sure: bool = True


def quotes_of(facts: Facts) -> list[Quote]:
    """List the evidence of a facts file, in the order of the file's lines."""
    return sorted(_quotes(facts), key=lambda quote: quote.line)


def _quotes(facts: Facts) -> Iterator[Quote]:
    for path, _, _, quoting in structs_of(facts):
        if isinstance(quoting, (Fact, NoFact)) and quoting.words and quoting.at and quoting.sha256:
            yield Quote(path, quoting.line, quoting.words, Span(*quoting.at), quoting.sha256)


def verify(quotes: Iterable[Quote], copy: ArticleText, *, with_nearest: bool = True) -> list[Verified]:
    """Find quotes again in a copy of their article, each by its digest or, failing that, by its text.

    Exact is said of nothing but the same characters in the same place of the same paragraph. Words that stand in
    several places are looked for near the neighbours that they had.

    Args:
        quotes: evidence of one article.
        copy: the copy's text.
        with_nearest: look also for words that are much like those that are gone; without it, all of them are gone.

    Returns:
        One for each quote, in the same order.
    """
    text, paragraphs, last = copy.text, copy.paragraphs, len(copy.paragraphs)
    found: list[Verified | None] = []
    lost: list[Quote] = []
    for quote in quotes:
        number, start, end = quote.at
        if 0 < number <= last:
            _, first, stop = paragraphs[number - 1]
            words = text[start:end]
            is_same = first <= start < end <= stop and sha256(words.encode()).hexdigest() == quote.sha256
            if is_same and _is_told(words, quote.words):
                found.append(Verified(quote, State.EXACT, quote.at))
                continue
        found.append(None)
        lost.append(quote)
    if lost:
        others = iter(_Search(copy, [each for each in found if each], with_nearest).all(lost))
        return [each or next(others) for each in found]
    return [each for each in found if each]


def _is_told(words: str, told: str) -> bool:
    """Tell that a quote is those words, or their first and last ones."""
    if words == told:
        return True
    first, is_shortened, last = told.partition(ELLIPSIS)
    each = " ".join(words.split())
    return bool(is_shortened) and each.startswith(first) and each.endswith(last)


class _Place(NamedTuple):
    """A place of words in the copy, and whether it neither cuts a word nor is broken over two paragraphs."""

    span: Span
    is_clean: bool = True


class _Search:
    """One copy that quotes are looked for in, which stand no longer where they stood."""

    def __init__(self, copy: ArticleText, exact: list[Verified], with_nearest: bool) -> None:
        self.copy, self.with_nearest = copy, with_nearest
        self.starts = [paragraph.start for paragraph in copy.paragraphs]
        self.landmarks: dict[int, list[tuple[int, Span]]] = {}
        for each in exact:
            self.note(each.quote, each.quote.at)

    @cached_property
    def flat(self) -> Folded:
        """The copy folded into one text, a line a paragraph."""
        return _flat(self.copy)

    @cached_property
    def joined(self) -> Folded:
        """The same without a trace of where paragraphs end."""
        return Folded(self.flat.text.replace("\n", " "), self.flat.starts, self.flat.ends)

    def all(self, quotes: list[Quote]) -> list[Verified]:
        places = [self.places(quote) for quote in quotes]
        for quote, found in zip(quotes, places, strict=True):
            if len(found) == 1 and found[0].is_clean:
                self.note(quote, found[0].span)
        for landmarks in self.landmarks.values():
            landmarks.sort()
        return [self.decide(quote, found) for quote, found in zip(quotes, places, strict=True)]

    def note(self, quote: Quote, span: Span) -> None:
        """Note that long words stand in one place, by which shorter ones beside them are found."""
        if quote.at.end - quote.at.start >= LANDMARK:
            self.landmarks.setdefault(quote.at.paragraph, []).append((quote.at.start, span))

    def places(self, quote: Quote) -> list[_Place]:
        """Find the places of a quote: to the letter, else typed otherwise, else broken over paragraphs."""
        head, ellipsis, tail = quote.words.partition(ELLIPSIS)
        if ellipsis and digest(quote.words) != quote.sha256:
            found = self.same(quote, head)
            if not found:
                parts = [folded(head, "NFKD"), folded(tail, "NFKD")]
                found = self.from_to(quote, self.flat, parts) or _broken(self.from_to(quote, self.joined, parts))
        else:
            found = self.same(quote, quote.words)
            if not found:
                words = folded(quote.words, "NFKD")
                found = self.alike(self.flat, words) or _broken(self.alike(self.joined, words))
        return [place for place in found if place.is_clean] or found

    def same(self, quote: Quote, head: str) -> list[_Place]:
        """Find where the very words stand, by what they begin with, their length and their digest."""
        text, length = self.copy.text, quote.at.end - quote.at.start
        found: list[_Place] = []
        start = text.find(head)
        while start >= 0 and len(found) < MAX_PLACES:
            end = start + length
            if digest(text[start:end]) == quote.sha256 and _is_told(text[start:end], quote.words):
                found.append(_Place(self.span(start, end), is_apart(text, start, end)))
            start = text.find(head, start + 1)
        return found

    def alike(self, flat: Folded, words: str) -> list[_Place]:
        """Find where words stand that fold to the same."""
        return [self.place(flat, start, end) for start, end in flat.occurrences(words)[:MAX_PLACES]] if words else []

    def from_to(self, quote: Quote, flat: Folded, parts: list[str]) -> list[_Place]:
        """Find where words stand that go from the first to the last ones and are those of the digest, typed anew."""
        length = quote.at.end - quote.at.start
        found: list[_Place] = []
        for start, end in islice(_pieces(flat, parts, MAX_GROWTH * length), MAX_PLACES):
            place = self.place(flat, start, end)
            if as_typed(self.copy.text[place.span.start : place.span.end], quote.sha256, length):
                found.append(place)
        return found

    def place(self, flat: Folded, start: int, end: int) -> _Place:
        return _Place(self.span(flat.starts[start], flat.ends[end - 1]), flat.is_apart(start, end))

    def span(self, start: int, end: int) -> Span:
        return Span(bisect_right(self.starts, start), start, end)

    def decide(self, quote: Quote, places: list[_Place]) -> Verified:
        """Choose among the places of a quote, or say what else became of it."""
        if not places:
            parts = quote.words.split(ELLIPSIS, maxsplit=1)
            passage = near(self.copy, parts, quote.at) if self.with_nearest else None
            return Verified(quote, State.CHANGED if passage else State.GONE, passage)
        landmark = self.landmark(quote)
        if landmark is None:
            best = min(places, key=lambda place: _distance(place.span, quote.at))
            return Verified(quote, State.MOVED, best.span, best.is_clean and len(places) == 1)
        best = min(places, key=lambda place: _distance(place.span, landmark))
        is_long = quote.at.end - quote.at.start >= LANDMARK
        is_sure = best.span.paragraph == landmark.paragraph or (is_long and len(places) == 1)
        return Verified(quote, State.MOVED, best.span, best.is_clean and is_sure)

    def landmark(self, quote: Quote) -> Span | None:
        """Tell where a quote should stand if it moved together with the nearest landmark of its paragraph."""
        known = self.landmarks.get(quote.at.paragraph)
        if not known:
            return None
        at = bisect_left(known, (quote.at.start,))
        old, new = min(known[max(0, at - 1) : at + 1], key=lambda pair: abs(pair[0] - quote.at.start))
        start = new.start + quote.at.start - old
        return Span(new.paragraph, start, start + quote.at.end - quote.at.start)


def _pieces(flat: Folded, parts: list[str], length: int) -> Iterator[tuple[int, int]]:
    """Give the pieces of one paragraph, of a length at most, that go from one part to the other."""
    ends = flat.occurrences(parts[1])
    for start, after in flat.occurrences(parts[0]) if ends else ():
        line_end = flat.text.find("\n", start)
        stop = start + length if line_end < 0 else min(line_end, start + length)
        yield from ((start, end) for _, end in ends[bisect_left(ends, (after,)) : bisect_right(ends, (stop, stop))])


def _broken(places: list[_Place]) -> list[_Place]:
    return [place._replace(is_clean=False) for place in places]


def _distance(span: Span, wanted: Span) -> tuple[bool, int]:
    return span.paragraph != wanted.paragraph, abs(span.start - wanted.start)


def _flat(copy: ArticleText) -> Folded:
    """Fold all of a copy into one text, a line a paragraph."""
    letters: list[str] = []
    starts, ends = array("q"), array("q")
    for _, start, end in copy.paragraphs:
        piece = copy.text[start:end]
        whole = fold(piece.strip(), start + len(piece) - len(piece.lstrip()), "NFKD")
        letters += whole.text, "\n"
        starts.extend([*whole.starts, end])
        ends.extend([*whole.ends, end])
    return Folded("".join(letters), list(starts), list(ends))
