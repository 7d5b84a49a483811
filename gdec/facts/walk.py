"""Go through a facts file: every struct in it, every fact by its path."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import deepcopy
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import astuple

from gdec.errors import GdecError, nearest
from gdec.facts.model import Article, Fact, Facts, TextSource

if TYPE_CHECKING:
    from msgspec.inspect import StructType, Type


class Found(NamedTuple):
    """A struct of a facts file, with the keys that lead to it, its owner, and the owner's field it was found in."""

    path: tuple[str, ...]
    owner: Struct
    field: str
    struct: Struct


_found = tuple.__new__  # Found(…) itself takes a third longer, and there are tens of them in each article


def structs_of(owner: Struct, path: tuple[str, ...] = ()) -> list[Found]:
    """List every struct below one, in the order of the model's fields and of the entries in them."""
    found: list[Found] = []
    _collect(owner, path, found)
    return found


def plain_structs_of(owner: Struct) -> list[Struct]:
    """List every struct below one without telling where it stands, which takes a third of the time."""
    found: list[Struct] = []
    waiting = [owner]
    while waiting:
        owner = waiting.pop()
        for holder, value in zip(_holders(type(owner)), astuple(owner), strict=True):
            if not holder or not value:
                continue
            _, _, leads_on = holder
            structs: Collection[Struct] = value if isinstance(value, list) else (value,)
            if isinstance(value, dict):
                structs = value.values()
            found += structs
            if leads_on:
                waiting += structs
    return found


def stated_in(found: list[Found]) -> list[tuple[Found, Fact]]:
    """Give the facts among structs that were found, each with where it was; who asks often asks for these once."""
    return [(each, fact) for each in found if isinstance(fact := each.struct, Fact)]


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
    for struct in plain_structs_of(facts):
        if isinstance(struct, TextSource):
            continue
        struct.line = line  # type: ignore[attr-defined]
        if isinstance(struct, Article):
            struct.lines = {}


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


def _collect(owner: Struct, path: tuple[str, ...], found: list[Found]) -> None:
    values = astuple(owner)
    for holder, value in compress(zip(_holders(type(owner)), values, strict=True), values):
        if not holder:
            continue
        field, key, leads_on = holder
        here = (*path, key)
        kind = type(value)  # to ask for an instance of a struct takes three times as long
        if kind is not dict and kind is not list:
            found.append(_found(Found, (here, owner, field, value)))
            if leads_on:
                _collect(value, here, found)
            continue
        for step, struct in value.items() if kind is dict else enumerate(value):
            below = (*here, str(step))
            found.append(_found(Found, (below, owner, field, struct)))
            if leads_on:
                _collect(struct, below, found)


_Holder: TypeAlias = tuple[str, str, bool]
"""A field that holds structs, with the key that an author writes, and whether its structs may hold others."""


@cache
def struct_types() -> dict[type[Struct], StructType]:
    """Describe each struct of the model; describing them one by one takes ten times as long."""
    from msgspec.inspect import type_info

    found: dict[type[Struct], StructType] = {}
    waiting = [type_info(Facts)]
    while waiting:
        for struct in _structs_in(waiting.pop()):
            if struct.cls not in found:
                found[struct.cls] = struct
                waiting += [field.type for field in struct.fields]
    return found


@cache
def _holders(cls: type[Struct]) -> tuple[_Holder | None, ...]:
    """Give a holder for each field of a struct that holds structs, and None for any other, in the order of fields."""
    found = [(field, _structs_in(field.type)) for field in struct_types()[cls].fields]
    return tuple(
        (field.name, field.encode_name, any(any(_holders(struct.cls)) for struct in structs)) if structs else None
        for field, structs in found
    )


def _structs_in(kind: Type) -> list[StructType]:
    """List the structs that a value of a type may be or hold."""
    from msgspec.inspect import DictType, ListType, StructType, UnionType

    match kind:
        case UnionType(types=types):
            return [struct for inner in types for struct in _structs_in(inner)]
        case ListType(item_type=inner) | DictType(value_type=inner):
            return _structs_in(inner)
    return [kind] if isinstance(kind, StructType) else []
