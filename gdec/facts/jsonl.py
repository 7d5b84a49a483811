"""JSON Lines: the twin of the facts format for bulk, one facts file a line.

A line as `encode` writes it is decoded by msgspec straight into the model. Any other line, right or wrong, goes through
the reader of YAML files as a tree of JSON, so that both forms mean the same and are told the same; only that a text
stands in quotes here. What is wrong is told with the line of the file and the path of keys.
"""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import Any

import msgspec
from msgspec.inspect import EnumType, StrType, Type

from gdec.errors import InputError, Problems
from gdec.facts.check import check
from gdec.facts.model import FORMAT, Article, Facts
from gdec.facts.names import Registry
from gdec.facts.nodes import MAX_DEPTH, Mapping, Node, Pair, Scalar, Sequence
from gdec.facts.reading import Reader
from gdec.facts.walk import Found, set_lines, structs_of, without_lines

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Facts)
# Blank texts, lines of our own and characters that the format does not take: msgspec takes them all.
_DOUBTFUL = re.compile(r'"(?:\s|\\[nrt])*"|":lines?"|\\[bfu]|[\ufffe\uffff]')
# Without a backslash, a text that begins so, and U+FFC0 to U+FFFF, a line holds nothing doubtful; looking for these in
# its bytes is several times as fast as the pattern. Blanks that are not ASCII's begin with one of four bytes.
_SIGN = re.compile(b'"(?:[" \xc2\xe1\xe2\xe3]|:l)')
_NEAR_THE_END = b"\xef\xbf"
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_HALF = re.compile("[\ud800-\udfff]")
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}


def encode(facts: Facts) -> bytes:
    """Write facts as one line of JSON with its line end; what an author need not write is left out."""
    return _encoder.encode(without_lines(facts)) + b"\n"


def decode_line(source: str, data: bytes, line: int) -> Facts:
    """Read one line of JSON Lines; the facts in it are not told their line, as `set_lines` and `fill_in` do.

    Args:
        source: the file's name, for errors.
        data: the line's bytes, in UTF-8.
        line: its number from 1, for errors.

    Raises:
        InputError: the line is no JSON.
        Problems: it is not in the facts format; every problem is told with its path of keys.
    """
    facts = _as_written(data)
    if facts is None:
        tree = Tree(source, data, line)
        try:
            facts = _Reader(source).facts(tree.root)
        except Problems as problems:
            raise _located(problems, tree.paths, source, line) from None
    return facts


def check_line(facts: Facts, registry: Registry, source: str, line: int, found: list[Found] | None = None) -> None:
    """Check the facts of one line as `gdec.facts.check.check` does.

    Raises:
        Problems: everything that is wrong, each with its line and path of keys.
    """
    try:
        check(facts, registry, source, found)
    except Problems:
        pass
    else:
        return
    # The lines of all structs are the same: they tell the paths of keys while the problems are looked for again.
    paths = [""]
    for each in structs_of(facts):
        if hasattr(each.struct, "line"):
            each.struct.line = len(paths)
            paths.append(".".join(each.path))
        if isinstance(each.struct, Article):
            keys = each.struct.__struct_encode_fields__
            each.struct.lines = {key: len(paths) + index for index, key in enumerate(keys)}
            paths += [f"article.{key}" for key in keys]
    try:
        check(facts, registry, source)
    except Problems as problems:
        raise _located(problems, paths, source, line) from None
    finally:
        set_lines(facts, line)


class Tree:
    """The tree of one line of JSON; the `line` of a node is the place of its path of keys in `paths`.

    Raises:
        InputError: the line is no JSON, nested too deep, or has a key twice.
    """

    def __init__(self, source: str, data: bytes, line: int) -> None:
        self.source, self.line = source, line
        self.paths: list[str] = []
        self.root = self.node(self._loaded(data), "")

    def _loaded(self, data: bytes) -> Any:
        try:
            text = data.decode("utf-8").strip()
        except UnicodeDecodeError:
            raise InputError(self.source, "is not UTF-8; save it as UTF-8", self.line) from None
        depths = accumulate(_STEP.get(letter, 0) for letter in _TEXT.sub("", text))
        if max(depths, default=0) > MAX_DEPTH:
            raise InputError(self.source, f"nested more than {MAX_DEPTH} deep", self.line)
        try:
            return json.loads(text, object_pairs_hook=_Object, parse_int=_Bare, parse_float=_Bare, parse_constant=_Bare)
        except json.JSONDecodeError as error:
            message = f"not well-formed JSON: {error.msg} at character {error.colno}"
            raise InputError(self.source, message, self.line) from None

    def node(self, value: Any, path: str) -> Node:
        """Give the node of a value that `json` loaded."""
        self.paths.append(path)
        here = len(self.paths) - 1
        match value:
            case _Object(pairs=pairs):
                mapping = Mapping(here, 0, 1, flow=True, indent=0)
                for key, inner in pairs:
                    self._add(mapping, key, inner, path)
                return mapping
            case list():
                items = [self.node(item, f"{path}.{index}" if path else str(index)) for index, item in enumerate(value)]
                return Sequence(here, 0, 1, flow=True, items=items)
            case str() if not isinstance(value, _Bare):
                self._refuse_halves(value)
                return Scalar(here, 0, 1, value, plain=False)
        return Scalar(here, 0, 1, value if isinstance(value, str) else json.dumps(value), plain=True)

    def _add(self, mapping: Mapping, key: str, inner: Any, path: str) -> None:
        self._refuse_halves(key)
        below = f"{path}.{key}" if path else key
        if key in mapping.pairs:
            raise InputError(self.source, f'{below}: the key "{key}" stands twice; keep one', self.line)
        value = self.node(inner, below)
        mapping.pairs[key] = Pair(Scalar(value.line, 0, 1, key, plain=False), value)

    def _refuse_halves(self, text: str) -> None:
        if half := _HALF.search(text):
            message = f"half a character, \\u{ord(half[0]):04x}; write the other half behind it, or remove it"
            raise InputError(self.source, message, self.line)


class _Object:
    """A JSON object with every pair it has."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs


class _Bare(str):
    """A number as it is written, or one of the words that Python's reader takes for numbers."""

    __slots__ = ()


class _Reader(Reader):
    def scalar(self, node: Scalar, wanted: Type, name: str, *, is_needed: bool = False) -> Any:
        if isinstance(wanted, StrType | EnumType) and node.plain and node.value != "null":
            self.tell(node.line, f'"{name}" wants a text in quotes; this is {node.value[:60]}')
            return None
        return super().scalar(node, wanted, name, is_needed=is_needed)


def _as_written(data: bytes) -> Facts | None:
    """Give the facts of a line that is just as `encode` writes them."""
    try:
        facts = _decoder.decode(data)
        has_signs = b"\\" in data or _SIGN.search(data) or (not data.isascii() and _NEAR_THE_END in data)
        doubtful = has_signs and _DOUBTFUL.search(data.decode("utf-8"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    as_written = not doubtful and facts.format == FORMAT and _encoder.encode(facts) == data.strip()
    return facts if as_written else None


def _located(problems: Problems, paths: list[str], source: str, line: int) -> Problems:
    told = dict.fromkeys((paths[problem.line], problem.message) for problem in problems.problems)
    return Problems(InputError(source, f"{path}: {message}" if path else message, line) for path, message in told)
