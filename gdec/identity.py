"""Identity: which things of a store may be one and the same, with what speaks for it and against it.

Nothing is merged here. An editor who agrees gives both the same key, with the reason in the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.disagreement.relate import WORDING_VARIANT, relate_names
from gdec.following.names import rows
from gdec.store import Store
from gdec.store.answer import Term

NAMES = frozenset({terms.NAME, terms.LABEL, terms.ALTERNATE_NAME})
SINGLE_VALUED = frozenset(
    {terms.CAPITAL_OF, terms.EDITION_OF, terms.END_DATE, terms.LAUNCHED_AT, terms.OPENING_DATE, terms.START_DATE}
)
"""The properties of which two things that are one have the same value."""

MOST = 500
"""How many things may share a word for it to tell anything."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"[0-9]+")
_THROUGH = (terms.HOLDS, terms.HAS_PARTICIPATION)
_TELLING = (terms.ROLE_NAME, terms.ORGANIZATION, terms.FOR_PLACE, terms.AT_EVENT, terms.PART, terms.OF_INITIATIVE)


@dataclass
class Thing:
    """What the store says of a thing: its names, its articles, and what else it is known by.

    Attributes:
        features: values by property; a post or participation is one value, put together from what it relates.
    """

    iri: str
    kind: str
    names: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    features: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """Two things with names alike, and what speaks for and against their being one.

    Attributes:
        one, other: IRIs.
        reasons: what speaks for it.
        doubts: what speaks against it.
    """

    one: str
    other: str
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def is_likely(self) -> bool:
        """Whether more than the name speaks for it, and nothing against it: a name alone is never enough."""
        return len(self.reasons) > 1 and not self.doubts


def propose(store: Store) -> list[Proposal]:
    """Find the pairs of things with names alike, the likely ones first, then in the order of their IRIs.

    Raises:
        GdecError: the store cannot be read.
        RemoteError: another machine failed.
    """
    found = [proposal for one, other in _pairs(_things(store)) if (proposal := _compared(one, other))]
    return sorted(found, key=lambda each: (not each.is_likely, each.one, each.other))


def _pairs(things: list[Thing]) -> Iterator[tuple[Thing, Thing]]:
    """Give the pairs of one class that share a word of their names, or of which one has the other's initials."""
    sharing: dict[tuple[str, str], list[int]] = {}
    for number, thing in enumerate(things):
        words = {word for name in thing.names for word in _WORD.findall(name.casefold())}
        initials = {"".join(word[0] for word in _WORD.findall(name.casefold())) for name in thing.names}
        for word in words | initials:
            sharing.setdefault((thing.kind, word), []).append(number)
    pairs = {pair for numbers in sharing.values() if len(numbers) <= MOST for pair in combinations(numbers, 2)}
    yield from ((things[one], things[other]) for one, other in sorted(pairs))


def _compared(one: Thing, other: Thing) -> Proposal | None:
    alike = _alike(one, other)
    if not alike:
        return None
    reasons, doubts = [alike], []
    for name in sorted(one.features.keys() & other.features.keys()):
        mine, others = one.features[name], other.features[name]
        if mine & others:
            reasons += [f"both: {_local(name)} {value}" for value in sorted(mine & others)]
        elif name in SINGLE_VALUED or name == terms.HOLDS:
            doubts.append(f"{_local(name)}: {', '.join(sorted(mine))} / {', '.join(sorted(others))}")
    doubts += [f"{article} names them as two" for article in sorted(one.articles & other.articles)]
    numbers = [set(_NUMBER.findall(" ".join(thing.names))) for thing in (one, other)]
    if all(numbers) and not numbers[0] & numbers[1]:
        doubts.append(f"numbers in their names: {' / '.join(', '.join(sorted(each)) for each in numbers)}")
    if terms.CLASS_OF_SECTION["people"] == one.kind and not _same_name(one, other):
        doubts.append("no full name in common")
    return Proposal(one.iri, other.iri, tuple(reasons), tuple(doubts))


def _alike(one: Thing, other: Thing) -> str:
    """Give how the names of two things are alike, or nothing where they are not."""
    if _same_name(one, other):
        return "the same name"
    for mine in sorted(one.names):
        for others in sorted(other.names):
            if relate_names(mine, others) == WORDING_VARIANT:
                return f"names alike: {mine} / {others}"
    return ""


def _same_name(one: Thing, other: Thing) -> bool:
    return bool({name.casefold() for name in one.names} & {name.casefold() for name in other.names})


def _things(store: Store) -> list[Thing]:
    """Gather what the store says of each thing that articles speak of."""
    kinds = " ".join(sorted(terms.CLASS_OF_SECTION.values()))
    found = rows(store, f"SELECT ?thing ?kind WHERE {{ VALUES ?kind {{ {kinds} }} ?thing {terms.TYPE} ?kind }}")
    things = {_text(thing): Thing(_text(thing), str(kind)) for thing, kind in sorted(found, key=str)}
    said = f"SELECT ?thing ?p ?o WHERE {{ VALUES ?kind {{ {kinds} }} ?thing {terms.TYPE} ?kind ; ?p ?o }}"
    for thing, name, value in rows(store, said):
        _note(things[_text(thing)], str(name), value)
    for holder, through, role in _roles(store):
        if holder in things:
            things[holder].features.setdefault(through, set()).add(role)
    mentions = f"SELECT DISTINCT ?thing ?article WHERE {{ ?s {terms.SUBJECT} ?thing ; {terms.ARTICLE} ?article }}"
    for thing, article in rows(store, mentions):
        if _text(thing) in things:
            things[_text(thing)].articles.add(_text(article))
    return [thing for thing in things.values() if thing.names]


def _note(thing: Thing, name: str, value: Term | None) -> None:
    if name in NAMES:
        thing.names.add(_text(value))
    elif name != terms.TYPE and name not in _THROUGH:
        thing.features.setdefault(name, set()).add(_text(value))


def _roles(store: Store) -> Iterator[tuple[str, str, str]]:
    """Give each post and participation as one text, by its holder and the property that leads to it."""
    through, telling = " ".join(_THROUGH), " ".join(_TELLING)
    parts: dict[tuple[str, str, str], list[str]] = {}
    for thing, name, role, value in rows(
        store,
        f"SELECT DISTINCT ?thing ?p ?role ?o WHERE {{ VALUES ?p {{ {through} }} VALUES ?q {{ {telling} }} "
        f"?thing ?p ?role . ?role ?q ?o }}",
    ):
        parts.setdefault((_text(thing), str(name), _text(role)), []).append(_text(value))
    for (holder, path, _), values in parts.items():
        yield holder, path, " ".join(sorted(values)).casefold()


def _local(term: str) -> str:
    return term[1:-1].replace("#", "/").rsplit("/", 1)[-1]


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, (NamedNode, Literal)) else ""
