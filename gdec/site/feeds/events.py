"""The calendar of all dated events, by RFC 5545."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import TypeAlias
from urllib.parse import urlsplit

from gdec import terms
from gdec.following.names import rows
from gdec.site.frame.file import File
from gdec.site.frame.site import Site
from gdec.site.hosts.headers import address
from gdec.site.kept.days import DATES, Ground, grounds
from gdec.site.pages.cite import last_day
from gdec.site.reading.values import str_of

LONGEST_LINE = 75
"""How many octets a line may have, its line end not counted."""

_Span: TypeAlias = dict[str, date]
"""The days of an event, by property: the first one, the last one or both."""
_END = "END:VEVENT"
_SCHEDULED = terms.KINDS["scheduled"]
_escapes = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_control = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def files(site: Site) -> Iterator[File]:
    """Give `events.ics`, where there is an event: a calendar without any would be none (section 3.6)."""
    # The clock is never asked: what is said of an event is as old as the newest article.
    stamp = f"{(last_day(site) or '1970-01-01').replace('-', '')}T000000Z"
    known = grounds(site)
    lines: list[str] = []
    for iri, dates in sorted(_dated(site).items()):
        spans = list(_spans(dates))
        for span in spans:
            stand = {name: known.get((iri, name, str(day)), []) for name, day in span.items()}
            lines += [*_event(site, iri, span, stamp, is_one_of_several=len(spans) > 1), *_standing(site, stand), _END]
    if not lines:
        return
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//gdec//gdec//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{text(site.settings.title or site.settings.base_url)}",
    ]
    yield File("events.ics", b"".join(map(folded, [*head, *lines, "END:VCALENDAR"])))


def text(value: str) -> str:
    r"""Write a text as a value (section 3.3.11); control characters other than line ends are left out.

    >>> text("Ports, roads;\r\nbridges")
    'Ports\\, roads\\;\\nbridges'
    """
    return _control.sub("", re.sub(r"\r\n?", "\n", value)).translate(_escapes)


def folded(line: str) -> bytes:
    """Write a line, folded so that no part has more than 75 octets and no character is cut in two (section 3.1)."""
    data = line.encode()
    parts: list[bytes] = []
    while len(data) > LONGEST_LINE - bool(parts):
        end = LONGEST_LINE - bool(parts)
        while data[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(data[:end])
        data = data[end:]
    return b"\r\n ".join([*parts, data]) + b"\r\n"


def _dated(site: Site) -> dict[str, dict[str, set[date]]]:
    """Give the days of each event that has any, by property; only what stands plainly, and only whole days."""
    found = rows(
        site.reader,
        f"SELECT DISTINCT ?event ?p ?day WHERE {{ VALUES ?p {{ {' '.join(DATES)} }} ?event ?p ?day . "
        f"FILTER (DATATYPE (?day) = {terms.term('xsd:date')}) }}",
    )
    events: dict[str, dict[str, set[date]]] = {}
    for event, name, day in found:
        if (known := _day(str_of(day))) and "#" not in str_of(event):
            events.setdefault(str_of(event), {}).setdefault(str(name), set()).add(known)
    return events


def _day(text: str) -> date | None:
    """Give a day, or None for what is none on a calendar or lies in a time zone."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _spans(dates: dict[str, set[date]]) -> Iterator[_Span]:
    """Give the first and last day of an event, as far as they are known; of days that disagree, each good pair."""
    opening = terms.START_DATE if terms.START_DATE in dates else terms.OPENING_DATE
    starts, ends = sorted(dates.get(opening, ())), sorted(dates.get(terms.END_DATE, ()))
    spans = [{opening: first, terms.END_DATE: last} for first, last in product(starts, ends) if first <= last]
    if spans:
        yield from spans
    elif starts:
        yield from ({opening: first} for first in starts)
    else:
        # An event was still on when it ended.
        yield from ({terms.END_DATE: last} for last in ends)


def _event(site: Site, iri: str, span: _Span, stamp: str, *, is_one_of_several: bool) -> Iterator[str]:
    first, last = min(span.values()), span.get(terms.END_DATE)
    # An event keeps its name when its days change or the site moves: a calendar then moves what it has.
    days = "".join(f"-{day:%Y%m%d}" for day in span.values()) if is_one_of_several else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{text(site.page_of(iri))}{days}@{urlsplit(address(site.base)).hostname or 'localhost'}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    if last and last < date.max:
        yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    label = site.label(iri)
    lang = f";LANGUAGE={label.lang}" if re.fullmatch(r"[A-Za-z0-9-]+", label.lang) else ""
    yield f"SUMMARY{lang}:{text(label.text)}"
    if places := _places(site, iri):
        yield f"LOCATION:{text(', '.join(places))}"
    yield f"URL:{address(site.address(f'{site.page_of(iri)}.html'))}"


def _standing(site: Site, stand: dict[str, list[Ground]]) -> Iterator[str]:
    """Tell how the days of an event stand, and that one of them is only planned."""
    told = [
        f"{DATES[name]}: {', '.join(_told(site, each) for each in known)}" for name, known in stand.items() if known
    ]
    if told:
        is_planned = any({each.kind for each in known} == {_SCHEDULED} for known in stand.values())
        yield f"STATUS:{'TENTATIVE' if is_planned else 'CONFIRMED'}"
        yield f"DESCRIPTION:{text(chr(10).join(told))}"


def _told(site: Site, ground: Ground) -> str:
    more = f" and {ground.number - 1:,} more" if ground.number > 1 else ""
    return f"{ground.kind[1:-1].removeprefix(terms.GDEC)} ({site.called(ground.article).text}{more})"


def _places(site: Site, iri: str) -> list[str]:
    found = rows(site.reader, f"SELECT DISTINCT ?place WHERE {{ <{iri}> {terms.LOCATION} ?place }}")
    return sorted(site.label(str_of(place)).text for (place,) in found)
