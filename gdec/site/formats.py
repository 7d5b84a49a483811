"""The description of a thing as data: its siblings in Turtle, JSON-LD and N-Triples, which say what its page shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache

from gdec import resources
from gdec.export import prefixes_for
from gdec.rdf import jsonld, turtle
from gdec.rdf.formats import FORMATS
from gdec.site.file import File
from gdec.site.site import Site

SIBLINGS = {format.suffixes[0]: format.media_type for format in map(FORMATS.__getitem__, ("turtle", "jsonld", "nt"))}
"""The suffixes of the data beside each page and their media types, the preferred one first."""

VARIANTS = {".html": "text/html"} | SIBLINGS
"""The same for all that a thing can be had as."""


def siblings(site: Site, page: str, triples: Iterable[str]) -> Iterator[File]:
    """Write what a page shows in each format; the same triples give the same bytes, whatever their order.

    Args:
        site: the site.
        page: the page's path without suffix.
        triples: all that the page shows, as N-Triples without the closing ` .`; one may come twice.

    Raises:
        GdecError: an IRI that JSON-LD would read as another.
    """
    lines = sorted(set(triples))
    yield File(f"{page}.ttl", turtle.write(lines, prefixes_for(lines, site.base)).encode())
    yield File(f"{page}.jsonld", jsonld_writer().write_briefly(lines).encode())
    yield File(f"{page}.nt", " .\n".join([*lines, ""]).encode())


@cache
def jsonld_writer() -> jsonld.Writer:
    """Give the writer of JSON-LD with the context of the ontology."""
    return jsonld.Writer(json.loads(resources.context())["@context"])
