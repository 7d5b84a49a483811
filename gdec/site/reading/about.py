"""What all graphs say of one thing, put together from what each article says of it."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from struct import Struct
from sys import intern
from typing import NamedTuple

from gdec import terms
from gdec.site.reading.graphs import ROLES, Graph, Node, Triple

_OF_ARTICLE = (terms.PUBLISHER, terms.DATE_PUBLISHED, terms.RETRACTED_ON, terms.URL, terms.SHA256)
"""What pages tell of the article of a statement."""
_LENGTH = Struct("<I")
FORMAT = 4
"""The format of `marshal` that every Python reads, whichever publishes next."""
_READ = 64
"""Of so many articles what they say of a thing is held as it was read; of a thing thousands of them may speak."""


class Excerpt(NamedTuple):
    """What an article says of a thing.

    Attributes:
        article: its IRI.
        state: the state that it is in.
        speaks: whether a statement of it speaks of the thing.
        own: what stands plainly of the thing.
        stated: the triples that the thing is the subject of.
        leading: those that lead to it.
        said: what is said by the thing.
        about: what is said about it, not stated of it, or disputed.
        nodes: the article, and the statements about the thing and by it with their evidence, as `marshal` writes them:
            of thousands a page shows some.
    """

    article: str
    state: str
    speaks: bool
    own: Node
    stated: list[tuple[str, ...]]
    leading: list[tuple[str, ...]]
    said: list[str]
    about: list[str]
    nodes: bytes | memoryview


def pack(excerpt: Excerpt) -> bytes:
    """Write an excerpt so that it can be set aside."""
    head = marshal.dumps(excerpt[:-1], FORMAT)
    return b"".join((_LENGTH.pack(len(head)), head, excerpt.nodes))


def unpack(packed: bytes) -> Excerpt:
    """Read an excerpt that was written by `pack`; its nodes are not copied."""
    view = memoryview(packed)
    end = _LENGTH.size + _LENGTH.unpack_from(view)[0]
    return Excerpt._make((*marshal.loads(view[_LENGTH.size : end]), view[end:]))  # noqa: S302


def excerpt(iri: str, article: str, state: str, graph: Graph) -> Excerpt:
    """Give what a graph says of a thing, of statements about it or by it, of their evidence, and of the article."""
    nodes, thing, source = graph.nodes, f"<{iri}>", graph.nodes.get(f"<{article}>", {})
    stated, leading, about, said = (graph.speaking(role, thing) for role in ROLES)
    speaking = {*stated, *said, *about}
    evidence = {each for name in speaking for each in nodes[name].get(terms.EVIDENCE, ())}
    found = {name: nodes[name] for name in (*speaking, *evidence) if name in nodes}
    found[f"<{article}>"] = {name: source[name] for name in _OF_ARTICLE if name in source}
    return Excerpt(
        article,
        state,
        bool(speaking or leading),
        nodes.get(thing, {}),
        _triples(graph, terms.SUBJECT, thing),
        _triples(graph, terms.OBJECT, thing),
        said,
        about,
        marshal.dumps(found, FORMAT),
    )


def _triples(graph: Graph, role: str, thing: str) -> list[tuple[str, ...]]:
    """Give triples so that all that are read back share the names of properties and kinds."""
    found = graph.triples(role, thing)
    return [(intern(each.predicate), each.other, intern(each.kind), each.statement) for each in found]


class About:
    """What graphs say of a thing; of the statements only those are read that are asked for.

    Args:
        iri: the thing.

    Attributes:
        whole: the thing, of which it holds all that any graph says, as a term.
        articles: the articles that speak of it.
    """

    def __init__(self, iri: str) -> None:
        self._thing = f"<{iri}>"
        self.whole = frozenset({self._thing})
        self.articles: set[str] = set()
        self._own: dict[str, set[str]] = {}
        self._nodes: dict[str, Node] = {}
        self._sealed: dict[str, Callable[[], bytes]] = {}
        self._read: dict[str, dict[str, Node]] = {}
        self._triples: dict[str, list[Triple]] = {terms.SUBJECT: [], terms.OBJECT: []}
        self._speaking: dict[str, set[str]] = {terms.ACCORDING_TO: set(), terms.ABOUT: set()}

    def add(self, excerpt: Excerpt, nodes: Callable[[], bytes] | None = None) -> None:
        """Add what an article says of the thing.

        Args:
            excerpt: what it says.
            nodes: gives its nodes when they are asked for; else they are held.
        """
        if excerpt.speaks:
            self.articles.add(excerpt.article)
            self._sealed[excerpt.article] = nodes or partial(bytes, excerpt.nodes)
        for name, values in excerpt.own.items():
            self._own.setdefault(name, set()).update(values)
        self._nodes.pop(self._thing, None)
        self._triples[terms.SUBJECT] += (Triple(*each) for each in excerpt.stated)
        self._triples[terms.OBJECT] += (Triple(*each) for each in excerpt.leading)
        self._speaking[terms.ACCORDING_TO].update(excerpt.said)
        self._speaking[terms.ABOUT].update(excerpt.about)

    def add_nodes(self, nodes: Mapping[str, Node], articles: Iterable[str]) -> None:
        """Add what other graphs say of the thing and what speaks of it, and those articles that they are of."""
        graph = Graph()
        graph.nodes.update(nodes)
        self.add(excerpt(self._thing[1:-1], "", "", graph))
        self.articles.discard("")
        self.articles.update(articles)
        self._nodes.update((name, node) for name, node in nodes.items() if name != self._thing)

    def node(self, term: str) -> Node | None:
        """Give what is said of the thing, of a statement or of evidence, or of an article; None of anything else."""
        if term == self._thing and term not in self._nodes:
            self._nodes[term] = {name: sorted(self._own[name]) for name in sorted(self._own)}
        node = self._nodes.get(term)
        return node if node is not None else self._said_in(term[1:-1].partition("#")[0]).get(term)

    def _said_in(self, article: str) -> dict[str, Node]:
        """Give what an article says, read again where many others have been read since."""
        found = self._read.get(article)
        if found is None and article in self._sealed:
            if len(self._read) == _READ:
                self._read.clear()
            found = self._read[article] = marshal.loads(self._sealed[article]())  # noqa: S302
        return found or {}

    def triples(self, role: str, thing: str) -> list[Triple]:
        """Give the triples that statements stand for and that have the thing in a role, sorted.

        Args:
            role: `terms.SUBJECT` or `terms.OBJECT`.
            thing: the thing.
        """
        return sorted(self._triples[role]) if thing == self._thing else []

    def speaking(self, role: str, thing: str) -> list[str]:
        """Name what speaks of the thing in another role, sorted."""
        return sorted(self._speaking[role]) if thing == self._thing else []
