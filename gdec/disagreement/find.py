"""Find the statements of a store that cannot all be the single value of a property."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from typing import NamedTuple, Protocol, TypeAlias

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.disagreement.groups import Groups
from gdec.disagreement.relate import (
    CONTRADICTION,
    PRECISION,
    SCOPE,
    WORDING_VARIANT,
    Quantity,
    relate_names,
    relate_quantities,
    relate_themes,
)
from gdec.store.answer import Answer, Row, Solutions, Term

DATES = (terms.OPENING_DATE, terms.START_DATE, terms.END_DATE, terms.DURATION_IN_DAYS)
THINGS = (terms.CAPITAL_OF, terms.EDITION_OF, terms.ESTABLISHED_BY, terms.LAUNCHED_AT, terms.THEME)
SINGLE_VALUED = (*DATES, *THINGS, terms.NAME, terms.NUMBER, terms.COMPARATOR)
"""The properties of which a thing has one value, however many articles speak of it."""

AT_ONCE = 500
"""How many things one query asks of."""
STATED = {terms.VARIANT_OF: WORDING_VARIANT, terms.APART_FROM: SCOPE}
"""What statements about two values say of how they relate."""
WIDER = (terms.PART_OF, terms.CONTAINED_IN, terms.SUB_ORGANIZATION_OF)
"""The properties that lead from a thing to a larger one that it is in."""


class Asked(Protocol):
    """What answers SPARQL queries."""

    def query(self, sparql: str, *, union: bool = True) -> Answer:
        """Answer a query, as a store does."""
        ...


class Said(NamedTuple):
    """A statement: its IRI, its triple, and its article's IRI."""

    iri: str
    subject: str
    property: str
    value: Term
    article: str


Value: TypeAlias = Term | Quantity


@dataclass(frozen=True)
class Side:
    """One of the values, what it is called, and the IRIs of the statements that give it."""

    value: Value
    label: str
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """Two values or more that cannot all be the single value of a property.

    Were there one for each pair of values, a thing that many articles give many values would have every statement in
    many of them.

    Attributes:
        subject: the thing; names are IRIs without brackets.
        property: the property, as a term.
        sides: the values, each of which relates so to another of them, and none to a value besides.
        relation: one of `terms.RELATIONS`.
        stated_by: the statements that say how the values relate; none where a rule told it from the values.
    """

    subject: str
    property: str
    sides: tuple[Side, ...]
    relation: str
    stated_by: tuple[str, ...]

    def iri(self, base: str) -> str:
        """Name the disagreement from what disagrees: two values, or the first of more and how they relate."""
        values = [str(side.value) for side in self.sides]
        if len(values) > 2:
            # It keeps its name when another value comes.
            values = [values[0], self.relation, *(["stated"] if self.stated_by else [])]
        says = f"{self.subject} {self.property} {' '.join(values)}"
        return f"{base}disagreements#d-{blake2b(says.encode(), digest_size=8).hexdigest()}"


Telling: TypeAlias = Callable[[Iterable[str]], Iterable[Said]]
"""Tells what statements say of some things, with the properties of `SINGLE_VALUED`."""


def disagreements(
    store: Asked, subjects: Iterable[str] | None = None, telling: Telling | None = None
) -> Iterator[Disagreement]:
    """Find the disagreements of a store, within and across articles that were not retracted, in a fixed order.

    They are found of some things after the others: however many there are, only so many are in memory.

    Args:
        store: where the statements are.
        subjects: IRIs of the things to look at; by default all.
        telling: tells what is said of them; by default the store is asked, which takes a while.

    Raises:
        GdecError: the store cannot be read.
        RemoteError: another machine failed.
    """
    retracted = {_value(article) for (article,) in _rows(store, f"SELECT ?a {{ ?a {terms.RETRACTED_ON} ?day }}")}
    wanted = _divided(store) if subjects is None else set(subjects)
    for some in _some(wanted):
        said = telling(some) if telling else said_of(store, SINGLE_VALUED, some)
        groups = _grouped(each for each in said if each.article not in retracted)
        values = {value.value for _, each in groups for value, _ in each if isinstance(value, NamedNode)}
        related = [each for each in said_of(store, STATED, values) if each.article not in retracted]
        world = _World([*related, *_wider(store, values, retracted)], _labels(store, values))
        for (subject, name), each in groups:
            yield from world.disagreements(subject, name, each)


