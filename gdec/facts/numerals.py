"""Read the numbers in a few words of English, French or Chinese: in digits, in words, with what bounds them.

What is no number of things is passed over: dates, times, shares, and what is a part of a name (`COVID-19`, `5G`). A
number that need not be one of things, as `2023`, the article `a` or the ones in `一带一路`, may bear a count out and
never speaks against one. What cannot be read for sure, as in `dozens` or `4.5`, is not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple


class Numeral(NamedTuple):
    """A number as words give it.

    Attributes:
        value: the number.
        bound: a comparator of a count, or `at_most`.
        counts: whether it can only be a number of things.
        ordinal: whether it is a place in an order, as in `third`.
    """

    value: int
    bound: str = "exactly"
    counts: bool = True
    ordinal: bool = False


_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: value for value, word in enumerate((*_UNITS, *_TEENS))} | {"both": 2}
_SMALL |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_IRREGULAR = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
_ORDINALS = (
    {f"{word.removesuffix('y') + 'ie' * word.endswith('y')}th": value for word, value in _SMALL.items() if value}
    | {f"{word}th": value for word, value in _SCALES.items()}
    | _IRREGULAR
)

_MONTH = (
    r"(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?"
    r"|janv(?:ier)?|f[ée]v(?:r(?:ier)?)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t|(?:sept|nov|d[ée]c)(?:em)?(?:bre)?"
    r"|octobre)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|er)?"
_TO = r"\s*(?:to|and|until|through|au|et|[-–—~至到])\s*"
_HAN = "〇零一二两三四五六七八九十百千万亿"
_NO_COUNT = re.compile(
    rf"""\b{_MONTH}\s+{_DAY}(?:{_TO}(?:{_MONTH}\s+)?{_DAY})?(?:,?\s+\d{{4}})?\b
    | \b{_DAY}(?:{_TO}{_DAY})?\s+(?:of\s+)?{_MONTH}(?:\s+\d{{4}})?\b
    | \d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}} | \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}} | \d{{1,2}}:\d{{2}}
    | [\d〇零一二三四五六七八九]{{4}}年 | (?<![\d{_HAN}])[\d{_HAN}]+月(?:[\d{_HAN}]+[日号]?)?(?:{_TO}[\d{_HAN}]+[日号])?
    | (?<![\d.])[\d.]+\s*(?:%|percent|per\ cent|pour\ cent) | 百分之[\d.{_HAN}]+
    | \b[a-z]+[-\s](?:thirds|quarters|fifths|tenths|halves)\b | \bone[-\s](?:third|quarter|fifth|half)\b""",
    re.VERBOSE,
)

_LETTER = "a-zà-ɏ"
_TOKEN = re.compile(
    rf"""(?P<han>(?:(?<!\d)(?<!\d[,.])\d[\d,.]*)?[{_HAN}]+)
    | (?<![{_LETTER}\d])(?<![{_LETTER}]-)(?<!\d[.,])
      (?P<digits>(?:\d{{1,3}}(?:[,\s]\d{{3}})+(?!\d)|\d{{1,15}})(?:\.\d+)?)(?P<th>st|nd|rd|th)?(?![{_LETTER}\d])
    | (?P<word>[{_LETTER}]+)""",
    re.VERBOSE,
)
_JOINING = re.compile(r"(?:\s|-)*")

_BEFORE = re.compile(
    r"""(?:(?P<at_most>\b(?:up\ to|at\ most|no\ more\ than|not\ more\ than|fewer\ than|less\ than|under|as\ many\ as)
            | 最多|至多|不超过|不足|少于)
    | (?P<at_least>\b(?:at\ least|no\ (?:less|fewer)\ than|not\ (?:less|fewer)\ than)|至少|不少于|不低于)
    | (?P<more_than>\b(?:more\ than|over|above|exceed(?:s|ed|ing)?|upwards\ of|in\ excess\ of)|超过|逾|多于)
    | (?P<about>\b(?:about|around|some|approximately|roughly|nearly|almost|close\ to|an\ estimated)
            | 大约|约|将近|近|接近)
    )\s*(?:a\ total\ of\s+)?$""",
    re.VERBOSE,
)
_AFTER = re.compile(
    r"""(?P<more_than>\+|\s*plus\b|[多余餘几]) | (?P<at_least>\s+or\ more\b|[^\W\d_a-z]?以上)
    | (?P<about>\s+or\ so\b|[^\W\d_a-z]?(?:左右|上下))""",
    re.VERBOSE,
)
_MEASURE = re.compile(r"[多余餘几]*[万亿]?[个個名位家场場项項届屆次天人座款种件条支张部队馆省市县]")
_ARTICLES = ("a", "an")
_ONES = ("one", "1")
_UNCOUNTED_ONE = re.compile(r"\s+(?:of|another|day|by)\b")
_UNCOUNTED_BEFORE = re.compile(r"(?:[$€£¥#№]|\b(?:no|hall|room|article|chapter|phase|version)\.?|[几数上成])\s*$")
_IN_HAN = re.compile(f"[{_HAN}]+")
_IN_DIGITS = re.compile(r"\d[\d,]*(?:\.\d*)?")
_WEEKS = re.compile(r"[\s-]+weeks?\b|[个個]?(?:周|星期)")
_YEARS = range(1900, 2100)
_LARGEST = 10**15

_HAN_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000}
_HAN_SCALES = {"万": 10_000, "亿": 100_000_000}


LANGUAGES = ("en", "fr", "zh")
"""The languages whose numbers are read."""


def numerals(words: str, language: str = "en") -> list[Numeral]:
    """Read the numbers in words, in their order; those of French words as French.

    >>> numerals("July 4 to 7, 2031: more than 1,200 guests")
    [Numeral(value=1200, bound='more_than', counts=True, ordinal=False)]
    >>> [each.value for each in numerals("7月4日，130多家企业，3万人")]
    [130, 30000]
    """
    text = _NO_COUNT.sub(lambda found: "·" * len(found[0]), unicodedata.normalize("NFKC", words).casefold())
    if language == "fr":
        from gdec.facts.french import as_english

        text = as_english(text)
    return list(_Reader(text).numerals())


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.tokens = text, list(_TOKEN.finditer(text))

    def numerals(self) -> Iterator[Numeral]:
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            value, ordinal, end = (_han(token["han"]), False, at + 1) if token["han"] else self.phrase(at)
            if value is not None:
                yield from self.placed(value, token.start(), self.tokens[end - 1].end(), ordinal=ordinal)
            at = end

    def phrase(self, at: int) -> tuple[float | None, bool, int]:
        """Read the longest number that begins at a token: its value, whether it is an ordinal, and where it ends."""
        value, end = self.beginning(at)
        if value is None:
            word = self.word(at)
            return _ORDINALS.get(word), word in _ORDINALS, at + 1
        if self.tokens[at]["th"]:
            return value, True, end
        total, scale, ordinal = 0.0, 0, False
        in_words = not self.tokens[at]["digits"]
        while not ordinal and self.follows(end):
            word = self.word(end)
            step = self.tokens[end + 1 : end + 2] and word == "and" and scale
            more = self.word(end + 1) if step else word
            small = _SMALL.get(more, _ORDINALS.get(more, 0))
            if word in _SCALES:
                scale = _SCALES[word]
                total, value = (total, value * scale) if scale <= 100 else (total + value * scale, 0.0)
            elif [self.word(end), self.word(end + 1), self.word(end + 2)] == ["and", "a", "half"]:
                value, end = value + 0.5, end + 2
            elif small and _fits(small, value, scale, in_words=in_words):
                value, ordinal, end = value + small, more in _ORDINALS, end + bool(step)
            else:
                break
            end += 1
        return total + value, ordinal, end

    def beginning(self, at: int) -> tuple[float | None, int]:
        """Read what a number may begin with: digits, a small number, `a`, which is one, or `half a` before a scale."""
        token, word = self.tokens[at], self.word(at)
        if token["digits"]:
            return float(re.sub(r"[,\s]", "", token["digits"])), at + 1
        if word in _SMALL:
            return float(_SMALL[word]), at + 1
        share = 0.5 if word == "half" else 1.0
        article = at + (word == "half")
        if self.word(article) in _ARTICLES and self.word(article + 1) in _SCALES:
            return share, article + 1
        return (1.0 if word in _ARTICLES else None), at + 1

    def word(self, at: int) -> str:
        return (self.tokens[at]["word"] or "") if at < len(self.tokens) else ""

    def follows(self, at: int) -> bool:
        """Tell that nothing but space or a hyphen stands between a token and the one before it."""
        if at >= len(self.tokens):
            return False
        return bool(_JOINING.fullmatch(self.text, self.tokens[at - 1].end(), self.tokens[at].start()))

    def placed(self, number: float, start: int, end: int, *, ordinal: bool) -> Iterator[Numeral]:
        """Give a number with what stands around it; of weeks also the days."""
        if number > _LARGEST or abs(number - round(number)) > 1e-6:
            return
        value, written = round(number), self.text[start:end]
        before, ordinal = self.text[max(0, start - 40) : start], ordinal or self.text.endswith("第", 0, start)
        bound = _BEFORE.search(before) or _AFTER.match(self.text, end)
        counts = not (
            written in _ARTICLES
            or _UNCOUNTED_BEFORE.search(before)
            or (written in _ONES and _UNCOUNTED_ONE.match(self.text, end))
            or (written.isdecimal() and value in _YEARS)
            or (ordinal and value == 1)
            or (not ordinal and _IN_HAN.fullmatch(written) and not _MEASURE.match(self.text, end))
        )
        yield Numeral(value, (bound and bound.lastgroup) or "exactly", counts, ordinal)
        if _WEEKS.match(self.text, end):
            yield Numeral(7 * value, counts=False)


def _fits(small: int, value: float, scale: int, *, in_words: bool) -> bool:
    """Tell that a small number goes on with the one before it: `five` after `twenty`, `six` after `two hundred`."""
    if scale and value % 100 == 0:
        return small < scale
    return (in_words or bool(scale)) and small < 10 and value % 10 == 0 and value % 100 >= 20


def _han(written: str) -> float | None:
    """Read a number in Chinese characters, with digits before them or without; None for what is none for sure."""
    digits = written.rstrip(_HAN)
    signs = written[len(digits) :]
    if not digits and all(sign in _HAN_DIGITS for sign in signs):
        return float("".join(str(_HAN_DIGITS[sign]) for sign in signs))
    if digits and not _IN_DIGITS.fullmatch(digits):
        return None
    if not digits and signs[0] not in _HAN_DIGITS and signs[0] != "十":
        return None
    total, section, number, unit = 0.0, 0.0, float(digits.replace(",", "").rstrip(".") or 0), 1
    for before, sign in zip("十" + signs, signs, strict=False):
        if sign in _HAN_DIGITS:
            if number:
                return None
            number, unit = _HAN_DIGITS[sign], 10 if sign in "零〇" or before in "零〇" else unit
        elif sign in _HAN_UNITS:
            unit = _HAN_UNITS[sign]
            section, number = section + (number or 1) * unit, 0
        else:
            unit, section = _HAN_SCALES[sign], section + number
            total, section, number = (total + section) * unit if unit > 10_000 else total + section * unit, 0, 0
    # Behind a hundred, a thousand or ten thousand, a last digit counts the next smaller unit.
    return total + section + number * max(1, unit // 10)
