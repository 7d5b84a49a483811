"""What every page leads to: the listings of things, and the pages of the site's parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

from gdec.site.frame.site import Leads, Site
from gdec.site.pages.listings import MAIN, TITLES

PARTS: tuple[str, ...] = (
    "gdec.site.frame.statics",
    "gdec.site.pages.home",
    "gdec.site.search.page",
    "gdec.site.pages.answers",
    "gdec.site.pages.disagreements",
    "gdec.site.pages.registry",
    "gdec.site.pages.coverage",
    "gdec.site.pages.reference",
    "gdec.site.pages.constraints",
    "gdec.site.pages.cite",
    "gdec.site.pages.missing",
    "gdec.site.feeds.events",
    "gdec.site.feeds.tables",
    "gdec.site.dumps.dumps",
)
"""The modules that give the files of the site besides those of things and articles; each has `files(site)`."""

COUNTING = tuple(f"gdec.site.pages.{name}" for name in ("answers", "home", "reference", "cite"))
"""Those that tell how much of something all of the data hold, or in which files; the dumps are made before them."""
_LONG = tuple(f"gdec.site.{name}" for name in ("dumps.dumps", "pages.disagreements", "search.page", "pages.coverage"))

_FURTHER = {"gdec.site.pages.coverage": "Coverage", "gdec.site.pages.registry": "Registry"}
"""Those that every page leads to below, with what they are called there."""


def longest_first() -> list[str]:
    """Name the parts that count nothing in the order in which they are best begun: nobody waits in the end for one."""
    at_once = (name for name in PARTS if name not in COUNTING)
    return sorted(at_once, key=lambda name: _LONG.index(name) if name in _LONG else len(_LONG))


def counting() -> list[str]:
    """Name the parts that are made when all of these are."""
    return [name for name in COUNTING if name in PARTS]


def leads(site: Site) -> Leads:
    """Give what pages lead to above and below: first main listings and what parts name, then the others."""
    above = [*_listed(site, MAIN)]
    for part in map(import_module, PARTS):
        above += part.menu(site) if hasattr(part, "menu") else ()
    below = _listed(site, (cls for cls in TITLES if cls not in MAIN))
    further = ((f"{name.rpartition('.')[2]}.html", title) for name, title in _FURTHER.items() if name in PARTS)
    return Leads(tuple(above), (*below, ("changes.html", "Changes"), *further))


def _listed(site: Site, classes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the listings of those of some classes of which the site has things, as path and text."""
    return ((f"{cls}.html", TITLES[cls]) for cls in classes if cls in site.classes)
