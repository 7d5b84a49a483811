"""The pages of things and articles with their data beside them, and what listings show of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from markupsafe import Markup
from pyoxigraph import NamedNode

from gdec import terms
from gdec.site.apart.notes import folded
from gdec.site.frame.file import File
from gdec.site.frame.site import Site
from gdec.site.kept.memory import Record
from gdec.site.pages.articles import Article, Reader
from gdec.site.pages.formats import SIBLINGS, siblings
from gdec.site.pages.schema_org import describe, embedded
from gdec.site.pages.trail import trail
from gdec.site.reading.graphs import Graphs
from gdec.site.statements.quoting import Quoting
from gdec.site.statements.shown import Thing
from gdec.site.statements.standing import Names, Telling
from gdec.site.statements.things import ROWS, Describer
from gdec.site.statements.trees import Branch, Planter
from gdec.site.statements.values import first, iri_of

_DAYS = (terms.START_DATE, terms.OPENING_DATE, terms.ATTESTED_ON, terms.DATE_PUBLISHED, terms.END_DATE)
_EVENTS = frozenset({"activity", "ceremony", "conference", "exhibition", "forum", "series"})


class Section(NamedTuple):
    """A list on the page of a thing, which may go on on further pages.

    Attributes:
        id: its fragment.
        title: what stands above it.
        form: how its items are laid out: `rows`, `remarks`, `unknowns`, `articles`.
        items: what is shown here.
        of: how many there are in all.
    """

    id: str
    title: str
    form: str
    items: list[Any]
    of: int


@dataclass
class Pages:
    """Makes the pages of things and articles.

    Attributes:
        site: the site.
        graphs: the store's graphs.
        quoting: gives words.
    """

    site: Site
    graphs: Graphs
    quoting: Quoting
    _by_depth: dict[int, Names] = field(default_factory=dict)

    @cached_property
    def registered(self) -> frozenset[str]:
        """The things that the registry speaks of."""
        registry, name = NamedNode(f"{self.site.base}registry#graph"), NamedNode(terms.REGISTERS[1:-1])
        found = self.graphs.reader.matching(predicate=name, graph=registry)
        return frozenset(quad.object.value for quad in found if isinstance(quad.object, NamedNode))

    def of_thing(self, iri: str) -> Iterator[File]:
        """Make the page of a thing, the pages on which its lists go on, and its data.

        Args:
            iri: the thing.
        """
        site, page = self.site, self.site.page_of(iri)
        thing = self._describe(iri, page)
        cls = page.partition("/")[0]
        sections = list(_sections(thing))
        last = max([1, *(-(-section.of // ROWS) for section in sections)])
        yield File(
            f"{page}.html",
            site.render(
                "thing.html",
                page,
                thing=thing,
                sections=[_part(section, 1) for section in sections],
                number=1,
                last=last,
                tree=self._tree(thing) if cls in _EVENTS else None,
                trail=trail(self._names(1), self.graphs, thing.plain) if cls in _EVENTS else (),
                summary=self._summary(thing),
                axis=self._axis(thing) if cls == "person" else None,
                alternates=SIBLINGS,
                described=embedded(describe(site, iri, thing.plain)),
            ),
        )
        yield from siblings(site, page, thing.nodes)
        if last > 1:
            yield from self._further(thing, last)
        self.record = self._record(thing, cls)

    def _describe(self, iri: str, page: str) -> Thing:
        telling = Telling(self.site, self.graphs, self.quoting, self._names(page.count("/")), page)
        return Describer(telling, iri, is_registered=iri in self.registered).describe()

    def _further(self, thing: Thing, last: int) -> Iterator[File]:
        """Make the pages on which the lists of a thing go on; they stand a step deeper, with links of their own."""
        deeper = self._describe(thing.iri, f"{thing.page}/2")
        sections = list(_sections(deeper))
        for number in range(2, last + 1):
            page = f"{thing.page}/{number}"
            parts = [part for part in (_part(section, number) for section in sections) if part.items]
            html = self.site.render("more.html", page, thing=deeper, sections=parts, number=number, last=last)
            yield File(f"{page}.html", html)

    def of_article(self, iri: str) -> Iterator[File]:
        """Make the page of the article at hand, and its data."""
        page = self.site.page_of(iri)
        telling = Telling(self.site, self.graphs, self.quoting, self._names(1), page)
        article = Reader(telling, iri, self.graphs.take(iri)).read()
        described = embedded(describe(self.site, iri, article.plain))
        html = self.site.render("article.html", page, article=article, alternates=SIBLINGS, described=described)
        yield File(f"{page}.html", html)
        yield from siblings(self.site, page, self.graphs.at_hand.nodes)
        self.things_of_article = article.things
        self.record = self._record(article, "article")

    def _names(self, depth: int) -> Names:
        """Give the names for pages so deep."""
        if depth not in self._by_depth:
            self._by_depth[depth] = Names(self.site, self.graphs, "/" * depth)
        return self._by_depth[depth]

    def _record(self, thing: Thing | Article, cls: str) -> Record:
        day = next((found for name in _DAYS if (found := first(thing.plain, name))), "")
        text, lang = self.site.label(thing.iri) if thing.iri in self.site.notes else thing.name[:2]
        shown = "" if lang == self.site.settings.page_language else lang
        return Record(thing.iri, cls, folded(text), text, shown, day, "")

    def _tree(self, thing: Thing) -> Branch | None:
        """Grow the tree of an event's parts, or of a series' editions."""
        term = f"<{thing.iri}>"
        ways = {each.predicate for each in thing.leading} & {terms.EDITION_OF, terms.PART_OF}
        children = {child for way in ways for child in self.graphs.leading(way, term)}
        if not children and terms.PART_COUNT not in thing.plain:
            return None
        planter = Planter(Telling(self.site, self.graphs, self.quoting, self._names(1), thing.page))
        return planter.branch(term, thing.plain, sorted(children))

    def _summary(self, thing: Thing) -> list[Markup]:
        """Tell in a line when and where, from what stands plainly."""
        names = self._names(1)
        days = [first(thing.plain, name) for name in (terms.START_DATE, terms.END_DATE)]
        days = list(dict.fromkeys(filter(None, days)))
        told = [Markup(" to ").join(names.day(each).html for each in days)] if days else []
        if not days and (opened := first(thing.plain, terms.OPENING_DATE)):
            told.append(Markup("opened ") + names.day(opened).html)
        if attested := sorted(thing.plain.get(terms.ATTESTED_ON, ())):
            told.append(Markup("attested ") + Markup(", ").join(names.plain(each).html for each in attested[:3]))
        for predicate in (terms.LOCATION, terms.PLACE_TYPE, terms.CONTAINED_IN):
            values = sorted(thing.plain.get(predicate, ()))[:3]
            told += [names.of(iri_of(each)).link for each in values if each[0] == "<"]
        return told

    def _axis(self, thing: Thing) -> Any:
        """Draw a person's posts on a time axis."""
        posts = thing.plain.get(terms.HOLDS)
        if not posts:
            return None
        from gdec.site.pictures.axis import Span, posts_axis

        spans = []
        for post in sorted(posts):
            days = self.graphs.values(post, terms.ATTESTED_ON) or ['""']
            label = self.site.label(iri_of(post)).text
            spans.append(Span(iri_of(post), label, days[0].split('"')[1], days[-1].split('"')[1], "attested"))
        return posts_axis(
            sorted(spans, key=lambda span: (span.start, span.text)), lambda iri: self.site.href(iri, "a/b")
        )


def _sections(thing: Thing) -> Iterator[Section]:
    """Give the lists of a thing, whole."""
    for name, rows in thing.led_to:
        yield Section(f"to-{name.text.replace(' ', '-')}", name.text, "rows", rows, len(rows))
    if thing.said:
        yield Section("said", f"What {thing.name.text} said", "remarks", thing.said, len(thing.said))
    if thing.remarks:
        yield Section("about", f"Said about {thing.name.text}", "remarks", thing.remarks, len(thing.remarks))
    if thing.unknowns:
        yield Section("unknown", "Not stated", "unknowns", thing.unknowns, len(thing.unknowns))
    if len(thing.articles) > 1:
        yield Section("articles", "Articles that speak of it", "articles", thing.articles, len(thing.articles))


def _part(section: Section, number: int) -> Section:
    """Give the part of a list that stands on one page."""
    return section._replace(items=section.items[(number - 1) * ROWS : number * ROWS])
