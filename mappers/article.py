"""The article itself: its headline, publisher, dates, and how its text was taken in."""

from __future__ import annotations

from collections.abc import Iterator

from gdec import terms
from gdec.facts.model import Article, Fact, Kind
from gdec.facts.names import Names
from gdec.rdf.nquads import date, iri, literal

from .thing import Triple, text

SECTIONS = ("article",)
AS_RECEIVED = Fact(kind=Kind.INFERRED, rule="as-received")


def triples(_section: str, _key: str, article: Article, names: Names) -> Iterator[Triple]:
    """Map the article's own facts and the record of its text."""
    me = f"<{names.article}>"
    yield AS_RECEIVED, me, terms.TYPE, terms.ARTICLE_CLASS, None
    yield AS_RECEIVED, me, terms.IN_LANGUAGE, literal(names.lang), None
    yield AS_RECEIVED, me, terms.EXTRACTOR, literal(article.text.extractor), None
    if article.text.sha256:
        yield AS_RECEIVED, me, terms.SHA256, literal(article.text.sha256), None
    if article.url:
        yield AS_RECEIVED, me, terms.URL, iri(article.url), None
    if article.title:
        yield article.title, me, terms.HEADLINE, text(article.title, names), None
        yield article.title, me, terms.LABEL, text(article.title, names), terms.LABEL_FROM_NAME
    else:
        yield AS_RECEIVED, me, terms.LABEL, literal(article.id), None
    if article.publisher:
        yield article.publisher, me, terms.PUBLISHER, names.iri[article.publisher.is_], None
    if article.published:
        yield article.published, me, terms.DATE_PUBLISHED, date(article.published.is_), None
    if article.dateline:
        yield article.dateline, me, terms.LOCATION_CREATED, names.iri[article.dateline.is_], None
