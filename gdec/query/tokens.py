"""Cut SPARQL into tokens (SPARQL 1.1, section 19.8), without judging whether they make a query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_ASCII_CHARACTER = "_A-Za-z0-9-"
_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"

_SPACE = r"(?:[ \t\r\n]++|#[^\r\n]*+)*+"
# By itself, since it is compiled within a tenth of the time that the pattern of all tokens takes.
_DECLARATION = re.compile(
    rf"{_SPACE}(?i:BASE{_SPACE}<[^<>\s]*>|PREFIX(?![\w:]){_SPACE}(?P<prefix>[^\s:<>#]*){_SPACE}:{_SPACE}<(?P<iri>[^<>\s]*)>)"
)


@cache
def _scanner(*, is_ascii: bool) -> re.Pattern[str]:
    """Compile the pattern of all tokens.

    Each class of all letters costs milliseconds to compile, which a text without such letters need not wait for. And
    so names are made of one class, and what they may not begin with (besides a hyphen, dot or combining mark: a digit,
    where `_` may not stand either) or end with is looked at apart.
    """
    character, mark = _ASCII_CHARACTER, ""
    if not is_ascii:
        from gdec.rdf.turtle import NAME_CHARACTER as character  # noqa: N811

        mark = "\u00b7\u0300-\u036f\u203f\u2040"
    name, no_first = f"[{character}.]", rf"(?![\-.{mark}])"
    # A longer prefix falls apart into words: without a bound, a text of a million `a.` would take hours.
    prefix = rf"(?:{no_first}(?![0-9_]){name}{{1,100}}(?<!\.))?:"
    local = rf"{no_first}(?:{name}|:|{_ESCAPE})+(?<!(?<!\\)\.)"
    kinds = [
        r"(?P<space>[ \t\r\n]+|#[^\r\n]*)",
        r'(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)',
        r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''",
        r'"(?!"")(?:[^"\\\r\n]|\\.)*"' + r"|'(?!'')(?:[^'\\\r\n]|\\.)*')",
        r"""(?P<open>['"])""",
        rf"(?P<name>{prefix}(?:{local})?)",
        rf"(?P<blank>_:{no_first}{name}+(?<!\.))",
        rf"(?P<variable>[?$]{no_first}[{character[:-1]}]+)",
        r"(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)",
        r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+\-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)",
        r"(?P<word>[A-Za-z][A-Za-z0-9_]*)",
        r"(?P<sign><<|>>|.)",
    ]
    return re.compile("|".join(kinds), re.DOTALL)


class Token(NamedTuple):
    """A token: its kind, text and place.

    The kinds are `iri`, `string`, `name` (with its prefix), `blank`, `variable`, `language`, `number`, `word` (a
    keyword), `sign` (all other characters) and `open` (the quote of a string that is never closed).
    """

    kind: str
    text: str
    start: int


def tokens(sparql: str) -> Iterator[Token]:
    """Cut a text into tokens, without white space and comments. It ends with an `open` one if there is such."""
    for found in _scanner(is_ascii=sparql.isascii()).finditer(sparql):
        kind = found.lastgroup or ""
        if kind != "space":
            yield Token(kind, found[0], found.start())
        if kind == "open":
            return


def prefixes(sparql: str) -> dict[str, str]:
    """Give the prefixes that a query declares, each with its IRI."""
    declared: dict[str, str] = {}
    found = _DECLARATION.match(sparql)
    while found:
        if found["iri"] is not None:
            declared[found["prefix"]] = found["iri"]
        found = _DECLARATION.match(sparql, found.end())
    return declared
