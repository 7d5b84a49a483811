"""The pages of coverage: how much of each article gave statements, and what it was asked and does not answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.following.names import rows
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.paging import Page, pages
from gdec.site.frame.site import Site
from gdec.site.kept.database import kept, renew
from gdec.site.kept.remembering import remembered
from gdec.site.pages import sentences
from gdec.site.statements.grounds import text_of

PAGE = "coverage"
SIZE = 50
"""How many articles stand on a page."""
_QUESTIONS = 30
"""How many open questions of one article are shown."""


_TELLING = f"VALUES ?p {{ {terms.KIND} {terms.PARAGRAPH} {terms.QUESTION} {terms.ABOUT} }}"


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
            add(f"VALUES ?article {{ {' '.join(str(NamedNode(iri)) for iri in iris)} }}")

        def add(among: str) -> None:
            asked = f"SELECT DISTINCT ?article WHERE {{ {among} ?article {terms.TYPE} {terms.ARTICLE_CLASS} }}"
            found = rows(site.reader, asked)
            database.executemany("INSERT INTO article VALUES (?)", ((text_of(article),) for (article,) in found))

        renew(site, database, "article", partial(add, ""), some)
        return [iri for (iri,) in database.execute("SELECT iri FROM article ORDER BY iri")]


def _account(site: Site, article: str) -> Account:
    """Account for an article in one pass over its graph."""
    account = Account(article)
    questions: dict[str, Literal] = {}
    about: dict[str, str] = {}
    for node, name, value in rows(
        site.reader, f"SELECT ?me ?p ?o WHERE {{ GRAPH {NamedNode(f'{article}#graph')} {{ {_TELLING} ?me ?p ?o }} }}"
    ):
        me, text = text_of(node), text_of(value)
        if str(name) == terms.KIND:
            account.kinds[text] = account.kinds.get(text, 0) + 1
        elif str(name) == terms.PARAGRAPH:
            account.paragraphs[int(text)] = account.paragraphs.get(int(text), 0) + 1
        elif str(name) == terms.QUESTION and isinstance(value, Literal):
            questions[me] = value
        else:
            about[me] = min(about.get(me, text), text)
    account.paragraphs = dict(sorted(account.paragraphs.items()))
    asked = sorted((about.get(me, ""), question.value, me) for me, question in questions.items())
    account.asked = len(asked)
    account.questions = [(me, text, questions[me].language or "", thing) for thing, text, me in asked[:_QUESTIONS]]
    return account
