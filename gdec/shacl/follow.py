"""How a query hangs together: its patterns in the order in which they can be followed from `$this`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from gdec.shacl.deltas import Delta, delta, is_plain, variables
from gdec.shacl.grammar import Unclear
from gdec.shacl.groups import Group, Optional, Pattern, Select, Union, names_in, renamed


class Sign(NamedTuple):
    """Whether it matters that a triple comes, and that one goes, to whether there are more results."""

    coming: bool
    going: bool

    def turned(self) -> Sign:
        """Give the sign of what must not be there."""
        return Sign(self.going, self.coming)


MORE, ANY = Sign(coming=True, going=False), Sign(coming=True, going=True)


class Link(Struct, frozen=True):
    """A pattern that leads from nodes that are known to others.

    Attributes:
        pattern: the pattern.
        forward: whether it is followed from its subject.
        delta: how the query is solved from it backwards, or None where it stands for more than single triples.
    """

    pattern: Pattern
    forward: bool
    delta: Delta | None


class _Around(Struct, frozen=True):
    """What stands around a group.

    Attributes:
        known: the variables that are surely bound to nodes that were led to.
        patterns: those that must match for the group to matter.
        sign: what matters.
        foreign: the variables outside that are not those of the same names in an EXISTS of the group.
    """

    known: frozenset[str]
    patterns: tuple[Pattern, ...] = ()
    sign: Sign = ANY
    foreign: frozenset[str] = frozenset()


def links(group: Group, given: Iterable[str], sign: Sign) -> list[Link]:
    """Follow all patterns of a query.

    Each is followed from one end, its subject if that is known: following it from both would lead from a predicate or
    a class to all that have it.

    Args:
        group: the query.
        given: the variables that are bound before it runs.
        sign: whether it matters that it has more solutions, or any others.

    Raises:
        Unclear: a pattern hangs together with nothing that is known.
    """
    follower = _Follower(frozenset(given))
    follower.follow(group, _Around(follower.given, sign=sign))
    return follower.found


class _Follower:
    def __init__(self, given: frozenset[str]) -> None:
        self.given = given
        self.found: list[Link] = []
        self._scopes = count()

    def follow(self, group: Group, around: _Around) -> frozenset[str]:
        """Follow a group, and give the variables that it surely binds."""
        bound: set[str] = set()
        open_: list[Pattern] = []
        patterns = (*around.patterns, *(item for item in group.items if isinstance(item, Pattern)))
        names = frozenset(chain.from_iterable(map(variables, patterns)))
        for item in group.items:
            inside = replace(around, known=around.known | bound, patterns=patterns, foreign=around.foreign | names)
            match item:
                case Pattern():
                    open_.append(item)
                case Optional(inner):
                    self.follow(inner, replace(inside, sign=ANY))
                case Union(groups):
                    bound |= frozenset.intersection(*(self.follow(one, inside) for one in groups))
                case Select(inner, kept):
                    bound |= self.follow(self._scoped(inner, kept), _Around(self.given)) & kept
            self._saturate(open_, around, patterns, bound)
        if open_:
            raise Unclear
        self._follow_filters(group, replace(around, known=self.given | bound, patterns=patterns))
        return frozenset(bound)

    def _follow_filters(self, group: Group, around: _Around) -> None:
        foreign = around.foreign - around.known
        for inner, sign in (
            *((one, around.sign.turned()) for one in group.absent),
            *((one, ANY) for one in group.exists),
        ):
            if foreign.intersection(names_in(inner)):
                raise Unclear
            self.follow(inner, replace(around, sign=sign, foreign=foreign))

    def _saturate(self, open_: list[Pattern], around: _Around, patterns: tuple[Pattern, ...], bound: set[str]) -> None:
        """Take out of the open patterns those that hang together with what is known."""
        while True:
            known = around.known | bound
            found = next((one for one in open_ if one.subject in known), None)
            found = found or next((one for one in open_ if one.object in known), None)
            if found is None:
                return
            open_.remove(found)
            how = delta(found, patterns, sorted(self.given)) if is_plain(found) else None
            how = how and replace(how, coming=around.sign.coming, going=around.sign.going)
            self.found.append(Link(found, found.subject in known, how))
            bound.update(end for end in (found.subject, found.object) if isinstance(end, str) and end)

    def _scoped(self, group: Group, kept: frozenset[str]) -> Group:
        """Give a sub-select's group with other names for the variables that do not leave it."""
        mark = f" {next(self._scopes)}"
        spared = kept | self.given | {""}
        return renamed(group, lambda name: name if name in spared else name + mark)
