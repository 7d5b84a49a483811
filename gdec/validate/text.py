"""A report as text: by file, the most serious first, each with its place, what is needed and found, and a hint."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, groupby
from typing import BinaryIO, TypeAlias

from gdec import terms
from gdec.validate.report import Report, Result

# Characters that a terminal would obey or that would begin a new line, and marks that turn the direction of writing.
_unprintable = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 200
_INDENT = 6
_STYLES = {"violation": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_SERIOUS = {"Warning": 1, "Info": 2}

Segment: TypeAlias = tuple[str, str]
"""A piece of a line, and its style on a terminal."""
Line: TypeAlias = tuple[int, tuple[Segment, ...]]
"""How far a line is set in, and its pieces."""


def to_text(report: Report, most: int | None = None) -> str:
    """Write a report for people to read; it ends with a line that says whether the data conforms.

    Args:
        report: what was found.
        most: how many results to write; a line says how many are left off.
    """
    return "".join(
        f"{' ' * indent}{safe(''.join(text for text, _ in line))}\n" for indent, line in _lines(report, most)
    )


def show(report: Report, terminal: BinaryIO, most: int | None = None) -> None:
    """Write a report as `to_text` does, in colours and no wider than the terminal."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    screen = io.TextIOWrapper(terminal, encoding="utf-8", write_through=True)
    console = Console(file=screen, force_terminal=True)
    for indent, line in _lines(report, most):
        text = Text.assemble(*((safe(piece), style) for piece, style in line))
        console.print(Padding(text, (0, 0, 0, indent), expand=False) if text else "")
    screen.detach()


def _lines(report: Report, most: int | None) -> Iterator[Line]:
    results = in_order(report)
    yield from _files(results[:most])
    if left_off := len(results) - len(results[:most]):
        yield from _plain(f"… and {left_off} more", "")
    if len(results) > 1:
        yield from _totals(report)
    yield 0, ((report.summary(), "bold green" if report.conforms else "bold red"),)


def in_order(report: Report) -> list[Result]:
    """Give the results by file, in each the most serious first, then by line; at the end those without a place.

    A value that breaks a rule in two ways, say in its datatype and its form, is given once.
    """
    distinct: dict[tuple[str, ...], Result] = {}
    for one in report.results:
        distinct.setdefault((one.focus, one.path, one.value, one.shape, one.message), one)
    return sorted(distinct.values(), key=_place)


def rule_of(result: Result) -> str:
    """Name the rule of a result: its shape, or its constraint component where that has no name."""
    return result.component if result.shape.startswith("_:") else shown(result.shape)


def advice(result: Result) -> str:
    """Say in one paragraph what is needed, what was found, and the hint."""
    value = result.value and result.value != result.focus
    parts = (
        result.message,
        f"Found {_cut(shown(result.value))}." if value else "",
        result.hint and f"Hint: {result.hint}",
    )
    return " ".join(filter(None, parts))


def _plain(*lines: str) -> Iterator[Line]:
    yield from ((0, ((line, ""),)) for line in lines)


def _files(in_order: list[Result]) -> Iterator[Line]:
    for source, results in groupby(in_order, key=_source):
        yield 0, ((source or "not found in a file", "bold underline"),)
        yield from chain.from_iterable(map(_result, results))
        yield from _plain("")


def _place(result: Result) -> tuple[bool, str, int, int, int]:
    origin = result.origin
    line, column = (origin.line, origin.column) if origin else (0, 0)
    return not origin, _source(result), _SERIOUS.get(result.severity, 0), line, column


def _source(result: Result) -> str:
    return result.origin.source if result.origin else ""


def _result(result: Result) -> Iterator[Line]:
    origin, severity = result.origin, result.severity.lower()
    where = str(origin).removeprefix(f"{origin.source}:") if origin else ""
    label, focus = result.label, result.focus
    name = "" if label and focus.startswith("_:") else shown(focus)
    pieces = ((where, "bold"), (severity, _STYLES.get(severity, "bold red")), (label, ""), (name, "dim"))
    yield 2, tuple(_joined([piece for piece in (*pieces, (result.path, "cyan")) if piece[0]]))
    yield _INDENT, ((result.message, ""),)
    if result.value and result.value != focus:
        yield _INDENT, (("found ", "dim"), (_cut(shown(result.value)), "red"))
    if result.hint:
        yield _INDENT, (("hint  ", "dim"), (_cut(result.hint), "green"))
    yield _INDENT, ((f"shape {shown(result.shape)}", "dim"),)


def _joined(pieces: list[Segment]) -> Iterator[Segment]:
    for number, piece in enumerate(pieces):
        yield from ((("  ", ""), piece) if number else (piece,))


def _totals(report: Report) -> Iterator[Line]:
    counts = Counter(shown(result.shape) for result in report.results)
    width = len(str(max(counts.values())))
    for shape, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield 0, ((f"{number:>{width}}  ", "bold"), (shape, ""))
    yield from _plain("")


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


def safe(line: str) -> str:
    """Give a text without what a terminal or a log would obey."""
    return _unprintable.sub("\ufffd", line)
