"""The list of articles that are near-duplicates of one another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TypeAlias

from gdec.site.apart.alike import PAGE
from gdec.site.frame.file import File
from gdec.site.frame.paging import Page, pages
from gdec.site.frame.site import Site
from gdec.site.kept.remembering import remembered

ROWS = 50
"""How many groups stand on a page at the most, and of a larger group how many articles; the group goes on below."""
_PART = 20

Part: TypeAlias = tuple[tuple[str, ...], int, int]
"""Some articles of a group, how many all of it are, and where in it they begin."""


def files(site: Site) -> Iterator[File]:
    """Give the pages of the list."""
    groups = len(set(site.alike.values()))
    with remembered(site, PAGE) as kept:
        for page in paged(site):
            state = [page.items, page.of, groups, len(site.alike)]
            yield kept.page(f"{page.path}.html", state, partial(_page, site, page, groups))


def paged(site: Site) -> Iterator[Page[Part]]:
    """Lay the list out on pages."""
    groups = sorted(set(site.alike.values()))
    parts = [(group[at : at + _PART], len(group), at) for group in groups for at in range(0, len(group), _PART)]
    return pages(PAGE, parts, ROWS)


def _page(site: Site, page: Page[Part], groups: int) -> bytes:
    return site.render(
        "near-duplicates.html",
        page.path,
        paged=page,
        groups=groups,
        articles=len(site.alike),
        name=PAGE,
        to=partial(site.href, page=page.path),  # each has a page, or it would not be compared
    )
