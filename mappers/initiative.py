"""Initiatives: where they were made public, and what they aim at."""

from __future__ import annotations

from collections.abc import Iterator

from gdec import terms
from gdec.facts.model import Initiative
from gdec.facts.names import Names

from . import thing
from .thing import Triple

SECTIONS = ("initiatives",)


def triples(section: str, key: str, initiative: Initiative, names: Names) -> Iterator[Triple]:
    """Map an initiative; its aims are statements of what is intended, and never more."""
    me = names.iri[key]
    yield from thing.triples(section, key, initiative, names)
    if agent := initiative.proposed_by:
        yield agent, me, terms.PROPOSED_BY, names.iri[agent.is_], None
    if event := initiative.launched_at:
        yield event, me, terms.LAUNCHED_AT, names.iri[event.is_], None
    yield from thing.remarks(initiative.aims, me, names)
