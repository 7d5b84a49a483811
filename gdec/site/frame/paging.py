"""Long lists on several pages, none of them too long; what has an anchor keeps it on the first one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """A page of a list.

    Attributes:
        path: the page's path without suffix; the first has the list's own.
        number: counted from 1.
        of: how many pages there are.
        items: what stands on it.
    """

    path: str
    number: int
    of: int
    items: Sequence[Item]


def path_of(name: str, number: int) -> str:
    """Give the path of a page of a list, without suffix."""
    return name if number == 1 else f"{name}-{number}"


def pages(name: str, items: Sequence[Item], size: int) -> Iterator[Page[Item]]:
    """Lay a list out on pages of so many items; an empty list has one page.

    >>> [(page.path, page.items) for page in pages("list", "abcde", 3)]
    [('list', 'abc'), ('list-2', 'de')]
    """
    of = max(1, -(-len(items) // size))
    for number in range(1, of + 1):
        yield Page(path_of(name, number), number, of, items[(number - 1) * size : number * size])
