"""Questions to a store that tell which pages are to be made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.site.apart.notes import key_of, notes_among, told_apart
from gdec.site.apart.origins import sketch_of
from gdec.site.frame.label import NAMING, Label, is_claimed
from gdec.site.frame.site import AT_ROOT, Site
from gdec.site.kept.naming import Row as Naming
from gdec.site.pages.sentences import copies_of
from gdec.site.reading.graphs import GRAPH, ROLES, Graphs
from gdec.site.reading.named import RECORDS, Called, Source, call, named, source_of
from gdec.site.statements.counts import COUNTS
from gdec.store.answer import Row, Solutions

LARGEST = 1 << 63
"""Digests are smaller, so that a database can hold them."""


@dataclass
class Spoken:
    """What some graphs speak of.

    Attributes:
        things: the digest of each thing, and whether several of the graphs speak of it.
        classes: the classes of these things, as the first steps of their paths.
        articles: the articles that the graphs give that class, of whom they need not be.
        labels: what the graphs call each thing that they name.
        sources: their articles as sources.
        graphs: how many of the graphs there are.
    """

    things: dict[int, bool] = field(default_factory=dict)
    classes: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    labels: list[Naming] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    graphs: int = 0


@dataclass
class Survey:
    """Asks a store.

    Attributes:
        site: the site.
        graphs: the store's graphs.
    """

    site: Site
    graphs: Graphs

    def spoken(self, articles: Iterable[str]) -> Spoken:
        """Give what the graphs of articles speak of, in digests: of a large site these are a lot less than names."""
        reader, languages = self.site.reader, self.site.settings.languages
        found, things, called = Spoken(), dict[str, bool](), dict[str, Called]()
        for article in articles:
            text = reader.text(f"{article}{GRAPH}").decode()
            here = named(text, article, languages)
            for thing in filter(self.has_page, map(_bare, here.spoken)):
                things[thing] = thing in things
            found.articles.update(filter(self._is_article, map(_bare, here.articles)))
            called |= {iri: label for iri, label in here.called.items() if iri not in called or label < called[iri]}
            found.sources[article] = here.source
            found.graphs += bool(text)
        found.things = {digest(thing): is_several for thing, is_several in things.items()}
        found.classes = {self.site.page_of(thing).partition("/")[0] for thing in things}
        found.labels = list(self._rows_of(called))
        return found

    def beyond(self, graph: str) -> tuple[list[str], Spoken]:
        """Name the things that a graph speaks of which is none of an article's, and give what it names."""
        name, about, called = NamedNode(graph), graph.partition("#")[0], dict[str, Called]()
        matching, languages = self.graphs.reader.matching, self.site.settings.languages
        for place, naming in enumerate(NAMING):
            for quad in matching(predicate=NamedNode(naming[1:-1]), graph=name):
                call(called, str(quad.subject), place, str(quad.object), languages)
        claimed = f"?me {terms.PREDICATE} {terms.LABEL} ; {terms.SUBJECT} ?it ; {terms.OBJECT} ?label"
        for it, label in self._rows(f"SELECT ?it ?label WHERE {{ GRAPH {name} {{ {claimed} }} }}"):
            call(called, str(it), len(NAMING), str(label), languages)
        return self.things_in(graph), Spoken(labels=list(self._rows_of(called)), sources={about: self.source(about)})

    def source(self, article: str) -> Source:
        """Give an article as a source."""
        return source_of(self.graphs.article(article))

    def terms(self) -> Spoken:
        """Give what the ontology calls its terms, before all that others call them."""
        labels = self.site.labels
        return Spoken(labels=[(iri, -1, *labels.choose(known), 0) for iri, known in labels.terms.items()])

    def _rows_of(self, called: dict[str, Called]) -> Iterator[Naming]:
        """Give labels with what a thing shares with its namesakes, who are called so plainly."""
        languages = self.site.settings.languages
        for iri, label in called.items():
            key = None if is_claimed(label[0], languages) else key_of(self.site, iri, label[1])
            yield iri, *label, digest("\n".join(key)) if key else 0

    def things_in(self, graph: str) -> list[str]:
        """Name the things that statements of a graph speak of, and those that it gives a class."""
        rows = self._rows(
            f"SELECT DISTINCT ?t WHERE {{ GRAPH <{graph}> {{ {{ ?me {'|'.join(ROLES)} ?t }} UNION "
            f"{{ ?t {terms.TYPE} ?class FILTER (?class NOT IN ({', '.join(RECORDS)})) }} }} }}"
        )
        return [thing for row in rows if self.has_page(thing := _iri(row[0]))]

    def others(self, articles: int) -> tuple[list[str], list[str]]:
        """Name the graphs besides those of so many articles, and the articles that these graphs speak of as such.

        All graphs and articles are named where any is a stranger's: to name what is counted takes a lot of memory.
        """
        reader = self.site.reader
        known = [graph for name in sorted(AT_ROOT) if reader.has_graph(graph := f"{self.site.base}{name}{GRAPH}")]
        ((counted,),) = self._rows("SELECT (STR(COUNT(*)) AS ?n) WHERE { GRAPH ?g {} }")
        is_all = counted == Literal(str(articles + len(known)))
        graphs = known if is_all else self.graphs_named()
        within = f"VALUES ?g {{ {' '.join(f'<{graph}>' for graph in known)} }} GRAPH ?g" if is_all else ""
        rows = self._rows(f"SELECT DISTINCT ?a WHERE {{ {within} {{ ?a {terms.TYPE} {terms.ARTICLE_CLASS} }} }}")
        return graphs, sorted(iri for row in rows if self._is_article(iri := _iri(row[0])))

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

    def copies(self) -> dict[str, str]:
        """Give the digest of its text for each article that there is a copy of."""
        return copies_of(self.site)

    def sketch(self, article: str) -> bytes:
        """Give what is compared of an article to tell its origin."""
        return sketch_of(self.graphs.graph(f"{article}{GRAPH}").nodes, article, self.site.quoting)

    def told_apart(self, groups: list[list[str]]) -> dict[str, Label]:
        """Give what tells namesakes apart."""
        return told_apart(self.site, groups)

    def notes_among(self, groups: list[list[str]]) -> dict[str, Label]:
        """Give what tells some namesakes apart."""
        return notes_among(self.site, groups)

    def labels(self, things: Iterable[str]) -> dict[str, Label]:
        """Give the labels of things."""
        return {thing: self.site.label(thing) for thing in things}

    def above(self, things: Iterable[str]) -> list[str]:
        """Name the events and series that things are a count, a part or an edition of, at any height."""
        values = " ".join(f"<{thing}>" for thing in things)
        way = f"({'|'.join(f'^{name}' for name in COUNTS)})?/({terms.PART_OF}|{terms.EDITION_OF})*"
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


def _bare(term: str) -> str:
    """Give the IRI of a term, or an empty text for what has none."""
    return term[1:-1] if term[0] == "<" else ""


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""
