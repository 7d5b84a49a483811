"""Words as search compares them: without case, accents and marks; Chinese and its neighbours by pairs of characters.

`static/search.js` does the same with what a visitor types; a test holds the two together in a browser.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_MARK = re.compile(r"[^\W_]+")
_WITHOUT_SPACES = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_runs = re.compile(f"[{_WITHOUT_SPACES}]+|[^{_WITHOUT_SPACES}]+")
_is_without_spaces = re.compile(f"[{_WITHOUT_SPACES}]").match
_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
LONGEST = 40
"""How many characters of a word count."""


def folded(text: str) -> str:
    """Give a text without case, accents and marks.

    >>> folded("Łódź, CAFÉ")
    'lodz, cafe'
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parts if unicodedata.category(each)[0] != "M").lower().translate(_PLAIN)


def words(text: str) -> Iterator[str]:
    """Give the words of a text as they are looked up; writing without spaces by pairs, and each run's last character.

    >>> list(words("Wang Qiang (王强), São Tomé"))
    ['wang', 'qiang', '王强', '强', 'sao', 'tome']
    """
    for word in _MARK.findall(folded(text)):
        for run in _runs.findall(word):
            if _is_without_spaces(run):
                yield from (run[at : at + 2] for at in range(len(run)))
            else:
                yield run[:LONGEST]
