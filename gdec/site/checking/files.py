"""Files that are no pages: data that can be read, pictures and styles that load nothing from elsewhere."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from hashlib import file_digest
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from pyoxigraph import NamedNode

from gdec import terms
from gdec.site.checking.addresses import Target
from gdec.site.checking.data import FORMATS, read_quads

_DATASETS = frozenset(NamedNode(terms.term(name)[1:-1]) for name in ("dcat:Dataset", "void:Dataset"))
_IRI = re.compile(r"<([^>]*)>")
_replaced = re.compile(f" {terms.REVISION_OF} <([^>]*)>")
_in_style = re.compile(rb"""(?:@import\s*|url\(\s*)["']?([^"')\s;]+)""")


def faults_of(path: Path) -> Iterator[str]:
    """Tell in words what is wrong with a file."""
    if path.is_symlink():
        yield "is a link to somewhere else"
    elif reads := _READERS.get(path.suffix):
        yield from reads(path)


def differs(path: Path, sha256: str) -> bool:
    """Tell that a file has another SHA-256, given in hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() != sha256


def iris_in(path: Path, base: str) -> Iterator[tuple[str, Target]]:
    """Give the IRIs below the base that N-Triples speak of, each with the place where a visitor finds it.

    An article of which they say nothing but that another one takes its place need not be there.
    """
    text = path.read_text(encoding="utf-8")
    old = {iri for iri in _replaced.findall(text) if f"\n<{iri}> " not in f"\n{text}"}
    found = {iri for iri in _IRI.findall(text) if iri.startswith(base)}
    for iri in sorted(found - old):
        thing, _, fragment = unquote(iri).removeprefix(base).partition("#")
        yield iri, Target(f"{thing}.html", fragment)


def datasets_in(path: Path) -> Iterator[tuple[str, Target]]:
    """Give the IRIs of the datasets that a file describes, each with its place on the home page."""
    try:
        found = {str(quad.subject)[1:-1] for quad in read_quads(path) if quad.object in _DATASETS}
    except (SyntaxError, ValueError):
        return  # which is told of the file as such
    for iri in sorted(found):
        yield iri, Target("index.html", iri.partition("#")[2])


def _rdf(path: Path) -> Iterator[str]:
    try:
        deque(read_quads(path), maxlen=0)
    except (SyntaxError, ValueError) as error:
        yield f"cannot be read: {error}"


def _json(path: Path) -> Iterator[str]:
    try:
        json.loads(path.read_bytes())
    except ValueError as error:
        yield f"cannot be read: {error}"


def _xml(path: Path) -> Iterator[str]:
    """Read XML; a picture may hold no script and load nothing."""
    faults: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name == "script" or any(each.startswith("on") for each in attributes):
            faults.append("holds a script")
        loaded = attributes.get("href", "") if name in ("image", "use") else ""
        if not loaded.startswith(("", "#")[bool(loaded)]):
            faults.append(f"loads {loaded!a}")

    parser = expat.ParserCreate()
    if path.suffix == ".svg":
        parser.StartElementHandler = begin
    try:
        parser.Parse(path.read_bytes(), True)
    except expat.ExpatError as error:
        yield f"cannot be read: {error}"
    yield from faults


def _style(path: Path) -> Iterator[str]:
    for found in _in_style.findall(path.read_bytes()):
        link = found.decode(errors="replace")
        if not link.startswith("data:"):
            yield f"loads {link!a}"


_READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    **dict.fromkeys(FORMATS, _rdf), ".json": _json, ".xml": _xml, ".svg": _xml, ".css": _style,
}  # fmt: skip
