"""Read what a store says of one thing, as the page of the thing shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from gdec import terms
from gdec.disagreement.tell import Chosen
from gdec.site.frame.text import linked
from gdec.site.reading.graphs import Node, Triple
from gdec.site.statements.shown import Counted, Disagreement, Entry, Property, Remark, Row, Side, Thing, Unknown, Value
from gdec.site.statements.standing import Name, Telling
from gdec.site.statements.values import first, iri_of

COUNTED = 12
"""How many of the things that are counted are named beside the count."""
OTHERS = 5
"""How many further articles are named beside those whose words are shown for a value; the rest are counted."""
ROWS = 60
"""How many rows a list on the page of a thing has; the others follow on pages of their own."""
DISAGREEMENTS = 20
"""How many disagreements the page of a thing shows; the others are counted."""

_FIRST = (
    terms.NAME, terms.HEADLINE, terms.ALTERNATE_NAME, terms.EDITION_OF, terms.PART_OF, terms.OPENING_DATE,
    terms.START_DATE, terms.END_DATE, terms.DURATION_IN_DAYS, terms.LOCATION, terms.THEME, terms.TOPIC,
    terms.PART_COUNT, terms.VENUE_COUNT, terms.ATTENDANCE_COUNT, terms.EXHIBITOR_COUNT, terms.HOLDS,
    terms.ROLE_NAME, terms.ORGANIZATION, terms.FOR_PLACE, terms.ATTESTED_ON, terms.AGENT, terms.PART, terms.AT_EVENT,
    terms.HAS_PARTICIPATION,
)  # fmt: skip
_LAST = (terms.LABEL, terms.TYPE)
_RANK = {name: number - len(_FIRST) for number, name in enumerate(_FIRST)} | dict(zip(_LAST, (1, 2), strict=True))
_BACKWARDS = {
    terms.PART_OF: "Parts",
    terms.EDITION_OF: "Editions",
    terms.AT_EVENT: "Who took part",
    terms.LOCATION: "Held here",
    terms.LOCATION_CREATED: "Articles written here",
    terms.ORGANIZATION: "Posts in it",
    terms.FOR_PLACE: "Posts for it",
    terms.PUBLISHER: "Articles it published",
    terms.TOPIC: "Events on it",
    terms.CONTAINED_IN: "Places in it",
    terms.SUB_ORGANIZATION_OF: "Bodies within it",
    terms.AREA_SERVED: "Bodies that serve it",
    terms.CAPITAL_OF: "Its capital",
    terms.HOLDS: "Held by",
    terms.THEME: "Theme of",
    terms.HAS_PARTICIPATION: "Played by",
    terms.INCLUDES: "Counted among",
    terms.PART_COUNT: "Counts parts of",
    terms.ATTENDANCE_COUNT: "Counts who came to",
    terms.EXHIBITOR_COUNT: "Counts exhibitors at",
    terms.VENUE_COUNT: "Counts venues of",
    terms.LAUNCHED_AT: "Launched there",
    terms.PROPOSED_BY: "Proposed by it",
    terms.ESTABLISHED_BY: "Established by it",
    terms.OF_INITIATIVE: "Unveiled and presented",
    terms.VARIANT_OF: "Other wordings",
    terms.APART_FROM: "Themes apart from it",
}
_COUNTS = frozenset({terms.PART_COUNT, terms.VENUE_COUNT, terms.ATTENDANCE_COUNT, terms.EXHIBITOR_COUNT})
"""Properties whose values are counts."""
_LED_FROM = frozenset({terms.AGENT, terms.ARTICLE})
"""Properties whose other direction the page shows already."""


class Describer:
    """Reads what a store says of one thing.

    Args:
        telling: tells of statements on the thing's page.
        iri: the thing.
        is_registered: the registry speaks of it.
    """

    def __init__(self, telling: Telling, iri: str, *, is_registered: bool) -> None:
        self.telling, self.graphs = telling, telling.graphs
        self.iri, self.term = iri, f"<{iri}>"
        self.is_registered = is_registered
        self.is_at_hand = self.term in self.graphs.at_hand.whole

    def describe(self) -> Thing:
        """Read the thing."""
        telling = self.telling
        plain = self.plain()
        thing = Thing(self.iri, telling.page, telling.name(self.iri), self._type(plain), plain)
        thing.entries = list(self.entries())
        thing.properties = self.properties(plain)
        thing.leading = self.triples(terms.OBJECT)
        thing.led_to = self.led_to(thing.leading)
        thing.said = [self.remark(each) for each in self.speaking(terms.ACCORDING_TO)]
        for each in self.speaking(terms.ABOUT):
            node = self.graphs.node(each)
            if terms.KIND in node:
                thing.remarks.append(self.remark(each))
            elif terms.QUESTION in node:
                thing.unknowns.append(self.unknown(each))
            elif terms.RELATION in node and len(thing.disagreements) < DISAGREEMENTS:
                thing.disagreements.append(self.disagreement(each))
            elif terms.RELATION in node:
                thing.more_disagreements += 1
        sources = ((telling.names.source(iri), telling.name(iri)) for iri in self.articles())
        thing.articles = sorted((source.day, source.name, name) for source, name in sources)
        thing.nodes = {**telling.told, self.term: plain}
        return thing

    def plain(self) -> Node:
        """Give what stands plainly of the thing."""
        return self.graphs.plain(self.term)

    def articles(self) -> list[str]:
        """Name the articles that speak of the thing."""
        return sorted(self.graphs.at_hand.articles) if self.is_at_hand else self.graphs.articles_of(self.iri)

    def speaking(self, role: str) -> list[str]:
        """Name the statements that speak of the thing in a role."""
        if self.is_at_hand:
            return sorted(self.graphs.at_hand.speaking_of[role].get(self.term, ()))
        return self.graphs.speaking_of(role, self.term)

    def triples(self, role: str) -> list[Triple]:
        """Give the triples that have the thing in a role."""
        find = self.graphs.at_hand.triples if self.is_at_hand else self.graphs.triples_of
        return find(role, self.term)

    def properties(self, plain: Node) -> list[Property]:
        """Give the values of each property, whether they stand plainly or are only said."""
        found: dict[str, dict[str, list[Triple]]] = {name: {each: [] for each in plain[name]} for name in plain}
        for triple in self.triples(terms.SUBJECT):
            found.setdefault(triple.predicate, {}).setdefault(triple.other, []).append(triple)
        named = sorted((_RANK.get(name, 0), self.telling.name(iri_of(name)), name) for name in found)
        return [Property(name, shown, self._values(name, found[name], plain.get(name, ()))) for _, shown, name in named]

    def _values(self, predicate: str, found: dict[str, list[Triple]], plain: Iterable[str]) -> tuple[Value, ...]:
        order = sorted((value not in plain, self.brief(value, predicate), value) for value in found)
        told = (self._value(value, name, found[value], is_plain=not only_said) for only_said, name, value in order)
        return tuple(each._replace(counted=self.counted(each.term)) if predicate in _COUNTS else each for each in told)

    def _value(self, term: str, name: Name, statements: list[Triple], *, is_plain: bool) -> Value:
        telling, firsts, others = self.telling, {}, []
        for each in statements:
            if each.kind in firsts:
                others.append(each.statement)
            else:
                firsts[each.kind] = each.statement
        grounds = tuple(map(telling.ground, firsts.values()))
        is_registered = is_plain and self.is_registered and not any(each.passes for each in grounds)
        also = ", ".join(map(self.other, others[:OTHERS]))
        also += f" and {len(others) - OTHERS} more" if len(others) > OTHERS else ""
        chosen = self.choices(each.statement for each in statements)
        origins = telling.origins(each.statement for each in statements)
        return Value(term, name, is_plain, grounds, Markup(also), is_registered, chosen, origins)  # noqa: S704

    def counted(self, count: str) -> Counted:
        """Tell which of the things that are counted are named."""
        node = self.graphs.plain(count)
        things = sorted(self.telling.beside(each, self.iri) for each in node.get(terms.INCLUDES, ()))
        return Counted(tuple(things[:COUNTED]), max(0, len(things) - COUNTED), first(node, terms.NUMBER))

    def choices(self, statements: Iterable[str]) -> tuple[Chosen, ...]:
        """Give what editors chose of statements, each choice once."""
        known = self.telling.site.choices
        return tuple(dict.fromkeys(each for one in statements for each in known.get(iri_of(one), ()))) if known else ()

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

    def other(self, statement: str, look: str = "") -> str:
        """Name a statement by its article, as a link that looks as the style sheet has it."""
        iri, telling = iri_of(statement), self.telling
        article, href = telling.names.source(iri.partition("#")[0]).name, telling.site.href(iri, telling.page)
        return f'<a{look} href="{escape(href)}">{article.html}</a>'

    def led_to(self, leading: list[Triple]) -> list[tuple[Name, list[Row]]]:
        """Give the things that lead here, by property."""
        found: dict[str, dict[str, list[Triple]]] = {}
        for triple in leading:
            if triple.predicate not in _LED_FROM:
                found.setdefault(triple.predicate, {}).setdefault(triple.other, []).append(triple)
        return sorted((self._backwards(name), self._rows(things, name)) for name, things in found.items())

    def _backwards(self, name: str) -> Name:
        """Call a property by what it is for the thing that it leads to."""
        forwards = self.telling.name(iri_of(name))
        text = _BACKWARDS.get(name, f"{forwards.text}: this")
        return self.telling.names.make(text, "", forwards.href)

    def _rows(self, found: dict[str, list[Triple]], predicate: str) -> list[Row]:
        named = sorted((self.brief(thing, predicate), statements) for thing, statements in found.items())
        return [self._row(name, *statements) for name, statements in named]

    def _row(self, name: Name, first: Triple, *others: Triple) -> Row:
        source = self.telling.names.source(iri_of(first.statement).partition("#")[0])
        passes = first.kind in terms.PASSING and not source.retracted
        kind = escape(iri_of(first.kind).removeprefix(terms.GDEC))
        caution = "" if passes else f'<span class="kind kind-{kind}">{kind}, not established</span> '
        more = f' <span class="quiet">and {len(others)} more</span>' if others else ""
        link = self.other(first.statement, ' class="quiet"')
        return Row(name, Markup(f'<span class="name">{name.link}</span> {caution}{link}{more}'))  # noqa: S704

    def remark(self, statement: str) -> Remark:
        """Tell what was said in a statement."""
        node = self.telling.node(statement)
        telling = self.telling
        named = (telling.name(iri_of(each)).link for each in sorted(node.get(terms.ABOUT, ())) if each != self.term)
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

    def disagreement(self, term: str) -> Disagreement:
        """Tell which values disagree, each with what it rests on."""
        node, telling = self.telling.node(term), self.telling
        by_value: dict[str, list[str]] = {}
        for statement in sorted(node.get(terms.BETWEEN, ())):
            said = self.graphs.node(statement)
            by_value.setdefault(said.get(terms.OBJECT, ['""'])[0], []).append(statement)
        sides = (
            Side(telling.value(value), tuple(map(telling.ground, statements[:1])), self.choices(statements))
            for value, statements in by_value.items()
        )
        return Disagreement(
            telling.site.href(iri_of(term), telling.page),
            telling.name(first(node, terms.PROPERTY)),
            telling.name(first(node, terms.RELATION)),
            tuple(sorted(sides)),
        )

    def entries(self) -> Iterator[Entry]:
        """Give the registry's entries for the thing."""
        if not self.is_registered:
            return
        for each in self.graphs.speaking_of(terms.REGISTERS, self.term):
            node = self.telling.node(each)
            mentions = tuple(self.telling.name(iri_of(article)) for article in sorted(node.get(terms.MENTION, ())))
            yield Entry(self.telling.site.href(iri_of(each), self.telling.page), first(node, terms.REASON), mentions)

    def _type(self, plain: Node) -> Name:
        types = sorted(plain.get(terms.TYPE, ()))
        return self.telling.name(iri_of(types[0])) if types else self.telling.value('"thing"')
