"""The groups of a shape's query as data: which triple patterns it has, and how groups stand in groups.

Only what can be followed from `$this` is of use here, so a query that holds more than plain triple patterns, filters,
OPTIONAL, UNION and sub-selects is not read at all: `parse` says so, and who asks takes it as reading everything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from msgspec import Struct
from pyoxigraph import NamedNode

from gdec.shacl.paths import Path
from gdec.shacl.vocabulary import Term

CONSTANT = ""
"""Stands where a pattern has a literal, whichever it is."""
End: TypeAlias = str | NamedNode
"""An end of a pattern: the name of a variable, an IRI, or `CONSTANT`."""


class Pattern(Struct, frozen=True):
    """A triple pattern; in place of a path it may have the name of a variable."""

    subject: End
    path: Path | str
    object: End


@dataclass
class Group:
    """What stands between two braces.

    Attributes:
        items: its patterns and the groups beside them, in order.
        absent: the groups of filters that are a NOT EXISTS and nothing more.
        required: the groups of filters that are an EXISTS and nothing more.
        exists: those of them that are not among the items too, and the groups of every other EXISTS in its filters.
        allowed: the IRIs that a variable may be, by filters of the form `?x IN (…)`.
        is_filtered: whether it has filters of other sorts, or works out values.
        span: where it begins and ends among the words of the query.
    """

    items: list[Item] = field(default_factory=list)
    absent: list[Group] = field(default_factory=list)
    required: list[Group] = field(default_factory=list)
    exists: list[Group] = field(default_factory=list)
    allowed: dict[str, frozenset[Term]] = field(default_factory=dict)
    is_filtered: bool = False
    span: tuple[int, int] = (0, 0)


class Optional(Struct, frozen=True):
    """A group that need not match."""

    group: Group


class Union(Struct, frozen=True):
    """Groups of which one matches; a group that stands for itself is a union of one."""

    groups: tuple[Group, ...]


class Select(Struct, frozen=True):
    """A sub-select and the variables that leave it as they are."""

    group: Group
    variables: frozenset[str]


Item: TypeAlias = Pattern | Optional | Union | Select


def renamed(group: Group, rename: Callable[[str], str]) -> Group:
    """Give a group with other names for its variables."""

    def end(name: End) -> End:
        return name if isinstance(name, NamedNode) else rename(name)

    def item(one: Item) -> Item:
        match one:
            case Pattern(subject, path, value):
                return Pattern(end(subject), rename(path) if isinstance(path, str) else path, end(value))
            case Optional(inner):
                return Optional(whole(inner))
            case Union(groups):
                return Union(tuple(map(whole, groups)))
            case Select(inner, variables):
                return Select(whole(inner), frozenset(map(rename, variables)))

    def whole(one: Group) -> Group:
        items = [item(each) for each in one.items]
        return Group(items, list(map(whole, one.absent)), exists=list(map(whole, one.exists)))

    return whole(group)


def names_in(group: Group) -> set[str]:
    """Give the names of all variables of a group."""
    found: set[str] = set()

    def take(name: str) -> str:
        found.add(name)
        return name

    renamed(group, take)
    return found - {CONSTANT}
