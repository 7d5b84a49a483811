"""The article itself: its headline, publisher, dates, and how its text was taken in."""

from __future__ import annotations

from collections.abc import Iterator

from gdec import terms
from gdec.facts.kinds import Kind
from gdec.facts.model import Article, Fact, Notice
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
    yield from _since(article, me, names)
    if article.title:
        headline = text(article.title, names)
        yield article.title, me, terms.HEADLINE, headline, None
        yield article.title, me, terms.LABEL, headline, terms.LABEL_FROM_NAME
    else:
        yield AS_RECEIVED, me, terms.LABEL, literal(article.id), None
    if article.publisher:
        yield article.publisher, me, terms.PUBLISHER, names.iri[article.publisher.is_], None
    if article.published:
        yield article.published, me, terms.DATE_PUBLISHED, date(article.published.is_), None
    if article.dateline:
        yield article.dateline, me, terms.LOCATION_CREATED, names.iri[article.dateline.is_], None


def _since(article: Article, me: str, names: Names) -> Iterator[Triple]:
    """Map what the publisher did with the article since."""
    if told := article.corrected:
        yield AS_RECEIVED, me, terms.DATE_MODIFIED, date(told.on), None
        yield AS_RECEIVED, me, terms.CORRECTION, literal(told.reason), None
        yield from _told_at(told, me)
    if told := article.retracted:
        yield AS_RECEIVED, me, terms.RETRACTED_ON, date(told.on), None
        yield AS_RECEIVED, me, terms.RETRACTION_REASON, literal(told.reason), None
        yield from _told_at(told, me)
    for old in article.supersedes:
        yield AS_RECEIVED, me, terms.REVISION_OF, names.mint("article", old), None


def _told_at(notice: Notice, me: str) -> Iterator[Triple]:
    if notice.url:
        yield AS_RECEIVED, me, terms.CORRECTION, iri(notice.url), None
