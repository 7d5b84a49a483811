"""The things that have a page."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from gdec import terms
from gdec.following.names import rows
from gdec.site.frame.site import Site
from gdec.site.reading.values import str_of

_RECORDS = ", ".join(
    (
        terms.STATEMENT_CLASS,
        terms.EVIDENCE_CLASS,
        terms.UNKNOWN_CLASS,
        terms.REGISTRY_ENTRY_CLASS,
        terms.DISAGREEMENT_CLASS,
        terms.EDITORIAL_CHOICE_CLASS,
    )
)
"""The classes of what is a fragment of a page."""


def things(site: Site) -> list[str]:
    """List the IRIs of all things that have a page, sorted."""
    found = rows(
        site.reader,
        f"SELECT DISTINCT ?thing WHERE {{ ?class ^{terms.TYPE} ?thing . FILTER (?class NOT IN ({_RECORDS})) }}",
    )
    iris = (str_of(thing) for (thing,) in found)
    return sorted(iri for iri in iris if "#" not in iri and "/" in site.page_of(iri))


def articles(site: Site, among: Sequence[str] | None = None) -> list[str]:
    """List the IRIs of all articles, sorted, or of those among some IRIs."""
    values = "" if among is None else f"VALUES ?article {{ {' '.join(str(NamedNode(iri)) for iri in among)} }}"
    asked = f"{values} ?article {terms.TYPE} {terms.ARTICLE_CLASS}"
    found = rows(site.reader, f"SELECT DISTINCT ?article WHERE {{ {asked} }}")
    return sorted(iri for (article,) in found if (iri := str_of(article)))
