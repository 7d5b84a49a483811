"""The description of a thing as data: its siblings in Turtle, JSON-LD and N-Triples, which say what its page shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import Any

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse

from gdec import resources
from gdec.export import prefixes_for
from gdec.following.names import rows
from gdec.rdf import jsonld, turtle
from gdec.rdf.formats import FORMATS
from gdec.rdf.nquads import iri, sorted_triples
from gdec.site.frame.file import File
from gdec.site.frame.paging import Page
from gdec.site.frame.pile import HELD, Pile
from gdec.site.frame.site import Site
from gdec.site.kept.remembering import Remembered
from gdec.site.reading.blocks import OWN, jsonld_writer
from gdec.site.reading.graphs import Node
from gdec.terms import term

SIBLINGS = {format.suffixes[0]: format.media_type for format in map(FORMATS.__getitem__, ("turtle", "jsonld", "nt"))}
"""The suffixes of the data beside each page and their media types, the preferred one first."""

VARIANTS = {".html": "text/html"} | SIBLINGS
"""The same for all that a thing can be had as."""


_SEE_ALSO = term("rdfs:seeAlso")
_BETWEEN = b",\n"
"""What stands between two objects of JSON-LD."""


def siblings(site: Site, page: str, names: Iterable[str], node: Callable[[str], Node]) -> Iterator[File]:
    """Write what a page shows in each format; the same nodes give the same bytes, whatever their order.

    Of thousands of nodes one is held at a time, and what it is written like.

    Args:
        site: the site.
        page: the page's path without suffix.
        names: the names of all nodes that the page shows.
        node: gives what is said of one of them.

    Raises:
        GdecError: an IRI that JSON-LD would read as another.
    """
    piles = nt, turtles, objects = Pile(site.aside), Pile(site.aside), Pile(site.aside)
    used, words = set[tuple[frozenset[str], str]](), set[frozenset[str]]()
    for name in sorted(names):
        if said := node(name):
            block = site.blocks.of(name, said)
            nt.held += block.nt
            turtles.held += b"\n" + block.turtle
            objects.held += _BETWEEN + block.object
            used.add((block.prefixes, block.owner))
            words.add(block.words)
            if len(nt.held) > HELD:
                for pile in piles:
                    pile.set_aside()
    head = _head(site.base, used)
    yield from turtles.file(f"{page}.ttl", head if used else b"\n", start=not head)
    before, after = _around(frozenset[str]().union(*words), is_empty=not used)
    yield from objects.file(f"{page}.jsonld", before, after, start=len(_BETWEEN))
    yield from nt.file(f"{page}.nt")


def _head(base: str, used: Iterable[tuple[frozenset[str], str]]) -> bytes:
    """Declare the prefixes that blocks of Turtle use, given with the keys of the articles that these are of."""
    named = {key if prefix == OWN else prefix for prefixes, key in used for prefix in prefixes}
    own = (f"<{base}article/{key}>" for prefixes, key in used if OWN in prefixes)
    prefixes = prefixes_for(own, base)
    return turtle.head(prefixes, named.intersection(prefixes)).encode()


@lru_cache(maxsize=256)
def _around(words: frozenset[str], *, is_empty: bool) -> tuple[bytes, bytes]:
    """Give what stands before and behind the objects of JSON-LD that use words of the context."""
    before, _, after = jsonld_writer().briefly([] if is_empty else ["\0"], words).encode().partition(b"\0")
    return before, after


def siblings_of_list(
    site: Site, kept: Remembered, page: Page[Any], said: Mapping[str, object], elsewhere: Sequence[tuple[str, str]]
) -> Iterator[File]:
    """Write what the store says of what stands on a page of a list, and has its IRI there.

    Args:
        site: the site.
        kept: what is remembered of the list's pages.
        page: the page.
        said: the IRIs of what stands on it, each with what changes when the store says something else of it.
        elsewhere: the fragments of what stands on later pages, each with the path of its page: the data lead there too.
    """

    @cache
    def made() -> dict[str, bytes]:
        nodes = described(site, list(said))
        for anchor, path in elsewhere:
            nodes[iri(f"{site.base}{page.path}#{anchor}")] = {_SEE_ALSO: [iri(site.address(f"{path}.ttl"))]}
        return {file.path: bytes(file.data) for file in siblings(site, page.path, nodes, nodes.__getitem__)}

    for suffix in SIBLINGS:
        path = f"{page.path}{suffix}"
        yield kept.page(path, [said, elsewhere], partial(_of, made, path))


def _of(made: Callable[[], dict[str, bytes]], path: str) -> bytes:
    return made()[path]


def described(site: Site, iris: Sequence[str]) -> dict[str, Node]:
    """Give what the store says of some nodes."""
    values = " ".join(str(NamedNode(iri)) for iri in iris)
    found: dict[str, Node] = {}
    for triple in rows(site.reader, f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"):
        subject, predicate, value = map(str, triple)
        found.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return {me: {name: sorted(values) for name, values in node.items()} for me, node in found.items()}


def vocabulary_formats(page: str, text: bytes) -> Iterator[File]:
    """Give a vocabulary as it stands in Turtle, and the same in other formats with fixed names of blank nodes."""
    yield File(f"{page}.ttl", text)
    graph = Dataset(Quad(*triple) for triple in parse(text, RdfFormat.TURTLE))
    graph.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted_triples(quad.triple for quad in graph)
    yield File(f"{page}.nt", "".join(f"{triple} .\n" for triple in triples).encode())
    context = json.loads(resources.context())["@context"]
    yield File(f"{page}.jsonld", jsonld.write(triples, context).encode())
