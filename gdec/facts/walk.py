"""Go through a facts file: every struct in it, every fact by its path."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from msgspec import Struct

from gdec.errors import GdecError, nearest
from gdec.facts.model import Fact, Facts


class Found(NamedTuple):
    """A struct of a facts file, with the keys that lead to it, its owner, and the owner's field it was found in."""

    path: tuple[str, ...]
    owner: Struct
    field: str
    struct: Struct


def structs_of(owner: Struct, path: tuple[str, ...] = ()) -> Iterator[Found]:
    """Go through every struct below one, in the order of the model's fields and of the entries in them."""
    for field, key in zip(owner.__struct_fields__, owner.__struct_encode_fields__, strict=True):
        for tail, struct in _structs_in(getattr(owner, field)):
            here = (*path, key, *tail)
            yield Found(here, owner, field, struct)
            yield from structs_of(struct, here)


def facts_of(facts: Facts) -> Iterator[tuple[str, Fact]]:
    """Go through the facts in the order of the file's lines, each with its path, as in `people.ana-lima.posts.0`."""
    found = ((".".join(path), struct) for path, _, _, struct in structs_of(facts) if isinstance(struct, Fact))
    yield from sorted(found, key=lambda pair: pair[1].line)


def without_lines(facts: Facts) -> Facts:
    """Give the facts as they are wherever they stand, every line 0."""
    bare = deepcopy(facts)
    set_lines(bare, 0)
    return bare


def set_lines(facts: Facts, line: int) -> None:
    """Give every struct of a facts file one line."""
    for found in structs_of(facts):
        if hasattr(found.struct, "line"):
            found.struct.line = line


def at_path(facts: Facts, path: str) -> Fact:
    """Find the fact that a path names.

    Raises:
        GdecError: the file has no fact at the path; the message names the nearest.
    """
    found = _follow(facts, path)
    if isinstance(found, Fact):
        return found
    raise GdecError(f'there is no fact "{path}"{nearest(path, dict(facts_of(facts)))}')


def _follow(value: object, path: str) -> object:
    """Go down a path. A key may hold a dot before a digit: where a key is wanted, the longest there is counts."""
    while path:
        step, _, rest = path.partition(".")
        if isinstance(value, dict):
            step = max((key for key in value if f"{path}.".startswith(f"{key}.")), key=len, default=step)
            rest = path[len(step) + 1 :]
            value = value.get(step)
        elif isinstance(value, list):
            value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
        elif isinstance(value, Struct):
            names = dict(zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True))
            value = getattr(value, names[step]) if step in names else None
        else:
            return None
        path = rest
    return value


def _structs_in(value: object) -> Iterator[tuple[tuple[str, ...], Struct]]:
    if isinstance(value, Struct):
        yield (), value
    elif isinstance(value, list):
        yield from (((str(index),), item) for index, item in enumerate(value) if isinstance(item, Struct))
    elif isinstance(value, dict):
        yield from (((key,), item) for key, item in value.items() if isinstance(item, Struct))
