"""The lists on the page of a thing, which go on on further pages: what stands in them, and how a page shows it.

Thousands of statements may speak of a thing, and a page shows sixty of them. So a list holds what its order takes, and
only what stands on a page becomes HTML, with the links of that page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from gdec import terms
from gdec.site.frame.html import linked
from gdec.site.reading.graphs import Triple
from gdec.site.reading.values import first, iri_of
from gdec.site.statements.shown import ROWS, Remark, Row, Section, Unknown
from gdec.site.statements.standing import Name, Telling


class Led(NamedTuple):
    """The first statement by which a thing leads to another one, and how many more do."""

    by: Triple
    more: int


class Lists:
    """Shows the lists of a thing on one page.

    Args:
        telling: tells of statements on that page.
        iri: the thing.
    """

    def __init__(self, telling: Telling, iri: str) -> None:
        self.telling, self.graphs, self.iri = telling, telling.graphs, iri
        self._shown_by: dict[str, Callable[[Any], Any]] = {
            "rows": self.row,
            "remarks": self.remark,
            "unknowns": self.unknown,
            "articles": self.article,
        }

    def part(self, section: Section, number: int) -> Section:
        """Give the part of a list that stands on a page, as it is shown there."""
        show = self._shown_by[section.form]
        return section._replace(items=[show(each) for each in section.items[(number - 1) * ROWS : number * ROWS]])

    def brief(self, term: str, predicate: str) -> Name:
        """Name a value; of a participation only what is not the thing itself: the part, and at what or by whom."""
        telling = self.telling
        if predicate not in (terms.HAS_PARTICIPATION, terms.AT_EVENT):
            return telling.beside(term, self.iri)
        whole = telling.value(term)
        end, word = (terms.AT_EVENT, "at") if predicate == terms.HAS_PARTICIPATION else (terms.AGENT, "as")
        # Of an event thousands of articles may speak, and it is no participation.
        part = self.graphs.values(term, terms.PART)
        ends = self.graphs.values(term, end) if part else []
        if not ends:
            return whole
        role, other = telling.value(part[0]), telling.value(ends[0])
        sides = (role, other) if word == "at" else (other, role)
        link = Markup("{} {} {}").format(*((sides[0].html, word, sides[1].html)))
        return Name(f"{sides[0].text} {word} {sides[1].text}", "", whole.href, link, linked(whole.href, link))

    def source(self, statement: str, look: str = "") -> str:
        """Name a statement by its article, as a link that looks as the style sheet has it."""
        iri, telling = iri_of(statement), self.telling
        article, href = telling.names.source(iri.partition("#")[0]).name, telling.site.href(iri, telling.page)
        return f'<a{look} href="{escape(href)}">{article.html}</a>'

    def row(self, led: Led) -> Row:
        """Show a thing that leads here."""
        triple = led.by
        name = self.brief(triple.other, triple.predicate)
        source = self.telling.names.source(iri_of(triple.statement).partition("#")[0])
        passes = triple.kind in terms.PASSING and not source.retracted
        kind = escape(iri_of(triple.kind).removeprefix(terms.GDEC))
        caution = "" if passes else f'<span class="kind kind-{kind}">{kind}, not established</span> '
        more = f' <span class="quiet">and {led.more} more</span>' if led.more else ""
        link = self.source(triple.statement, ' class="quiet"')
        return Row(name, Markup(f'<span class="name">{name.link}</span> {caution}{link}{more}'))  # noqa: S704

    def remark(self, statement: str) -> Remark:
        """Tell what was said in a statement."""
        telling, node, me = self.telling, self.telling.node(statement), f"<{self.iri}>"
        named = (telling.name(iri_of(each)).link for each in sorted(node.get(terms.ABOUT, ())) if each != me)
        about, ground = Markup(", ").join(named), telling.ground(statement)
        if content := node.get(terms.CONTENT):
            return Remark(telling.value(content[0]).html, about, ground)
        subject, predicate, value = (
            telling.value(node[part][0]).link for part in (terms.SUBJECT, terms.PREDICATE, terms.OBJECT)
        )
        return Remark(telling.triple(subject, predicate, value), about, ground)

    def unknown(self, term: str) -> Unknown:
        """Tell what is known to be not stated."""
        node, telling = self.telling.node(term), self.telling
        name = first(node, terms.PROPERTY)
        return Unknown(
            telling.value(node[terms.QUESTION][0]),
            telling.name(name) if name else None,
            telling.names.source(first(node, terms.NOT_STATED_IN)).name,
            telling.site.href(iri_of(term), telling.page),
        )

    def article(self, iri: str) -> tuple[str, Name, Name]:
        """Give the day of an article, its name as a source, and its headline."""
        source = self.telling.names.source(iri)
        return source.day, source.name, self.telling.name(iri)
