"""Numbers in groups: what is joined to what, directly or by way of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Groups:
    """Numbers that were joined, directly or by way of others, each group with what joined it."""

    def __init__(self) -> None:
        self._of: dict[int, tuple[list[int], set[str]]] = {}

    def join(self, one: int, other: int, by: Iterable[str]) -> None:
        """Put two numbers, with all that each was joined to, in one group; the names tell by what."""
        into, group = (self._of.setdefault(each, ([each], set())) for each in (one, other))
        if into is not group:
            into[0].extend(group[0])
            into[1].update(group[1])
            self._of.update(dict.fromkeys(group[0], into))
        into[1].update(by)

    def all(self) -> Iterator[tuple[list[int], list[str]]]:
        """Give each group, its numbers in their order, and by what they were joined, in the order of the groups."""
        each = {id(group): (group, by) for group, by in self._of.values()}
        yield from sorted((sorted(group), sorted(by)) for group, by in each.values())
