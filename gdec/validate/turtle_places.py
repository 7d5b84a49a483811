"""Where the terms of Turtle, TriG, N-Triples and N-Quads stand: a tolerant reader that looks for places only.

What it meets has been read by the parser before, so it checks nothing; it passes over whole statements that cannot hold
what is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from gdec.rdf.quoted import MANY, QUOTED, SOME
from gdec.shacl.vocabulary import RDF_FIRST, RDF_NIL, RDF_TYPE
from gdec.validate.places import BLANK, Ruler, Spot

_END = r"\.(?=[\s#<\[(}\"]|$)"
_statement = re.compile(rf"(?:{QUOTED}|<[^<>\s]*+>|\#[^\n]*+|\\.|(?!{_END})[^}}]){MANY}(?:\.|}}|$)", re.DOTALL)
_token = re.compile(
    rf"""(?P<text>{QUOTED}) | <(?P<iri>[^<>\s]*+)> | \#[^\n]*+ | (?P<mark>@[a-zA-Z][\w-]*+) | (?P<type>\^\^)
    | (?P<word>(?:\\.|[^\s<>"'()\[\]{{}};,.\#^@\\]|\.(?=[^\s<>"'()\[\]{{}};,.\#^@])){SOME})
    | (?P<sign>[][(){{}};,.])""",
    re.VERBOSE | re.DOTALL,
)
_directive = re.compile(r"(?:\s++|#[^\n]*+)*+(?:@?prefix|@?base|version)\b", re.IGNORECASE)
_escape = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)", re.DOTALL)
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_scheme = re.compile(r"[a-zA-Z][\w+.-]*:")


def spots(text: str, base: str, is_wanted: Callable[[str], object]) -> Iterator[Spot]:
    """Give the triples of a file with their places, in its order.

    Args:
        text: the file, in one of the four formats.
        base: the IRI that relative IRIs are resolved against.
        is_wanted: tells of the text of a statement whether its triples are looked for; others may be left out.
    """
    reader = _Reader(Ruler(text), base)
    at = 0
    while at < len(text):
        end = max(_end(text, at), at + 1)
        if _directive.match(text, at, end) or is_wanted(text[at:end]):
            yield from reader.statement(text, at, end)
        at = end


def _end(text: str, at: int) -> int:
    found = _statement.match(text, at)
    return found.end() if found else len(text)


@dataclass(slots=True)
class _Frame:
    """A place where predicates and objects are listed: a statement, `[ … ]`, or a list `( … )`."""

    kind: str
    at: int
    subject: tuple[str, int] | None = None
    predicate: tuple[str, int] | None = None
    is_full: bool = False


class _Reader:
    def __init__(self, ruler: Ruler, base: str) -> None:
        self.ruler, self.base = ruler, base
        self.prefixes: dict[str, str] = {}
        self.stack = [_Frame("", 0)]
        self.directive: list[str] = []
        self.skips = False

    def statement(self, text: str, at: int, end: int) -> Iterator[Spot]:
        """Read a statement, or a part of one that ends with a dot or a brace."""
        self.stack = [_Frame("", at)]
        for token in _token.finditer(text, at, end):
            kind, start = token.lastgroup, token.start()
            if kind == "sign":
                yield from self.punctuation(token[0], start)
            elif kind == "mark":
                self.directive = [token[0][1:].lower()] if token[0].lower() in ("@prefix", "@base") else self.directive
            elif kind == "type":
                self.skips = True
            elif kind:
                yield from self.word(kind, token[kind], start)

    def word(self, kind: str, word: str, at: int) -> Iterator[Spot]:
        """Take a term, or a part of a directive; the datatype of a literal is passed over."""
        if self.skips:
            self.skips = False
        elif self.directive:
            self.directs(kind, word)
        elif kind == "word" and word.lower() in ("prefix", "base") and not self.stack[-1].subject:
            self.directive = [word.lower()]
        else:
            yield from self.term(self.signed(kind, word), at)

    def directs(self, kind: str, word: str) -> None:
        """Take a part of a directive, which ends with its IRI."""
        if kind == "word":
            self.directive.append(word)
            return
        iri = self.resolved(_unescaped(word))
        if self.directive[0] == "base":
            self.base = iri
        else:
            self.prefixes[self.directive[-1].rstrip(":")] = iri
        self.directive = []

    def signed(self, kind: str, word: str) -> str:
        """Give the sign of a term."""
        if kind == "iri":
            return f"<{self.resolved(_unescaped(word))}>"
        if kind == "text":
            quotes = 3 if word[:3] in ('"""', "'''") else 1
            return f'"{_unescaped(word[quotes:-quotes])}'
        if word == "a" and self.stack[-1].subject and not self.stack[-1].predicate:
            return str(RDF_TYPE)
        prefix, colon, local = word.partition(":")
        if prefix == "_":
            return BLANK
        return f"<{self.prefixes.get(prefix, '')}{_unescaped(local)}>" if colon else f'"{word}'

    def resolved(self, iri: str) -> str:
        """Resolve an IRI against the base."""
        return iri if _scheme.match(iri) else urljoin(self.base, iri)

    def term(self, term: str, at: int) -> Iterator[Spot]:
        """Take a term: the subject, the predicate or an object of the innermost frame."""
        frame = self.stack[-1]
        if frame.kind == "(":
            frame.is_full = True
            place = self.ruler.at(at)
            yield Spot(BLANK, str(RDF_FIRST), (term,), (self.ruler.at(frame.at), place, place))
        elif frame.subject is None:
            frame.subject = term, at
        elif frame.predicate is None:
            frame.predicate = term, at
        elif not frame.is_full:
            frame.is_full = True
            (subject, s), (predicate, p) = frame.subject, frame.predicate
            yield Spot(subject, predicate, (term,), (self.ruler.at(s), self.ruler.at(p), self.ruler.at(at)))

    def punctuation(self, token: str, at: int) -> Iterator[Spot]:
        """Take a bracket, or what divides terms."""
        frame = self.stack[-1]
        match token:
            case "[":
                self.stack.append(_Frame(token, at, (BLANK, at)))
            case "(":
                self.stack.append(_Frame(token, at, (str(RDF_NIL), at)))
            case "]" | ")" if len(self.stack) > 1:
                self.stack.pop()
                is_list = frame.kind == "("
                yield from self.term(BLANK if not is_list or frame.is_full else str(RDF_NIL), frame.at)
            case ";":
                frame.predicate, frame.is_full = None, False
            case ",":
                frame.is_full = False
            case "." | "{" | "}":
                self.stack = [_Frame("", at)]


def _unescaped(text: str) -> str:
    return _escape.sub(_meant, text) if "\\" in text else text


def _meant(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(min(int(code, 16), 0x10FFFF)) if code else _ESCAPES.get(found[3], found[3])
