"""Verify the evidence of facts files in one's own copies of the articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gdec.errors import GdecError, InputError
from gdec.evidence.anchor import rewrite
from gdec.evidence.copies import assign, read_copies
from gdec.evidence.text import ArticleText
from gdec.evidence.verify import State, Verified, quotes_of, verify
from gdec.facts.model import Facts
from gdec.facts.utf8 import read_bytes
from gdec.project import find_project
from gdec.rdf.files import written_whole


@dataclass(frozen=True)
class VerifiedArticle:
    """What became of the evidence of one article.

    Attributes:
        file: its facts file.
        copy: the text that the evidence was looked for in, or None where there is no copy of the article.
        evidence: each quote, and where it stands now.
        fixed: the paths of the quotes whose new places were written into the file.
    """

    file: Path
    copy: ArticleText | None
    evidence: tuple[Verified, ...]
    fixed: frozenset[tuple[str, ...]]

    @property
    def is_exact(self) -> bool:
        """Whether all of its evidence stands where the file says now."""
        return self.copy is not None and all(
            each.state is State.EXACT or each.quote.path in self.fixed for each in self.evidence
        )

    @property
    def counts(self) -> dict[str, int]:
        """How much of the evidence is exact, moved, changed and gone."""
        return {state.value: sum(each.state is state for each in self.evidence) for state in State}

    def told(self) -> Iterator[str]:
        """Give the lines that tell what of the evidence is not exact."""
        if self.copy is None:
            yield f"{self.file}: there is no copy of this article"
            return
        for each in self.evidence:
            if each.state is not State.EXACT:
                yield from _lines(self, each, self.copy)


@dataclass(frozen=True)
class Verification:
    """What became of the evidence of articles.

    Attributes:
        articles: the articles, in the order of the files.
        unreadable: files in the folder of copies that are no text in UTF-8.
    """

    articles: tuple[VerifiedArticle, ...]
    unreadable: tuple[InputError, ...]

    @property
    def holds(self) -> bool:
        """Whether all evidence stands where the files say."""
        return all(each.is_exact for each in self.articles)


def verify_files(facts: list[Path], folder: Path, *, fix: bool) -> Verification:
    """Verify facts files, or folders of them; see `gdec.verify_evidence`."""
    copies = read_copies(folder)
    project = find_project(facts[0])
    files = [file for path in facts for file in _files(path)]
    known = [(file, each) for file in files for each in project.read_each(file)]
    if not known:
        raise GdecError("there are no facts to verify; name their files, or go to the folder that holds data/articles")
    asked = [(each.article.text.sha256 if each.article else None, quotes_of(each)) for _, each in known]
    texts = [copies.texts[path] if path else None for path in assign(asked, copies)]
    if not any(texts):
        raise GdecError(f"{folder}: has no copy of any of these articles; put them in, each as a text in UTF-8")
    articles = (_verified(file, each, text, fix=fix) for (file, each), text in zip(known, texts, strict=True))
    return Verification(tuple(articles), tuple(copies.unreadable))


def _files(path: Path) -> list[Path]:
    return find_project(path.parent if path.name == "articles" else path).articles() if path.is_dir() else [path]


def _verified(file: Path, facts: Facts, text: ArticleText | None, *, fix: bool) -> VerifiedArticle:
    if text is None:
        return VerifiedArticle(file, None, (), frozenset())
    told = verify(quotes_of(facts), text)
    fixed = {
        each.quote.path: each.span for each in told if fix and each.state is State.MOVED and each.is_sure and each.span
    }
    if fixed and file.suffix not in {".yaml", ".yml"}:
        raise GdecError(f"{file}: only YAML is written anew in place; anchor the source of these facts instead")
    if fixed:
        after = rewrite(str(file), read_bytes(file), text, fixed)
        with written_whole(file) as out:
            out.write(after)
    return VerifiedArticle(file, text, tuple(told), frozenset(fixed))


def _lines(found: VerifiedArticle, each: Verified, copy: ArticleText) -> Iterator[str]:
    where = f"{found.file}:{each.quote.line}: {'.'.join(each.quote.path)}"
    if each.span is None:
        yield f"{where} is gone"
        yield f"- {each.quote.words}"
        return
    place = f"{list(each.quote.at)} → {list(each.span)}"
    if each.state is State.CHANGED:
        yield f"{where} has changed, {place}"
        yield f"- {each.quote.words}"
        yield f"+ {' '.join(copy.text[each.span.start : each.span.end].split())}"
        return
    doubt = "" if each.is_sure else ", perhaps; look at it, and run `gdec anchor`"
    yield f"{where} {'was' if each.quote.path in found.fixed else 'has'} moved, {place}{doubt}"
