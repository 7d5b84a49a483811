"""The home page: what the data are, one statement with its words, the numbers, the pictures and the ways in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gdec import terms
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.site import Site
from gdec.site.hosts.headers import DUMPS
from gdec.site.pages import overview
from gdec.site.pages.cite import last_day
from gdec.site.pages.schema_org import dataset, embedded
from gdec.site.pictures.axis import timeline
from gdec.site.pictures.bars import kinds_bars
from gdec.site.pictures.drawing import Link, Picture, standalone
from gdec.site.pictures.network import network

PAGE = "index"


def files(site: Site) -> Iterator[File]:
    """Give the home page and its pictures."""
    drawn = _pictures(site)
    to = from_page(site, PAGE)
    kinds = overview.kinds(site)
    yield File(
        f"{PAGE}.html",
        site.render(
            "home.html",
            PAGE,
            pictures={name: picture for name, draw in drawn.items() if (picture := draw(to))},
            classes=overview.classes(site),
            statements=sum(number for _, _, number in kinds),
            unknowns=overview.count(site, terms.UNKNOWN_CLASS),
            disagreements=overview.count(site, terms.DISAGREEMENT_CLASS),
            telling=overview.telling(site),
            day=last_day(site),
            described=embedded(dataset(site)),
            dumps=DUMPS,
            to=to,
        ),
    )
    for name, draw in drawn.items():
        if picture := draw(from_page(site, f"picture/{name}")):
            yield File(f"picture/{name}.svg", standalone(picture.svg, "../static/gdec.css"))


def _pictures(site: Site) -> dict[str, Callable[[Link], Picture | None]]:
    """Give what draws each picture, from data that are fetched once."""
    spans, more_events = overview.events(site)
    nodes, edges, more_agents = overview.ties(site)
    kinds = overview.kinds(site)
    return {
        "timeline": lambda link: timeline(spans, link, left_out=more_events),
        "network": lambda link: network(nodes, edges, link, left_out=more_agents),
        "kinds": lambda link: kinds_bars(kinds, link),
    }
