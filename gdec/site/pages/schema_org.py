"""Describe things in the words of schema.org, for search engines: only what stands plainly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from gdec import terms
from gdec.site.dumps.description import dataset_iri
from gdec.site.dumps.items import items
from gdec.site.dumps.updating import stems
from gdec.site.hosts.headers import address
from gdec.site.reading.values import first, iri_of, is_iri, text_of

if TYPE_CHECKING:
    from markupsafe import Markup

    from gdec.site.frame.site import Site
    from gdec.site.reading.graphs import Graphs, Node

_HARMFUL = re.compile(r"[<>&\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
EVENT, PERSON, ORGANISATION, PLACE, SERIES = "Event", "Person", "Organization", "Place", "EventSeries"
TYPES = {
    "activity": EVENT, "ceremony": EVENT, "conference": EVENT, "exhibition": EVENT, "forum": EVENT,
    "series": SERIES, "person": PERSON, "organisation": ORGANISATION, "place": PLACE, "article": "Article",
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
    terms.LOCATION: ("location", {PLACE}),
    terms.EDITION_OF: ("superEvent", {SERIES}),
    terms.PART_OF: ("superEvent", {EVENT}),
    terms.TOPIC: ("about", {"DefinedTerm"}),
    terms.SUB_ORGANIZATION_OF: ("parentOrganization", {ORGANISATION}),
    terms.AREA_SERVED: ("areaServed", {PLACE}),
    terms.CONTAINED_IN: ("containedInPlace", {PLACE}),
    terms.PUBLISHER: ("publisher", {ORGANISATION, PERSON}),
}
_PLAYED = {terms.PARTS["speaker"]: "performer", terms.PARTS["organiser"]: "organizer"}
"""What schema.org calls those who play a part at an event."""
_EVENTS = frozenset({EVENT, SERIES})
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


def describe(site: Site, graphs: Graphs, iri: str, plain: Node, played: Iterable[str] = ()) -> dict[str, Any]:
    """Describe a thing as JSON-LD; nothing for a thing of a class that schema.org has no word for.

    Args:
        site: the site.
        graphs: the store's graphs.
        iri: the thing.
        plain: what stands plainly of it.
        played: parts played at it, if it is an event.
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
    links: dict[str, list[dict[str, str]]] = {}
    for predicate, (name, kinds) in _LINKS.items():
        if predicate in plain and kind in _OF[name]:
            links.setdefault(name, []).extend(_links(site, plain[predicate], kinds))
    if kind == PERSON and terms.HOLDS in plain:
        posts = sorted(plain[terms.HOLDS])
        if titles := dict.fromkeys(title for post in posts for title in graphs.values(post, terms.ROLE_NAME)):
            found["jobTitle"] = _one_or_all([_text(title) for title in titles if not is_iri(title)])
        bodies = {body for post in posts for body in graphs.values(post, terms.ORGANIZATION)}
        links["affiliation"] = _links(site, bodies, {ORGANISATION})
    elif kind == EVENT:
        links |= _played(site, graphs, iri, played)
    found |= {name: _one_or_all(some) for name, some in links.items() if some}
    address = first(plain, terms.URL)
    found["url"] = address if address.startswith(("http://", "https://")) else site.address(f"{page}.html")
    return found


def dataset(site: Site) -> dict[str, Any]:
    """Describe the site as a set of data."""
    settings = site.settings
    first, last = site.reader.days
    found: dict[str, Any] = {
        "@context": terms.PREFIXES["schema"].rstrip("/"),
        "@type": "Dataset",
        "@id": dataset_iri(site),
        "identifier": dataset_iri(site),
        "name": settings.title or "Linked data",
        "description": settings.summary,
        "url": settings.base_url,
        "isAccessibleForFree": True,
        "version": str(site.reader.version),
        **({"datePublished": first, "dateModified": last} if first else {}),
        "distribution": [
            {"@type": "DataDownload", "contentUrl": address(site.address(path)), "encodingFormat": media_type}
            for path, media_type in items(stems(site)).items()
        ],
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


def _played(site: Site, graphs: Graphs, event: str, parts: Iterable[str]) -> dict[str, list[dict[str, str]]]:
    """Name those who plainly played a part at an event that schema.org has a word for.

    A participation is named after its event and its agent: whichever article speaks of it speaks of both.
    """
    agents: dict[str, set[str]] = {}
    for each in parts:
        names = [_PLAYED[part] for part in graphs.values(each, terms.PART) if part in _PLAYED]
        if names and f"<{event}>" in graphs.values(each, terms.AT_EVENT):
            for name in names:
                agents.setdefault(name, set()).update(graphs.values(each, terms.AGENT))
    return {name: _links(site, agents[name], {ORGANISATION, PERSON}) for name in sorted(agents)}


def _links(site: Site, values: Iterable[str], kinds: set[str]) -> list[dict[str, str]]:
    """Name the things that a property leads to, as far as it may lead to their types."""
    links = (_link(site, iri_of(value), kinds) for value in sorted(values) if is_iri(value))
    return [link for link in links if link]


def _link(site: Site, iri: str, kinds: set[str]) -> dict[str, str]:
    """Name a thing that a property leads to, if it is of a type that the property may lead to."""
    kind = TYPES.get(site.page_of(iri).partition("/")[0], "")
    return {"@type": kind, "@id": iri, "name": site.label(iri).text} if kind in kinds else {}


def _text(term: str) -> str | dict[str, str]:
    text = text_of(term)
    return {"@value": text.text, "@language": text.lang} if text.lang else text.text


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
