"""Slips of the pen that leave a text no YAML, or another YAML than was meant, named for what they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

NEAR = 3
"""How many lines with content are looked at, from that of an error upwards."""
_MERGE = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?=\s|$)", re.MULTILINE)
_KEY = r"^\s*(?:-\s+)?([\w-]+)"
_wide = re.compile(rf"{_KEY}：")
_tight = re.compile(rf"{_KEY}:([^\s:/].*)")
_bare = re.compile(rf"{_KEY}(?: ([^:]*))?$")
_ended = re.compile(rf"{_KEY}:\s+[^\s|>]")
_several = re.compile(rf"{_KEY}:\s+[^{{\[\"',]+,\s+([\w-]+):\s")

COLON = 'a colon inside a text; put the text in quotes, as in "Ports: the next ten years"'


class Slip(NamedTuple):
    """A slip: its line from 1, and what it is and what to do."""

    line: int
    what: str


def merge_mark(text: str) -> Slip | None:
    """Find the first mark that a version control system leaves in a file of two versions; None where there is none."""
    mark = _MERGE.search(text)
    if not mark:
        return None
    what = f"a mark of a merge that is not done (`{mark[1]}`); keep one of its sides, and remove the marks"
    return Slip(text.count("\n", 0, mark.start()) + 1, what)


def slip_of_colon(text: str, line: int) -> Slip | None:
    """Find the slip that leaves a key of YAML without its colon; None where no known one is near.

    Args:
        text: the file.
        line: the line, from 1, where the parser missed a colon or met one too many.

    >>> slip_of_colon("article:\\n  id x-2031\\n  language: en\\n", 3)
    Slip(line=2, what='no colon behind "id"; write `id: x-2031`')
    """
    lines = text.split("\n")
    found = (Slip(number, what) for number in _near(lines, line) if (what := _slip_in(lines, number)))
    return next(found, None)


def slip_of_indent(text: str, line: int) -> Slip | None:
    """Find that a line is set in as no line is that it may belong to; None where it is set in well."""
    lines = text.split("\n")
    if not 0 < line <= len(lines) or not (content := _content(lines[line - 1])):
        return None
    own, above = len(_indent(content)), _above(lines, line)
    if not above or own in {each.column for each in above}:
        return None
    before = above[0]
    if own > before.column:
        if not _ended.match(_content(lines[before.line - 1])):
            return None
        advice = f"set it in by {before.column}, as that"
        return Slip(line, f"set in deeper than line {before.line}, which has its value already; {advice}")
    near = min(above, key=lambda each: abs(each.column - own))
    return Slip(line, f"set in by {own}, as no line above it is; set it in by {near.column}, as line {near.line}")


def slip_of_bracket(text: str, index: int, opened: int) -> Slip | None:
    """Find the slip that leaves a list or keys in brackets without their end; None where no known one is near.

    Args:
        text: the file.
        index: where the parser missed a comma or the end.
        opened: where the bracket stands.

    >>> slip_of_bracket("a: [b, c\\nd: e", 10, 3)
    Slip(line=1, what='a "[" that is opened here and not closed; close it')
    """
    begun, line = (text.count("\n", 0, place) + 1 for place in (opened, index))
    if text[index : index + 1] == ":" and (line == begun or _is_set_in_deeper(text, line, begun)):
        return Slip(line, COLON)
    mark = text[opened : opened + 1]
    return Slip(begun, f'a "{mark}" that is opened here and not closed; close it') if mark in {"{", "["} else None


def slip_of_quote(text: str, index: int) -> Slip | None:
    """Find the slip of a quote inside a text in the same quotes, at which the parser stopped; None where it is none."""
    quote, rest = text[index - 1 : index], text[index:].partition("\n")[0]
    if quote not in {"'", '"'} or not rest or rest[0] in ",]}:# ":
        return None
    twice = "the quote inside it twice" if quote == "'" else 'its quotes as \\"'
    what = f'the quotes end before "{rest[:20]}"; write the text in other quotes, or {twice}'
    return Slip(text.count("\n", 0, index) + 1, what)


def invisible(text: str) -> str:
    r"""Name the first character that looks like nothing or like a space and is none, or give nothing.

    >>> invisible("lan\u200bguage"), invisible("language")
    ('U+200B (zero width space)', '')
    """
    found = next((letter for letter in text if _is_invisible(letter)), "")
    return f"U+{ord(found):04X} ({unicodedata.name(found, 'without a name').lower()})" if found else ""


def _is_invisible(letter: str) -> bool:
    return not letter.isascii() and unicodedata.category(letter) in {"Zs", "Zl", "Zp", "Cf"}


class _Place(NamedTuple):
    """A line from 1, and a column that its content may begin in."""

    line: int
    column: int


def _above(lines: list[str], line: int) -> list[_Place]:
    """Give the places that a line may be set in to, upwards: those of the lines above it and what they belong to."""
    found: list[_Place] = []
    for number in range(line - 1, 0, -1):
        content = _content(lines[number - 1])
        column = len(_indent(content))
        if content and (not found or column < found[-1].column):
            inner = re.match(r"\s*(?:-\s+)+(?=[^\s{\[\"'-])", content)
            found += [_Place(number, inner.end())] if inner else []
            found.append(_Place(number, column))
    return found


def _is_set_in_deeper(text: str, line: int, other: int) -> bool:
    lines = text.split("\n")
    return len(_indent(lines[line - 1])) > len(_indent(lines[other - 1]))


def _near(lines: list[str], line: int) -> Iterator[int]:
    """Give the numbers of the lines with content, upwards from one."""
    full = (number for number in range(min(line, len(lines)), 0, -1) if _content(lines[number - 1]))
    yield from (number for number, _ in zip(full, range(NEAR), strict=False))


def _content(line: str) -> str:
    return re.sub(r"(?:^|\s)#.*", "", line).rstrip()


def _slip_in(lines: list[str], number: int) -> str:
    line = _content(lines[number - 1])
    if character := invisible(_indent(line)):
        return f"{character} in the indentation; indent with spaces"
    if wide := _wide.match(line):
        return f'a full-width colon (U+FF1A) behind "{wide[1]}"; write `{wide[1]}:` and a space'
    if tight := _tight.match(line):
        return f'no space behind the colon of "{tight[1]}"; write `{tight[1]}: {tight[2][:1]}…`'
    if several := _several.match(line):
        return f"several keys in one line stand in braces; write {{{several[1]}: …, {several[2]}: …}}"
    if (bare := _bare.match(line)) and not _continues(lines, number):
        return f'no colon behind "{bare[1]}"; write `{bare[1]}:{" " + bare[2].strip() if bare[2] else ""}`'
    return ""


def _continues(lines: list[str], number: int) -> bool:
    """Tell whether a line may go on with the text of a line before it, which is set in less."""
    before = next((each for each in map(_content, reversed(lines[: number - 1])) if each), "")
    is_set_in = len(_indent(lines[number - 1])) > len(_indent(before))
    return is_set_in and not before.endswith((":", "："))


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
