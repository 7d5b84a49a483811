"""What files are called: not every disk takes every name, or tells each from all others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from gdec.site.pages.formats import SIBLINGS

_is_device = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|\Z)", re.IGNORECASE).match


def faults_of_names(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Tell which files cannot be copied everywhere, each with the reason in words.

    What stands beside a page is called as that is.

    >>> list(faults_of_names(["person/con.html"]))
    [('person/con.html', "Windows takes no file that is called 'con.html'")]
    """
    pages = [path for path in paths if not path.endswith(tuple(SIBLINGS))]
    seen, twice = set[int](), set[int]()
    for path in pages:
        folded = hash(_folded(path))
        (twice if folded in seen else seen).add(folded)
    first: dict[str, str] = {}
    for path in pages:
        name = _folded(path)
        if hash(name) in twice and (other := first.setdefault(name, path)) != path:
            yield path, f"is the same file as {other} where upper and lower case are one, as on Windows and macOS"
        for step in filter(_is_device, path.split("/")):
            yield path, f"Windows takes no file that is called {step!a}"


def _folded(path: str) -> str:
    return path.lower() if path.isascii() else normalize("NFC", path).casefold()
