"""What the graphs of a store say, by node: an article's graph read at once, anything else when it is asked for.

Terms are texts in N-Triples form here (`<https://…>`, `"text"@en`), as in `gdec.terms`: a page and its data are made
from the same lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import cached_property, lru_cache
from itertools import islice
from sys import intern
from typing import NamedTuple, Protocol, TypeAlias

from pyoxigraph import NamedNode, Quad

from gdec import terms
from gdec.store.answer import Solutions
from gdec.store.local import StoreReader

Node: TypeAlias = dict[str, list[str]]
"""What is said of a node: objects by predicate."""

ROLES = (terms.SUBJECT, terms.OBJECT, terms.ABOUT, terms.ACCORDING_TO)
"""How a statement can speak of a thing: as its subject, its value, what its content is about, its speaker."""

GRAPH = "#graph"
"""Ends the names of the graphs of articles."""
_KEPT = 512
_VALUES = 4096
"""So many single values are kept: a list of thousands of participations names them in order, and then page by page."""
_FEW = 64
"""Of a node of which so many quads speak, many graphs may say the same: it is asked for without going through them."""


class Triple(NamedTuple):
    """A triple that has a thing at one end: its predicate, its other end, and the kind and name of its statement."""

    predicate: str
    other: str
    kind: str
    statement: str


class Graph:
    """What one graph says.

    Attributes:
        nodes: what it says of each node.
        articles: the article that says so.
        whole: the things of which it holds all that any graph says, as terms.
    """

    def __init__(self, lines: Iterable[str] = (), articles: Iterable[str] = ()) -> None:
        self.nodes: dict[str, Node] = {}
        self.articles = frozenset(articles)
        self.whole: frozenset[str] = frozenset()
        known: dict[str, str] = {}
        for line in lines:
            subject, predicate, value = line.split(" ", 2)
            node = self.nodes.get(subject)
            if node is None:
                node = self.nodes[subject] = {}
            if predicate in node:
                node[predicate].append(value)
            else:
                # One text serves all nodes, and those that are read back when they were set aside.
                node[intern(predicate)] = [known.setdefault(value, value)]

    @cached_property
    def speaking_of(self) -> dict[str, dict[str, list[str]]]:
        """The statements, unknowns and others that speak of a thing, by role and thing."""
        found: dict[str, dict[str, list[str]]] = {role: {} for role in ROLES}
        for name, node in self.nodes.items():
            for role in ROLES:
                for thing in node.get(role, ()):
                    found[role].setdefault(thing, []).append(name)
        return found

    def speaking(self, role: str, thing: str) -> list[str]:
        """Name what speaks of a thing in a role, sorted."""
        return sorted(self.speaking_of[role].get(thing, ()))

    def node(self, term: str) -> Node | None:
        """Give what the graph says of a node, if anything."""
        return self.nodes.get(term)

    def triples(self, role: str, thing: str) -> list[Triple]:
        """Give the triples that statements stand for and that have a thing in a role, sorted.

        Args:
            role: `terms.SUBJECT` or `terms.OBJECT`.
            thing: the thing.
        """
        other = terms.OBJECT if role == terms.SUBJECT else terms.SUBJECT
        found = ((self.nodes[me], me) for me in self.speaking_of[role].get(thing, ()))
        return sorted(
            Triple(node[terms.PREDICATE][0], node[other][0], node[terms.KIND][0], me)
            for node, me in found
            if other in node and terms.KIND in node
        )


def graph_of(reader: StoreReader, article: str) -> Graph:
    """Read the graph of an article whole, by its IRI, which takes a small part of what asking for it takes."""
    return Graph(reader.text(f"{article}{GRAPH}").decode().split(" .\n")[:-1], [article])


class AtHand(Protocol):
    """What is held in memory: the graph of an article, or what all graphs say of a thing."""

    @property
    def articles(self) -> Set[str]:
        """The articles that say so."""

    @property
    def whole(self) -> Set[str]:
        """The things of which it holds all that any graph says, as terms."""

    def node(self, term: str) -> Node | None:
        """Give what is said of a node, if it is at hand."""

    def speaking(self, role: str, thing: str) -> list[str]:
        """Name what speaks of a thing in a role, sorted."""

    def triples(self, role: str, thing: str) -> list[Triple]:
        """Give the triples that statements stand for and that have a thing in a role, sorted."""


class Graphs:
    """The graphs of a store. The article at hand is held in memory, and what else is read last.

    Args:
        reader: the store.
    """

    def __init__(self, reader: StoreReader) -> None:
        self.reader = reader
        self.at_hand: AtHand = Graph()
        # A changed article is read again for each thing that it speaks of.
        self.graph = lru_cache(2)(self._read_graph)
        self._elsewhere = lru_cache(_KEPT)(self._read_node)
        self._article = lru_cache(2 * _KEPT)(self._read_article)
        self._values = lru_cache(_VALUES)(self._read_values)

    def take(self, article: str) -> Graph:
        """Read the graph of an article, by its IRI, and hold it instead of what was held before."""
        self.at_hand = graph = self.graph(f"{article}{GRAPH}")
        return graph

    def hold(self, about: AtHand) -> None:
        """Hold what all graphs say of a thing, instead of what was held before."""
        self.at_hand = about

    def _read_graph(self, iri: str) -> Graph:
        """Read a graph whole."""
        return graph_of(self.reader, iri.removesuffix(GRAPH))

    def naming(self, iri: str) -> list[str]:
        """Name the graphs that say anything of a thing."""
        roles = " ".join(ROLES)
        speaking = f"VALUES ?role {{ {roles} }} GRAPH ?g {{ ?me ?role <{iri}> }}"
        answer = self.reader.query(
            f"SELECT DISTINCT ?g {{ {{ {speaking} }} UNION {{ GRAPH ?g {{ <{iri}> ?p ?o }} }} }}"
        )
        found = (row[0] for row in answer.rows) if isinstance(answer, Solutions) else ()
        named = [graph.value for graph in found if isinstance(graph, NamedNode)]
        self.reader.ease()
        return named

    def beyond(self, iri: str, graphs: Iterable[str]) -> tuple[dict[str, Node], list[str]]:
        """Give what some graphs say of a thing, and those articles among them that speak of it."""
        thing, own = NamedNode(iri), dict[str, list[str]]()
        nodes, articles = {str(thing): own}, []
        for graph in map(NamedNode, graphs):
            for quad in self.reader.matching(subject=thing, graph=graph):
                own.setdefault(str(quad.predicate), []).append(str(quad.object))
            leading = [
                str(quad.subject)
                for quad in self.reader.matching(object=thing, graph=graph)
                if str(quad.predicate) in ROLES
            ]
            nodes |= {subject: self._elsewhere(subject) for subject in leading}
            articles += [graph.value.removesuffix(GRAPH)] * len(leading)
        return nodes, [article for article in articles if "/article/" in article]

    def node(self, term: str) -> Node:
        """Give what all graphs say of a node that only one of them speaks of: a statement, evidence, a disagreement."""
        return self.at_hand.node(term) or self._elsewhere(term)

    def article(self, iri: str) -> Node:
        """Give what an article's own graph says of it."""
        term = f"<{iri}>"
        return self.at_hand.node(term) or {} if iri in self.at_hand.articles else self._article(iri)

    def articles_of(self, iri: str) -> list[str]:
        """Name the articles that speak of a thing, sorted."""
        answer = self.reader.query(
            f"SELECT DISTINCT ?g WHERE {{ VALUES ?role {{ {' '.join(ROLES)} }} GRAPH ?g {{ ?me ?role <{iri}> }} }}"
        )
        found = (row[0] for row in answer.rows) if isinstance(answer, Solutions) else ()
        names = (graph.value.removesuffix(GRAPH) for graph in found if isinstance(graph, NamedNode))
        return sorted(name for name in names if "/article/" in name)

    def plain(self, thing: str) -> Node:
        """Give what stands plainly of a thing, whatever the number of graphs that say so."""
        return self.at_hand.node(thing) or {} if thing in self.at_hand.whole else self._elsewhere(thing)

    def values(self, thing: str, predicate: str) -> list[str]:
        """Give what stands plainly of a thing by one property, sorted; what else does is not read."""
        if thing in self.at_hand.whole:
            return sorted((self.at_hand.node(thing) or {}).get(predicate, ()))
        return self._values(thing, predicate)

    def _read_values(self, thing: str, predicate: str) -> list[str]:
        subject, name = NamedNode(thing[1:-1]), NamedNode(predicate[1:-1])
        return sorted({str(quad.object) for quad in self.reader.matching(subject=subject, predicate=name)})

    def leading(self, predicate: str, thing: str) -> list[str]:
        """Name the things that plainly lead to a thing by a property, sorted."""
        found = self.reader.matching(predicate=NamedNode(predicate[1:-1]), object=NamedNode(thing[1:-1]))
        return sorted({str(quad.subject) for quad in found})

    def _read_article(self, iri: str) -> Node:
        return _node(_said(self.reader.matching(subject=NamedNode(iri), graph=NamedNode(f"{iri}{GRAPH}"))))

    def _read_node(self, term: str) -> Node:
        node = NamedNode(term[1:-1])
        few = list(islice(self.reader.matching(subject=node), _FEW))
        if len(few) < _FEW:
            return _node(_said(few))
        # This takes no longer where many graphs say the same.
        answer = self.reader.query(f"SELECT DISTINCT ?p ?o WHERE {{ {node} ?p ?o }}")
        return _node((row[0], row[1]) for row in answer.rows) if isinstance(answer, Solutions) else {}


def _said(quads: Iterable[Quad]) -> Iterator[tuple[object, object]]:
    return ((quad.predicate, quad.object) for quad in quads)


def _node(said: Iterable[tuple[object, object]]) -> Node:
    """Put what is said of a node in order."""
    node: Node = {}
    for predicate, value in said:
        node.setdefault(str(predicate), []).append(str(value))
    return {predicate: sorted(set(values)) for predicate, values in sorted(node.items())}
