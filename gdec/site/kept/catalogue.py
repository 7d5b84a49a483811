"""The things that have a page, each with what stands plainly of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.following.names import rows
from gdec.site.frame.label import NAMING, Label
from gdec.site.frame.site import Site
from gdec.site.reading.values import str_of

_CALLED = (*NAMING, terms.ALTERNATE_NAME)
_ASKED = 1000
"""How many things a query asks of."""


class Entry(msgspec.Struct, frozen=True):
    """A thing.

    Attributes:
        iri: its IRI.
        label: what it is called.
        names: all that it is called, sorted.
        said: what stands plainly of it: texts by property, sorted.
    """

    iri: str
    label: Label
    names: list[str]
    said: dict[str, list[str]]


def entries(site: Site, iris: Sequence[str]) -> Iterator[Entry]:
    """Give those of some IRIs that are things and have a class."""
    things = list(filter(site.is_thing, iris))
    for start in range(0, len(things), _ASKED):
        yield from _entries(site, things[start : start + _ASKED])


def _entries(site: Site, iris: Iterable[str]) -> Iterator[Entry]:
    values = " ".join(str(NamedNode(iri)) for iri in iris)
    found: dict[str, dict[str, set[Any]]] = {}
    for thing, name, value in rows(
        site.reader, f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"
    ):
        found.setdefault(str_of(thing), {}).setdefault(str(name), set()).add(value)
    for iri in sorted(found):
        has = found[iri]
        if terms.TYPE in has:
            said = {name[1:-1]: sorted(map(str_of, values)) for name, values in sorted(has.items())}
            yield Entry(iri, site.label(iri), _names(has), said)


def _names(has: dict[str, set[Any]]) -> list[str]:
    return sorted({each.value for name in _CALLED for each in has.get(name, ()) if isinstance(each, Literal)})
