"""One's own copies of articles: a folder of texts, each the copy of the article whose evidence stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from gdec.errors import GdecError, InputError
from gdec.evidence.text import ArticleText, Span
from gdec.evidence.verify import LANDMARK, Quote, State, verify
from gdec.facts.utf8 import read_bytes

ENOUGH = 0.3
"""The share of an article's longer quotes that a text must hold to be taken for a copy of it."""


@dataclass
class Copies:
    """The texts of a folder.

    Attributes:
        folder: the folder.
        texts: each text by its file, in the order of the names.
        unreadable: files that are no text in UTF-8, with the reason.
    """

    folder: Path
    texts: dict[Path, ArticleText] = field(default_factory=dict)
    unreadable: list[InputError] = field(default_factory=list)

    def of_digest(self, sha256: str | None) -> Path | None:
        """Find the file whose text has a digest."""
        return next((path for path, text in self.texts.items() if text.sha256 == sha256), None)

    def likest(self, quotes: list[Quote]) -> Path | None:
        """Find the file that holds most of an article's longer quotes, if it holds enough of them."""
        long = [quote for quote in quotes if quote.at.end - quote.at.start >= LANDMARK] or quotes
        shares = {path: _share(long, text) for path, text in self.texts.items()}
        best = max(shares, key=shares.__getitem__, default=None)
        return best if best is not None and shares[best] >= ENOUGH else None

    def find(self, quote: Quote) -> tuple[ArticleText, Span] | None:
        """Find where words stand in any of the texts: to the letter where they stood, else where they stand now."""
        moved = None
        for text in self.texts.values():
            (told,) = verify([quote], text, with_nearest=False)
            if told.state is State.EXACT:
                return text, quote.at
            if told.span and told.is_sure and moved is None:
                moved = text, told.span
        return moved


def read_copies(folder: Path) -> Copies:
    """Read the copies in a folder; hidden files are passed over, and so are folders in it.

    Raises:
        GdecError: there is no such folder, or no text in it.
    """
    if not folder.is_dir():
        raise GdecError(f"{folder}: is no folder; put your copies of the articles into one, each as a text in UTF-8")
    copies = Copies(folder)
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            try:
                copies.texts[path] = ArticleText.decode(str(path), read_bytes(path))
            except InputError as error:
                copies.unreadable.append(error)
    if not copies.texts:
        raise GdecError(f"{folder}: has no copies of articles; put them in, each as a text in UTF-8")
    return copies


def assign(articles: Iterable[tuple[str | None, list[Quote]]], copies: Copies) -> list[Path | None]:
    """Tell for each article which copy is its own, or None: by the text's digest, else by the quotes that it holds.

    Args:
        articles: for each, the digest of the text that it was anchored in, and its quotes.
        copies: the copies; one that is the very text of some article is no other article's copy.
    """
    known = list(articles)
    found = [copies.of_digest(sha256) for sha256, _ in known]
    rest = Copies(copies.folder, {path: text for path, text in copies.texts.items() if path not in found})
    return [path or rest.likest(quotes) for path, (_, quotes) in zip(found, known, strict=True)]


def _share(quotes: list[Quote], text: ArticleText) -> float:
    standing = sum(each.state in {State.EXACT, State.MOVED} for each in verify(quotes, text, with_nearest=False))
    return standing / len(quotes) if quotes else 0.0
