"""Write answers as people and programs read them: tables, the result formats of SPARQL 1.1, Markdown, Turtle."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import Any, BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from gdec.errors import GdecError
from gdec.store.answer import Answer, Solutions, Term, Triples
from gdec.terms import PREFIXES

FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "turtle")

AT_ONCE = 16
"""How many rows, at the least, are sent on as soon as each is found."""
PAUSE = 0.05
"""How many seconds later rows may wait for others to be sent on with, as long as others are found."""

_CSV_QUOTED = re.compile('[",\r\n]')
_STRING, _INTEGER = (NamedNode(PREFIXES["xsd"] + name) for name in ("string", "integer"))
_XML = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
# Of a bare carriage return XML makes a line feed, and of white space at the ends some readers make nothing. Other
# control characters XML cannot hold.
_XML_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"} | {sign: f"&#{ord(sign)};" for sign in "\r\n\t "}
_XML_UNSAFE = re.compile('[\x00-\x08\x0b-\x1f\ufffe\uffff&<>"]|^[\n\t ]|[\n\t ]\\Z')


def write(answer: Answer, form: str, out: BinaryIO, prefixes: Mapping[str, str], *, terminal: bool = False) -> int:
    """Write an answer. Of triples, every format but Turtle makes rows of subject, predicate and object.

    Args:
        answer: what a store answered; it is used up.
        form: one of `FORMATS`.
        out: a binary stream. Rows are sent on as they are found; a table waits for `table.AHEAD` of them.
        prefixes: what IRIs are shortened with, where the format shortens them.
        terminal: a person reads `out` on a terminal, and a table is fitted to its width.

    Returns:
        the number of rows, or of triples in Turtle; 1 for a truth value.

    Raises:
        GdecError: Turtle for an answer without triples; or the store fails while rows are gone through.
    """
    if form == "turtle":
        return _turtle(answer, out, prefixes)
    if isinstance(answer, bool):
        out.write(f"{_truth(answer, form)}\n".encode())
        return 1
    if isinstance(answer, Triples):
        answer = Solutions(("subject", "predicate", "object"), map(tuple, answer.triples))
    counter = count()
    counted = Solutions(answer.columns, (row for row, _ in zip(answer.rows, counter, strict=False)))
    if form == "table" and terminal:
        from gdec.query import table

        table.fit(counted, out, prefixes)
    else:
        _send(_WRITERS[form](counted, prefixes), out)
    return next(counter)


def _send(pieces: Iterable[str], out: BinaryIO) -> None:
    """Write pieces, and flush so that whoever reads has the first ones at once and no later one is kept for long."""
    due = 0.0
    for number, piece in enumerate(pieces):
        out.write(piece.encode())
        now = time.monotonic()
        if number < AT_ONCE or now >= due:
            out.flush()
            due = now + PAUSE


def _turtle(answer: Answer, out: BinaryIO, prefixes: Mapping[str, str]) -> int:
    if not isinstance(answer, Triples):
        raise GdecError("Turtle holds the triples of CONSTRUCT and DESCRIBE only; choose another format with -f")
    from gdec.rdf import turtle
    from gdec.rdf.nquads import sorted_triples

    triples = sorted_triples(answer.triples)
    out.write(turtle.write(triples, prefixes).encode())
    return len(triples)


def _truth(truth: bool, form: str) -> str:
    text = "true" if truth else "false"
    if form == "json":
        return f'{{"head": {{}}, "boolean": {text}}}'
    if form == "xml":
        return f"{_XML}<head/>\n<boolean>{text}</boolean>\n</sparql>"
    return text


def _table(answer: Solutions, prefixes: Mapping[str, str]) -> Iterator[str]:
    from gdec.query.table import plain

    return plain(answer, prefixes)


def _markdown(answer: Solutions, prefixes: Mapping[str, str]) -> Iterator[str]:
    from gdec.query.table import markdown

    return markdown(answer, prefixes)


def _csv(answer: Solutions, _: Mapping[str, str]) -> Iterator[str]:
    yield ",".join(answer.columns) + "\r\n"
    for row in answer.rows:
        yield ",".join(map(_csv_field, row)) + "\r\n"


def _csv_field(term: Term | None) -> str:
    text = "" if term is None else term.value if isinstance(term, NamedNode | Literal) else str(term)
    return '"' + text.replace('"', '""') + '"' if _CSV_QUOTED.search(text) else text


def _tsv(answer: Solutions, _: Mapping[str, str]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in answer.columns) + "\n"
    for row in answer.rows:
        yield "\t".join(map(_tsv_field, row)) + "\n"


def _tsv_field(term: Term | None) -> str:
    if isinstance(term, Literal) and term.datatype == _INTEGER:
        return term.value
    if isinstance(term, Triple):
        return f"<<( {' '.join(map(_tsv_field, term))} )>>"
    return "" if term is None else str(term).replace("\t", "\\t")


def _json(answer: Solutions, _: Mapping[str, str]) -> Iterator[str]:
    yield f'{{"head": {{"vars": {json.dumps(answer.columns, ensure_ascii=False)}}}, "results": {{"bindings": ['
    separator = "\n"
    for row in answer.rows:
        found = {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        yield separator + json.dumps(found, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}}\n"


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        found = {"type": "literal", "value": term.value}
        if term.language:
            found["xml:lang"] = term.language
        elif term.datatype != _STRING:
            found["datatype"] = term.datatype.value
        return found
    parts = ("subject", "predicate", "object")
    return {"type": "triple", "value": {name: _json_term(part) for name, part in zip(parts, term, strict=True)}}


def _xml(answer: Solutions, _: Mapping[str, str]) -> Iterator[str]:
    variables = "".join(f'<variable name="{name}"/>' for name in answer.columns)
    yield f"{_XML}<head>{variables}</head>\n<results>\n"
    for row in answer.rows:
        bindings = (
            f'<binding name="{name}">{_xml_term(term)}</binding>'
            for name, term in zip(answer.columns, row, strict=True)
            if term is not None
        )
        yield f"<result>{''.join(bindings)}</result>\n"
    yield "</results>\n</sparql>\n"


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, Literal):
        kind = ""
        if term.language:
            kind = f' xml:lang="{term.language}"'
        elif term.datatype != _STRING:
            kind = f' datatype="{_xml_text(term.datatype.value)}"'
        return f"<literal{kind}>{_xml_text(term.value)}</literal>"
    subject, predicate, obj = map(_xml_term, term)
    return f"<triple><subject>{subject}</subject><predicate>{predicate}</predicate><object>{obj}</object></triple>"


def _xml_text(text: str) -> str:
    return _XML_UNSAFE.sub(lambda found: _XML_ESCAPES.get(found[0], "\ufffd"), text)


_WRITERS: dict[str, Callable[[Solutions, Mapping[str, str]], Iterator[str]]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xml": _xml,
    "markdown": _markdown,
}
