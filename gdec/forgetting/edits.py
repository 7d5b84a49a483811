"""Take parts out of a YAML file by its nodes: every other line, comments and order included, stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Texts
from itertools import groupby

from gdec.facts.nodes import Document, Mapping, Node, Scalar, Sequence, compose
from gdec.facts.writing import as_yaml
from gdec.forgetting.rules import Path

Edit = tuple[int, int, str]

_COMMENTS_ABOVE = re.compile(r"(?:^[ \t]*#[^\n]*\n)+\Z", re.MULTILINE)


def edited(document: Document, removed: Iterable[Path], changed: Texts[Path, str]) -> str:
    """Give the text of a file without some parts and with some scalars written anew.

    The comments right above a part go with it, and so does one behind it on its last line.

    Args:
        document: the file's tree; it has a node at every path.
        removed: the paths of pairs and items that go; none is inside of another.
        changed: new texts of scalars, by path.
    """
    edits = [(node.start, node.end, as_yaml(text)) for path, text in changed.items() if (node := _node(document, path))]
    by_owner = sorted({path[:-1]: None for path in removed})
    gone = set(removed)
    for owner in by_owner:
        edits += _cut(document.text, _node(document, owner), {path[-1] for path in gone if path[:-1] == owner})
    text = document.text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def without_comments(source: str, text: str, pattern: re.Pattern[str]) -> tuple[str, int]:
    """Give a file's text without the comments that a pattern is found in, and how many went.

    A comment on a line of its own goes with its line.
    """
    spans = sorted(_scalars(compose(source, text.encode()).root))
    count, search = 0, 0
    while match := pattern.search(text, search):
        search = match.end()
        if any(start < match.end() and match.start() < end for start, end in spans):
            continue
        line = text.rfind("\n", 0, match.start()) + 1
        stop = text.find("\n", match.end())
        stop = len(text) if stop < 0 else stop
        inside = [(start, end) for start, end in spans if start < stop and line < end]
        begin = text.find("#", max([line, *(end for _, end in inside)]))
        if begin < 0:
            continue
        before = text[line:begin].rstrip()
        cut = (line + len(before), stop) if before else (line, min(stop + 1, len(text)))
        text, search, count = text[: cut[0]] + text[cut[1] :], cut[0], count + 1
        spans = sorted(_scalars(compose(source, text.encode()).root))
    return text, count


def _scalars(node: Node) -> Iterator[tuple[int, int]]:
    open_ = [node]
    while open_:
        match open_.pop():
            case Scalar(start=start, end=end):
                yield start, end
            case Sequence(items=items):
                open_ += items
            case Mapping(pairs=pairs):
                open_ += [part for pair in pairs.values() for part in pair]


def _node(document: Document, path: Path) -> Node:
    node = document.root
    for step in path:
        node = node.items[int(step)] if isinstance(node, Sequence) else node.pairs[step].value  # type: ignore[attr-defined]
    return node


def _cut(text: str, owner: Node, gone: set[str]) -> Iterator[Edit]:
    """Cut parts out of one list or mapping."""
    parts: list[tuple[bool, int, int]] = []
    match owner:
        case Sequence(items=items):
            parts = [(str(index) in gone, item.start, item.end) for index, item in enumerate(items)]
        case Mapping(pairs=pairs):
            parts = [(key in gone, pair.key.start, max(pair.key.end, pair.value.end)) for key, pair in pairs.items()]
    if getattr(owner, "flow", False):
        yield from _cut_flow(parts)
        return
    for index, (is_gone, start, end) in enumerate(parts):
        if is_gone:
            following = parts[index + 1][1] if index + 1 < len(parts) else 0
            yield _block(text, start, end, following, is_item=isinstance(owner, Sequence))


def _cut_flow(parts: list[tuple[bool, int, int]]) -> Iterator[Edit]:
    """Cut runs of neighbours, each with the commas on one side of it."""
    index = 0
    for is_gone, run in groupby(parts, key=lambda part: part[0]):
        found = list(run)
        after = index + len(found)
        if is_gone and after < len(parts):
            yield found[0][1], parts[after][1], ""
        elif is_gone:
            yield (parts[index - 1][2] if index else found[0][1]), found[-1][2], ""
        index = after


def _block(text: str, start: int, end: int, following: int, *, is_item: bool) -> Edit:
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop + 1
    before = text[line:start].strip()
    if before and not (is_item and before == "-"):
        # The first key of an item stands behind its dash, which the next key takes over.
        return start, following or end, ""
    comments = _COMMENTS_ABOVE.search(text, 0, line)
    return (comments.start() if comments else line), stop, ""
