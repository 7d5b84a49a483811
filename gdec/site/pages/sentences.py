"""The pages of one article's sentences: which gave statements, and why others gave none; made where a copy is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import NamedNode

from gdec import terms
from gdec.evidence.anchor import shorten
from gdec.evidence.coverage import Place, Sentence, account
from gdec.evidence.text import ArticleText, digest
from gdec.following.names import rows
from gdec.history import facts_of
from gdec.site.frame.links import from_page
from gdec.site.frame.site import Site
from gdec.site.pages.articles import SHARE
from gdec.site.reading.graphs import GRAPH
from gdec.site.reading.values import str_of
from gdec.store.history import History


class Given(NamedTuple):
    """A statement that a sentence gave: its IRI, and that of its property, or of its kind where it tells a content."""

    iri: str
    what: str


@dataclass(frozen=True)
class Told:
    """What became of a sentence.

    Attributes:
        number: its number in the article, from 1.
        words: the sentence, or its first and last words; empty where the page has shown its share of the article.
    """

    number: int
    words: str
    sentence: Sentence
    given: tuple[Given, ...]


def page_of(site: Site, article: str) -> str:
    """Give the path, without suffix, of the page of an article's sentences."""
    return f"coverage/{site.page_of(article).partition('/')[2]}"


def copies_of(site: Site) -> dict[str, str]:
    """Give the digest of its text for each article that there is a copy of."""
    if not site.quoting.has_copies:
        return {}
    found = rows(
        site.reader,
        f"SELECT ?a ?d WHERE {{ ?a {terms.TYPE} {terms.ARTICLE_CLASS} ; {terms.SHA256} ?d }} ORDER BY ?a ?d",
    )
    copies = {str_of(article): str_of(sha256) for article, sha256 in found}
    return {iri: sha256 for iri, sha256 in copies.items() if site.quoting.has(sha256) and site.page_of(iri)}


def page(site: Site, article: str, sha256: str) -> bytes:
    """Lay out the page of an article's sentences."""
    path, text = page_of(site, article), site.quoting.text(sha256)
    given, places = _given(site, article, text)
    told = account(text, places, _silences(site, article, text))
    return site.render(
        "sentences.html",
        path,
        article=article,
        told=list(_told(told, given, len(text.text) * SHARE)),
        gave=sum(bool(each.facts) for each in told),
        unexplained=sum(not each.is_explained for each in told),
        to=from_page(site, path),
    )


def _told(sentences: list[Sentence], given: dict[str, Given], allowed: float) -> Iterator[Told]:
    for number, sentence in enumerate(sentences, start=1):
        words = shorten(sentence.words)
        allowed -= len(words)
        yield Told(number, words if allowed >= 0 else "", sentence, tuple(given[iri] for iri in sentence.facts))


def _given(site: Site, article: str, text: ArticleText) -> tuple[dict[str, Given], list[Place]]:
    """Give an article's statements that rest on words of a copy, and where these stand; not what follows by rules."""
    given, places = {}, []
    me, graph = NamedNode(article), NamedNode(f"{article}{GRAPH}")
    inferences = ", ".join(map(terms.rule, terms.INFERENCES))
    for statement, kind, predicate, paragraph, start, end, sha256 in rows(
        site.reader,
        f"SELECT ?me ?k ?p ?paragraph ?start ?end ?sha WHERE {{ GRAPH {graph} {{ ?me {terms.KIND} ?k ; "
        f"{terms.ARTICLE} {me} ; {terms.EVIDENCE} ?e . OPTIONAL {{ ?me {terms.PREDICATE} ?p }} "
        f"FILTER NOT EXISTS {{ ?me {terms.RULE} ?rule FILTER (?rule NOT IN ({inferences})) }} "
        f"?e {terms.PARAGRAPH} ?paragraph ; {terms.START} ?start ; {terms.END} ?end ; {terms.SHA256} ?sha }} }} "
        "ORDER BY ?start ?end ?p ?me",
    ):
        at = int(str_of(paragraph)), int(str_of(start)), int(str_of(end))
        if digest(text.text[at[1] : at[2]]) == str_of(sha256):
            iri = str_of(statement)
            given[iri] = Given(iri, str_of(predicate or kind))
            places.append((at, iri))
    return given, places


def _silences(site: Site, article: str, text: ArticleText) -> list[Place]:
    """Give where words gave nothing, and why, as the facts say from which the store has the article."""
    with History(site.reader.folder, site.reader.version) as history:
        lines = list(history.lines(site.page_of(article).partition("/")[2]))
        facts = facts_of(history, lines[-1]) if lines and lines[-1].digest else None
    silent = facts.no_fact if facts else ()
    return [
        (each.at, each.why) for each in silent if each.at and digest(text.text[each.at[1] : each.at[2]]) == each.sha256
    ]
