"""The formats of RDF, and reading them from strangers: a broken file is told at its line, and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import quote

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from gdec.errors import InputError, nearest

from .reifiers import to_nodes


@dataclass(frozen=True)
class Format:
    """A format of RDF.

    Attributes:
        name: what `-f` calls it.
        title: what its standard calls it.
        suffixes: the file suffixes it is known by; the first is its own.
        media_type: its name in HTTP.
        rdf: its name in pyoxigraph.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    media_type: str
    rdf: RdfFormat


FORMATS = {
    format.name: format
    for format in (
        Format("turtle", "Turtle", (".ttl", ".turtle"), "text/turtle", RdfFormat.TURTLE),
        Format("jsonld", "JSON-LD", (".jsonld", ".json"), "application/ld+json", RdfFormat.JSON_LD),
        Format("nt", "N-Triples", (".nt",), "application/n-triples", RdfFormat.N_TRIPLES),
        Format("nq", "N-Quads", (".nq",), "application/n-quads", RdfFormat.N_QUADS),
        Format("trig", "TriG", (".trig",), "application/trig", RdfFormat.TRIG),
        Format("xml", "RDF/XML", (".rdf", ".owl", ".xml"), "application/rdf+xml", RdfFormat.RDF_XML),
    )
}

_by_suffix = {suffix: format for format in FORMATS.values() for suffix in format.suffixes}


def guess(path: str | PurePath) -> Format:
    """Tell a file's format from its suffix.

    Raises:
        InputError: the suffix belongs to no format of RDF.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in _by_suffix:
        hint = nearest(suffix, _by_suffix) or f"; known are {', '.join(_by_suffix)}"
        raise InputError(str(path), f'the suffix "{suffix}" belongs to no format of RDF{hint}')
    return _by_suffix[suffix]


def read_file(path: Path, format: Format | None = None) -> Iterator[Quad]:
    """Read an RDF file; its format is guessed from its suffix unless given. Otherwise as `read`.

    Raises:
        InputError: there is no such file, or it cannot be read.
    """
    format = format or guess(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from None
    return read(str(path), data, format)


def read(source: str, data: bytes, format: Format) -> Iterator[Quad]:
    """Read RDF that may come from anybody. The quads come as they are read: an error may come after some of them.

    The reifiers of RDF 1.2 come as the statement nodes of RDF 1.1 that say the same.

    Relative IRIs are resolved against `file:///<name>`, with no folder in it: the same file gives the same IRIs on
    every machine, and no path of this machine gets out. Blank nodes get new labels, so two files never share one.

    Args:
        source: the file's name as the user gave it, or `-`.
        data: its bytes, in UTF-8; a byte order mark is passed over.
        format: one of `FORMATS`.

    Raises:
        InputError: what is not RDF in this format, at its line, or cannot be said in RDF 1.1; a remote or missing
            context; what would exhaust memory or stack.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not data and format.name not in ("nt", "nq"):
        raise InputError(source, f"is empty; an empty {format.title} file is most often a failed download")
    from gdec.rdf import hazards

    try:
        hazards.check(source, data, format.rdf)
    except SyntaxError as error:
        raise _explained(source, data, format, error) from None
    return _quads(source, data, format)


def _quads(source: str, data: bytes, format: Format) -> Iterator[Quad]:
    from gdec.rdf.hazards import check_direction

    try:
        for quad in to_nodes(source, _parse(source, data, format)):
            check_direction(source, quad)
            yield quad
    except SyntaxError as error:
        raise _explained(source, data, format, error) from None


def _parse(source: str, data: bytes | _LineByLine, format: Format) -> Iterator[Quad]:
    base = None if format.name in ("nt", "nq") else f"file:///{quote(PurePath(source).name)}"
    # The parser asks the reader for `read` only; its annotation wants a whole IO object.
    return pyoxigraph.parse(data, format.rdf, base_iri=base, rename_blank_nodes=True)  # type: ignore[arg-type]


def _explained(source: str, data: bytes, format: Format, error: SyntaxError) -> InputError:
    """Say in our words, at the line, why a file cannot be read."""
    encoding = _wrong_encoding(data)
    if encoding:
        message, line = encoding
        return InputError(source, message, line)
    from gdec.rdf.hazards import remote_context

    if format.name == "jsonld" and not error.lineno and (remote := remote_context(data)):
        address, line = remote
        advice = 'nothing is ever fetched; write the context itself into the file, as "@context": {…}'
        return InputError(source, f'the context "{address}" lies elsewhere and {advice}', line)
    line = error.lineno or (_line_of_error(source, data, format) if format.name == "xml" else 0)
    detail = re.sub(r"^Parser error .*?\d: ", "", error.msg)
    return InputError(source, f"is no {format.title}: {detail}", line)


def _wrong_encoding(data: bytes) -> tuple[str, int] | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is UTF-16; save it as UTF-8", 1
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"is not UTF-8 (byte 0x{data[error.start]:02X}); save it as UTF-8", line
    if b"\0" in data:
        return "holds a zero byte, so it is no text; is it the right file?", data.count(b"\n", 0, data.index(b"\0")) + 1
    return None


def _line_of_error(source: str, data: bytes, format: Format) -> int:
    """Find the line of an error that the parser tells without one: the last line it asked for."""
    lines = _LineByLine(data)
    try:
        for _ in _parse(source, lines, format):
            pass
    except SyntaxError:
        return lines.given
    return 0


class _LineByLine:
    """A reader that hands out no more than one line at a time, so that a parser cannot read ahead."""

    def __init__(self, data: bytes) -> None:
        self._lines = iter(data.splitlines(keepends=True))
        self._line, self._at = b"", 0
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        if self._at == len(self._line):
            self._line, self._at = next(self._lines, b""), 0
            self.given += bool(self._line)
        begun = self._at
        self._at = len(self._line) if size < 0 else min(begun + size, len(self._line))
        return self._line[begun : self._at]
