"""Tell where a query that is no SPARQL went wrong: what was opened and not closed, words that SPARQL does not have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gdec.errors import nearest
from gdec.query.tokens import Token, tokens

_CLOSING = {"{": "}", "(": ")", "[": "]"}
_MOST = 3

WORDS = frozenset(
    """
    a abs add all as asc ask avg base bind bnode bound by ceil clear coalesce concat construct contains copy
    count create datatype day default delete desc describe distinct drop encode_for_uri exists false filter
    floor from graph group group_concat having hours if in insert into iri isblank isiri isliteral isnumeric
    istriple isuri lang langmatches lcase limit load max md5 min minus minutes month move named not now object
    offset optional order predicate prefix rand reduced regex replace round sameterm sample seconds select
    separator service sha1 sha256 sha384 sha512 silent str strafter strbefore strdt strends strlang strlen
    strstarts struuid subject substr sum timezone to triple true tz ucase undef union uri using uuid values
    where with year
    """.split()  # noqa: SIM905
)
"""The keywords and functions of SPARQL 1.1, with those for triple terms, in lower case."""


class Slip(NamedTuple):
    """What is wrong, and the line to look at."""

    message: str
    line: int


def slip(sparql: str) -> Slip | None:
    """Find why a text is no query; None where neither its brackets nor its words tell.

    >>> slip("SELECT ?s WHERE { ?s ?p ?o FILTER(?o > 3 }")
    Slip(message='the "(" at 1:34 is not closed before the "}" at 1:42; add ")"', line=1)
    >>> slip("SELEC ?s WHERE { ?s ?p ?o }")
    Slip(message='"SELEC" at 1:1 is no word of SPARQL; did you mean "SELECT"?', line=1)
    """
    found = list(tokens(sparql))
    return _stranger(sparql, found) or _unbalanced(sparql, found) or _without_group(sparql, found)


def _unbalanced(sparql: str, found: Iterable[Token]) -> Slip | None:
    opened: list[Token] = []
    for token in found:
        if token.kind != "sign":
            continue
        if token.text in _CLOSING:
            opened.append(token)
        elif token.text in _CLOSING.values():
            place = _place(sparql, token)
            if not opened:
                return Slip(f'the "{token.text}" at {place} closes nothing; remove it', _line(sparql, token))
            last = opened.pop()
            if (wanted := _CLOSING[last.text]) != token.text:
                told = f'the "{last.text}" at {_place(sparql, last)} is not closed before the "{token.text}" at {place}'
                return Slip(f'{told}; add "{wanted}"', _line(sparql, last))
    if not opened:
        return None
    told = " and ".join(f'the "{token.text}" at {_place(sparql, token)}' for token in opened[-_MOST:])
    wanted = " ".join(_CLOSING[token.text] for token in reversed(opened[-_MOST:]))
    is_are = "is" if len(opened) == 1 else "are"
    return Slip(f'{told} {is_are} never closed; add "{wanted}"', _line(sparql, opened[-1]))


def _stranger(sparql: str, found: Iterable[Token]) -> Slip | None:
    """Find the first word that SPARQL does not have, where a word of it is near."""
    for token in found:
        if token.kind == "word" and token.text.lower() not in WORDS:
            known = WORDS if token.text.islower() else map(str.upper, WORDS)
            if hint := nearest(token.text, known):
                message = f'"{token.text}" at {_place(sparql, token)} is no word of SPARQL{hint}'
                return Slip(message, _line(sparql, token))
    return None


def _without_group(sparql: str, found: list[Token]) -> Slip | None:
    if not found:
        return Slip("there is nothing in it", 1)
    if any(token.text == "{" for token in found) or found[0].text.upper() == "DESCRIBE":
        return None
    last = found[-1]
    message = f'it ends with "{last.text}" at {_place(sparql, last)}, and has no group; add one, as in {{ ?s ?p ?o }}'
    return Slip(message, _line(sparql, last))


def _line(sparql: str, token: Token) -> int:
    return sparql.count("\n", 0, token.start) + 1


def _place(sparql: str, token: Token) -> str:
    return f"{_line(sparql, token)}:{token.start - sparql.rfind(chr(10), 0, token.start)}"
