"""Write solutions as tables for people: IRIs as prefixed names, and nothing that plays tricks on a terminal."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import Literal, NamedNode

from gdec.store.answer import Row, Solutions, Term

if TYPE_CHECKING:
    from rich.console import Console

AHEAD = 1000
"""How many rows are looked at to tell how wide the columns are to be, so that millions of rows need no memory."""

# Of the characters that are not printable, these belong to words of some scripts, or are spaces.
_HARMLESS = re.compile("[\u200c\u200d\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|&~$#]")
_READABLE = 22
"""How many signs of a longer cell a column must have room for, at the least, to be read with ease."""
_SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def plain(solutions: Solutions, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Give the lines of a table whose columns are as wide as their widest cell within the first `AHEAD` rows.

    A wider cell in a later row is written whole, and moves what stands right of it.
    """
    rows = ([cell(term, prefixes) for term in row] for row in solutions.rows)
    first = [list(solutions.columns), *islice(rows, AHEAD)]
    widths = [max(map(display_width, column)) for column in zip(*first, strict=True)]
    first.insert(1, ["-" * width for width in widths])
    for line in chain(first, rows):
        padded = (text + " " * (width - display_width(text)) for text, width in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip() + "\n"


def markdown(solutions: Solutions, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Give the lines of a table in GitHub Flavored Markdown, in which every sign stands for itself."""
    yield f"| {' | '.join(map(_markdown, solutions.columns))} |\n"
    yield "|" + " --- |" * len(solutions.columns) + "\n"
    for row in solutions.rows:
        yield f"| {' | '.join(_markdown(cell(term, prefixes)) for term in row)} |\n"


def fit(solutions: Solutions, terminal: BinaryIO, prefixes: Mapping[str, str]) -> None:
    """Write a table as wide as the terminal, or a record for each row where its columns would be too narrow to read.

    After `AHEAD` rows another table begins.
    """
    from rich.console import Console

    screen = io.TextIOWrapper(terminal, encoding="utf-8", write_through=True)
    console = Console(file=screen, force_terminal=True)
    before = 0
    while (rows := list(islice(solutions.rows, AHEAD))) or not before:
        cells = [[cell(term, prefixes) for term in row] for row in rows]
        needed = (max(map(display_width, column)) for column in zip(solutions.columns, *cells, strict=True))
        if sum(min(width, _READABLE) + 2 for width in needed) <= console.width:
            _fit_table(solutions.columns, rows, console, prefixes)
        else:
            _fit_records(solutions.columns, cells, console, before)
        before += AHEAD
    screen.detach()


def _fit_table(columns: tuple[str, ...], rows: list[Row], console: Console, prefixes: Mapping[str, str]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        shown.add_column(Text(name), overflow="fold")
    for row in rows:
        shown.add_row(*(Text(cell(term, prefixes), "cyan" if isinstance(term, NamedNode) else "") for term in row))
    console.print(shown)


def _fit_records(columns: tuple[str, ...], cells: list[list[str]], console: Console, before: int) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    total = f" of {len(cells)}" if not before and len(cells) < AHEAD else ""
    for number, row in enumerate(cells, before + 1):
        console.print(Text(f"{number}{total}", "bold"))
        shown = Table.grid(padding=(0, 2))
        shown.add_column(style="dim", width=max(map(display_width, columns)))
        shown.add_column(overflow="fold")
        for name, text in zip(columns, row, strict=True):
            if text:
                shown.add_row(Text(name), Text(text))
        console.print(Padding(shown, (0, 0, 1, 2)))


def cell(term: Term | None, prefixes: Mapping[str, str]) -> str:
    r"""Form the text of a cell: a literal's value, a prefixed name where there is a prefix, "" for no term.

    Control characters, and those that turn the direction of writing, are shown as escapes.

    >>> cell(Literal("one\ntwo"), {})
    'one\\ntwo'
    """
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return _visible(shorten(term.value, prefixes))
    return _visible(term.value if isinstance(term, Literal) else str(term))


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """Write an IRI as a prefixed name with the longest prefix that fits, as `-p` takes it; else as it is.

    >>> shorten("https://example.org/forum/harbour", {"forum": "https://example.org/forum/"})
    'forum:harbour'
    """
    fitting = [(len(start), name) for name, start in prefixes.items() if iri.startswith(start) and iri != start]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def display_width(text: str) -> int:
    """Count the columns that a text takes on a terminal: East Asian wide signs take two, combining ones none.

    >>> display_width("数字 é")
    6
    """
    if text.isascii():
        return len(text)
    return sum(map(_sign_width, text))


def _sign_width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or _HARMLESS.match(sign) else _escape(sign) for sign in text)


def _escape(sign: str) -> str:
    code = ord(sign)
    return _SHORT_ESCAPES.get(sign) or (f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}")


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\g<0>", text)
