"""Whether a literal is well-formed for its datatype, and how numbers compare, where Oxigraph cannot say.

Oxigraph counts in 64 bits and keeps what it does not understand as text; XML Schema has no such bounds.
"""

from __future__ import annotations

import calendar
import math
import operator
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache

from gdec.shacl.vocabulary import XSD

_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_FLOAT = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?|[+-]?INF|NaN"
_DAYS = r"(?:\d+D)?"
_HOURS = r"(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
_SIXTH = "(?:[A-Za-z0-9+/] ?)"

_FORMS = {
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "float": _FLOAT,
    "double": _FLOAT,
    "date": f"({_YEAR})-({_MONTH})-({_DAY}){_ZONE}",
    "dateTime": f"({_YEAR})-({_MONTH})-({_DAY})T{_CLOCK}{_ZONE}",
    "dateTimeStamp": f"({_YEAR})-({_MONTH})-({_DAY})T{_CLOCK}{_ZONE[:-1]}",
    "time": f"{_CLOCK}{_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gMonthDay": f"--(?:(?:0[13578]|1[02])-{_DAY}|(?:0[469]|11)-(?!31){_DAY}|02-(?!3){_DAY}){_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "duration": rf"-?P(?=.)(?:\d+Y)?(?:\d+M)?{_DAYS}{_HOURS}",
    "dayTimeDuration": f"-?P(?=.){_DAYS}{_HOURS}",
    "yearMonthDuration": r"-?P(?=.)(?:\d+Y)?(?:\d+M)?",
    "hexBinary": "(?:[0-9A-Fa-f]{2})*",
    "base64Binary": rf"(?:{_SIXTH}{{4}})*(?:{_SIXTH}{{2}}= ?=|{_SIXTH}{{3}}=)?",
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
}
_BOUNDS = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{name: (-(2**bits), 2**bits - 1) for name, bits in (("byte", 7), ("short", 15), ("int", 31), ("long", 63))},
    **{f"unsigned{name}": (0, 2**bits - 1) for name, bits in (("Byte", 8), ("Short", 16), ("Int", 32), ("Long", 64))},
}
_integer = re.compile(r"[+-]?\d+", re.ASCII)
_OPERATORS: dict[str, Callable[[Decimal | float, Decimal | float], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
_DAYS_OF_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LONGEST = 4000


@lru_cache(maxsize=65536)
def is_well_formed(text: str, datatype: str) -> bool:
    """Whether a text is in the lexical space of a datatype (XSD 1.1); any text is where the datatype is unknown.

    >>> is_well_formed("2020-13-45", XSD + "date")
    False
    """
    name = datatype.removeprefix(XSD)
    if name in _BOUNDS:
        return _is_integer(text, *_BOUNDS[name])
    match = _compiled(name).fullmatch(text) if name in _FORMS else None
    if name in ("date", "dateTime", "dateTimeStamp"):
        return match is not None and _is_day(int(match[1][-400:]), int(match[2]), int(match[3]))
    return name == datatype or name not in _FORMS or match is not None


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(_FORMS[name], re.ASCII)


def _is_integer(text: str, least: int | None, most: int | None) -> bool:
    if not _integer.fullmatch(text):
        return False
    if least is None and most is None:
        return True
    if len(text) > _LONGEST:
        return least is None if text[0] == "-" else most is None
    return (least is None or int(text) >= least) and (most is None or int(text) <= most)


def _is_day(year: int, month: int, day: int) -> bool:
    return day <= (29 if month == 2 and calendar.isleap(year) else _DAYS_OF_MONTHS[month - 1])


def numbers_compare(left: tuple[str, str], sign: str, right: tuple[str, str]) -> bool:
    """Whether two literals, as (text, datatype), are numbers in the given relation.

    >>> numbers_compare(("99999999999999999999", XSD + "integer"), ">", ("1", XSD + "integer"))
    True
    """
    a, b = _number(*left), _number(*right)
    if a is None or b is None:
        return False
    if isinstance(a, float) or isinstance(b, float):
        a, b = float(a), float(b)
    return _OPERATORS[sign](a, b)


def _number(text: str, datatype: str) -> Decimal | float | None:
    name = datatype.removeprefix(XSD)
    if not (name in _BOUNDS or name in ("decimal", "float", "double")) or not is_well_formed(text, datatype):
        return None
    if name in ("float", "double"):
        return float(text.replace("INF", "inf").replace("NaN", "nan")) if text != "NaN" else math.nan
    return Decimal(text)
