"""Roles: posts in organisations, and parts played at events."""

from __future__ import annotations

from collections.abc import Iterator

from gdec import terms
from gdec.facts.model import Participation, Post
from gdec.facts.names import Names
from gdec.rdf.nquads import boolean, date, literal

from .thing import Triple, language

SECTIONS = ()
UNNAMED = "unnamed"


def posts(held: list[Post], holder: str, names: Names) -> Iterator[Triple]:
    """Map the posts of one person, each attested on its own date or on the day of publication."""
    for post in held:
        me = names.mint("post", holder, post.in_, terms.slug(post.title))
        lang = language(post, names)
        attested = post.attested or (names.published.is_ if names.published else None)
        yield post, names.iri[holder], terms.HOLDS, me, None
        yield post, me, terms.ROLE_NAME, literal(post.title, lang), None
        if post.in_ == UNNAMED:
            yield post, me, terms.ORGANISATION_UNNAMED, boolean(True), None
        else:
            yield post, me, terms.ORGANIZATION, names.iri[post.in_], None
        if post.for_:
            yield post, me, terms.FOR_PLACE, names.iri[post.for_], None
        if attested:
            yield post, me, terms.ATTESTED_ON, date(attested), None if post.attested else terms.ATTESTED_BY_PUBLICATION
        where = names.label[post.for_] if post.for_ else names.label.get(post.in_, "")
        said = f"{post.title}, {where}" if where else post.title
        yield post, me, terms.TYPE, terms.POST_CLASS, terms.TYPE_OF_SECTION
        yield post, me, terms.LABEL, literal(said, lang), terms.LABEL_FROM_PARTS


def participations(played: list[Participation], agent: str, names: Names) -> Iterator[Triple]:
    """Map the parts that one person, body or place played at events."""
    for played_part in played:
        event, part = played_part.in_, played_part.as_
        me = names.mint("participation", event, agent, part)
        yield played_part, names.iri[agent], terms.HAS_PARTICIPATION, me, None
        yield played_part, me, terms.AGENT, names.iri[agent], None
        yield played_part, me, terms.AT_EVENT, names.iri[event], None
        yield played_part, me, terms.PART, terms.PARTS[part], None
        if played_part.of:
            yield played_part, me, terms.OF_INITIATIVE, names.iri[played_part.of], None
        said = f"{names.label[agent]} as {part.replace('-', ' ')} at {names.label[event]}"
        yield played_part, me, terms.TYPE, terms.PARTICIPATION_CLASS, terms.TYPE_OF_SECTION
        yield played_part, me, terms.LABEL, literal(said, names.lang), terms.LABEL_FROM_PARTS
