"""Choose what a client is sent, by RFC 9110, section 12.5.1; the rules for hosts choose by the same patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from gdec.site.pages.formats import VARIANTS

NO_PREFERENCE = r"^[ \t,]*$"
"""What an Accept header looks like that says nothing."""

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PARAMETER = rf"[ \t]*;[ \t]*(?!q=){_TOKEN}=(?:{_TOKEN}|{_QUOTED})"
_WEIGHT = r"[ \t]*;[ \t]*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)"


def ranges_of(media_type: str) -> tuple[str, str, str]:
    """Give the ranges that a media type is in, the most specific one first.

    >>> ranges_of("text/turtle")
    ('text/turtle', 'text/*', '*/*')
    """
    return media_type, f"{media_type.partition('/')[0]}/*", "*/*"


def pattern(media_range: str) -> str:
    """Give the regular expression that finds a range in an Accept header, and as its only group the weight, if any.

    It is written so that Python and PCRE read it alike; upper and lower case are the same.
    """
    before = rf'^(?:(?:[^",]|{_QUOTED})*,)*?[ \t]*'
    return rf"{before}{re.escape(media_range)}(?:{_PARAMETER})*(?:{_WEIGHT}(?:{_PARAMETER})*)?[ \t]*(?:,|$)"


def negotiate(accept: str, available: Iterable[str] = VARIANTS.values()) -> str:
    """Give the media type that suits an Accept header best, or an empty text where none does.

    The most specific range that a type is in gives its weight. Of those with the highest weight, one that is named in
    full goes before one under a wildcard; then the order in which they are available decides. Parameters other than
    `q` are not looked at, a range that is not of the form is passed over, and of two that are the same the first
    counts.

    Args:
        accept: the header's value; without any, all types are as good.
        available: the media types there are, the preferred one first.

    >>> negotiate("text/turtle;q=0.9, text/html;q=0.1")
    'text/turtle'
    >>> negotiate("image/png")
    ''
    """
    if re.search(NO_PREFERENCE, accept):
        return next(iter(available), "")
    ranks = {media_type: _rank(accept, media_type) for media_type in available}
    best = max(ranks, key=ranks.__getitem__, default="")
    return best if best and ranks[best][0] > 0 else ""


def _rank(accept: str, media_type: str) -> tuple[float, int]:
    """Give the weight of a type, and how specific the range was that gave it."""
    for specific, media_range in zip((3, 2, 1), ranges_of(media_type), strict=True):
        if found := _compiled(media_range).search(accept):
            return float(found[1] or 1), specific
    return 0.0, 0


@cache
def _compiled(media_range: str) -> re.Pattern[str]:
    return re.compile(pattern(media_range), re.IGNORECASE)
