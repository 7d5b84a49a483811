"""Export: the graph, or its plain data, in any format; the same content gives the same bytes."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad

from gdec import resources, terms
from gdec.errors import GdecError, RemoteError, nearest
from gdec.rdf import jsonld, rdfxml, turtle
from gdec.rdf.formats import FORMATS, guess
from gdec.rdf.nquads import sorted_quads, sorted_triples, split_graph
from gdec.store import Store
from gdec.store.answer import Solutions
from gdec.store.local import StoreReader

COLUMNS = ("subject", "predicate", "object", "datatype", "language", "graph")
"""The columns of the export as CSV: IRIs and texts bare, blank nodes as `_:label`.

The datatype is empty for an IRI or blank node, and only for these.
"""

_STRING, _LANG_STRING = terms.term("xsd:string")[1:-1], terms.term("rdf:langString")[1:-1]

NAMES = (*FORMATS, "csv")
"""What the formats of an export are called."""


_is_prefix = re.compile(r"[A-Za-z][A-Za-z0-9-]*").fullmatch


def name_of_format(path: Path) -> str:
    """Tell from a file's suffix what the format of an export to it is called.

    Raises:
        InputError: the suffix belongs to no format.
    """
    return "csv" if path.suffix.lower() == ".csv" else guess(path).name


def quads_of(store: Store) -> Iterator[Quad]:
    """Go through all quads of a store's named graphs.

    Raises:
        GdecError: the store cannot be read.
        RemoteError: another machine failed.
    """
    if isinstance(store, StoreReader):
        return store.quads()
    answer = store.query("SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    if not isinstance(answer, Solutions):
        raise RemoteError("the endpoint answers a SELECT query with something else; is this its address?")
    return itertools.starmap(Quad, answer.rows)


def base_of(store: Store) -> str:
    """Give the IRI below which the things of a store's project are named.

    An endpoint does not say; there it is what stands before the path of an article.
    """
    if not isinstance(store, StoreReader):
        answer = store.query(f"SELECT ?a WHERE {{ GRAPH ?g {{ ?a a {terms.ARTICLE_CLASS} }} }} LIMIT 1")
        for row in answer.rows if isinstance(answer, Solutions) else ():
            return str(row[0])[1:].rpartition("article/")[0]
    return store.prefixes["article"].removesuffix("article/")


def export(quads: Iterable[Quad], format: str, *, with_statements: bool = False, base: str = terms.BASE) -> bytes:
    """Write quads in a format.

    Turtle, JSON-LD, N-Triples and RDF/XML hold the triples of all graphs as one graph; TriG, N-Quads and CSV keep the
    graphs apart.

    Args:
        quads: in any order.
        format: one of `NAMES`.
        with_statements: also the statements, evidence and unknowns of articles and the entries of the registry;
            without them, the plain data only.
        base: the IRI below which the project's things are named.

    Raises:
        GdecError: an unknown format, or one that cannot hold the data.
    """
    if format not in NAMES:
        raise GdecError(f'there is no format "{format}"{nearest(format, NAMES) or "; known are " + ", ".join(NAMES)}')
    if format in _DATASET:
        lines, write = sorted_quads(quads), _DATASET[format]
    else:
        lines, write = sorted_triples(quad.triple for quad in quads), _GRAPH[format]
    return write(lines if with_statements else _plain(lines, base), base)


def _plain(lines: list[str], base: str) -> list[str]:
    """Leave out what is said about fragments: of articles, of the registry, of what disagrees and was chosen."""
    article = f"<{base}article/"
    records = tuple(f"<{base}{name}#" for name in ("disagreements", "editorial", "registry"))

    def is_about_fragment(line: str) -> bool:
        return line.startswith(records) or (
            line.startswith(article) and line.find("#", len(article), line.index(">")) != -1
        )

    return [line for line in lines if not is_about_fragment(line)]


def _lines(lines: list[str], _base: str) -> bytes:
    return " .\n".join([*lines, ""]).encode()


def _turtle(lines: list[str], base: str) -> bytes:
    return turtle.write(lines, _prefixes(lines, base)).encode()


def _trig(lines: list[str], base: str) -> bytes:
    graphs: dict[str, list[str]] = {}
    for line in lines:
        triple, graph = split_graph(line)
        graphs.setdefault(graph, []).append(triple)
    return turtle.write_dataset(graphs, _prefixes(lines, base)).encode()


def _prefixes(lines: list[str], base: str) -> dict[str, str]:
    """Give a prefix for each class, and one for the fragments of each article and of the registry."""
    prefixes = terms.prefixes(base) | {"registry": f"{base}registry#"}
    article = f"<{base}article/"
    for line in lines:
        if line.startswith(article):
            key = line[len(article) : line.index(">")].partition("#")[0]
            if key not in prefixes and _is_prefix(key):
                prefixes[key] = f"{base}article/{key}#"
    return prefixes


def _jsonld(lines: list[str], _base: str) -> bytes:
    return jsonld.write(lines, json.loads(resources.context())["@context"]).encode()


def _xml(lines: list[str], base: str) -> bytes:
    return rdfxml.write(lines, terms.prefixes(base))


def _csv(lines: list[str], _base: str) -> bytes:
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
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


_GRAPH: dict[str, Callable[[list[str], str], bytes]] = {
    "turtle": _turtle,
    "jsonld": _jsonld,
    "nt": _lines,
    "xml": _xml,
}
_DATASET: dict[str, Callable[[list[str], str], bytes]] = {"nq": _lines, "trig": _trig, "csv": _csv}
