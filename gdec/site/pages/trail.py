"""The way to a thing from above: the list of its class, and for an event the series and events that it belongs to."""

from __future__ import annotations

from gdec import terms
from gdec.site.reading.graphs import Graphs, Node
from gdec.site.reading.values import iri_of
from gdec.site.statements.standing import Name, Names

LONGEST = 5
"""How many events stand above one at the most."""


def trail(names: Names, graphs: Graphs, plain: Node) -> list[Name]:
    """Give what an event belongs to, the outermost first; of several wholes the one that comes first by its IRI.

    Args:
        names: names things on the event's page.
        graphs: the store's graphs.
        plain: what stands plainly of the event.
    """
    above: list[str] = []
    while len(above) < LONGEST and (whole := _whole(plain)) and whole not in above:
        above.append(whole)
        plain = graphs.plain(whole)
    return [names.of(iri_of(each)) for each in reversed(above)]


def _whole(plain: Node) -> str:
    """Give what an event is a part of, else what it is an edition of, as a term; an empty text where there is none."""
    for way in (terms.PART_OF, terms.EDITION_OF):
        if wholes := plain.get(way):
            return min(wholes)
    return ""
