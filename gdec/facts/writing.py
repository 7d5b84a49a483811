"""Write facts as YAML, laid out as an author would: an entry a block, a fact a line."""

from __future__ import annotations

import json
import re
from typing import Any

from msgspec import to_builtins

from gdec.errors import GdecError
from gdec.facts.model import SECTIONS, Facts, Theme
from gdec.facts.walk import without_lines

_PLAIN = re.compile(r"[^\W_](?:[\w .…’‘“”'()&/$€+;!?–—-]*[\w.…’”')!?])?")
_NULLS = {"null", "Null", "NULL"}
_NAMES = ("name", "label", "also")
_OF_THEMES = frozenset(Theme.__struct_encode_fields__)
# A key of more than 1024 characters is none in YAML unless it is written in a longer form.
_MAX_KEY = 1000


def to_yaml(facts: Facts) -> str:
    """Write facts as YAML that reads back as the same facts.

    A fact with no evidence and no standing of its own is written in short, as its `is` alone.

    Raises:
        GdecError: a key is too long for YAML.
    """
    fields: dict[str, Any] = to_builtins(without_lines(facts))
    head = [f"format: {fields.pop('format')}\n"]
    for name in fields.keys() & {*SECTIONS}:
        fields[name] = {key: _names_first(entry) for key, entry in fields[name].items()}
    return "\n".join(head + [f"{name}:{_block(section, 1)}\n" for name, section in fields.items() if section])


def as_yaml(text: str) -> str:
    """Write a text as YAML on one line: plain where it cannot be misread, else in double quotes.

    >>> print(as_yaml("gave the address"), as_yaml("Ports: a view"))
    gave the address "Ports: a view"
    """
    if _PLAIN.fullmatch(text) and text not in _NULLS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else _escape(letter) for letter in quoted)


def _escape(letter: str) -> str:
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"


def _block(value: Any, depth: int) -> str:
    """Write what stands behind a colon: on the same line, or on lines of its own."""
    indent = "\n" + "  " * depth
    if _is_flat(value):
        return f" {_flow(value)}"
    if isinstance(value, list):
        return "".join(f"{indent}- {_item(item, depth + 1)}" for item in value)
    return "".join(f"{indent}{_key(key)}:{_behind(key, inner, depth + 1)}" for key, inner in value.items())


def _behind(key: str, value: Any, depth: int) -> str:
    """Write what stands behind a key; a theme whose key is also one of a fact would be misread in its short form."""
    if key in _OF_THEMES and isinstance(value, dict) and _is_short(value):
        return f" {{is: {_flow(value['is'])}}}"
    return _block(value, depth)


def _item(value: Any, depth: int) -> str:
    if _holds_scalars(value):
        return _flow(value)
    return _block(value, depth).lstrip()


def _is_flat(value: Any) -> bool:
    """Tell that a value belongs on one line: a scalar, a fact, a list of words."""
    if isinstance(value, list):
        return all(not isinstance(item, dict) or _is_short(item) for item in value)
    return _holds_scalars(value)


def _holds_scalars(value: Any) -> bool:
    parts = value.values() if isinstance(value, dict) else ()
    return not any(
        isinstance(part, dict) or (isinstance(part, list) and any(isinstance(item, dict) for item in part))
        for part in parts
    )


def _is_short(value: dict[str, Any]) -> bool:
    return value.keys() == {"is"} and not isinstance(value["is"], dict)


def _flow(value: Any) -> str:
    match value:
        case dict() if _is_short(value):
            return _flow(value["is"])
        case dict():
            return f"{{{', '.join(f'{key}: {_flow(part)}' for key, part in value.items())}}}"
        case list() | tuple():
            return f"[{', '.join(map(_flow, value))}]"
        case bool():
            return str(value).lower()
        case int():
            return str(value)
    return as_yaml(value)


def _names_first(entry: dict[str, Any]) -> dict[str, Any]:
    return {field: entry[field] for field in _NAMES if field in entry} | entry


def _key(key: str) -> str:
    written = as_yaml(key)
    if len(written) > _MAX_KEY:
        raise GdecError(f'the key "{key[:60]}…" is too long for YAML; choose a shorter one')
    return written
