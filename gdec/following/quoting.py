"""Quote evidence: as the graph keeps its words, or whole from one's own copies of the articles."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from gdec.evidence.links import link, link_in
from gdec.following.why import Answer, Evidence

if TYPE_CHECKING:
    from gdec.evidence.text import ArticleText, Span


class Quoting(Protocol):
    """What gives the words of evidence."""

    def words(self, evidence: Evidence) -> str:
        """Give the words."""
        ...

    def link(self, url: str, evidence: Evidence) -> str:
        """Give the address of a page with the words marked."""
        ...

    def texts(self, answer: Answer) -> dict[str, str]:
        """Give the whole texts of the articles that an answer rests on, as far as they are at hand."""
        ...


class AsGiven:
    """Quotes as the graph keeps them: short words whole, of long ones the first and the last."""

    def words(self, evidence: Evidence) -> str:
        """Give the words as the graph keeps them."""
        return evidence.words

    def link(self, url: str, evidence: Evidence) -> str:
        """Give the address of a page with the words marked, as far as the graph knows them."""
        return link(url, evidence.words)

    def texts(self, answer: Answer) -> dict[str, str]:  # noqa: ARG002
        """Give nothing: the graph keeps no texts."""
        return {}


class FromCopies:
    """Quotes from one's own copies, where the words still stand in one; else as the graph keeps them.

    Args:
        folder: the copies, each a text in UTF-8.

    Raises:
        GdecError: there is no such folder, or no text in it.
    """

    def __init__(self, folder: Path) -> None:
        from gdec.evidence.copies import read_copies

        self._copies = read_copies(folder)
        self._found = cache(self._find)

    def words(self, evidence: Evidence) -> str:
        """Give the words as they stand in a copy."""
        found = self._found(evidence)
        return found[0].words(found[1]) if found else evidence.words

    def link(self, url: str, evidence: Evidence) -> str:
        """Give the address of a page with the words marked, told apart from the same words elsewhere in the article."""
        found = self._found(evidence)
        return link_in(url, evidence.words, *found) if found else link(url, evidence.words)

    def texts(self, answer: Answer) -> dict[str, str]:
        """Give the texts of the copies that hold an answer's evidence, each by its article."""
        return {evidence.article: found[0].text for evidence in evidences(answer) if (found := self._found(evidence))}

    def _find(self, evidence: Evidence) -> tuple[ArticleText, Span] | None:
        from gdec.evidence.text import Span
        from gdec.evidence.verify import Quote

        at = Span(evidence.paragraph, evidence.start, evidence.end)
        return self._copies.find(Quote((), 0, evidence.words, at, evidence.sha256))


def evidences(answer: Answer) -> Iterable[Evidence]:
    """Give all evidence of an answer's statements."""
    return (evidence for match in answer.matches for statement in match.statements for evidence in statement.evidence)
