"""Questions to a store that tell which pages are to be made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.site.frame.site import Site
from gdec.site.reading.graphs import ROLES, Graphs
from gdec.store.answer import Row, Solutions

GRAPH = "#graph"


class Home(NamedTuple):
    """Where a thing's page is made: the first article that speaks of it, and whether it is the only one."""

    article: str
    is_alone: bool


@dataclass
class Survey:
    """Asks a store.

    Attributes:
        site: the site.
        graphs: the store's graphs.
    """

    site: Site
    graphs: Graphs

    def homes(self, role: str) -> dict[str, Home]:
        """Give the home of each thing that statements speak of in a role."""
        return self._homes(f"?me {role} ?thing")

    def _homes(self, pattern: str) -> dict[str, Home]:
        found: dict[str, Home] = {}
        for row in self._rows(f"SELECT DISTINCT ?thing ?g WHERE {{ GRAPH ?g {{ {pattern} }} }}"):
            thing, article = _iri(row[0]), _iri(row[1]).removesuffix(GRAPH)
            if self._has_page(thing):
                home = Home(article, is_alone=True) if self._is_article(article) else Home("", is_alone=False)
                found[thing] = joined(found.get(thing), home)
        return found

    def typed(self) -> dict[str, Home]:
        """Give the home of each thing that has a class, whether statements speak of it or not."""
        records = ", ".join((terms.STATEMENT_CLASS, terms.EVIDENCE_CLASS, terms.UNKNOWN_CLASS))
        return self._homes(f"?thing {terms.TYPE} ?class FILTER (?class NOT IN ({records}))")

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
        return sorted(thing for row in rows if self._has_page(thing := _iri(row[0])))

    def disagreements(self) -> set[tuple[str, str, str]]:
        """Give each disagreement: its name, what it is about, how its sides relate."""
        rows = self._rows(f"SELECT ?me ?about ?how WHERE {{ ?me {terms.RELATION} ?how ; {terms.ABOUT} ?about }}")
        return {(_iri(me), _iri(about), _iri(how)) for me, about, how in rows}

    def texts(self) -> dict[str, str]:
        """Give the digest of each article's text."""
        rows = self._rows(f"SELECT ?a ?d WHERE {{ ?a {terms.TYPE} {terms.ARTICLE_CLASS} ; {terms.SHA256} ?d }}")
        return {_iri(article): digest.value for article, digest in rows if isinstance(digest, Literal)}

    def labels(self, things: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Give the labels of things, each with its language where that is not the pages' own."""
        own = self.site.settings.languages[0]
        labels = {thing: self.site.label(thing) for thing in things}
        return {thing: (label.text, "" if label.lang == own else label.lang) for thing, label in labels.items()}

    def above(self, things: Iterable[str]) -> list[str]:
        """Name the events and series that things are a part or an edition of, at any height."""
        values = " ".join(f"<{thing}>" for thing in things)
        way = f"({terms.PART_OF}|{terms.EDITION_OF})+"
        rows = self._rows(f"SELECT DISTINCT ?up WHERE {{ VALUES ?thing {{ {values} }} ?thing {way} ?up }}")
        return sorted(thing for row in rows if self._has_page(thing := _iri(row[0])))

    def articles_of(self, thing: str) -> list[str]:
        """Name the articles that speak of a thing."""
        return self.graphs.articles_of(thing)

    def is_there(self, thing: str) -> bool:
        """Tell that the store says anything of a thing."""
        node = NamedNode(thing)
        return any(True for _ in self.graphs.reader.matching(subject=node)) or any(
            True for _ in self.graphs.reader.matching(object=node)
        )

    def _has_page(self, iri: str) -> bool:
        return self.site.is_thing(iri) and not self._is_article(iri)

    def _is_article(self, iri: str) -> bool:
        return self.site.page_of(iri).startswith("article/")

    def _rows(self, sparql: str) -> Iterator[Row]:
        answer = self.graphs.reader.query(sparql, union="GRAPH" not in sparql)
        return answer.rows if isinstance(answer, Solutions) else iter(())


def joined(one: Home | None, other: Home) -> Home:
    """Give the home of a thing from two places where it is spoken of."""
    if one is None:
        return other
    is_alone = one.is_alone and other.is_alone and one.article == other.article
    return Home(min(filter(None, (one.article, other.article)), default=""), is_alone)


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""
