"""Link to the words themselves: a web address that opens the page with the words marked.

The address has a text directive (WICG, Scroll To Text Fragment): `#:~:text=[prefix-,]start[,end][,-suffix]`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from gdec.facts.model import ELLIPSIS

if TYPE_CHECKING:
    from gdec.evidence.text import ArticleText, Span

MAX_CONTEXT = 8
"""How many words before and after are added at the most, to tell words from the same words elsewhere."""

_DELIMITER = ":~:"


def link(url: str, words: str) -> str:
    """Give the address of an article with some of its words marked.

    Args:
        url: the article's address; a fragment of its own stays.
        words: the words, whole or as `first words … last words`.

    >>> link("https://example.org/news/1", "co-operates, at last … berths & cranes")
    'https://example.org/news/1#:~:text=co%2Doperates%2C%20at%20last,berths%20%26%20cranes'
    """
    return _address(url, _parts(words))


def link_in(url: str, words: str, text: ArticleText, span: Span) -> str:
    """Give the same where a copy is at hand: where the words stand in several places, their neighbours tell which.

    Args:
        url: the article's address.
        words: the words, whole or as `first words … last words`.
        text: the copy.
        span: where the words stand in it.
    """
    parts = _parts(words)
    _, first, last = text.paragraphs[span.paragraph - 1]
    before, after = text.text[first : span.start].split(), text.text[span.end : last].split()
    prefix = suffix = ""
    for count in range(MAX_CONTEXT + 1):
        prefix = " ".join(before[-count:]) if count else ""
        suffix = " ".join(after[:count])
        if _first_match(text.text, prefix, parts, suffix) == span.start:
            break
    return _address(url, parts, prefix, suffix)


def _parts(words: str) -> list[str]:
    return [" ".join(part.split()) for part in words.split(ELLIPSIS, maxsplit=1)]


def _address(url: str, parts: list[str], prefix: str = "", suffix: str = "") -> str:
    directive = ",".join(
        [
            *([f"{_encoded(prefix)}-"] if prefix else []),
            *map(_encoded, parts),
            *([f"-{_encoded(suffix)}"] if suffix else []),
        ]
    )
    if _DELIMITER in url:
        return f"{url}&text={directive}"
    return f"{url}{'' if '#' in url else '#'}{_DELIMITER}text={directive}"


def _encoded(text: str) -> str:
    """Percent-encode all but letters, digits and `_.~`; the hyphen, comma and ampersand have meanings of their own."""
    return quote(text, safe="").replace("-", "%2D")


def _first_match(text: str, prefix: str, parts: list[str], suffix: str) -> int:
    """Tell where a browser finds the words: the first place, upper and lower case and all white space alike."""
    start, *end = map(_pattern, parts)
    found = rf"{_pattern(prefix)}\s*" if prefix else ""
    found += rf"(?<!\w)(?P<words>{start})"
    found += rf"(?!\w).*?(?<!\w){end[0]}" if end else ""
    found += rf"\s*{_pattern(suffix)}" if suffix else ""
    match = re.search(rf"{found}(?!\w)", text, re.IGNORECASE | re.DOTALL)
    return match.start("words") if match else -1


def _pattern(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
