"""What conferences, forums, exhibitions, ceremonies and activities have in common as events."""

from __future__ import annotations

from collections.abc import Iterator

from gdec import terms
from gdec.facts.model import Event
from gdec.facts.names import Names
from gdec.rdf.nquads import date, integer

from . import count, theme, thing
from .thing import Triple

SECTIONS = ("exhibitions", "ceremonies", "activities")


def triples(section: str, key: str, event: Event, names: Names) -> Iterator[Triple]:
    """Map an event: what it is, what it belongs to, when, where, under which themes, with how many."""
    me = names.iri[key]
    yield from thing.triples(section, key, event, names)
    yield from _whole(me, event, names)
    yield from _time(me, event)
    for place in event.held_in:
        yield place, me, terms.LOCATION, names.iri[place.is_], None
    yield from theme.triples(event.themes, me, key, names)
    for topic in event.topics:
        yield topic, me, terms.TOPIC, names.iri[topic.is_], None
    yield from count.triples(event.parts, me, key, terms.PART_COUNT, names)
    yield from count.triples(event.attendance, me, key, terms.ATTENDANCE_COUNT, names)
    yield from count.triples(event.exhibitors, me, key, terms.EXHIBITOR_COUNT, names)
    yield from count.triples(event.venues, me, key, terms.VENUE_COUNT, names)


def _whole(me: str, event: Event, names: Names) -> Iterator[Triple]:
    if series := event.edition_of:
        yield series, me, terms.EDITION_OF, names.iri[series.is_], None
    if whole := event.part_of:
        yield whole, me, terms.PART_OF, names.iri[whole.is_], None
        if whole.among:
            yield whole, names.mint("count", whole.is_, whole.among), terms.INCLUDES, me, None


def _time(me: str, event: Event) -> Iterator[Triple]:
    if event.opened:
        yield event.opened, me, terms.OPENING_DATE, date(event.opened.is_), None
    if event.starts:
        yield event.starts, me, terms.START_DATE, date(event.starts.is_), None
    if event.ends:
        yield event.ends, me, terms.END_DATE, date(event.ends.is_), None
    if event.days:
        yield event.days, me, terms.DURATION_IN_DAYS, integer(event.days.is_), None
