"""Anchor a facts file: find its quotes in the article and write their places into the file."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping as Places
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias

from gdec.errors import GdecError, InputError, Problems
from gdec.evidence.edits import Edits
from gdec.evidence.find import agrees, find, places_of
from gdec.evidence.text import ArticleText, Span, digest, words_of
from gdec.facts.check import needs_words
from gdec.facts.model import ELLIPSIS, Article, Fact, Facts, NoFact
from gdec.facts.nodes import Mapping, Node, Sequence, compose
from gdec.facts.reading import facts_in, parse
from gdec.facts.walk import Found, structs_of, without_lines
from gdec.facts.wording import ends_of
from gdec.facts.writing import as_yaml

WHOLE = {"name", "also", "title", "themes"}
"""The fields whose words stand whole, however many they are."""
MAX_WHOLE_WORDS = 8

Quoting: TypeAlias = Fact | NoFact


@dataclass
class Report:
    """What anchoring did: how many quotes got evidence, how many had it already, and which moved to another place."""

    anchored: int = 0
    unchanged: int = 0
    moved: list[str] = field(default_factory=list)


def anchor(source: str, data: bytes, text: ArticleText) -> tuple[bytes, Report]:
    """Complete the evidence of a facts file, and leave every other byte of it as it stands.

    Each quote gets `at` and `sha256` behind its `words`, which become the exact words, or the first and last four of
    more than eight. Evidence that still holds stays; where it does not, the quote is looked for anew. Anchoring an
    anchored file changes nothing.

    Args:
        source: the file's name, for errors.
        data: the file's bytes.
        text: the article.

    Returns:
        The file's new bytes, and what was done.

    Raises:
        InputError: the file is not YAML, or has no article.
        Problems: the file is not in the format, or quotes stand nowhere or in several places, each with its line.
    """
    anchoring = _Anchoring(source, data, text)
    anchoring.place_all()
    return anchoring.result(data), anchoring.report


def rewrite(source: str, data: bytes, text: ArticleText, places: Places[tuple[str, ...], Span]) -> bytes:
    """Write the places of quotes, which were found again in another copy of the article, into a facts file.

    Every other byte of the file stays as it stands, but for the digest of the text.

    Args:
        source: the file's name, for errors.
        data: the file's bytes.
        text: the copy.
        places: the new places, by the path of each quote in the file.

    Raises:
        InputError: the file is not YAML, or has no article.
        Problems: the file is not in the format.
    """
    anchoring = _Anchoring(source, data, text)
    for found in structs_of(anchoring.facts):
        if isinstance(found.struct, Quoting) and found.path in places:
            anchoring.put(found, found.struct, places[found.path])
    return anchoring.result(data)


def shorten(words: str) -> str:
    """Give words as evidence keeps them: all of up to eight, else the first and the last four.

    Two characters of Chinese or Japanese are taken for a word.
    """
    ends = ends_of(" ".join(words.split()), MAX_WHOLE_WORDS, MAX_WHOLE_WORDS // 2)
    return ELLIPSIS.join(ends) if ends else words


class _Anchoring:
    """One file's anchoring: the edits to its text, and the same changes made to its facts."""

    def __init__(self, source: str, data: bytes, text: ArticleText) -> None:
        self.document, self.text = compose(source, data), text
        self.facts = facts_in(self.document)
        if self.facts.article is None:
            raise InputError(source, "has no article to quote; files of the registry need no evidence", 1)
        self.article = self.facts.article
        self.edits = Edits(self.document)
        self.report = Report()

    def result(self, data: bytes) -> bytes:
        """Give the file's new bytes, which say what the facts now say."""
        self.name_text(self.article)
        new = (BOM_UTF8 if data.startswith(BOM_UTF8) else b"") + self.edits.result().encode()
        if not _says(self.document.source, new, self.facts):
            raise InputError(
                self.document.source,
                "its layout leaves no room for evidence; write each entry as {words: …} or a line a key",
            )
        return new

    def place_all(self) -> None:
        problems: list[InputError] = []
        for found in structs_of(self.facts):
            fact = found.struct
            if isinstance(fact, Quoting):
                try:
                    self.place(found, fact)
                except GdecError as error:
                    problems.append(InputError(self.document.source, str(error), fact.line))
        if problems:
            raise Problems(problems)

    def place(self, found: Found, fact: Quoting) -> None:
        if fact.words is None:
            if isinstance(fact, Fact) and needs_words(fact):
                raise GdecError(f"{found.field} has no words; quote a few words of the article behind `words`")
            return
        self.put(found, fact, self.span(fact, fact.words))

    def put(self, found: Found, fact: Quoting, span: Span) -> None:
        """Give a quote its place, and the words as they stand there."""
        there = self.text.words(span)
        words = there if found.field in WHOLE else shorten(there)
        before, after = (fact.at, fact.sha256, fact.words), (span, digest(there), words)
        if before == after:
            self.report.unchanged += 1
            return
        self.report.anchored += 1
        if fact.at is not None and fact.at != span:
            where = f"{self.document.source}:{fact.line}"
            self.report.moved.append(f"{where}: moved from {list(fact.at)} to {list(span)}")
        self.write(found, fact, span, words)

    def span(self, fact: Quoting, words: str) -> Span:
        """Give the place of a fact's words: where they were if they are still there, else where they stand now."""
        if fact.at is None or fact.paragraph not in {None, fact.at[0]}:
            return find(self.text, words, paragraph=fact.paragraph)
        with suppress(GdecError):
            if agrees(words, words_of(fact, self.text)):
                return Span(*fact.at)
        places = places_of(self.text, words, paragraph=fact.paragraph)
        same = [place for place in places if digest(self.text.words(place)) == fact.sha256] or places
        near = [place for place in same if place.paragraph == fact.at[0]] or same
        return near[0] if len(near) == 1 else find(self.text, words, paragraph=fact.paragraph)

    def write(self, found: Found, fact: Quoting, span: Span, words: str) -> None:
        mapping = _node(self.document.root, found.path)
        sha256 = digest(self.text.words(span))
        if words != fact.words:
            self.edits.replace(mapping.pairs["words"].value, as_yaml(words))
        evidence = {"at": str(list(span)), "sha256": sha256}
        self.edits.put(mapping, evidence, after="words", instead_of="paragraph")
        if evidence.keys() - mapping.pairs.keys():
            fact.paragraph = None
        fact.words, fact.at, fact.sha256 = words, span, sha256

    def name_text(self, article: Article) -> None:
        """Write the digest of the text that the evidence points into."""
        sha256 = self.text.sha256
        if article.text.sha256 == sha256:
            return
        if article.text.sha256 is not None:
            where = f"{self.document.source}:{article.line}"
            self.report.moved.append(f"{where}: the text is not the one that was anchored before")
        article.text.sha256 = sha256
        entry = _node(self.document.root, ("article",))
        whole = f"{{extractor: {as_yaml(article.text.extractor)}, sha256: {sha256}}}"
        source = entry.pairs.get("text")
        if source is None:
            self.edits.put(entry, {"text": whole}, after=list(entry.pairs)[-1])
        elif isinstance(source.value, Mapping) and source.value.pairs:
            self.edits.put(source.value, {"sha256": sha256}, after=list(source.value.pairs)[-1])
        else:
            self.edits.replace(source.value, whole)


def _node(root: Node, path: tuple[str, ...]) -> Mapping:
    """Find the mapping that a struct was read from."""
    node = root
    for step in path:
        node = node.items[int(step)] if isinstance(node, Sequence) else _mapping(node).pairs[step].value
    return _mapping(node)


def _mapping(node: Node) -> Mapping:
    assert isinstance(node, Mapping)  # noqa: S101
    return node


def _says(source: str, data: bytes, facts: Facts) -> bool:
    """Tell that a file reads as these facts, their lines apart."""
    try:
        return without_lines(parse(source, data)) == without_lines(facts)
    except GdecError:
        return False
