"""A report as text: grouped by thing, with the message, the value that was found, and the line it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gdec import terms
from gdec.validate.report import Report, Result

# Characters that a terminal would obey or that would begin a new line, and marks that turn the direction of writing.
_unprintable = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 200


def to_text(report: Report, most: int | None = None) -> str:
    """Write a report for people to read; it ends with a line that says whether the data conforms.

    Args:
        report: what was found.
        most: how many results to write; a line says how many are left off.
    """
    results = sorted(report.results, key=_place)
    left_off = len(results) - len(results[:most])
    parts = [*_things(results[:most]), *([f"… and {left_off} more", ""] if left_off else []), report.summary()]
    return "\n".join(parts) + "\n"


def _things(in_order: list[Result]) -> Iterator[str]:
    groups: dict[str, list[Result]] = {}
    for result in in_order:
        groups.setdefault(result.focus, []).append(result)
    for focus, results in groups.items():
        label = results[0].label
        name = "" if label and focus.startswith("_:") else shown(focus)
        yield _safe(f"{label}  {name}".strip())
        # A value that breaks a rule in two ways, say in its datatype and its form, is told once.
        for lines in dict.fromkeys(tuple(_lines(result)) for result in results):
            yield from lines
        yield ""


def _place(result: Result) -> tuple[bool, str, int]:
    origin = result.origin
    return (False, origin.source, origin.line) if origin else (True, "", 0)


def _lines(result: Result) -> Iterator[str]:
    where = f"  {result.origin}" if result.origin else ""
    at = f"  {result.path}" if result.path else ""
    yield _safe(f"  {result.severity.lower()}{at}{where}")
    yield _safe(f"    {result.message}")
    if result.value and result.value != result.focus:
        yield _safe(f"    found {_cut(shown(result.value))}")
    yield _safe(f"    shape {shown(result.shape)}")


def shown(term: str) -> str:
    """Write a term for people: a prefixed name where one is known.

    >>> shown("<https://schema.org/startDate>"), shown("_:b0")
    ('schema:startDate', '[…]')
    """
    if term.startswith("_:"):
        return "[…]"
    if term.startswith("<"):
        return _prefixed(term[1:-1]) or term
    value, mark, datatype = term.rpartition("^^")
    return f"{value}^^{shown(datatype)}" if mark and datatype.startswith("<") else term


def _prefixed(iri: str) -> str:
    for prefix, namespace in terms.prefixes().items():
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch(r"\w[\w.-]*", local):
            return f"{prefix}:{local}"
    return ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _safe(line: str) -> str:
    return _unprintable.sub("\ufffd", line)
