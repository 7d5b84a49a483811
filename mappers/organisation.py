"""Organisations: bodies, the larger bodies they stand within, and the places they serve."""

from __future__ import annotations

from collections.abc import Iterator

from gdec import terms
from gdec.facts.model import Organisation
from gdec.facts.names import Names

from .person import agent_triples
from .thing import Triple

SECTIONS = ("organisations",)


def triples(section: str, key: str, body: Organisation, names: Names) -> Iterator[Triple]:
    """Map an organisation."""
    me = names.iri[key]
    yield from agent_triples(section, key, body, names)
    for larger in body.within:
        yield larger, me, terms.SUB_ORGANIZATION_OF, names.iri[larger.is_], None
    for place in body.serves:
        yield place, me, terms.AREA_SERVED, names.iri[place.is_], None
