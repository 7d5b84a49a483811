"""Terms, in N-Triples form or as the store gives them, as people read them."""

from __future__ import annotations

import re
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from gdec.store.answer import Term

_ESCAPED = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\'\\]))')
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Text(NamedTuple):
    """A literal: its characters, its language and its datatype's IRI; either of these is empty where there is none."""

    text: str
    lang: str = ""
    datatype: str = ""


def is_iri(term: str) -> bool:
    """Tell that a term is an IRI."""
    return term.startswith("<")


def iri_of(term: str) -> str:
    """Give the IRI of a term that is one."""
    return term[1:-1]


def str_of(term: Term | None) -> str:
    """Give the IRI or text that a term of the store is, as STR does in SPARQL, or an empty text for another."""
    return term.value if isinstance(term, NamedNode | Literal) else ""


def text_of(term: str) -> Text:
    r"""Read a literal.

    >>> text_of('"said \\"so\\""@en')
    Text(text='said "so"', lang='en', datatype='')
    >>> text_of('"4"^^<https://example.org/number>')
    Text(text='4', lang='', datatype='https://example.org/number')
    """
    end = term.rindex('"')
    text, after = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = _ESCAPED.sub(_unescaped, text)
    return Text(text, after[1:], "") if after.startswith("@") else Text(text, "", after[3:-1])


def first(node: dict[str, list[str]], predicate: str) -> str:
    """Give the first value of a predicate in the order of the text: an IRI, or a literal's characters, or nothing."""
    values = node.get(predicate)
    if not values:
        return ""
    term = values[0] if len(values) == 1 else min(values)
    if term[0] == "<":
        return term[1:-1]
    text = term[1 : term.rindex('"')]
    return _ESCAPED.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _LETTERS.get(found[3], found[3])
