"""The home page: what the data are, one statement with its words, the numbers, the pictures and the ways in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gdec import terms
from gdec.site.dumps.items import items
from gdec.site.dumps.updating import counted, stems
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.site import Site
from gdec.site.hosts.headers import DESCRIPTIONS
from gdec.site.kept.database import kept
from gdec.site.pages import overview
from gdec.site.pages.cite import last_day
from gdec.site.pages.foremost import Foremost
from gdec.site.pages.schema_org import dataset, embedded
from gdec.site.pictures.axis import Span, timeline
from gdec.site.pictures.bars import kinds_bars
from gdec.site.pictures.drawing import Link, Picture, standalone
from gdec.site.pictures.network import network

PAGE = "index"


def files(site: Site) -> Iterator[File]:
    """Give the home page and its pictures."""
    counts = counted(site)
    kinds = overview.kinds(site, counts)
    spans, drawn = _pictures(site, kinds)
    to = from_page(site, PAGE)
    yield File(
        f"{PAGE}.html",
        site.render(
            "home.html",
            PAGE,
            pictures={name: picture for name, draw in drawn.items() if (picture := draw(to))},
            classes=[each for each in overview.classes(counts) if each[0] in site.classes or not site.classes],
            statements=sum(number for _, _, number in kinds),
            unknowns=counts.classes.get(terms.UNKNOWN_CLASS, 0),
            disagreements=counts.classes.get(terms.DISAGREEMENT_CLASS, 0),
            telling=overview.telling(site),
            day=last_day(site),
            described=embedded(dataset(site)),
            items=items(stems(site)),
            descriptions=DESCRIPTIONS,
            # The calendar has what begins on a whole day.
            has_calendar=any(len(span.start) == len("2031-05-01") for span in spans),
            to=to,
        ),
    )
    for name, draw in drawn.items():
        if picture := draw(from_page(site, f"picture/{name}")):
            yield File(f"picture/{name}.svg", standalone(picture.svg, "../static/gdec.css"))


def _pictures(
    site: Site, kinds: list[tuple[str, str, int]]
) -> tuple[list[Span], dict[str, Callable[[Link], Picture | None]]]:
    """Give the events on the timeline, and what draws each picture, from data that are fetched once."""
    with kept(site, PAGE) as database:
        foremost = Foremost(site, database)
        spans, more_events = overview.events(site, foremost)
        nodes, edges, more_agents = overview.ties(site, foremost)
    return spans, {
        "timeline": lambda link: timeline(spans, link, left_out=more_events),
        "network": lambda link: network(nodes, edges, link, left_out=more_agents),
        "kinds": lambda link: kinds_bars(kinds, link),
    }
