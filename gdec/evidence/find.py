"""Find an author's quote in an article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from gdec.errors import GdecError
from gdec.evidence.folding import Folded, fold
from gdec.evidence.text import ArticleText, Span

_ELLIPSIS = re.compile(r"\s*(?:…|\.{3})\s*")
_SHOWN = 6


def find(text: ArticleText, quote: str, *, paragraph: int | None = None) -> Span:
    """Find the one place where a quote stands.

    A place where it stands to the letter goes before one where only spaces, quotes, dashes or accents are typed
    otherwise, and one where it stands by itself before one inside a longer word. `first words … last words` is the
    shortest piece of a paragraph from the first words to the next occurrence of the last.

    Args:
        text: the article.
        quote: the words.
        paragraph: the only paragraph to look in.

    Raises:
        GdecError: the quote stands nowhere, or in several places; the message names the nearest, or each.
    """
    places = places_of(text, quote, paragraph=paragraph)
    if not places:
        raise GdecError(_missing(text, quote, paragraph))
    if len(places) > 1:
        raise GdecError(_ambiguous(text, quote, places))
    return places[0]


def places_of(text: ArticleText, quote: str, *, paragraph: int | None = None) -> list[Span]:
    """Find every place where a quote stands, by the rules of `find`; the places that match best are given alone."""
    if paragraph is not None and not 1 <= paragraph <= len(text.paragraphs):
        raise GdecError(f"there is no paragraph {paragraph}; the article has {len(text.paragraphs)}")
    numbers = range(1, len(text.paragraphs) + 1) if paragraph is None else (paragraph,)
    return _best(text, numbers, [quote]) or _best(text, numbers, _ELLIPSIS.split(quote.strip(), maxsplit=1))


def agrees(quote: str, words: str) -> bool:
    """Tell that a quote stands for exactly these words, whole or as `first words … last words`."""
    said, there = fold(quote.strip()).text, fold(words).text
    if said == there:
        return True
    first, *last = (fold(part).text for part in _ELLIPSIS.split(quote.strip(), maxsplit=1))
    long_enough = bool(first and last and last[0]) and len(there) >= len(first) + len(last[0])
    return long_enough and there.startswith(first) and there.endswith(last[0])


class _Place(NamedTuple):
    quality: tuple[bool, bool]
    span: Span


def _best(text: ArticleText, numbers: range | tuple[int, ...], parts: list[str]) -> list[Span]:
    wanted = [fold(part.strip()).text for part in parts]
    if not all(wanted):
        return []
    places: list[_Place] = []
    for number in numbers:
        folded = text.folded[number - 1]
        for start, end in _pieces(folded, wanted):
            span = Span(number, folded.starts[start], folded.ends[end - 1])
            words = text.text[span.start : span.end]
            exact = words.startswith(parts[0].strip()) and words.endswith(parts[-1].strip())
            places.append(_Place((folded.is_apart(start, end), exact), span))
    best = max((place.quality for place in places), default=None)
    return [place.span for place in places if place.quality == best]


def _pieces(folded: Folded, parts: list[str]) -> Iterator[tuple[int, int]]:
    """Give the pieces of a paragraph from the first part to the next last part, without those that hold a shorter."""
    starts = folded.occurrences(parts[0])
    if len(parts) == 1:
        yield from starts
        return
    ends = folded.occurrences(parts[-1])
    shortest: dict[int, int] = {}
    for start, stop in starts:
        following = bisect_left(ends, (stop,))
        if following < len(ends):
            shortest[ends[following][1]] = start
    yield from ((start, end) for end, start in shortest.items())


def _missing(text: ArticleText, quote: str, paragraph: int | None) -> str:
    if paragraph is not None and (others := places_of(text, quote)):
        return f'"{_shown(quote)}" does not stand in paragraph {paragraph}; it stands {_list(text, others)}'
    nearest = _nearest(text, quote)
    return f'"{_shown(quote)}" does not stand in the article' + (f"; the nearest is {nearest}" if nearest else "")


def _ambiguous(text: ArticleText, quote: str, places: list[Span]) -> str:
    several = len({place.paragraph for place in places}) > 1
    advice = f'quote more words, or add "paragraph: {places[0].paragraph}"' if several else "quote more words"
    return f'"{_shown(quote)}" stands in {len(places)} places: {_list(text, places)}; {advice}'


def _list(text: ArticleText, places: list[Span]) -> str:
    shown = [f'in paragraph {place.paragraph}, "{_context(text, place)}"' for place in places[:_SHOWN]]
    more = [f"and {len(places) - _SHOWN} more"] if len(places) > _SHOWN else []
    return ", ".join(shown + more)


def _context(text: ArticleText, place: Span) -> str:
    """Give the words of a place with up to three before and after it."""
    _, first, last = text.paragraphs[place.paragraph - 1]
    before = text.text[max(first, place.start - 60) : place.start].split(" ")[-4:]
    after = text.text[place.end : min(last, place.end + 60)].split(" ")[:4]
    words = _shown(text.text[place.start : place.end])
    return " ".join((" ".join(before) + words + " ".join(after)).split())


def _shown(words: str) -> str:
    """Give words on one line, shortened in the middle where they are many."""
    line = " ".join(words.split())
    return line if len(line) <= 80 else f"{line[:38]} … {line[-38:]}"


def _nearest(text: ArticleText, quote: str) -> str:
    """Give the passage that shares most triples of letters with a quote, and its paragraph."""
    wanted = _triples(fold(quote).text.lower())
    best, found = len(wanted) / 3, ""
    for number, folded in enumerate(text.folded, start=1):
        letters = folded.text.lower()
        for word in re.finditer(r"\S+", letters):
            end = letters.find(" ", word.start() + len(quote) - 1)
            passage = letters[word.start() : end if end >= 0 else None]
            if (shared := len(wanted & _triples(passage))) > best:
                start, stop = folded.starts[word.start()], folded.ends[word.start() + len(passage) - 1]
                best, found = shared, f'"{_shown(text.text[start:stop])}" in paragraph {number}'
    return found


def _triples(letters: str) -> set[str]:
    return {letters[at : at + 3] for at in range(max(1, len(letters) - 2))}
