"""What the model wants where: the keys of each struct, and what is told of a value that is another one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cache

from msgspec import Struct
from msgspec.inspect import (
    BoolType,
    DictType,
    EnumType,
    Field,
    IntType,
    ListType,
    NoneType,
    StrType,
    StructType,
    TupleType,
    Type,
    UnionType,
    type_info,
)

from gdec.errors import nearest
from gdec.facts.model import Count, Participation, Post, Remark, Unstated
from gdec.facts.walk import struct_types

NULLS = {"", "~", "null", "Null", "NULL"}
WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_UNPAIRED = re.compile(r"(\w+)(：?)\s*(.*)")
_HOMES: dict[type[Struct], str] = {
    Count: '"parts", "attendance", "exhibitors" or "venues"',
    Participation: '"took_part"',
    Post: '"posts"',
    Remark: '"said", "aims" or "remarks"',
    Unstated: '"not_stated"',
}
"""Where the structs stand that can be told by their keys."""
_OTHER_WORDS = {
    "people": "person persons personne personnes persona personas personen",
    "organisations": "company companies institution institutions",
    "places": "city cities country countries location locations lieu lieux lugar lugares ort orte",
    "conferences": "event events",
    "held_in": "location place venue where city",
    "starts": "date begins from",
    "posts": "position positions job role roles",
    "as": "role",
    "is": "value",
    "words": "quote",
}
"""What keys are taken for by those who know other formats."""


@cache
def fields_of(cls: type[Struct]) -> dict[str, Field]:
    """Give the fields that an author may write, by their keys; `:line` is not one of them."""
    info = struct_types().get(cls) or type_info(cls)
    assert isinstance(info, StructType)  # noqa: S101
    return {field.encode_name: field for field in info.fields if not field.encode_name.startswith(":")}


def home_of(keys: AbstractSet[str], wanted: type[Struct]) -> str:
    """Name the keys under which a struct stands whose keys are those of another one than is wanted, or nothing."""
    if set(_needed(wanted)) <= keys:
        return ""
    return next((home for cls, home in _HOMES.items() if set(_needed(cls)) <= keys <= fields_of(cls).keys()), "")


@cache
def _needed(cls: type[Struct]) -> list[str]:
    return [key for key, field in fields_of(cls).items() if field.required]


def key_hint(key: str, fields: Mapping[str, Field]) -> str:
    """Give the known key that an unknown one may mean, or nothing."""
    named = (known for known, others in _OTHER_WORDS.items() if known in fields and key.lower() in others.split())
    right = next(named, "")
    return f'; did you mean "{right}"?' if right else nearest(key, fields)


def hint_of(text: str, wanted: Type) -> str:
    """Give what a scalar may have meant where a type is wanted, or nothing."""
    match wanted:
        case EnumType(cls=cls):
            return nearest(text, values_of(cls))
        case IntType():
            return _number_hint(text)
        case StructType(cls=cls) if (found := _UNPAIRED.match(text)) and found[1] in fields_of(cls):
            return f"{'; its colon is full-width (U+FF1A)' if found[2] else ''}; write {found[1]}: {found[3]}"
    return ""


def _number_hint(text: str) -> str:
    from gdec.facts.forms import as_whole_number

    number = as_whole_number(text)
    if WHOLE_NUMBER.fullmatch(number):
        return f"; write {number}"
    return "; that is too large, a number has 18 digits at most" if number.isdecimal() and number[0] != "0" else ""


def required(wanted: Type) -> Type:
    """Give the type of a value that may be left out."""
    if isinstance(wanted, UnionType):
        return next(kind for kind in wanted.types if not isinstance(kind, NoneType))
    return wanted


def values_of(cls: type[Enum]) -> list[str]:
    """Give the words that an enumeration has."""
    return [member.value for member in cls]


_EXPECTED = {
    BoolType: "true or false",
    IntType: "a whole number without quotes, as in 40",
    ListType: "a list, as in [first, second]",
    StrType: "a text, as in Ana Lima",
    TupleType: "a paragraph, a start and an end, as in [3, 120, 142]",
}


def expected(wanted: Type) -> str:
    """Say what a value of a type looks like."""
    match wanted:
        case StructType(cls=cls):
            return f"keys and values, as in {_form(cls)}"
        case EnumType(cls=cls):
            return f"one of {', '.join(values_of(cls))}"
        case ListType(item_type=StructType(cls=cls)):
            keys = [key for key, field in fields_of(cls).items() if field.required or key == "words"]
            return f"a list, each item as in - {{{', '.join(f'{key}: …' for key in sorted(keys, key='words'.__eq__))}}}"
        case DictType(value_type=StructType(cls=cls)):
            return f"entries, each under a key of its own, as in a-key: {_form(cls)}"
    return _EXPECTED[type(wanted)]


def _form(cls: type[Struct]) -> str:
    """Give the keys that a struct needs, or the first of those that it may have."""
    fields = fields_of(cls)
    keys = [*_needed(cls)] or (["name"] if "name" in fields else [*fields][:2])
    return f"{{{', '.join(f'{key}: …' for key in keys)}}}"
