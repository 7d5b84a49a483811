"""Change values in a YAML file and leave every other byte of it as it stands."""

from __future__ import annotations

import re

from gdec.facts.nodes import Document, Mapping, Node

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BLOCK_COMMENT = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)")


class Edits:
    """Changes to a file, collected and then made all at once.

    Values are given as YAML, written on one line.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.changes: list[tuple[int, int, str]] = []

    def result(self) -> str:
        """Give the text with all changes made."""
        pieces: list[str] = []
        done = 0
        for start, end, new in sorted(self.changes, key=lambda change: change[0]):
            pieces += self.text[done:start], new
            done = end
        return "".join([*pieces, self.text[done:]])

    def replace(self, node: Node, value: str) -> None:
        """Put another value in the place of one; a comment behind the `|` of a block stays."""
        comment = _BLOCK_COMMENT.match(self.text, node.start, node.end)
        self.changes.append((node.start, node.end, value + (comment[1] if comment else "")))

    def put(self, mapping: Mapping, pairs: dict[str, str], *, after: str, instead_of: str = "") -> None:
        """Give a mapping's keys new values; the keys that it lacks are added behind one key or instead of another."""
        new = {key: value for key, value in pairs.items() if key not in mapping.pairs}
        for key in pairs.keys() - new.keys():
            self.replace(mapping.pairs[key].value, pairs[key])
        if not new:
            return
        position = mapping.pairs[after].value.end
        if mapping.flow:
            separator = ", "
        else:
            line_break = _LINE_BREAK.search(self.text, position)
            position = line_break.start() if line_break else len(self.text)
            separator = (line_break[0] if line_break else "\n") + " " * mapping.indent
        written = separator.join(f"{key}: {value}" for key, value in new.items())
        if instead_of in mapping.pairs:
            old = mapping.pairs[instead_of]
            self.changes.append((old.key.start, old.value.end, written))
        else:
            self.changes.append((position, position, separator + written))