def _divided(store: Asked) -> set[str]:
    """Find the things that have several values of a property, told by the store alone, which is far the quickest."""
    rows = _rows(
        store,
        f"SELECT ?s WHERE {{ VALUES ?p {{ {' '.join(SINGLE_VALUED)} }} "
        f"?iri {terms.PREDICATE} ?p ; {terms.SUBJECT} ?s ; {terms.OBJECT} ?o }} "
        "GROUP BY ?s ?p (LANG(?o) AS ?language) HAVING (COUNT(DISTINCT ?o) > 1)",
    )
    return {_value(subject) for (subject,) in rows}


def _wider(store: Asked, things: Iterable[str], retracted: set[str]) -> Iterator[Said]:
    """Go through the statements that lead from things to larger ones, and from these on."""
    seen: set[str] = set()
    waiting = set(things)
    while waiting:
        seen |= waiting
        found = [each for each in said_of(store, WIDER, waiting) if each.article not in retracted]
        yield from found
        waiting = {each.value.value for each in found if isinstance(each.value, NamedNode)} - seen


class _World:
    """What is known of values: their labels, what was said of how they relate, and what is inside what."""

    def __init__(self, said: list[Said], labels: dict[str, str]) -> None:
        self.labels = labels
        self.stated: dict[frozenset[str], dict[str, list[str]]] = {}
        self.wider: dict[str, set[str]] = {}
        for each in said:
            if isinstance(each.value, NamedNode) and each.property in STATED:
                pair = self.stated.setdefault(frozenset((each.subject, each.value.value)), {})
                pair.setdefault(STATED[each.property], []).append(each.iri)
            elif isinstance(each.value, NamedNode) and each.property in WIDER:
                self.wider.setdefault(each.subject, set()).add(each.value.value)

    def disagreements(self, subject: str, name: str, said: list[tuple[Value, str]]) -> Iterator[Disagreement]:
        by_value: dict[Value, list[str]] = {}
        for value, iri in said:
            by_value.setdefault(value, []).append(iri)
        found = (Side(value, self.label(value), tuple(sorted(iris))) for value, iris in by_value.items())
        sides = sorted(found, key=lambda side: (side.label, str(side.value)))
        related: dict[tuple[str, bool], Groups] = {}
        for one, other in combinations(range(len(sides)), 2):
            relation, stated_by = self.relation(name, sides[one], sides[other])
            if relation:
                related.setdefault((relation, bool(stated_by)), Groups()).join(one, other, stated_by)
        for (relation, _), groups in related.items():
            for group, stated in groups.all():
                yield Disagreement(subject, name, tuple(sides[each] for each in group), relation, tuple(stated))

    def relation(self, name: str, one: Side, other: Side) -> tuple[str, tuple[str, ...]]:
        """Tell how two values relate and by which statements; an empty relation where they can both be values."""
        match one.value, other.value:
            case Quantity(), Quantity():
                return relate_quantities(one.value, other.value), ()
            case Literal(), Literal() if name == terms.NAME:
                in_one_language = one.value.language == other.value.language
                return relate_names(one.label, other.label) if in_one_language else "", ()
            case NamedNode(), NamedNode():
                stated = self.stated.get(frozenset((one.value.value, other.value.value)), {})
                if len(stated) == 1:
                    ((relation, iris),) = stated.items()
                    return relation, tuple(sorted(iris))
                if name == terms.THEME:
                    return relate_themes(one.label, other.label), ()
                is_in = self.is_in(one.value.value, other.value.value) or self.is_in(other.value.value, one.value.value)
                return (PRECISION if is_in else CONTRADICTION), ()
        return CONTRADICTION, ()

    def is_in(self, one: str, other: str) -> bool:
        """Tell that a thing is inside another one, at any depth."""
        seen, open_ = {one}, [one]
        while open_:
            wider = self.wider.get(open_.pop(), set()) - seen
            seen |= wider
            open_ += wider
        return other in seen

    def label(self, value: Value) -> str:
        if isinstance(value, NamedNode):
            return self.labels.get(value.value, value.value)
        return value.value if isinstance(value, Literal) else str(value)


