"""YAML as a tree whose nodes know where they stand, from a subset of YAML that cannot surprise.

There are mappings with text keys, sequences and scalars, and nothing else: aliases, anchors, tags, merge keys, a second
document and a key given twice are refused. The tree grows from the parser's events and not by recursion, so that
neither deep nesting nor an alias bomb does harm.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from gdec.errors import InputError
from gdec.facts.slips import COLON, merge_mark, slip_of_bracket, slip_of_colon, slip_of_indent, slip_of_quote
from gdec.facts.utf8 import decode, line_at

MAX_DEPTH = 50
MAX_NODES = 1_000_000

_NODES = frozenset({yaml.AliasEvent, yaml.MappingStartEvent, yaml.ScalarEvent, yaml.SequenceStartEvent})
_ENDS = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What YAML itself cannot hold unescaped, a byte order mark inside the text, and the three characters that libyaml takes
# for line breaks and editors do not.
_UNUSABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(slots=True)
class Node:
    """A piece of the file: its line from 1, and where it starts and ends in code points of the text."""

    line: int
    start: int
    end: int


@dataclass(slots=True)
class Scalar(Node):
    """A text as the file means it; `plain` where it stands without quotes and is no block."""

    value: str
    plain: bool


@dataclass(slots=True)
class Sequence(Node):
    """A list, `[in, flow]` or with a dash an item."""

    flow: bool
    items: list[Node] = field(default_factory=list)


class Pair(NamedTuple):
    """A key and its value."""

    key: Scalar
    value: Node


@dataclass(slots=True)
class Mapping(Node):
    """Pairs by key, `{in: flow}` or a line each; `indent` is the column, from 0, that their keys stand in."""

    flow: bool
    indent: int
    pairs: dict[str, Pair] = field(default_factory=dict)


class Document(NamedTuple):
    """A file's name, its text without a byte order mark, and the tree."""

    source: str
    text: str
    root: Node


def compose(source: str, data: bytes) -> Document:
    """Give the tree of a YAML file.

    Args:
        source: the file's name, for errors.
        data: the file's bytes, in UTF-8.

    Raises:
        InputError: the bytes are not the YAML described above, or too many.
    """
    text = _decode(source, data)
    try:
        return Document(source, text, _Builder(source, text).build())
    except yaml.YAMLError as error:
        raise _explain(source, text, error) from None
    except (ValueError, OverflowError):  # from PyYAML without libyaml, for an escape such as "\UFFFFFFFF"
        raise InputError(source, "not well-formed YAML: an escape that names no character") from None


def _decode(source: str, data: bytes) -> str:
    text = decode(source, data.removeprefix(BOM_UTF8))
    if unusable := _UNUSABLE.search(text):
        what = f"the character U+{ord(unusable[0]):04X}; remove it, or write it as an escape in double quotes"
        raise InputError(source, what, line_at(text, unusable.start()))
    return text


def _explain(source: str, text: str, error: yaml.YAMLError) -> InputError:
    problem, index, line, begun, opened = str(error), len(text), 0, 0, 0
    if isinstance(error, yaml.MarkedYAMLError) and (mark := error.problem_mark or error.context_mark):
        problem, index, line = error.problem or error.context or "", mark.index, mark.line + 1
        begun, opened = (error.context_mark or mark).line + 1, (error.context_mark or mark).index
    is_of_colon = problem.startswith(("mapping values are not allowed", "could not find expected ':'"))
    is_unfinished = problem.startswith(("did not find expected", "expected <block end>", "expected ',' or"))
    found = merge_mark(text) or (slip_of_colon(text, line) if is_of_colon else None)
    if not found and is_unfinished:
        found = slip_of_quote(text, index) or (slip_of_bracket(text, index, opened) if "flow" in str(error) else None)
    is_tab = text[index : index + 1] == "\t"
    if not found and not is_tab and (is_unfinished or is_of_colon):
        found = slip_of_indent(text, line)
    if found:
        line, problem = found
    elif is_tab:
        problem = "a tab; indent with spaces"
    elif problem.startswith("mapping values are not allowed"):
        problem = COLON
    elif "end of stream" in problem and "quoted" in str(error):
        problem, line = "a quote that is opened here and not closed; close it", begun
    elif is_unfinished:
        lines = f"line {line}" if begun == line else f"lines {begun} to {line}"
        problem += f"; look for a wrong indentation, or a bracket or quote that is not closed, in {lines}"
    return InputError(source, f"not well-formed YAML: {problem}", line)


