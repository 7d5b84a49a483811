"""Export: the graph, or its plain data, in any format; the same content gives the same bytes.

Whatever the format, the triples are read as text, sorted in blocks, and written block by block on all cores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import starmap
from pathlib import Path
from typing import Literal, TypeAlias

from pyoxigraph import Quad

from gdec import terms
from gdec.errors import GdecError, RemoteError, nearest
from gdec.progress import is_heard, tell
from gdec.rdf import reifiers, writers
from gdec.rdf.blocks import sorted_blocks
from gdec.rdf.formats import FORMATS, guess
from gdec.store import Store
from gdec.store.answer import Solutions
from gdec.store.local import StoreReader
from gdec.store.scan import Piece, pieces_of, scan

NAMES = (*FORMATS, "csv")
"""What the formats of an export are called."""

Statements: TypeAlias = Literal["reified", "rdf12"]
"""The two standard forms of statements: nodes of RDF 1.1 reification, and reifiers of RDF 1.2."""

STATEMENTS: tuple[Statements, ...] = ("reified", "rdf12")

Source: TypeAlias = StoreReader | Iterable[Quad]

_is_prefix = re.compile(r"[A-Za-z][A-Za-z0-9-]*").fullmatch


def name_of_format(path: Path) -> str:
    """Tell from a file's suffix what the format of an export to it is called.

    Raises:
        InputError: the suffix belongs to no format.
    """
    return "csv" if path.suffix.lower() == ".csv" else guess(path).name


def source_of(store: Store) -> Source:
    """Give what an export reads: a local store itself, or the quads of an endpoint's named graphs.

    Raises:
        GdecError: the store cannot be read.
        RemoteError: another machine failed.
    """
    if isinstance(store, StoreReader):
        return store
    answer = store.query("SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    if not isinstance(answer, Solutions):
        raise RemoteError("the endpoint answers a SELECT query with something else; is this its address?")
    return starmap(Quad, answer.rows)


def base_of(store: Store) -> str:
    """Give the IRI below which the things of a store's project are named.

    An endpoint does not say; there it is what stands before the path of an article.
    """
    if not isinstance(store, StoreReader):
        answer = store.query(f"SELECT ?a WHERE {{ GRAPH ?g {{ ?a a {terms.ARTICLE_CLASS} }} }} LIMIT 1")
        for row in answer.rows if isinstance(answer, Solutions) else ():
            return str(row[0])[1:].rpartition("article/")[0]
    return store.prefixes["article"].removesuffix("article/")


def export(
    source: Source,
    format: str,
    *,
    statements: Statements | None = None,
    frame: bool = False,
    base: str = terms.BASE,
) -> bytes:
    """Write a graph in a format, whole; otherwise as `pieces`."""
    return b"".join(pieces(source, format, statements=statements, frame=frame, base=base))


def pieces(
    source: Source,
    format: str,
    *,
    statements: Statements | None = None,
    frame: bool = False,
    base: str = terms.BASE,
) -> Iterator[bytes]:
    """Write a graph in a format, in pieces as they become ready.

    Turtle, JSON-LD, N-Triples and RDF/XML hold the triples of all graphs as one graph; TriG, N-Quads and CSV keep the
    graphs apart. RDF/XML, framed JSON-LD, and Turtle and TriG in RDF 1.2 hold the data in memory; the others sort it in
    a temporary file, and their memory grows slowly with the store.

    Args:
        source: a local store, or quads in any order.
        format: one of `NAMES`.
        statements: also the statements, evidence and unknowns of articles and the entries of the registry, and in
            which form; without them, the plain data only.
        frame: JSON-LD nested by conference.
        base: the IRI below which the project's things are named.

    Raises:
        GdecError: an unknown format or form, or one that cannot hold the data.
    """
    write = _writer(format, statements, frame=frame)
    layout = writers.LAYOUT[format]
    selection = _Selection(base, statements)
    read, total = _read(source, with_graphs=format in writers.WITH_GRAPHS)
    blocks = sorted_blocks(layout(graph, text) for graph, text in selection.of(read, total))
    return write(_counted(blocks), selection)


def _read(source: Source, *, with_graphs: bool) -> tuple[Iterator[Piece], int | None]:
    """Give all there is to read, and how much that is, where somebody listens and a store can tell."""
    if not isinstance(source, StoreReader):
        return pieces_of(source, with_graphs=with_graphs), None
    return scan(source), source.count() if is_heard() else None


def _counted(blocks: Iterable[list[str]]) -> Iterator[list[str]]:
    done = 0
    for block in blocks:
        yield block
        done += len(block)
        tell("triples written", done)


def _writer(format: str, statements: str | None, *, frame: bool) -> writers.Writer:
    if format not in NAMES:
        raise GdecError(f'there is no format "{format}"{nearest(format, NAMES) or "; known are " + ", ".join(NAMES)}')
    if frame:
        if format != "jsonld":
            raise GdecError(f"only JSON-LD can be framed, not {format}; leave --frame out, or choose -f jsonld")
        if statements == "rdf12":
            raise _beyond(format)
        return writers.framed
    if statements is not None and statements not in STATEMENTS:
        raise GdecError(f'there is no form of statements "{statements}"{nearest(statements, STATEMENTS)}')
    if statements == "rdf12":
        if format not in writers.RDF12:
            raise _beyond(format)
        return writers.RDF12[format]
    return writers.RDF11[format]


def _beyond(format: str) -> GdecError:
    title = FORMATS[format].title if format in FORMATS else "CSV"
    known = ", ".join(writers.RDF12)
    return GdecError(f"{title} has no form for RDF 1.2; choose a format that has ({known}), or --statements reified")


class _Selection:
    """What of the data is written, and the prefixes for it once all of it was gone through."""

    def __init__(self, base: str, statements: Statements | None) -> None:
        self.base, self.statements = base, statements
        self._articles: set[bytes] = set()
        start = rb"\n<" + re.escape(base).encode()
        self._article = re.compile(start + rb"article/([^#>]*)")
        # What is said about fragments: of articles, of the registry, of what disagrees and was chosen.
        self._record = re.compile(start + rb"(?:article/[^#>]*#|(?:disagreements|editorial|registry)#)[^\n]*")

    def of(self, read: Iterable[Piece], total: int | None) -> Iterator[Piece]:
        """Pass on what is wanted, of so many triples in all."""
        done = 0
        for graph, text in read:
            wanted = reifiers.typed(text) if self.statements else self._record.sub(b"", b"\n" + text)[1:]
            self._articles.update(self._article.findall(b"\n" + wanted))
            yield graph, wanted
            done += text.count(b"\n")
            tell("triples read", done, total)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """A prefix for each class, and one for the fragments of each article and of the registry."""
        return _prefixes((key.decode() for key in self._articles), self.base)


def prefixes_for(lines: Iterable[str], base: str) -> dict[str, str]:
    """Give a prefix for each class, and one for the fragments of each article and of the registry.

    Args:
        lines: triples or quads, of which the subjects tell the articles.
        base: the IRI below which the project's things are named.
    """
    article = f"<{base}article/"
    found = (line[len(article) : line.index(">")].partition("#")[0] for line in lines if line.startswith(article))
    return _prefixes(found, base)


def _prefixes(articles: Iterable[str], base: str) -> dict[str, str]:
    prefixes = terms.prefixes(base) | {"registry": f"{base}registry#"}
    for key in set(articles):
        if key not in prefixes and _is_prefix(key):
            prefixes[key] = f"{base}article/{key}#"
    return prefixes
