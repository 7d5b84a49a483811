"""The same value written otherwise: in the datatype that is wanted, or so that it matches a pattern."""

from __future__ import annotations

import re
from collections.abc import Callable

from pyoxigraph import Literal, NamedNode

from gdec.facts.forms import as_date, as_whole_number
from gdec.shacl.vocabulary import LANG_STRING, XSD, Term

_TRUTH = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}
_INTEGERS = ("integer", "int", "long", "nonNegativeInteger", "positiveInteger", "short", "unsignedInt")


def in_datatype(value: Literal, datatype: Term) -> str:
    """Give a literal in a datatype, as a term in N-Triples form; nothing where it cannot be read in one way only."""
    if not isinstance(datatype, NamedNode):
        return ""
    if datatype == LANG_STRING:
        return str(Literal(value.value, language="en"))
    kind = datatype.value.removeprefix(XSD)
    text = _FORMS.get(kind, _unknown)(value.value.strip())
    written = Literal(text, datatype=datatype)
    return str(written) if text and written != value else ""


def in_pattern(value: Literal, pattern: str, flags: str) -> str:
    """Give a literal so that its text matches a regular expression, as a term in N-Triples form, or nothing."""
    text = " ".join(value.value.split())
    try:
        expression = re.compile(pattern, re.IGNORECASE if "i" in flags else 0)
    except re.error:
        return ""
    forms = (text, as_date(text), text.lower(), text.upper(), re.sub(r"\s+", "-", text.lower()))
    right = next((form for form in forms if form and expression.search(form)), "")
    if not right:
        return ""
    language = value.language
    return str(Literal(right, language=language) if language else Literal(right, datatype=value.datatype))


def _number(text: str) -> str:
    return text if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text) else as_whole_number(text)


def _date(text: str) -> str:
    day = text[:10] if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", text) else text
    return as_date(day)


def _year(text: str) -> str:
    day = as_date(text)
    return text if re.fullmatch("[0-9]{4}", text) else day[:4]


def _unknown(_text: str) -> str:
    return ""


def _same(text: str) -> str:
    return text


_FORMS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(_INTEGERS, as_whole_number),
    **dict.fromkeys(("decimal", "double", "float"), _number),
    "boolean": lambda text: _TRUTH.get(text.lower(), ""),
    "date": _date,
    "gYear": _year,
    "string": _same,
}
