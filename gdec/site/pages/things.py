"""The pages of things and articles with their data beside them, and what listings show of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup
from pyoxigraph import NamedNode

from gdec import terms
from gdec.site.apart.notes import folded
from gdec.site.frame.file import File
from gdec.site.frame.site import Site
from gdec.site.frame.text import days
from gdec.site.kept.memory import Record
from gdec.site.pages.articles import Article, Reader
from gdec.site.pages.formats import SIBLINGS, siblings
from gdec.site.pages.schema_org import describe, embedded
from gdec.site.pages.trail import trail
from gdec.site.reading.graphs import Graphs
from gdec.site.reading.quoting import Quoting
from gdec.site.reading.shelf import Shelf
from gdec.site.reading.values import first, iri_of
from gdec.site.statements.lists import Lists
from gdec.site.statements.shown import ROWS, Thing
from gdec.site.statements.standing import Names, Telling
from gdec.site.statements.things import Describer, type_of
from gdec.site.statements.trees import Branch, Planter

_DAYS = (terms.START_DATE, terms.OPENING_DATE, terms.ATTESTED_ON, terms.DATE_PUBLISHED, terms.END_DATE)
_EVENTS = frozenset({"activity", "ceremony", "conference", "exhibition", "forum", "series"})


@dataclass
class Pages:
    """Makes the pages of things and articles.

    Attributes:
        site: the site.
        graphs: the store's graphs.
        quoting: gives words.
        shelf: what is kept of things that are not at hand.
    """

    site: Site
    graphs: Graphs
    quoting: Quoting
    shelf: Shelf

    @cached_property
    def names(self) -> Names:
        """The names on the first pages of all things, and on those of articles."""
        return Names(self.site, self.graphs, "a/b")

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
        if f"<{iri}>" not in self.graphs.at_hand.whole:
            self.graphs.hold(self.shelf.about(iri))
        site, page = self.site, self.site.page_of(iri)
        describer = Describer(self._telling(page, self.names), iri, is_registered=iri in self.registered)
        thing, cls = describer.describe(), page.partition("/")[0]
        last = max([1, *(section.pages for section in thing.sections)])
        yield File(
            f"{page}.html",
            site.render(
                "thing.html",
                page,
                thing=thing,
                sections=[describer.lists.part(section, 1) for section in thing.sections],
                number=1,
                last=last,
                tree=self._tree(thing) if cls in _EVENTS else None,
                trail=trail(self.names, self.graphs, thing.plain) if cls in _EVENTS else (),
                summary=self._summary(thing),
                axis=self._axis(thing) if cls == "person" else None,
                alternates=SIBLINGS,
                described=embedded(describe(site, self.graphs, iri, thing.plain, _played(thing))),
            ),
        )
        yield from siblings(site, page, thing.nodes, self.graphs.node)
        if last > 1:
            yield from self._further(thing, last)
        self.record = self._record(thing, cls)

    def _further(self, thing: Thing, last: int) -> Iterator[File]:
        """Make the pages on which the lists of a thing go on; they stand a step deeper, with links of their own."""
        page = f"{thing.page}/2"
        telling = self._telling(page, Names(self.site, self.graphs, page))
        lists = Lists(telling, thing.iri)
        head = replace(thing, page=telling.page, name=telling.name(thing.iri), type=type_of(telling, thing.plain))
        for number in range(2, last + 1):
            page = f"{thing.page}/{number}"
            parts = [lists.part(section, number) for section in thing.sections if section.pages >= number]
            html = self.site.render("more.html", page, thing=head, sections=parts, number=number, last=last)
            yield File(f"{page}.html", html)

    def _telling(self, page: str, names: Names) -> Telling:
        return Telling(self.site, self.graphs, self.quoting, names, page)

    def of_article(self, iri: str) -> Iterator[File]:
        """Make the page of the article at hand, and its data."""
        page = self.site.page_of(iri)
        telling = self._telling(page, self.names)
        graph = self.graphs.take(iri)
        article = Reader(telling, iri, graph).read()
        described = embedded(describe(self.site, self.graphs, iri, article.plain))
        html = self.site.render("article.html", page, article=article, alternates=SIBLINGS, described=described)
        yield File(f"{page}.html", html)
        yield from siblings(self.site, page, graph.nodes, graph.nodes.__getitem__)
        self.things_of_article = article.things
        self.record = self._record(article, "article")

    def _record(self, thing: Thing | Article, cls: str) -> Record:
        day = next((found for name in _DAYS if (found := first(thing.plain, name))), "")
        text, lang = self.site.label(thing.iri) if thing.iri in self.site.notes else thing.name[:2]
        shown = "" if lang == self.site.settings.page_language else lang
        return Record(thing.iri, cls, folded(text), text, shown, day, "")

    def _tree(self, thing: Thing) -> Branch | None:
        """Grow the tree of an event's parts, or of a series' editions."""
        term = f"<{thing.iri}>"
        ways = thing.ways & {terms.EDITION_OF, terms.PART_OF}
        children = {child for way in ways for child in self.graphs.leading(way, term)}
        if not children and terms.PART_COUNT not in thing.plain:
            return None
        planter = Planter(self._telling(thing.page, self.names))
        return planter.branch(term, thing.plain, sorted(children))

    def _summary(self, thing: Thing) -> list[Markup]:
        """Tell in a line when and where, from what stands plainly."""
        names = self.names
        told = [when] if (when := self._when(thing)) else []
        if attested := sorted(thing.plain.get(terms.ATTESTED_ON, ())):
            told.append(Markup("attested ") + Markup(", ").join(names.value(each).html for each in attested[:3]))
        for predicate in (terms.LOCATION, terms.PLACE_TYPE, terms.CONTAINED_IN):
            values = sorted(thing.plain.get(predicate, ()))[:3]
            told += [names.of(iri_of(each)).link for each in values if each[0] == "<"]
        return told

    def _when(self, thing: Thing) -> Markup:
        """Tell when an event is; of a day that no article tells as past that it is one as scheduled."""
        plain = thing.plain
        start, end = first(plain, terms.START_DATE), first(plain, terms.END_DATE)
        opened = "" if start else first(plain, terms.OPENING_DATE)
        told = [self._opened(opened, is_to_come=thing.is_scheduled(terms.OPENING_DATE))] if opened else []
        return Markup(", ").join([*told, *([self._days(thing, start, end)] if start or end else [])])

    def _opened(self, day: str, *, is_to_come: bool) -> Markup:
        said = Markup("opening {} (as scheduled)") if is_to_come else Markup("opened {}")
        return said.format(self.names.day(day).html)

    def _days(self, thing: Thing, start: str, end: str) -> Markup:
        """Tell the first and the last day of an event, or the one that is known."""
        scheduled = [
            (word, thing.is_scheduled(name))
            for word, name, day in (("start", terms.START_DATE, start), ("end", terms.END_DATE, end))
            if day
        ]
        which = [word for word, is_scheduled in scheduled if is_scheduled]
        note = f" ({'' if len(which) == len(scheduled) else f'{which[0]} '}as scheduled)" if which else ""
        if not start or not end or start == end:
            return Markup("{}{}{}").format("" if start else "until ", self.names.day(start or end).html, note)
        shown = zip((start, end), days(start, end, self.site.settings.page_language), strict=True)
        return Markup(" to ").join(Markup('<time datetime="{}">{}</time>').format(*each) for each in shown) + note

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


def _played(thing: Thing) -> list[str]:
    """Name the parts played at an event that its page shows first."""
    rows = (section.items for section in thing.sections if section.form == "rows")
    return [led.by.other for items in rows for led in items[:ROWS] if led.by.predicate == terms.AT_EVENT]
