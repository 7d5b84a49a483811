"""Series of events, and what set them up."""

from __future__ import annotations

from collections.abc import Iterator

from gdec import terms
from gdec.facts.model import Series
from gdec.facts.names import Names

from . import thing
from .thing import Triple

SECTIONS = ("series",)


def triples(section: str, key: str, series: Series, names: Names) -> Iterator[Triple]:
    """Map a series."""
    yield from thing.triples(section, key, series, names)
    if founder := series.established_by:
        yield founder, names.iri[key], terms.ESTABLISHED_BY, names.iri[founder.is_], None
