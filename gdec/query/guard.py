"""Refuse queries that would reach beyond the store, change it, or bring the process down.

A query is judged by its tokens, twice: as it stands, and with the `\\uXXXX` sequences decoded, since parsers differ
in when they decode them. Where parsers may disagree on what is a keyword, the suspicion is enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from gdec.errors import InputError
from gdec.query.tokens import Token, tokens

MAX_BYTES = 1_000_000
MAX_DEPTH = 200
# Oxigraph 0.5 parses and plans by recursion: on a stack of 8 MB, some texts of 5,000 tokens end the process.
MAX_TOKENS = 2000

UPDATES = frozenset(
    ("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "INTO", "LOAD", "MOVE", "USING", "WITH")
)

_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# `1<(2&&3>1` holds what the standard cuts as an IRI and Oxigraph reads as two comparisons.
_MAY_BE_COMPARISON = re.compile(r"[(),&]")
_NO_LETTER = re.compile(r"\W")
_OPENING = frozenset(("{", "(", "[", "<<"))
_CLOSING = frozenset(("}", ")", "]", ">>"))


def check(sparql: str, source: str, has_graph: Callable[[str], bool] = lambda _: False) -> bool:
    """Refuse a query with SERVICE, with a word of SPARQL Update, with a FROM that may not be, or out of all bounds.

    Args:
        sparql: the query.
        source: what the query's file is called in messages.
        has_graph: tells of an IRI whether FROM and FROM NAMED may name it.

    Returns:
        whether the query has FROM or FROM NAMED, and so says itself what its default graph is.

    Raises:
        InputError: the query is refused; the line is that of the first offence.
    """
    if len(sparql) > MAX_BYTES or len(sparql.encode("utf-8", "replace")) > MAX_BYTES:
        raise InputError(source, f"the query is longer than {MAX_BYTES:,} bytes")
    readings = dict.fromkeys((sparql, _CODE_POINT.sub(_character, sparql)))
    have_from = [_Reading(text, source, has_graph).judge() for text in readings]
    return any(have_from)


class _Reading:
    def __init__(self, sparql: str, source: str, has_graph: Callable[[str], bool]) -> None:
        self.sparql, self.source, self.has_graph = sparql, source, has_graph
        self.tokens = tokens(sparql)
        self.depth = self.count = 0
        self.has_from = False

    def judge(self) -> bool:
        where = (
            ""  # "VALUES" from that word on, "data" inside its braces: data may be long, as no parser recurses there
        )
        for token in self.tokens:
            if token.kind == "open":
                raise self.refusal(token, "the string that begins here is never closed")
            if token.kind in ("word", "name"):
                self.judge_keyword(token)
            if token.text == "}" and where == "data":
                where = ""
            if where != "data":
                self.measure(token)
            if token.text == "{" and where == "VALUES":
                where = "data"
            if token.text.upper() == "VALUES":
                where = "VALUES"
        return self.has_from

    def judge_keyword(self, token: Token) -> None:
        """Refuse a keyword, also when it is glued to another or stands for a prefix: some parsers read it there."""
        word, is_prefix, _ = token.text.upper().partition(":")
        if "SERVICE" in word:
            raise self.refusal(token, "SERVICE would ask another endpoint, and a query stays in its store")
        if "FROM" in word:
            if is_prefix or word != "FROM":
                raise self.refusal(token, "FROM must stand by itself")
            self.judge_from(token)
        if word in UPDATES and not is_prefix:
            raise self.refusal(token, f"{word} belongs to SPARQL Update, and a query changes nothing")

    def judge_from(self, token: Token) -> None:
        graph = next(self.tokens, token)
        if graph.text.upper() == "NAMED":
            graph = next(self.tokens, token)
        if graph.kind != "iri" or not self.has_graph(graph.text[1:-1]):
            hint = "name a graph of the store by its full IRI, or use GRAPH <…> { … }"
            raise self.refusal(token, f"FROM {graph.text} is no graph of this store; {hint}")
        self.has_from = True

    def measure(self, token: Token) -> None:
        self.count += 1
        if token.text in _OPENING:
            self.depth += 1
        elif token.text in _CLOSING:
            self.depth = max(0, self.depth - 1)
        elif token.kind == "iri" and _MAY_BE_COMPARISON.search(token.text):
            self.count += len(_NO_LETTER.findall(token.text))
            self.depth += max(0, token.text.count("(") - token.text.count(")"))
        if self.depth > MAX_DEPTH:
            raise self.refusal(token, f"the query is nested more than {MAX_DEPTH} levels deep")
        if self.count > MAX_TOKENS:
            raise self.refusal(token, f"the query has more than {MAX_TOKENS:,} words and signs; put data into VALUES")

    def refusal(self, token: Token, message: str) -> InputError:
        return InputError(self.source, message, self.sparql.count("\n", 0, token.start) + 1)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else escape[0]
