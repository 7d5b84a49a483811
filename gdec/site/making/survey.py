"""Questions to a store that tell which pages are to be made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.site.apart.notes import notes, notes_among
from gdec.site.apart.origins import sketch_of
from gdec.site.frame.labels import Label
from gdec.site.frame.site import Site
from gdec.site.reading.graphs import ROLES, Graphs
from gdec.store.answer import Row, Solutions

GRAPH = "#graph"
RECORDS = (terms.STATEMENT_CLASS, terms.EVIDENCE_CLASS, terms.UNKNOWN_CLASS)
"""The classes of what an article's graph holds besides things."""


LARGEST = 1 << 63
"""Digests are smaller, so that a database can hold them."""


class Spoken(NamedTuple):
    """What some graphs speak of.

    Attributes:
        things: the digest of each thing, as often as graphs speak of it.
        classes: the classes of these things, as the first steps of their paths.
    """

    things: list[int]
    classes: set[str]


@dataclass
class Survey:
    """Asks a store.

    Attributes:
        site: the site.
        graphs: the store's graphs.
    """

    site: Site
    graphs: Graphs

    def spoken(self, graphs: Iterable[str]) -> Spoken:
        """Give what graphs speak of, in digests: of a large site these are a lot less than names."""
        self.site.reader.open_anew()
        named = [thing for graph in graphs for thing in self.things_in(graph)]
        classes = {self.site.page_of(thing).partition("/")[0] for thing in named}
        return Spoken(list(map(digest, named)), classes)

    def things_in(self, graph: str) -> list[str]:
        """Name the things that statements of a graph speak of, and those that it gives a class."""
        rows = self._rows(
            f"SELECT DISTINCT ?t WHERE {{ GRAPH <{graph}> {{ {{ ?me {'|'.join(ROLES)} ?t }} UNION "
            f"{{ ?t {terms.TYPE} ?class FILTER (?class NOT IN ({', '.join(RECORDS)})) }} }} }}"
        )
        return [thing for row in rows if self.has_page(thing := _iri(row[0]))]

    def articles(self) -> list[str]:
        """Name the articles that have a graph."""
        rows = self._rows(f"SELECT DISTINCT ?a WHERE {{ ?a {terms.TYPE} {terms.ARTICLE_CLASS} }}")
        return sorted(iri for row in rows if self._is_article(iri := _iri(row[0])))

    def graphs_named(self) -> list[str]:
        """Name the graphs."""
        return sorted(graph.value for graph in self.graphs.reader.graphs() if isinstance(graph, NamedNode))

    def things_of(self, article: str) -> list[str]:
        """Name the things that an article speaks of."""
        graph = f"<{article}{GRAPH}>"
        roles = " ".join(ROLES)
        rows = self._rows(f"SELECT DISTINCT ?t WHERE {{ VALUES ?role {{ {roles} }} GRAPH {graph} {{ ?me ?role ?t }} }}")
        return sorted(thing for row in rows if self.has_page(thing := _iri(row[0])))

    def disagreements(self) -> dict[str, int]:
        """Give for each thing that disagreements are about a number that tells these, and how their sides relate."""
        rows = self._rows(f"SELECT ?me ?about ?how WHERE {{ ?me {terms.RELATION} ?how ; {terms.ABOUT} ?about }}")
        found: dict[str, int] = {}
        for me, about, how in rows:
            thing = _iri(about)
            # A sum is the same in whatever order they come.
            found[thing] = (found.get(thing, 0) + digest(f"{_iri(me)} {_iri(how)}")) % LARGEST
        return found

    def texts(self) -> dict[str, str]:
        """Give the digest of each article's text."""
        rows = self._rows(f"SELECT ?a ?d WHERE {{ ?a {terms.TYPE} {terms.ARTICLE_CLASS} ; {terms.SHA256} ?d }}")
        return {_iri(article): digest.value for article, digest in rows if isinstance(digest, Literal)}

    def sketch(self, article: str) -> bytes:
        """Give what is compared of an article to tell its origin."""
        return sketch_of(self.graphs.graph(f"{article}{GRAPH}").nodes, article, self.site.quoting)

    def notes(self) -> dict[str, Label]:
        """Give what tells things from their namesakes."""
        return notes(self.site)

    def notes_among(self, groups: list[list[str]]) -> dict[str, Label]:
        """Give what tells some namesakes apart."""
        return notes_among(self.site, groups)

    def labels(self, things: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Give the labels of things, each with its language where that is not the pages' own."""
        own = self.site.settings.page_language
        labels = {thing: self.site.label(thing) for thing in things}
        return {thing: (label.text, "" if label.lang == own else label.lang) for thing, label in labels.items()}

    def above(self, things: Iterable[str]) -> list[str]:
        """Name the events and series that things are a part or an edition of, at any height."""
        values = " ".join(f"<{thing}>" for thing in things)
        way = f"({terms.PART_OF}|{terms.EDITION_OF})+"
        rows = self._rows(f"SELECT DISTINCT ?up WHERE {{ VALUES ?thing {{ {values} }} ?thing {way} ?up }}")
        return sorted(thing for row in rows if self.has_page(thing := _iri(row[0])))

    def below(self, things: Iterable[str]) -> list[str]:
        """Name the events that are a part or an edition of things, at any depth."""
        values = " ".join(f"<{thing}>" for thing in things)
        way = f"({terms.PART_OF}|{terms.EDITION_OF})+"
        rows = self._rows(f"SELECT DISTINCT ?down WHERE {{ VALUES ?thing {{ {values} }} ?down {way} ?thing }}")
        return sorted(thing for row in rows if self.has_page(thing := _iri(row[0])))

    def articles_of(self, thing: str) -> list[str]:
        """Name the articles that speak of a thing."""
        return self.graphs.articles_of(thing)

    def is_there(self, thing: str) -> bool:
        """Tell that the store says anything of a thing."""
        node = NamedNode(thing)
        return any(True for _ in self.graphs.reader.matching(subject=node)) or any(
            True for _ in self.graphs.reader.matching(object=node)
        )

    def has_page(self, iri: str) -> bool:
        """Tell that an IRI is that of a thing with a page of its own, and not of an article."""
        return self.site.is_thing(iri) and not self._is_article(iri)

    def _is_article(self, iri: str) -> bool:
        return self.site.page_of(iri).startswith("article/")

    def _rows(self, sparql: str) -> Iterator[Row]:
        answer = self.graphs.reader.query(sparql, union="GRAPH" not in sparql)
        return answer.rows if isinstance(answer, Solutions) else iter(())


def digest(iri: str) -> int:
    """Give a number that no two things of a site have in common but by the greatest of chances."""
    return int.from_bytes(blake2b(iri.encode(), digest_size=8).digest()) % LARGEST


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""