class _Builder:
    def __init__(self, source: str, text: str) -> None:
        self.source, self.text = source, text
        self.root: Node | None = None
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []
        self.count = 0

    def build(self) -> Node:
        for event in yaml.parse(self.text, Loader=_Loader):
            self._take(event)
        if self.root is None:
            raise InputError(self.source, "is empty; a facts file begins with `format: 1`", 1)
        return self.root

    def _take(self, event: Any) -> None:
        kind, mark = type(event), event.start_mark
        line, start, end = mark.line + 1, mark.index, event.end_mark.index
        if kind in _NODES:
            self._refuse_marks(event, line)
        if kind is yaml.ScalarEvent:
            if event.style in {"|", ">"}:
                end = start + len(self.text[start:end].rstrip())
            self._add(Scalar(line, start, end, event.value, not event.style))
        elif kind is yaml.MappingStartEvent:
            self._enter(Mapping(line, start, end, bool(event.flow_style), mark.column))
        elif kind is yaml.SequenceStartEvent:
            self._enter(Sequence(line, start, end, bool(event.flow_style)))
        elif kind in _ENDS:
            self._leave(end)
        elif kind is yaml.DocumentStartEvent and self.root is not None:
            raise InputError(self.source, "a second document (`---`); put it in a file of its own", line)

    def _refuse_marks(self, event: Any, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise InputError(self.source, "an alias (`*…`); write the value out, or quote it", line)
        if event.anchor is not None:
            raise InputError(self.source, "an anchor (`&…`); leave it out, or quote the value", line)
        if event.tag is not None:
            raise InputError(self.source, "a tag (`!…`); leave it out, or quote the value", line)

    def _enter(self, node: Sequence | Mapping) -> None:
        if len(self.open) == MAX_DEPTH:
            raise InputError(self.source, f"nested more than {MAX_DEPTH} deep", node.line)
        self._add(node)
        self.open.append(node)
        self.keys.append(None)

    def _leave(self, end: int) -> None:
        node = self.open.pop()
        self.keys.pop()
        children = node.items if isinstance(node, Sequence) else [pair.value for pair in node.pairs.values()]
        # The parser ends a block where the next thing starts, behind blank lines and comments that are not its own.
        node.end = end if node.flow or not children else children[-1].end

    def _add(self, node: Node) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            raise InputError(self.source, f"more than {MAX_NODES} values; split the file", node.line)
        if not self.open:
            self.root = node
        elif isinstance(parent := self.open[-1], Sequence):
            parent.items.append(node)
        elif (key := self.keys[-1]) is None:
            self.keys[-1] = self._key(node, parent)
        else:
            parent.pairs[key.value] = Pair(key, node)
            self.keys[-1] = None

    def _key(self, node: Node, parent: Mapping) -> Scalar:
        if not isinstance(node, Scalar):
            raise InputError(self.source, "a list or mapping as a key; a key is a word", node.line)
        if node.plain and node.value == "<<":
            raise InputError(self.source, "a merge key (`<<`); write the keys out", node.line)
        if earlier := parent.pairs.get(node.value):
            key = " ".join(node.value.split())
            if parent.flow and re.fullmatch("[0-9]{3}", key):
                what = f"{key} stands behind a comma twice; write numbers without commas, as in 12000"
                raise InputError(self.source, what, node.line)
            what = f'the key "{key}" stands twice, first in line {earlier.key.line}; keep one'
            raise InputError(self.source, what, node.line)
        return node
