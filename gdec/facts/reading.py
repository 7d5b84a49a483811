"""Read facts files: YAML in, the structs of the model out, each with its line.

What is allowed where is read off the model alone, and so is what a scalar means: where the model wants a text, `NO`,
`12:30` and `2031-05-01` are texts. There is one short form: a scalar where a fact is wanted is the fact's `is`.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.inspect import (
    BoolType,
    DictType,
    EnumType,
    Field,
    IntType,
    ListType,
    StrType,
    StructType,
    TupleType,
    Type,
    type_info,
)

from gdec.errors import InputError, Problems
from gdec.facts.model import FORMAT, Facts
from gdec.facts.nodes import Document, Mapping, Node, Pair, Scalar, Sequence, compose
from gdec.facts.slips import invisible
from gdec.facts.utf8 import read_bytes
from gdec.facts.wanted import (
    NULLS,
    WHOLE_NUMBER,
    expected,
    fields_of,
    hint_of,
    home_of,
    key_hint,
    required,
    values_of,
)

_THOUSANDS = re.compile(r"[0-9]{3}")
UNUSABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot carry


def read(path: Path) -> Facts:
    """Read a facts file.

    Raises:
        InputError: the file cannot be read, or is not the YAML that is allowed (see `gdec.facts.nodes`).
        Problems: the YAML is not in the format; every problem is told with its line.
    """
    return parse(str(path), read_bytes(path))


def parse(source: str, data: bytes) -> Facts:
    """Read the bytes of a facts file; `source` is its name for errors, which are those of `read`."""
    return facts_in(compose(source, data))


def facts_in(document: Document) -> Facts:
    """Read a facts file from its tree.

    Raises:
        Problems: the YAML is not in the format; every problem is told with its line.
    """
    return Reader(document.source).facts(document.root)


def format_of(root: Node) -> tuple[int, int]:
    """Give the number of a file's format, and its line; 0 and the file's first line where it names none."""
    pair = root.pairs.get("format") if isinstance(root, Mapping) else None
    if pair and isinstance(pair.value, Scalar) and pair.value.plain and WHOLE_NUMBER.fullmatch(pair.value.value):
        return int(pair.value.value), pair.key.line
    return 0, root.line


def refuse_newer(source: str, root: Node) -> None:
    """Refuse a file whose format is newer than this gdec.

    Raises:
        Problems: it is.
    """
    number, line = format_of(root)
    if number > FORMAT:
        message = f"format {number} was made by a newer gdec, and this one knows format {FORMAT}; install the newer one"
        raise Problems([InputError(source, message, line)])


@cache
def _model() -> Type:
    return type_info(Facts)


class Reader:
    """Turns nodes into values; what is wrong is noted, and None stands in its place until the end."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.problems: list[InputError] = []
        self.listed: set[str] = set()

    def facts(self, root: Node) -> Facts:
        """Read a whole file from its tree, as `facts_in` does."""
        refuse_newer(self.source, root)
        facts: Facts = self.value(root, _model(), "the file", root.line)
        if not self.problems and facts.format != FORMAT:
            self.tell(root.line, f"format {facts.format} is unknown here; the format is {FORMAT}")
        if self.problems:
            raise Problems(self.problems)
        return facts

    def tell(self, line: int, message: str) -> None:
        """Note a problem."""
        self.problems.append(InputError(self.source, message, line))

    def value(self, node: Node, wanted: Type, name: str, line: int, *, is_needed: bool = False) -> Any:
        """Give what a node means where a type is wanted; `name` and `line` are those of its key."""
        found: Any = None
        match required(wanted), node:
            case StructType(cls=cls), Mapping():
                found = self.struct(node, cls, name, line)
            case StructType(cls=cls), Scalar() if "is" in fields_of(cls):
                found = cls(is_=self.value(node, fields_of(cls)["is"].type, name, line), line=line)
            case ListType(item_type=item_type), Sequence(items=items):
                found = [self.value(item, item_type, name, item.line) for item in items]
            case DictType(value_type=value_type), Mapping(pairs=pairs):
                entries = self.entries(pairs, value_type, name)
                found = {key: self.value(pair.value, value_type, key, pair.key.line) for key, pair in entries.items()}
            case (ListType() | DictType()) as section, Scalar(plain=True, value=text) if text in NULLS:
                found = [] if isinstance(section, ListType) else {}
            case TupleType(item_types=types), Sequence(items=items) if len(items) == len(types):
                found = tuple(self.value(item, types[0], name, item.line) for item in items)
            case kind, Scalar():
                found = self.scalar(node, kind, name, is_needed=is_needed)
            case kind, _:
                self.tell(node.line, f'"{name}" wants {expected(kind)}')
        return found

    def entries(self, pairs: dict[str, Pair], wanted: Type, name: str) -> dict[str, Pair]:
        """Give the pairs that can be entries; keys of an entry that stand in the place of entries are told once."""
        if not isinstance(wanted, StructType):
            return pairs
        fields = fields_of(wanted.cls)
        strays = [key for key, pair in pairs.items() if key in fields and not _may_have(fields, pair.value)]
        if strays:
            others = f" (and {len(strays) - 1} more)" if len(strays) > 1 else ""
            self.tell(
                pairs[strays[0]].key.line,
                f'"{strays[0]}"{others} belongs in an entry, and stands right below "{name}"; the line with the '
                "entry's key is missing before this one, or this is indented too little",
            )
        return {key: pair for key, pair in pairs.items() if key not in strays}

    def struct(self, node: Mapping, cls: type[Struct], name: str, line: int) -> Struct | None:
        """Give the struct that a mapping means, or None where it means another one."""
        fields = fields_of(cls)
        values: dict[str, Any] = {}
        before: Pair | None = None
        for key, pair in node.pairs.items():
            if key in fields:
                field = fields[key]
                values[field.name] = self.value(pair.value, field.type, key, pair.key.line, is_needed=field.required)
            elif home := home_of(node.pairs.keys(), cls):
                self.tell(line, f'this belongs under {home}; "{name}" wants {expected(type_info(cls))}')
                return None
            else:
                self.unknown(pair, fields, before if node.flow else None)
            before = pair
        if cls is Facts and "format" not in node.pairs:
            self.tell(line, f"names no format; a facts file begins with `format: {FORMAT}`")
        elif missing := [f'"{key}"' for key, field in fields.items() if field.required and key not in node.pairs]:
            self.tell(line, f'"{name}" lacks {" and ".join(missing)}; it wants {expected(type_info(cls))}')
        values |= {field.name: None for field in fields.values() if field.required and field.name not in values}
        if "line" in cls.__struct_fields__:
            values["line"] = line
        if "lines" in cls.__struct_fields__:
            values["lines"] = {key: pair.key.line for key, pair in node.pairs.items()}
        return cls(**values)

    def unknown(self, pair: Pair, fields: dict[str, Field], before: Pair | None) -> None:
        """Note a key that the model does not know; `before` is what stands before it in braces."""
        key, is_alone = pair.key.value, pair.value.start == pair.value.end
        if odd := invisible(key):
            hint = f"; it has the character {odd} in it; remove that, and indent with spaces"
        elif is_alone and (name := key.partition(":")[0]) != key and name in fields:
            hint = f"; write a space after its colon, as in {name}: …"
        elif before and is_alone and _THOUSANDS.fullmatch(key) and (number := _number_before(before, fields)):
            hint = f"; write {number}{key}, a number without a comma"
        elif before and is_alone:
            hint = "; if the comma before it belongs to a text, put that text in quotes"
        else:
            hint = key_hint(key, fields) or self.known(fields)
        self.tell(pair.key.line, f'unknown key "{pair.key.value}"{hint}')

    def known(self, fields: dict[str, Field]) -> str:
        """List the keys that there are, the first time that it is asked."""
        listed = f"; known are {', '.join(fields)}"
        if listed in self.listed:
            return ""
        self.listed.add(listed)
        return listed

    def scalar(self, node: Scalar, wanted: Type, name: str, *, is_needed: bool = False) -> str | int | Enum | None:
        """Give what a scalar means where a type is wanted."""
        text = node.value
        if not text.strip() or (node.plain and text in NULLS):
            is_needed = is_needed or name == "words"
            self.tell(node.line, f'"{name}" has no value; write one{"" if is_needed else ", or leave the key out"}')
            return None
        match wanted:
            case StrType():
                if unusable := UNUSABLE.search(text):
                    self.tell(node.line, f'"{name}" has the character U+{ord(unusable[0]):04X} in it; remove it')
                return text
            case IntType() if node.plain and WHOLE_NUMBER.fullmatch(text):
                return int(text)
            case BoolType() if node.plain and text in {"true", "false"}:
                return text == "true"
            case EnumType(cls=cls) if text in values_of(cls):
                return cls(text)
        hint = hint_of(text, wanted)
        self.tell(node.line, f'"{name}" wants {expected(wanted)}; this is "{text[:60]}"{hint}')
        return None


def _number_before(pair: Pair, fields: dict[str, Field]) -> str:
    """Give the digits of a pair whose value is to be a number, or nothing."""
    field = fields.get(pair.key.value)
    if field and isinstance(required(field.type), IntType) and isinstance(pair.value, Scalar):
        return pair.value.value
    return ""


def _may_have(fields: dict[str, Field], node: Node) -> bool:
    return isinstance(node, Mapping) and (not node.pairs or not fields.keys().isdisjoint(node.pairs))
