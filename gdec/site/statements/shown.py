"""What the page of a thing shows: values with what they rest on, what leads there, what is said and not stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markupsafe import Markup

from gdec import terms
from gdec.disagreement.tell import Chosen
from gdec.site.reading.graphs import Node
from gdec.site.statements.standing import Ground, Name

ROWS = 60
"""How many items of a list stand on a page; the others follow on pages of their own."""
_ASIDE = (terms.LABEL, terms.TYPE)


class Counted(NamedTuple):
    """Of what is counted the things that are named, how many more are, and the number of all where it is given.

    The number is in words, as in `more than 130`.
    """

    named: tuple[Name, ...]
    more: int
    number: str


class Value(NamedTuple):
    """A value of a property.

    Attributes:
        term: the value, in N-Triples form.
        name: what it is called.
        is_plain: it stands plainly; otherwise it is only said.
        grounds: what it rests on: for each kind of statement the first one, with its words.
        others: further statements that give it, in the order of the articles, as HTML.
        registered: it stands plainly because the registry says so.
        choices: what editors chose of its statements.
        origins: how many independent articles support it, where some are near-duplicates, with these in groups.
        counted: where it is a count, which of what it counts are named.
        disagree: the link to what disagrees, where it is a count that articles give several numbers.
    """

    term: str
    name: Name
    is_plain: bool
    grounds: tuple[Ground, ...]
    others: Markup
    registered: bool
    choices: tuple[Chosen, ...]
    origins: tuple[int, list[list[Name]]] | None = None
    counted: Counted | None = None
    disagree: Markup = Markup()


class Property(NamedTuple):
    """A property with its values; the ones that stand plainly come first.

    Labels and classes stand aside: they follow by rule from what is said.
    """

    term: str
    name: Name
    values: tuple[Value, ...]

    @property
    def is_aside(self) -> bool:
        """Whether the property stands aside."""
        return self.term in _ASIDE


class Row(NamedTuple):
    """A thing that leads here by a property; as HTML with the first statement that says so, and how many more do."""

    name: Name
    html: Markup


class Remark(NamedTuple):
    """Something said, by the thing or about it, and what else it is about, as HTML."""

    said: Markup
    about: Markup
    ground: Ground


class Unknown(NamedTuple):
    """A question that an article was read for and does not answer."""

    question: Name
    property: Name | None
    article: Name
    href: str


class Side(NamedTuple):
    """One of the values that disagree."""

    value: Name
    grounds: tuple[Ground, ...]
    choices: tuple[Chosen, ...]


class Disagreement(NamedTuple):
    """Values of one property that cannot all be its single value; how they relate is told in a sentence too."""

    href: str
    property: Name
    relation: Name
    told: str
    sides: tuple[Side, ...]


class Entry(NamedTuple):
    """Why the registry holds that mentions are one thing."""

    href: str
    reason: str


class Section(NamedTuple):
    """A list on the page of a thing.

    Attributes:
        id: its fragment.
        title: what stands above it.
        form: how its items are laid out: `rows`, `remarks`, `unknowns`, `articles`.
        items: what stands in it: things that lead here, statements as terms, or articles; on a page what is shown.
        of: how many there are in all.
    """

    id: str
    title: str
    form: str
    items: Sequence[Any]
    of: int

    @property
    def pages(self) -> int:
        """On how many pages it stands."""
        return -(-self.of // ROWS)


@dataclass
class Thing:
    """A thing as its page shows it.

    Attributes:
        iri: its IRI.
        page: its page's path without suffix.
        name: its label.
        type: its class.
        plain: what stands plainly of it, by predicate.
        properties: its values.
        ways: the properties by which things lead here.
        sections: what leads here, what was said by it and about it, and where: lists that go on on further pages.
        disagreements: the first of its disagreements.
        more_disagreements: how many there are besides.
        entries: why the registry holds that mentions are it.
        nodes: the names of all that the page shows, and its data say.
    """

    iri: str
    page: str
    name: Name
    type: Name
    plain: Node
    properties: list[Property] = field(default_factory=list)
    ways: frozenset[str] = frozenset()
    sections: list[Section] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)
    more_disagreements: int = 0
    entries: list[Entry] = field(default_factory=list)
    nodes: set[str] = field(default_factory=set)

    def is_scheduled(self, property: str) -> bool:
        """Tell that articles give the plain values of a property only as what was still to come."""
        values = (value for each in self.properties if each.term == property for value in each.values if value.is_plain)
        kinds = {ground.kind for value in values for ground in value.grounds if ground.passes}
        return kinds == {"scheduled"}
