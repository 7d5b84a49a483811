"""Read what a store says of one thing, as the page of the thing shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from markupsafe import Markup

from gdec import terms
from gdec.disagreement.tell import Chosen
from gdec.site.reading.graphs import Node, Triple
from gdec.site.reading.values import first, iri_of
from gdec.site.statements import counts
from gdec.site.statements.lists import Led, Lists
from gdec.site.statements.relations import gravity, sentence
from gdec.site.statements.shown import Counted, Disagreement, Entry, Property, Section, Side, Thing, Value
from gdec.site.statements.standing import Name, Telling

COUNTED = 12
"""How many of the things that are counted are named beside the count."""
VALUES = 30
"""How many values of a property stand in the table; the others follow in a list, which goes on on further pages."""
OTHERS = 5
"""How many further articles are named beside those whose words are shown for a value; the rest are counted."""
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
_LED_FROM = frozenset({terms.AGENT, terms.ARTICLE})
"""Properties whose other direction the page shows already."""


class Describer:
    """Reads what a store says of one thing, which is at hand.

    Args:
        telling: tells of statements on the thing's page.
        iri: the thing.
        is_registered: the registry speaks of it.
    """

    def __init__(self, telling: Telling, iri: str, *, is_registered: bool) -> None:
        self.telling, self.graphs, self.lists = telling, telling.graphs, Lists(telling, iri)
        self.iri, self.term = iri, f"<{iri}>"
        self.is_registered = is_registered
        self._further: list[Section] = []

    def describe(self) -> Thing:
        """Read the thing."""
        telling, plain = self.telling, self.graphs.plain(self.term)
        thing = Thing(self.iri, telling.page, telling.name(self.iri), type_of(telling, plain), plain)
        thing.entries = list(self.entries())
        thing.properties = self.properties(plain)
        leading = self.graphs.at_hand.triples(terms.OBJECT, self.term)
        thing.ways = frozenset(each.predicate for each in leading)
        remarks, unknowns, disagreeing = [], [], []
        for each in self.speaking(terms.ABOUT):
            node = self.graphs.node(each)
            if terms.KIND in node:
                remarks.append(each)
            elif terms.QUESTION in node:
                unknowns.append(each)
            elif terms.RELATION in node:
                disagreeing.append((gravity(first(node, terms.RELATION)), each))
        thing.disagreements = [self.disagreement(each) for _, each in sorted(disagreeing)[:DISAGREEMENTS]]
        thing.more_disagreements = max(0, len(disagreeing) - DISAGREEMENTS)
        said, name = self.speaking(terms.ACCORDING_TO), thing.name.text
        articles = self.articles()
        sections = [
            *self._further,
            *self.led_to(leading),
            _section("said", f"What {name} said, in our words", "remarks", said),
            _section("about", f"Said about {name}, in our words", "remarks", remarks),
            _section("unknown", "Not stated", "unknowns", unknowns),
            _section("articles", "Articles that speak of it", "articles", articles if len(articles) > 1 else []),
        ]
        thing.sections = [section for section in sections if section.of]
        self.tell(said, remarks, unknowns, *(section.items for section in self._further))
        thing.nodes = {*telling.told, self.term}
        return thing

    @cached_property
    def stated(self) -> list[Triple]:
        """The triples that the thing is the subject of."""
        return self.graphs.at_hand.triples(terms.SUBJECT, self.term)

    @cached_property
    def _stated_by(self) -> dict[str, str]:
        """Values by the statements that give them, for which these need not be read."""
        return {each.statement: each.other for each in self.stated}

    def articles(self) -> list[str]:
        """Name the articles that speak of the thing, in the order of their days."""
        sources = ((self.telling.names.source(iri), iri) for iri in self.graphs.at_hand.articles)
        return [iri for *_, iri in sorted((source.day, source.name[:3], iri) for source, iri in sources)]

    def speaking(self, role: str) -> list[str]:
        """Name the statements that speak of the thing in a role."""
        return self.graphs.at_hand.speaking(role, self.term)

    def tell(self, *lists: Sequence[str]) -> None:
        """Tell of statements and their evidence, also of those that only further pages show: the data are of all."""
        for statement in chain.from_iterable(lists):
            for evidence in self.telling.node(statement).get(terms.EVIDENCE, ()):
                self.telling.node(evidence)

    def properties(self, plain: Node) -> list[Property]:
        """Give the values of each property, whether they stand plainly or are only said."""
        found: dict[str, dict[str, list[Triple]]] = {name: {each: [] for each in plain[name]} for name in plain}
        for triple in self.stated:
            found.setdefault(triple.predicate, {}).setdefault(triple.other, []).append(triple)
        named = sorted((_RANK.get(name, 0), self.telling.name(iri_of(name)), name) for name in found)
        return [Property(name, shown, self._values(name, found[name], plain.get(name, ()))) for _, shown, name in named]

    def _values(self, predicate: str, found: dict[str, list[Triple]], plain: Iterable[str]) -> tuple[Value, ...]:
        order = sorted((value not in plain, self.lists.brief(value, predicate), value) for value in found)
        if further := {value: found[value] for *_, value in order[VALUES:] if found[value]}:
            order = [each for each in order if each[-1] not in further]
            self._list_further(self.telling.name(iri_of(predicate)).text, further.values())
        shown = self._count if predicate in counts.COUNTS else self._alone
        told = (shown(value, name, found[value], is_plain=not only_said) for only_said, name, value in order)
        return tuple(chain.from_iterable(told))

    def _alone(self, term: str, name: Name, statements: list[Triple], *, is_plain: bool) -> tuple[Value, ...]:
        return (self._value(term, name, statements, is_plain=is_plain),)

    def _count(self, term: str, name: Name, statements: list[Triple], *, is_plain: bool) -> Iterator[Value]:
        """Tell of a count; where articles give it several numbers, of each with their own statements alone."""
        counted, parts = self.counted(term), counts.parts(self.telling, term, statements, self.choices)
        if not parts:
            yield self._value(term, name, statements, is_plain=is_plain)._replace(counted=counted)
        for number, part in enumerate(parts):
            value = self._value(term, part.name, part.led, is_plain=is_plain and part.is_plain)
            yield value._replace(
                choices=part.choices,
                disagree=part.disagree,
                # What is named is so whichever number is right.
                counted=None if number else counted._replace(number=""),
            )

    def _list_further(self, name: str, values: Iterable[list[Triple]]) -> None:
        """List values that the table has no room for: of each the first statement of every kind, with its words."""
        firsts = [sorted({each.kind: each.statement for each in reversed(given)}.values()) for given in values]
        for given in values:
            self.telling.origins(each.statement for each in given)
        title = f"{name}: further values"
        id = f"further-{name.replace(' ', '-')}"
        self._further.append(_section(id, title, "remarks", list(chain.from_iterable(firsts))))

    def _value(self, term: str, name: Name, statements: list[Triple], *, is_plain: bool) -> Value:
        telling, firsts, others = self.telling, {}, []
        for each in statements:
            if each.kind in firsts:
                others.append(each.statement)
            else:
                firsts[each.kind] = each.statement
        grounds = tuple(map(telling.ground, firsts.values()))
        is_registered = is_plain and self.is_registered and not any(each.passes for each in grounds)
        also = ", ".join(map(self.lists.source, others[:OTHERS]))
        also += f" and {len(others) - OTHERS} more" if len(others) > OTHERS else ""
        chosen = self.choices(each.statement for each in statements)
        origins = telling.origins(each.statement for each in statements)
        return Value(term, name, is_plain, grounds, Markup(also), is_registered, chosen, origins)  # noqa: S704

    def counted(self, count: str) -> Counted:
        """Tell which of the things that are counted are named."""
        node = self.graphs.plain(count)
        things = sorted(self.telling.beside(each, self.iri) for each in node.get(terms.INCLUDES, ()))
        return Counted(tuple(things[:COUNTED]), max(0, len(things) - COUNTED), self.telling.number(node))

    def choices(self, statements: Iterable[str]) -> tuple[Chosen, ...]:
        """Give what editors chose of statements, each choice once."""
        known = self.telling.site.choices
        return tuple(dict.fromkeys(each for one in statements for each in known.get(iri_of(one), ()))) if known else ()

    def led_to(self, leading: list[Triple]) -> list[Section]:
        """List the things that lead here, by property."""
        found: dict[str, dict[str, list[Triple]]] = {}
        for triple in leading:
            if triple.predicate not in _LED_FROM:
                found.setdefault(triple.predicate, {}).setdefault(triple.other, []).append(triple)
        named = sorted((self._backwards(name), name) for name in found)
        return [
            _section(f"to-{title.text.replace(' ', '-')}", title.text, "rows", self._led(found[name], name))
            for title, name in named
        ]

    def _backwards(self, name: str) -> Name:
        """Call a property by what it is for the thing that it leads to."""
        forwards = self.telling.name(iri_of(name))
        text = _BACKWARDS.get(name, f"{forwards.text}: this")
        return self.telling.names.make(text, "", forwards.href)

    def _led(self, found: dict[str, list[Triple]], predicate: str) -> list[Led]:
        """List things in the order of their names; with their statements, so that nothing else of it is kept."""
        named = sorted((self.lists.brief(thing, predicate)[:3], statements) for thing, statements in found.items())
        return [Led(statements[0], len(statements) - 1) for _, statements in named]

    def disagreement(self, term: str) -> Disagreement:
        """Tell which values disagree, each with what it rests on."""
        node, telling = self.telling.node(term), self.telling
        given = (
            (each, self._stated_by.get(each) or self.graphs.node(each).get(terms.OBJECT, ['""'])[0])
            for each in node.get(terms.BETWEEN, ())
        )
        by_value = counts.paired(given, lambda statement: iri_of(statement) in telling.site.choices)
        sides = (
            Side(telling.value(value), tuple(map(telling.ground, statements[:1])), self.choices(statements))
            for value, statements in by_value.items()
        )
        return Disagreement(
            telling.site.href(iri_of(term), telling.page),
            telling.name(first(node, terms.PROPERTY)),
            telling.name(relation := first(node, terms.RELATION)),
            sentence(relation, map(iri_of, node.get(terms.BETWEEN, ()))),
            tuple(sorted(sides)),
        )

    def entries(self) -> Iterator[Entry]:
        """Give the registry's entries for the thing."""
        if not self.is_registered:
            return
        for each in self.graphs.leading(terms.REGISTERS, self.term):
            node = self.telling.node(each)
            yield Entry(self.telling.site.href(iri_of(each), self.telling.page), first(node, terms.REASON))


def type_of(telling: Telling, plain: Node) -> Name:
    """Name the class of a thing of which something stands plainly."""
    types = sorted(plain.get(terms.TYPE, ()))
    return telling.name(iri_of(types[0])) if types else telling.value('"thing"')


def _section(id: str, title: str, form: str, items: Sequence[Any]) -> Section:
    """Give a list whole."""
    return Section(id, title, form, items, len(items))
