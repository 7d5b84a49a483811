"""Write sorted blocks of lines in each format, on all cores."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, groupby
from typing import Protocol, TypeAlias

from gdec import resources, terms
from gdec.processes.blocks import mapped
from gdec.rdf import framing, jsonld, rdfxml, reifiers, turtle
from gdec.rdf.blocks import by_subject
from gdec.rdf.nquads import split_graph

COLUMNS = ("subject", "predicate", "object", "datatype", "language", "graph")
"""The columns of CSV: IRIs and texts bare, blank nodes as `_:label`.

The datatype is empty for an IRI or blank node, and only for these.
"""

_STRING, _LANG_STRING = terms.term("xsd:string")[1:-1], terms.term("rdf:langString")[1:-1]

_LEAST = 5_000
"""How many lines are worth a fork."""

_SPOOL_BYTES = 1 << 25
"""How much of a document waits in memory, and not in a temporary file, until its head is known."""

_READ_BYTES = 1 << 20

_NO_GRAPH = "-"
"""What stands for the default graph where graphs are sorted: it comes first."""

Blocks: TypeAlias = Iterable[list[str]]


class Selection(Protocol):
    """What a writer must know of the data; known when the first block is there."""

    base: str

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Prefix -> namespace."""
        ...


Writer: TypeAlias = Callable[[Blocks, Selection], Iterator[bytes]]
"""Writes blocks of sorted lines, as `LAYOUT` lays them out, as one document."""


def _as_triples(_graph: str, text: bytes) -> bytes:
    return text


def _graph_last(graph: str, text: bytes) -> bytes:
    return text.replace(b" .\n", f" {graph} .\n".encode()) if graph else text


def _graph_first(graph: str, text: bytes) -> bytes:
    start = f"{graph or _NO_GRAPH} ".encode()
    return start + text[:-1].replace(b"\n", b"\n" + start) + b"\n" if text else b""


LAYOUT: dict[str, Callable[[str, bytes], bytes]] = {
    "turtle": _as_triples,
    "jsonld": _as_triples,
    "nt": _as_triples,
    "xml": _as_triples,
    "nq": _graph_last,
    "csv": _graph_last,
    "trig": _graph_first,
}
"""How lines of N-Triples and the graph that they are in become the lines that a format's writer wants sorted."""


WITH_GRAPHS = frozenset(format for format, layout in LAYOUT.items() if layout is not _as_triples)
"""The formats that keep graphs apart."""


def _lines(blocks: Blocks, _selection: Selection) -> Iterator[bytes]:
    for block in blocks:
        yield " .\n".join([*block, ""]).encode()


def _lines_rdf12(blocks: Blocks, selection: Selection) -> Iterator[bytes]:
    return _lines((list(reifiers.to_reifiers(block)) for block in by_subject(blocks, 0)), selection)


def _turtle(blocks: Blocks, selection: Selection) -> Iterator[bytes]:
    return _under_head(blocks, selection, turtle.body)


def _trig(blocks: Blocks, selection: Selection) -> Iterator[bytes]:
    def write(lines: list[str], names: turtle.Names) -> str:
        return "\n".join(turtle.body(triples, names, graph) for graph, triples in _graphs(lines))

    return _under_head(blocks, selection, write)


def _under_head(
    blocks: Blocks, selection: Selection, write: Callable[[list[str], turtle.Names], str]
) -> Iterator[bytes]:
    """Write the prefixes that the blocks turn out to use, then the blocks."""

    def work(lines: list[str]) -> bytes:
        names = turtle.Names(selection.prefixes)
        text = write(lines, names)
        return f"{' '.join(names.used)}\n{text}".encode()

    used: set[str] = set()
    with tempfile.SpooledTemporaryFile(_SPOOL_BYTES) as body:
        for text in mapped(work, by_subject(blocks, _LEAST)):
            words, _, written = text.partition(b"\n")
            used.update(words.decode().split())
            body.write(b"\n" * bool(body.tell()) + written)
        head = turtle.head(selection.prefixes, used).encode()
        yield head + b"\n" * bool(head or not body.tell())
        body.seek(0)
        yield from iter(lambda: body.read(_READ_BYTES), b"")


def _graphs(lines: Iterable[str]) -> Iterator[tuple[str, Iterator[str]]]:
    """Tell lines that begin with their graph apart by it."""
    for graph, found in groupby((line.partition(" ") for line in lines), key=lambda parts: parts[0]):
        yield "" if graph == _NO_GRAPH else graph, (triple for _, _, triple in found)


def _turtle_rdf12(blocks: Blocks, selection: Selection) -> Iterator[bytes]:
    lines = list(chain.from_iterable(blocks))
    yield reifiers.write(lines, selection.prefixes).encode()


def _trig_rdf12(blocks: Blocks, selection: Selection) -> Iterator[bytes]:
    graphs = {graph: list(triples) for graph, triples in _graphs(chain.from_iterable(blocks))}
    yield reifiers.write_dataset(graphs, selection.prefixes).encode()


def _jsonld(blocks: Blocks, _selection: Selection) -> Iterator[bytes]:
    writer = jsonld.Writer(_context())

    def work(lines: list[str]) -> bytes:
        return ",\n".join(writer.objects(lines)).encode()

    objects = (text.decode() for text in mapped(work, by_subject(blocks, _LEAST)))
    return (text.encode() for text in writer.document(objects))


def framed(blocks: Blocks, _selection: Selection) -> Iterator[bytes]:
    """Write JSON-LD nested by conference."""
    yield framing.write(chain.from_iterable(blocks), _context()).encode()


def _context() -> dict[str, object]:
    context: dict[str, object] = json.loads(resources.context())["@context"]
    return context


def _xml(blocks: Blocks, selection: Selection) -> Iterator[bytes]:
    lines = list(chain.from_iterable(blocks))
    yield rdfxml.write(lines, terms.prefixes(selection.base))


def _csv(blocks: Blocks, _selection: Selection) -> Iterator[bytes]:
    yield (",".join(COLUMNS) + "\r\n").encode()
    yield from mapped(_rows, by_subject(blocks, _LEAST))


def _rows(lines: Iterable[str]) -> bytes:
    table = io.StringIO()
    rows = csv.writer(table)
    for line in lines:
        triple, graph = split_graph(line)
        subject, predicate, obj = triple.split(" ", 2)
        rows.writerow((_bare(subject), _bare(predicate), *_object(obj), _bare(graph)))
    return table.getvalue().encode()


def _bare(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def _object(term: str) -> tuple[str, str, str]:
    if term[0] != '"':
        return _bare(term), "", ""
    end = term.rindex('"') + 1
    # Canonical N-Quads and JSON escape a text in the same way.
    text = json.loads(term[:end]) if "\\" in term else term[1 : end - 1]
    kind = term[end:]
    if kind.startswith("@"):
        return text, _LANG_STRING, kind[1:]
    return text, kind[3:-1] or _STRING, ""


RDF11: dict[str, Writer] = {
    "turtle": _turtle,
    "jsonld": _jsonld,
    "nt": _lines,
    "xml": _xml,
    "nq": _lines,
    "trig": _trig,
    "csv": _csv,
}
"""The writers of each format."""

RDF12: dict[str, Writer] = {
    "turtle": _turtle_rdf12,
    "nt": _lines_rdf12,
    "nq": _lines_rdf12,
    "trig": _trig_rdf12,
}
"""The writers of the formats that have a form for reifiers."""
