"""Words of articles: as the graph keeps them, or from one's own copies with a little of what stands around them."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gdec.evidence.links import link, link_in
from gdec.site.frame.html import html, isolated

if TYPE_CHECKING:
    from markupsafe import Markup

    from gdec.evidence.text import ArticleText, Span

CONTEXT = 12
"""How many words of a copy are shown before the evidence, and after it: enough to see what it speaks of."""
LONGEST = 40
"""How many words of evidence are shown at the most; of longer evidence the first and the last words."""

_KEPT = 4096


class Quote(NamedTuple):
    """Words as they are shown.

    Attributes:
        before: what stands before them in their paragraph, from a copy.
        first: the words, or the first of them.
        last: the last of them, where not all are shown.
        after: what stands after them.
        link: the address that opens the article with the words marked, or an empty text.
    """

    before: str
    first: str
    last: str
    after: str
    link: str

    @property
    def html(self) -> Markup:
        """The words as HTML, marked between what stands around them."""
        before, first, last, after = [text and isolated(text) for text in self[:4]]
        return html(f"{before}<mark>{first}{' … ' if last else ''}{last}</mark>{after}")


class Place(NamedTuple):
    """Where evidence stands in the text of its article."""

    paragraph: int
    start: int
    end: int
    sha256: str


class Quoting:
    """Gives the words of evidence; never the whole of an article.

    Args:
        folder: one's own copies of articles, each a text in UTF-8, or None.

    Raises:
        GdecError: there is no such folder, or no text in it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._texts: dict[str, ArticleText] = {}
        self._find = lru_cache(_KEPT)(self._place)
        # The words that a thing's page shows are those of its article's page.
        self._link = lru_cache(_KEPT)(link)
        if folder:
            from gdec.evidence.copies import read_copies

            self._texts = {text.sha256: text for text in read_copies(folder).texts.values()}

    @property
    def has_copies(self) -> bool:
        """There are copies."""
        return bool(self._texts)

    @property
    def digests(self) -> list[str]:
        """The digests of the texts of which there are copies, sorted."""
        return sorted(self._texts)

    def has(self, sha256: str) -> bool:
        """Tell whether there is a copy of the text with this digest."""
        return sha256 in self._texts

    def text(self, sha256: str) -> ArticleText:
        """Give the copy of the text with this digest, which there must be."""
        return self._texts[sha256]

    def length(self, sha256: str) -> int:
        """Count the words of the copy of a text, 0 where there is none."""
        return len(self._texts[sha256].text.split()) if sha256 in self._texts else 0

    def quote(self, first: str, last: str, place: Place, article_sha256: str, url: str) -> Quote:
        """Give words as they are shown.

        Args:
            first: the words that the graph keeps, or the first of them.
            last: the last of them, where it does not keep all.
            place: where they stand.
            article_sha256: the digest of their article's text.
            url: the article's address, or an empty text.
        """
        begins, ends = (first, last) if last else _shortened(first)
        words = f"{begins} … {ends}" if ends else begins
        found = self._find(article_sha256, place) if self._texts else None
        if not found:
            return Quote("", begins, ends, "", self._link(url, words) if url else "")
        text, span = found
        _, start, end = text.paragraphs[span.paragraph - 1]
        return Quote(
            _last_words(text.text[start : span.start]),
            *_shortened(text.text[span.start : span.end]),
            _first_words(text.text[span.end : end]),
            link_in(url, words, text, span) if url else "",
        )

    def _place(self, article_sha256: str, place: Place) -> tuple[ArticleText, Span] | None:
        """Find evidence in the copy with its article's digest; a digest of its own confirms it."""
        from gdec.evidence.text import Span, digest

        text = self._texts.get(article_sha256)
        if text is None or not 0 < place.paragraph <= len(text.paragraphs):
            return None
        is_there = digest(text.text[place.start : place.end]) == place.sha256
        return (text, Span(place.paragraph, place.start, place.end)) if is_there else None


def _shortened(text: str) -> tuple[str, str]:
    """Give words whole, or of very many the first and the last."""
    words = text.split()
    if len(words) <= LONGEST:
        return " ".join(words), ""
    return " ".join(words[: LONGEST // 2]), " ".join(words[-LONGEST // 2 :])


def _first_words(text: str) -> str:
    words = re.findall(r"\s*\S+", text)
    return "".join(words[:CONTEXT]) + (" …" if len(words) > CONTEXT else "")


def _last_words(text: str) -> str:
    words = re.findall(r"\S+\s*", text)
    return ("… " if len(words) > CONTEXT else "") + "".join(words[-CONTEXT:])
