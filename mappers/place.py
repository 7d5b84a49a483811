"""Places: of which sort they are, where they lie, what they are the capital of."""

from __future__ import annotations

from collections.abc import Iterator

from gdec import terms
from gdec.facts.model import Place
from gdec.facts.names import Names

from .person import agent_triples
from .thing import Triple

SECTIONS = ("places",)


def triples(section: str, key: str, place: Place, names: Names) -> Iterator[Triple]:
    """Map a place."""
    me = names.iri[key]
    yield from agent_triples(section, key, place, names)
    for sort in place.types:
        yield sort, me, terms.PLACE_TYPE, terms.PLACE_TYPES[sort.is_], None
    for larger in place.within:
        yield larger, me, terms.CONTAINED_IN, names.iri[larger.is_], None
    if place.capital_of:
        yield place.capital_of, me, terms.CAPITAL_OF, names.iri[place.capital_of.is_], None
