"""Anchor a facts file on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gdec.errors import InputError
from gdec.evidence.anchor import anchor
from gdec.evidence.text import ArticleText
from gdec.facts.sources import is_bulk
from gdec.facts.utf8 import read_bytes
from gdec.rdf.files import written_whole


@dataclass(frozen=True)
class Anchored:
    """What anchoring a file did.

    Attributes:
        anchored: how many quotes got their place.
        unchanged: how many had it already.
        moved: what moved from one place to another, or to another text, each in a line of text.
        is_changed: whether the file is another now, or would be.
    """

    anchored: int
    unchanged: int
    moved: tuple[str, ...]
    is_changed: bool


def place(facts: Path, article: Path, *, is_dry: bool) -> Anchored:
    """Find the words of a facts file in its article and write their places into it; see `gdec.anchor_facts`."""
    if is_bulk(facts):
        raise InputError(str(facts), "is JSON Lines; turn it into YAML with `gdec convert -f yaml` and anchor that")
    before = read_bytes(facts)
    after, report = anchor(str(facts), before, ArticleText.decode(str(article), read_bytes(article)))
    if after != before and not is_dry:
        with written_whole(facts) as file:
            file.write(after)
    return Anchored(report.anchored, report.unchanged, tuple(report.moved), after != before)
