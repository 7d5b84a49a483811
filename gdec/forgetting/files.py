"""Rewrite what one file holds, so that a person is forgotten: facts in YAML or JSON Lines, editors' choices."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gdec.errors import GdecError, InputError
from gdec.facts.jsonl import encode
from gdec.facts.model import Facts
from gdec.facts.nodes import Mapping, Sequence, compose
from gdec.facts.reading import facts_in
from gdec.facts.sources import Source, is_bulk, lines_in, sources
from gdec.facts.utf8 import line_at, read_bytes
from gdec.facts.walk import without_lines
from gdec.forgetting.edits import edited, without_comments
from gdec.forgetting.person import Person
from gdec.forgetting.rules import applied, cuts


@dataclass
class Touched:
    """What was done to one file, in numbers.

    Attributes:
        facts: facts, questions, notes and choices that went.
        quotes: quotes that were shortened.
        mentions: mentions that went from lists.
        comments: comments that went.
    """

    facts: int = 0
    quotes: int = 0
    mentions: int = 0
    comments: int = 0

    def __iadd__(self, other: Touched) -> Touched:
        for name, value in other.__dict__.items():
            setattr(self, name, getattr(self, name) + value)
        return self


def rewritten(path: Path, person: Person) -> tuple[bytes, Touched]:
    """Give the bytes of a file of facts without the person; those that it has where nothing in it is of the person.

    Raises:
        InputError: the file cannot be read, or has the person's name where only an editor can take it out.
    """
    if not is_bulk(path):
        return rewritten_source(Source(path, read_bytes(path)), person)
    lines: dict[int, bytes] = {}
    total = Touched()
    for source in sources(path):
        lines[source.line], touched = rewritten_source(source, person)
        total += touched
        if lines[source.line] == source.data:
            del lines[source.line]
    if not lines:
        return path.read_bytes(), total
    whole = b"".join(lines.get(number, line) for number, line in enumerate(lines_in(path), start=1))
    return _packed(path, whole), total


def _packed(path: Path, data: bytes) -> bytes:
    match path.suffix.lower():
        case ".gz":
            return gzip.compress(data, mtime=0)
        case ".zst":
            import zstandard

            return zstandard.ZstdCompressor().compress(data)
    return data


def rewritten_source(source: Source, person: Person) -> tuple[bytes, Touched]:
    """Give the bytes of one facts file, or line, without the person; errors are those of `rewritten`."""
    return _json(source, person) if source.line else _yaml(source, person)


def _json(source: Source, person: Person) -> tuple[bytes, Touched]:
    facts = source.read()
    what = cuts(facts, person)
    data = source.data
    if what.removed or what.changed:
        data = encode(msgspec.convert(applied(facts, what), Facts))
    if person.pattern.search(_plain(data)):
        raise InputError(str(source.path), _REWORD, source.line)
    return data, Touched(what.facts, what.quotes, what.mentions)


def _plain(data: bytes) -> str:
    """Give the text of JSON with its characters as they are, and not as escapes."""
    return msgspec.json.encode(msgspec.json.decode(data)).decode()


def _yaml(source: Source, person: Person) -> tuple[bytes, Touched]:
    name = str(source.path)
    document = compose(name, source.data)
    facts = facts_in(document)
    what = cuts(facts, person)
    text, comments = without_comments(name, edited(document, what.removed, what.changed), person.pattern)
    _refuse_rest(source, document.text, text, person)
    if text == document.text:
        return source.data, Touched()
    new = facts_in(compose(name, text.encode()))
    if without_lines(new) != msgspec.convert(applied(facts, what), Facts):
        raise GdecError(f"{name}: is laid out in a way that cannot be edited; lay it out anew with `gdec convert`")
    return text.encode(), Touched(what.facts, what.quotes, what.mentions, comments)


_REWORD = (
    "has the person's name, or key, in a text that no rule can take out, as the name of another thing or a reason; "
    "reword it, and forget the person then"
)


def _refuse_rest(source: Source, before: str, after: str, person: Person) -> None:
    if not (rest := person.pattern.search(after)):
        return
    # The line is told as it is in the file that the editor has: the last one of that text.
    line = after[after.rfind("\n", 0, rest.start()) + 1 :].partition("\n")[0]
    raise InputError(str(source.path), _REWORD, line_at(before, max(before.rfind(line), 0)))


def choices_without(path: Path, person: Person, also: Iterable[int] = ()) -> tuple[bytes, Touched]:
    """Give the bytes of a file of editors' choices without those that name the person.

    Args:
        path: the file.
        person: the person.
        also: the lines of other choices that go.
    """
    data = read_bytes(path)
    document = compose(str(path), data)
    pair = document.root.pairs.get("choices") if isinstance(document.root, Mapping) else None
    items = pair.value.items if pair and isinstance(pair.value, Sequence) else []
    lines = set(also)
    gone = [
        str(index)
        for index, item in enumerate(items)
        if item.line in lines or person.pattern.search(document.text, item.start, item.end)
    ]
    whole = [("choices",)] if gone and len(gone) == len(items) else [("choices", index) for index in gone]
    text, comments = without_comments(str(path), edited(document, whole, {}), person.pattern)
    return (text.encode() if text != document.text else data), Touched(facts=len(gone), comments=comments)
