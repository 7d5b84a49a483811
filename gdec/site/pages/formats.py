"""The description of a thing as data: its siblings in Turtle, JSON-LD and N-Triples, which say what its page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gdec.export import prefixes_for
from gdec.rdf import turtle
from gdec.rdf.formats import FORMATS
from gdec.site.frame.file import File
from gdec.site.frame.site import Site
from gdec.site.reading.blocks import Block, jsonld_writer
from gdec.site.reading.graphs import Node

SIBLINGS = {format.suffixes[0]: format.media_type for format in map(FORMATS.__getitem__, ("turtle", "jsonld", "nt"))}
"""The suffixes of the data beside each page and their media types, the preferred one first."""

VARIANTS = {".html": "text/html"} | SIBLINGS
"""The same for all that a thing can be had as."""


def siblings(site: Site, page: str, nodes: Mapping[str, Node]) -> Iterator[File]:
    """Write what a page shows in each format; the same nodes give the same bytes, whatever their order.

    Args:
        site: the site.
        page: the page's path without suffix.
        nodes: all that the page shows.

    Raises:
        GdecError: an IRI that JSON-LD would read as another.
    """
    names = sorted(name for name, node in nodes.items() if node)
    blocks = [site.blocks.of(name, nodes[name]) for name in names]
    yield File(f"{page}.ttl", _turtle(site, names, blocks).encode())
    words = frozenset[str]().union(*(block.words for block in blocks))
    yield File(f"{page}.jsonld", jsonld_writer().briefly((block.object for block in blocks), words).encode())
    yield File(f"{page}.nt", "".join([block.nt for block in blocks]).encode())


def _turtle(site: Site, names: list[str], blocks: list[Block]) -> str:
    terms = turtle.Names(prefixes_for(names, site.base))
    written = [block.turtle or turtle.body(block.nt.split(" .\n")[:-1], terms) for block in blocks]
    terms.used = terms.used.union(*(block.prefixes for block in blocks)) - {""}
    return turtle.document(terms, ["\n".join(written)])