def _grouped(said: Iterable[Said]) -> list[tuple[tuple[str, str], list[tuple[Value, str]]]]:
    """Group values with their statements by subject and property; of a count, number and comparator are one value."""
    groups: dict[tuple[str, str], list[tuple[Value, str]]] = {}
    counts: dict[tuple[str, str], dict[str, Said]] = {}
    for each in said:
        if each.property in (terms.NUMBER, terms.COMPARATOR):
            counts.setdefault((each.subject, each.article), {})[each.property] = each
        elif each.property in SINGLE_VALUED:
            groups.setdefault((each.subject, each.property), []).append((each.value, each.iri))
    for (subject, _), parts in counts.items():
        number, comparator = parts.get(terms.NUMBER), parts.get(terms.COMPARATOR)
        value = Quantity(
            str(comparator.value) if comparator else "",
            int(number.value.value) if number and isinstance(number.value, Literal) else None,
        )
        groups.setdefault((subject, terms.NUMBER), []).extend((value, each.iri) for each in parts.values())
    return sorted((key, values) for key, values in groups.items() if len({value for value, _ in values}) > 1)


def said_of(store: Asked, properties: Iterable[str], subjects: Iterable[str]) -> Iterator[Said]:
    """Go through the statements that stand for triples with certain properties, given as terms, and subjects."""
    wanted = ", ".join(_used(store, properties))
    for some in _some(subjects) if wanted else ():
        rows = _rows(
            store,
            f"SELECT ?iri ?s ?p ?o ?article WHERE {{ VALUES ?s {{ {_terms(some)} }} ?iri {terms.SUBJECT} ?s ; "
            f"{terms.PREDICATE} ?p ; {terms.OBJECT} ?o ; {terms.ARTICLE} ?article FILTER (?p IN ({wanted})) }}",
        )
        for iri, subject, name, value, article in rows:
            if value is not None:
                yield Said(_value(iri), _value(subject), str(name), value, _value(article))


def _used(store: Asked, properties: Iterable[str]) -> list[str]:
    """Give those of some properties that a statement is about, which is told at once."""
    some = " ".join(properties)
    query = f"SELECT ?p WHERE {{ VALUES ?p {{ {some} }} FILTER EXISTS {{ ?iri {terms.PREDICATE} ?p }} }}"
    return [str(name) for (name,) in _rows(store, query)]


def _labels(store: Asked, things: Iterable[str]) -> dict[str, str]:
    """Give the label of each thing; of several, the first in the order of the letters."""
    labels: dict[str, str] = {}
    for some in _some(things):
        query = f"SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {_terms(some)} }} ?thing {terms.LABEL} ?label }}"
        for thing, label in _rows(store, query):
            known = labels.setdefault(_value(thing), _value(label))
            labels[_value(thing)] = min(known, _value(label))
    return labels


def _some(things: Iterable[str]) -> Iterator[list[str]]:
    """Give things in lists that are short enough for a query."""
    sorted_things = sorted(things)
    for start in range(0, len(sorted_things), AT_ONCE):
        yield sorted_things[start : start + AT_ONCE]


def _terms(things: Iterable[str]) -> str:
    return " ".join(f"<{thing}>" for thing in things)


def _rows(store: Asked, sparql: str) -> Iterator[Row]:
    answer = store.query(sparql)
    return answer.rows if isinstance(answer, Solutions) else iter(())


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, (NamedNode, Literal)) else ""
