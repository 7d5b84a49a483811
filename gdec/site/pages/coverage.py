"""The pages of coverage: how much of each article gave statements, and what it was asked and does not answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from gdec import terms
from gdec.site.frame import listed
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.paging import Page, pages
from gdec.site.frame.site import Site
from gdec.site.kept.database import kept, renew
from gdec.site.kept.remembering import remembered
from gdec.site.pages import sentences
from gdec.site.reading.graphs import graph_of
from gdec.site.reading.values import first, iri_of, is_iri, text_of

PAGE = "coverage"
SIZE = 50
"""How many articles stand on a page."""
_QUESTIONS = 30
"""How many open questions of one article are shown."""


@dataclass
class Account:
    """What the store holds of an article.

    Attributes:
        article: its IRI.
        kinds: the number of statements of each kind.
        paragraphs: the number of pieces of evidence in each paragraph, by its number.
        questions: what it does not answer: the IRI, the question and its language, and what it is about.
        asked: how many such questions there are.
    """

    article: str
    kinds: dict[str, int] = field(default_factory=dict)
    paragraphs: dict[int, int] = field(default_factory=dict)
    questions: list[tuple[str, str, str, str]] = field(default_factory=list)
    asked: int = 0

    @property
    def statements(self) -> int:
        """The number of its statements."""
        return sum(self.kinds.values())

    @property
    def silent(self) -> list[int]:
        """The paragraphs before the last one with evidence that have none."""
        return [number for number in range(1, max(self.paragraphs, default=0)) if number not in self.paragraphs]


def files(site: Site) -> Iterator[File]:
    """Give the pages of coverage, and one of each article's sentences where there is a copy of it."""
    known, copies = _articles(site), sentences.copies_of(site)
    with remembered(site, PAGE) as remembering:
        for page in pages(PAGE, known, SIZE):
            told = {iri: sentences.page_of(site, iri) for iri in page.items if iri in copies}
            state = [page.items, page.of, len(known), told]
            yield remembering.page(f"{page.path}.html", state, partial(_page, site, page, len(known), told))
        for article, sha256 in copies.items():
            path = f"{sentences.page_of(site, article)}.html"
            yield remembering.page(path, sha256, partial(sentences.page, site, article, sha256))


def _page(site: Site, page: Page[str], total: int, told: dict[str, str]) -> bytes:
    return site.render(
        "coverage.html",
        page.path,
        paged=page,
        total=total,
        told=told,
        accounts=[_account(site, article) for article in page.items],
        kinds=[term[1:-1] for term in terms.KINDS.values()],
        to=from_page(site, page.path),
    )


def _articles(site: Site) -> list[str]:
    """Name all articles: they are kept from one publishing to the next, for the store is long about naming them."""
    with kept(site, "articles") as database:
        database.execute("CREATE TABLE IF NOT EXISTS article (iri TEXT PRIMARY KEY) WITHOUT ROWID")

        def some(iris: Sequence[str]) -> None:
            database.executemany("DELETE FROM article WHERE iri = ?", ((iri,) for iri in iris))
            add(iris)

        def add(among: Sequence[str] | None = None) -> None:
            database.executemany("INSERT INTO article VALUES (?)", ((iri,) for iri in listed.articles(site, among)))

        renew(site, database, "article", add, some)
        return [iri for (iri,) in database.execute("SELECT iri FROM article ORDER BY iri")]


def _account(site: Site, article: str) -> Account:
    """Account for an article in one pass over its graph."""
    account = Account(article)
    asked: list[tuple[str, str, str, str]] = []
    for me, node in graph_of(site.reader, article).nodes.items():
        for kind in map(iri_of, node.get(terms.KIND, ())):
            account.kinds[kind] = account.kinds.get(kind, 0) + 1
        for paragraph in (int(text_of(each).text) for each in node.get(terms.PARAGRAPH, ())):
            account.paragraphs[paragraph] = account.paragraphs.get(paragraph, 0) + 1
        for question in (text_of(each) for each in node.get(terms.QUESTION, ()) if not is_iri(each)):
            asked.append((first(node, terms.ABOUT), question.text, iri_of(me), question.lang))
    account.paragraphs = dict(sorted(account.paragraphs.items()))
    account.asked = len(asked)
    account.questions = [(me, text, lang, about) for about, text, me, lang in sorted(asked)[:_QUESTIONS]]
    return account
