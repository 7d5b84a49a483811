"""Describe things in the words of schema.org, for search engines: only what stands plainly."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from gdec import terms
from gdec.site.statements.values import first, iri_of, is_iri, text_of

if TYPE_CHECKING:
    from markupsafe import Markup

    from gdec.site.frame.site import Site
    from gdec.site.reading.graphs import Node

_HARMFUL = re.compile(r"[<>&\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
EVENT, PERSON, ORGANISATION, PLACE = "Event", "Person", "Organization", "Place"
TYPES = {
    "activity": EVENT, "ceremony": EVENT, "conference": EVENT, "exhibition": EVENT, "forum": EVENT,
    "series": "EventSeries", "person": PERSON, "organisation": ORGANISATION, "place": PLACE, "article": "Article",
    "topic": "DefinedTerm", "initiative": "Project",
}  # fmt: skip
"""The type of each class's things; things of other classes are not described."""

_LITERALS = {
    "name": terms.NAME,
    "alternateName": terms.ALTERNATE_NAME,
    "headline": terms.HEADLINE,
    "startDate": terms.START_DATE,
    "endDate": terms.END_DATE,
    "datePublished": terms.DATE_PUBLISHED,
    "inLanguage": terms.IN_LANGUAGE,
}
_LINKS = {
    "location": (terms.LOCATION, {PLACE}),
    "superEvent": (terms.PART_OF, {EVENT}),
    "about": (terms.TOPIC, {"DefinedTerm"}),
    "parentOrganization": (terms.SUB_ORGANIZATION_OF, {ORGANISATION}),
    "areaServed": (terms.AREA_SERVED, {PLACE}),
    "containedInPlace": (terms.CONTAINED_IN, {PLACE}),
    "publisher": (terms.PUBLISHER, {ORGANISATION, PERSON}),
}
_EVENTS = frozenset({EVENT, "EventSeries"})
_OF = {
    "headline": {"Article"},
    "startDate": _EVENTS,
    "endDate": _EVENTS,
    "datePublished": {"Article"},
    "inLanguage": {"Article"},
    "location": {EVENT},
    "superEvent": {EVENT},
    "about": {EVENT},
    "parentOrganization": {ORGANISATION},
    "areaServed": {ORGANISATION},
    "containedInPlace": {PLACE},
    "publisher": {"Article"},
}
"""The types that a property is said of, where it is not said of all."""


def describe(site: Site, iri: str, plain: Node) -> dict[str, Any]:
    """Describe a thing as JSON-LD; nothing for a thing of a class that schema.org has no word for.

    Args:
        site: the site.
        iri: the thing.
        plain: what stands plainly of it.
    """
    page = site.page_of(iri)
    kind = TYPES.get(page.partition("/")[0])
    if not kind:
        return {}
    found: dict[str, Any] = {"@context": terms.PREFIXES["schema"].rstrip("/"), "@type": kind, "@id": iri}
    for name, predicate in _LITERALS.items():
        if predicate in plain and kind in _OF.get(name, {kind}):
            found[name] = _one_or_all([_text(value) for value in sorted(plain[predicate]) if not is_iri(value)])
    if "name" not in found:
        found["name"] = site.label(iri).text
    for name, (predicate, kinds) in _LINKS.items():
        if predicate in plain and kind in _OF[name]:
            links = [_link(site, iri_of(value), kinds) for value in sorted(plain[predicate]) if is_iri(value)]
            if known := [link for link in links if link]:
                found[name] = _one_or_all(known)
    address = first(plain, terms.URL)
    found["url"] = address if address.startswith(("http://", "https://")) else site.address(f"{page}.html")
    return found


def dataset(site: Site) -> dict[str, Any]:
    """Describe the site as a set of data."""
    settings = site.settings
    found: dict[str, Any] = {
        "@context": terms.PREFIXES["schema"].rstrip("/"),
        "@type": "Dataset",
        "name": settings.title or "Linked data",
        "description": settings.description or "What articles say about conferences, each statement with its words.",
        "url": settings.base_url,
        "isAccessibleForFree": True,
    }
    if settings.licence:
        found["license"] = settings.licence
    if settings.publisher:
        publisher = {"@type": ORGANISATION, "name": settings.publisher}
        found["publisher"] = publisher | ({"url": settings.publisher_url} if settings.publisher_url else {})
    return found


def embedded(description: dict[str, Any]) -> Markup:
    """Write a description so that it may stand in a `script` element, whatever its texts hold; nothing of none."""
    from markupsafe import Markup

    text = json.dumps(description, ensure_ascii=False, separators=(",", ":")) if description else ""
    return Markup(_HARMFUL.sub(lambda found: f"\\u{ord(found[0]):04x}", text))  # noqa: S704


def _link(site: Site, iri: str, kinds: set[str]) -> dict[str, str]:
    """Name a thing that a property leads to, if it is of a type that the property may lead to."""
    kind = TYPES.get(site.page_of(iri).partition("/")[0], "")
    return {"@type": kind, "@id": iri, "name": site.label(iri).text} if kind in kinds else {}


def _text(term: str) -> str | dict[str, str]:
    text = text_of(term)
    return {"@value": text.text, "@language": text.lang} if text.lang else text.text


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
