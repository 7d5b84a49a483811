"""Find how words were typed that are known by their digest only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import product

from gdec.evidence.text import digest

MAX_SITES = 5
"""How many quotes and dashes are tried one by one, each in every way."""

_OPENING = re.compile(r"(?:^|(?<=[\s(\[{/—–-]))[\"'“”‘’]")
_HYPHEN = re.compile(r"(?<=\w)[-‐‑‒–—―−](?=\w)")
_DASH = re.compile(r"(?<!\w)[-‐‑‒–—―−]|[-‐‑‒–—―−](?!\w)")
_MARK = re.compile("[\"“”„‟″]|['‘’‚‛′ʼ]|[-‐‑‒–—―−]")
_STRAIGHT = str.maketrans(dict.fromkeys("‘’‚‛′ʼ", "'") | dict.fromkeys("“”„‟″", '"'))
_CURLY = str.maketrans({"'": "’", '"': "”"})
_CURLY_OPENING = {"'": "‘", '"': "“"}
_WAYS = {"'": "'’‘", '"': '"“”', "-": "-–—"}


def as_typed(words: str, sha256: str, length: int) -> bool:
    """Tell that words are those of a digest but for how they are typed: spaces, quotes, dashes, Unicode form.

    What is tried is every consistent way of typing them, and each way for each mark where the marks are few. So a
    True is certain; a False may be wrong where the words of the digest are typed in a way of their own.

    Args:
        words: the words as they stand in a copy.
        sha256: the digest of the words wanted.
        length: how many code points these have.
    """
    forms = {words, *(unicodedata.normalize(form, words) for form in ("NFC", "NFD"))}
    spaced = dict.fromkeys(each for form in sorted(forms, key=len) for each in _spacings(form, length))
    tried: set[str] = set()
    for typings in (_as_is, _in_one_style, _mark_by_mark):
        for each in spaced:
            for typed in typings(each):
                if typed not in tried and digest(typed) == sha256:
                    return True
                tried.add(typed)
    return False


def _spacings(words: str, length: int) -> Iterator[str]:
    """Give the words with other spaces, as far as they are then of the right length."""
    single = " ".join(words.split())
    if len(single) == length:
        yield single
    if len(words) == length:
        yield words
    if len(single) == length:
        for space in re.finditer(" ", single):
            yield f"{single[: space.start()]}\u00a0{single[space.end() :]}"


def _as_is(words: str) -> Iterator[str]:
    yield words


def _in_one_style(words: str) -> Iterator[str]:
    """Give the words with all quotes straight, all curly, or one sort of each, and with dashes of one length."""
    if not _MARK.search(words):
        return
    straight = words.translate(_STRAIGHT)
    curly = _OPENING.sub(lambda mark: _CURLY_OPENING[mark[0]], straight).translate(_CURLY)
    for quoted in (straight, curly, straight.replace("'", "’"), curly.replace("’", "'").replace("‘", "'"), words):
        hyphened = _HYPHEN.sub("-", quoted)
        yield from (quoted, hyphened)
        yield from (_DASH.sub(dash, hyphened) for dash in "-–—")


def _mark_by_mark(words: str) -> Iterator[str]:
    """Give the words with each quote and dash in every way, where there are few."""
    sites = [mark for mark in _MARK.finditer(words) if not _HYPHEN.match(words, mark.start())]
    if 0 < len(sites) <= MAX_SITES:
        straight = words.translate(_STRAIGHT)
        for chosen in product(*(_WAYS[_straight(site[0])] for site in sites)):
            yield _replaced(straight, sites, chosen)


def _straight(mark: str) -> str:
    straight = mark.translate(_STRAIGHT)
    return straight if straight in _WAYS else "-"


def _replaced(words: str, sites: list[re.Match[str]], chosen: tuple[str, ...]) -> str:
    letters = list(_HYPHEN.sub("-", words))
    for site, mark in zip(sites, chosen, strict=True):
        letters[site.start()] = mark
    return "".join(letters)
