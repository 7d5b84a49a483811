"""Text that somebody else wrote, made harmless for the text around it."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_OVERRIDES = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TURNING = re.compile(r"[\u0590-\u08ff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Also behind a semicolon, which separates cells in many countries.
_BEFORE_FORMULA = re.compile(r"(?:^|(?<=;))(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
_is_number = re.compile(r"-?[0-9]+(?:\.[0-9]+)?").fullmatch

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def visible(text: str) -> str:
    """Give a text with U+FFFD for each control character that HTML does not allow."""
    return text if text.isprintable() else _CONTROL.sub("\ufffd", text)


def bare(text: str) -> str:
    """Give a text for places where nothing can isolate it: U+FFFD stands for what would turn the writing around."""
    return _OVERRIDES.sub("\ufffd", visible(text))


def turns(text: str) -> bool:
    """Tell whether a text may turn the writing around."""
    return not text.isascii() and bool(_TURNING.search(text))


def guarded(value: str) -> str:
    """Give a text in one line that no spreadsheet takes for a formula, as OWASP advises.

    An apostrophe goes before what could begin one; line breaks, tabs and other control characters become a blank.

    >>> guarded("=1+1"), guarded("-5"), guarded("Ana Lima")
    ("'=1+1", '-5', 'Ana Lima')
    """
    line = _BREAKS.sub(" ", value).strip()
    return line if _is_number(line) else _BEFORE_FORMULA.sub("'", line)


def day(text: str, language: str = "en") -> str:
    """Give a date of the calendar in words, where the language is English; any other text as it is.

    >>> day("2031-05-03"), day("2031"), day("2031-05-03", "zh")
    ('3 May 2031', '2031', '2031-05-03')
    """
    found = _DAY.fullmatch(text)
    if language != "en" or not found or not 1 <= int(found[2]) <= 12:
        return text
    return f"{int(found[3])} {_MONTHS[int(found[2]) - 1]} {found[1]}"


def days(start: str, end: str, language: str = "en") -> tuple[str, str]:
    """Give the first and the last day of a time as `day` does, the first without what the last says again.

    >>> days("2031-05-03", "2031-05-07"), days("2031-04-30", "2031-05-01")
    (('3', '7 May 2031'), ('30 April', '1 May 2031'))
    """
    first, last = day(start, language).split(" "), day(end, language)
    if first[2:] and first[2:] == last.split(" ")[2:]:
        first = first[: 1 if first[1] == last.split(" ")[1] else 2]
    return " ".join(first), last
