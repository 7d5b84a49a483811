"""Doubt names that the quoted words contradict: the words name somebody or something else.

Where it is not for sure, nothing is said: a name in another script than its words, as `Wang Qiang` beside `王强`, may
be the same; so may a shorter or longer form, one with a title before it, an abbreviation, and another spelling.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from gdec.facts.model import ELLIPSIS
from gdec.facts.wording import WITHOUT_SPACES

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_WORD = re.compile(rf"[{WITHOUT_SPACES}]|[^\W_{WITHOUT_SPACES}]+")
_UNSPACED = re.compile(f"[{WITHOUT_SPACES}]")
_JOINING = re.compile(
    r"[\s.-]*(?:(?:of|for|de|des|du|d['’]|della?|di|do|da)\b\s*(?:the|la|les|l['’])?\s*)?", re.IGNORECASE
)
_NOWHERE = "; where the article prints it nowhere, leave it to the registry, or write a label"
_SMALL = 3
_ALIKE = 0.75
_MANY = 4


class _Word(NamedTuple):
    """A word of a text: folded, as written, and where it stands."""

    folded: str
    written: str
    start: int
    end: int

    @property
    def is_name_like(self) -> bool:
        return self.written[0].isupper() or self.written[0].isdecimal()


def advise_name(words: str, name: str, own: Iterable[str] = (), others: Iterable[str] = ()) -> str:
    """Tell what to write where words name something else than a name, or nothing.

    Args:
        words: the quote.
        name: the name that is taken from it.
        own: other names of the same thing, which words may hold instead of one that no other thing has.
        others: names of other things of its sort.

    >>> advise_name("Wang Dui, deputy director", "Wang Qiang", others=["Wang Dui"])
    'write "Wang Dui", or quote words that hold "Wang Qiang"'
    >>> advise_name("Mayor Wang", "Wang Qiang"), advise_name("王强", "Wang Qiang")
    ('', '')
    """
    others, own = list(others), list(own)
    named, quoted = _words(name), _words(words)
    is_of_another = name in others and name not in own
    if not named or not quoted or _may_be(words, name, () if is_of_another else own):
        return ""
    right = next((each for each in own if each in words and each not in name), "") if is_of_another else ""
    if right or _is_form(named, quoted):
        return _advice(right, name) if right else ""
    if other := next((other for other in others if _names(other, named, quoted)), ""):
        return _advice(other, name)
    if _UNSPACED.search(name) or not _is_elsewhere(named, quoted, words):
        return ""
    is_name = _is_name(quoted) and not any(_alike(one, each) for one in named for each in quoted)
    is_description = not is_name and not any(each.is_name_like for each in quoted[1:])
    return _advice(words if is_name else "", name) + (_NOWHERE if is_description else "")


def _is_elsewhere(named: list[_Word], quoted: list[_Word], words: str) -> bool:
    """Tell that a quote shares no word with a name, or goes on otherwise."""
    shares = any(_alike(one, each) for one in named for each in quoted)
    return not shares or _goes_on_otherwise(named, quoted, words)


def _may_be(words: str, name: str, own: Iterable[str]) -> bool:
    """Tell that words hold a name of the thing, or that nobody can tell: some are left out, or in another script."""
    if ELLIPSIS in words or name in words or _scripts(words) != _scripts(name):
        return True
    return any(_squashed(each) in _squashed(words) for each in (name, *own) if each)


def _is_form(named: list[_Word], quoted: list[_Word]) -> bool:
    """Tell that the quote has all words of a name, or no other name, or an abbreviation."""
    others = [each for each in quoted if each.is_name_like] or quoted
    is_form = _all_in(named, quoted) or _all_in(others, named)
    return is_form or _is_abbreviated(named, quoted) or _is_abbreviated(quoted, named)


def _advice(instead: str, name: str) -> str:
    return f'write "{instead}", or quote words that hold "{name}"' if instead else f'quote words that hold "{name}"'


def _words(text: str) -> list[_Word]:
    """Give the words of a text that may tell names apart: no small ones in lower case, unless there are no others."""
    found = [_Word(_folded(each[0]), each[0], *each.span()) for each in _WORD.finditer(text)]
    large = [each for each in found if each.is_name_like or len(each.written) > _SMALL or _UNSPACED.match(each.written)]
    return large or found


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _squashed(text: str) -> str:
    return "".join(filter(str.isalnum, _folded(text)))


def _scripts(text: str) -> set[str]:
    """Name the scripts of a text's letters, by the first words of these letters' names."""
    if text.isascii():
        return {"LATIN"} if any(map(str.isalpha, text)) else set()
    return {unicodedata.name(letter, "?").partition(" ")[0] for letter in text if letter.isalpha()}


def _all_in(some: list[_Word], others: list[_Word]) -> bool:
    return all(any(_alike(one, other) for other in others) for one in some)


def _alike(one: _Word, other: _Word) -> bool:
    """Tell that two words may be one: the same, an initial, a form or a spelling of the other."""
    shorter, longer = sorted((one.folded, other.folded), key=len)
    if shorter == longer:
        return True
    if shorter.isdecimal() or longer.isdecimal() or _UNSPACED.match(one.written):
        return False
    if len(shorter) == 1:
        return longer.startswith(shorter)
    same = next((place for place, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if same >= _SMALL and 2 * same >= len(shorter):
        return True
    return len(shorter) > _SMALL and difflib.SequenceMatcher(None, shorter, longer, autojunk=False).ratio() >= _ALIKE


def _is_abbreviated(named: list[_Word], quoted: list[_Word]) -> bool:
    """Tell that a word in capitals may stand for a name: it begins with the letter of one of its words."""
    initials = {each.folded[0] for each in named}
    shouted = [each for each in quoted if each.written.isalpha() and each.written.isupper() and len(each.written) > 1]
    is_all_capitals = len(shouted) == len(quoted) > 1
    return len(named) > 1 and not is_all_capitals and any(each.folded[0] in initials for each in shouted)


def _names(other: str, named: list[_Word], quoted: list[_Word]) -> bool:
    """Tell that the quote holds another name whole, and nothing else of the name that is doubted."""
    wanted = [each.folded for each in _words(other)]
    folded = [each.folded for each in quoted]
    places = [at for at in range(len(folded) - len(wanted) + 1) if folded[at : at + len(wanted)] == wanted]
    if not places or len("".join(wanted)) < 2 or all(each.folded in wanted for each in named):
        return False
    rest = quoted[: places[0]] + quoted[places[0] + len(wanted) :]
    return not any(each.folded not in wanted and _all_in([each], rest) for each in named)


def _is_name(quoted: list[_Word]) -> bool:
    return all(each.is_name_like for each in quoted)


def _goes_on_otherwise(named: list[_Word], quoted: list[_Word], words: str) -> bool:
    """Tell that wherever the quote begins as the name does, it goes on with another name: `Ana Luna` for `Ana Lima`."""
    if len(quoted) >= _MANY and _is_name(quoted):
        return False  # a headline in capitals, where any word may follow
    begun = [at for at, each in enumerate(quoted) if each.folded == named[0].folded]
    return bool(begun) and all(_differs_from(at, named, quoted, words) for at in begun)


def _differs_from(at: int, named: list[_Word], quoted: list[_Word], words: str) -> bool:
    length = 1
    while length < min(len(named), len(quoted) - at) and named[length].folded == quoted[at + length].folded:
        length += 1
    rest = named[length:]
    if not rest or at + length >= len(quoted) or any(_all_in([each], quoted) for each in rest):
        return False
    last, following = quoted[at + length - 1], quoted[at + length]
    return following.is_name_like and _JOINING.fullmatch(words, last.end, following.start) is not None
