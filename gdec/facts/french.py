"""Write the numbers of French words, and what bounds them, as English ones are read: in digits, with English bounds."""

from __future__ import annotations

import re

_UNITS = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_TENS = "vingt trente quarante cinquante soixante"
_VALUES = {word: value for value, word in enumerate(_UNITS.split())} | {"une": 1}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
_VALUES |= {"vingts": 20, "cent": 100, "cents": 100, "mille": 1_000, "million": 10**6, "millions": 10**6}
_VALUES |= {"milliard": 10**9, "milliards": 10**9}

_LINK = r"(?:\s*-\s*|\s+)"
_AND_ONE = rf"(?:{_TENS.replace(' ', '|')}){_LINK}et{_LINK}(?:une?|onze)"
_ANY = "|".join(sorted(_VALUES, key=len, reverse=True))
_IN_WORDS = re.compile(rf"(?<!pour\s)\b(?:{_AND_ONE}|(?:{_ANY}))(?:{_LINK}(?:{_AND_ONE}|(?:{_ANY})))*\b")
_ALONE = ("un", "une", "million", "millions", "milliard", "milliards")
"""What is an article, or counts what stands before it, where it stands alone."""

_COLLECTIVES = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "centaine": 100, "millier": 1_000}
_COLLECTIVES |= {f"{word.removesuffix('e')}aine": _VALUES[word] for word in _TENS.split()}

_IN_ENGLISH = {
    r"(?<=\d),(?=\d{1,2}(?!\d))": ".",
    r"(?<=\d)\.(?=\d{3}(?!\d))": "",
    r"\b(?:plus|au-delà) d(?:e\s+|['’])": "more than ",
    r"\bau moins\b|\bau minimum\b": "at least",
    r"\b(?:au plus|au maximum|jusqu['’]à|moins de)(?=\s)": "at most",
    r"\b(?:environ|près de|quelque|autour de|à peu près|presque)(?=\s)": "about",
    r"\bmillions?\b": "million",
    r"\bmilliards?\b": "billion",
    r"\bsemaines?\b": "weeks",
    r"\b(?:salle|numéro|n°|nº|phase|chapitre)(?=\s*\d)": "room",
    r"\b\d{1,2}\s*h(?:\s*\d{2})?\b": "·",
    r"\bd['’](?=\d)": "of ",
}
_PATTERNS = [(re.compile(pattern), english) for pattern, english in _IN_ENGLISH.items()]
_COLLECTIVE = re.compile(rf"\b(?P<more>plus\s+d['’])?une?\s+(?P<many>{'|'.join(_COLLECTIVES)})\b")


def as_english(text: str) -> str:
    """Give a French text, in lower case, with its numbers in digits and what bounds them in English.

    >>> as_english("plus de trois mille deux cents personnes"), as_english("une trentaine d'ateliers")
    ('more than 3200 personnes', "about 30 d'ateliers")
    """
    text = _COLLECTIVE.sub(_collective, text)
    text = _IN_WORDS.sub(lambda found: found[0] if found[0] in _ALONE else str(_value(found[0])), text)
    for pattern, english in _PATTERNS:
        text = pattern.sub(english, text)
    return text


def _collective(found: re.Match[str]) -> str:
    return f"{'more than' if found['more'] else 'about'} {_COLLECTIVES[found['many']]}"


def _value(written: str) -> int:
    total = section = 0
    for word in re.findall(r"\w+", written):
        value = _VALUES.get(word, 0)
        if value >= 1_000:
            total, section = total + (section or 1) * value, 0
        elif value == 100:
            section = (section or 1) * value
        else:
            section += 80 - 4 if word.startswith("vingt") and section % 100 == 4 else value
    return total + section
