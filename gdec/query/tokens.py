"""Cut SPARQL into tokens (SPARQL 1.1, section 19.8), without judging whether they make a query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FIRST = _BASE + "_"
_CHAR = _FIRST + r"\-0-9\u00b7\u0300-\u036f\u203f\u2040"
_PREFIX = rf"(?:[{_BASE}](?:[{_CHAR}.]*[{_CHAR}])?)?:"
_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:[{_FIRST}:0-9]|{_ESCAPE})(?:(?:[{_CHAR}.:]|{_ESCAPE})*(?:[{_CHAR}:]|{_ESCAPE}))?"

_TOKEN = re.compile(
    "|".join(
        [
            r"(?P<space>[ \t\r\n]+|#[^\r\n]*)",
            r'(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)',
            r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''",
            r'"(?:[^"\\\r\n]|\\.)*"' + r"|'(?:[^'\\\r\n]|\\.)*')",
            rf"(?P<name>{_PREFIX}(?:{_LOCAL})?)",
            rf"(?P<blank>_:[{_FIRST}0-9](?:[{_CHAR}.]*[{_CHAR}])?)",
            rf"(?P<variable>[?$][{_FIRST}0-9][{_FIRST}0-9\u00b7\u0300-\u036f\u203f\u2040]*)",
            r"(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)",
            r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+\-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)",
            r"(?P<word>[A-Za-z][A-Za-z0-9_]*)",
            r"(?P<sign><<|>>|.)",
        ]
    ),
    re.DOTALL,
)


class Token(NamedTuple):
    """A token, with its kind (`iri`, `string`, `name`, `blank`, `variable`, `language`, `number`, `word`, `sign`)."""

    kind: str
    text: str
    start: int


def tokens(sparql: str) -> Iterator[Token]:
    """Cut a text into tokens, leaving out white space and comments; what fits no rule is a sign of one character."""
    for found in _TOKEN.finditer(sparql):
        if found.lastgroup != "space":
            yield Token(found.lastgroup or "", found[0], found.start())


def prefixes(sparql: str) -> dict[str, str]:
    """Give the prefixes that a query declares, each with its IRI."""
    found = list(tokens(sparql))
    return {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.text.upper() == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    }
