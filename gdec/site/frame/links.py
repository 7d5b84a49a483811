"""Where names lead to: terms to the pages that explain them, things to their own pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import NamedNode

from gdec import terms
from gdec.site.reading.graphs import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from gdec.site.frame.site import Site

SHAPES = terms.PREFIXES["gdecsh"]
_PAGES = {terms.GDEC: "ontology.html", SHAPES: "shapes.html"}


def leads_to(site: Site, iri: str, page: str) -> str:
    """Give the link to what an IRI names, from a page: to the site's own page of it, else to the IRI itself.

    An IRI that no browser should follow (`javascript:`, `data:`) leads nowhere: the link is an empty text.
    """
    for namespace, target in _PAGES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{site.link(target, page)}#{quote(iri.removeprefix(namespace))}"
    return site.href(iri, page) if iri.startswith(("http://", "https://")) else ""


def from_page(site: Site, page: str) -> Callable[[str], str]:
    """Give `leads_to` for one page; nothing leads to what is named somewhere and has no page here."""
    return partial(_leads_from, site, page)


def _leads_from(site: Site, page: str, iri: str) -> str:
    site.name(iri)
    return leads_to(site, iri, page) if not site.is_thing(iri) or _has_page(site, iri) else ""


def is_missing(site: Site, iri: str) -> bool:
    """Tell that an IRI is that of an article which the store lacks; others may take its place nevertheless."""
    if "#" in iri or not site.page_of(iri).startswith("article/"):
        return False
    if site.naming and any(site.naming.source(iri)):
        return False
    cls = NamedNode(terms.TYPE[1:-1]), NamedNode(terms.ARTICLE_CLASS[1:-1])
    return next(site.reader.matching(NamedNode(iri), *cls), None) is None


def _has_page(site: Site, iri: str) -> bool:
    """Tell that anything is said of a thing, or by it; what names it also says something of it."""
    if site.page_of(iri).startswith("article/"):
        return not is_missing(site, iri)
    if site.naming and site.naming.label(iri):
        return True
    thing, said = NamedNode(iri), site.reader.matching
    return any(
        next(found, None)
        for found in (said(subject=thing), *(said(predicate=NamedNode(role[1:-1]), object=thing) for role in ROLES))
    )
