"""The list of articles that are near-duplicates of one another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from gdec.site.apart.alike import PAGE
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.paging import Page, pages
from gdec.site.frame.site import Site
from gdec.site.kept.remembering import remembered

ROWS = 50
"""How many groups stand on a page at the most, and of a larger group how many articles; the group goes on below."""
_PART = 20


def files(site: Site) -> Iterator[File]:
    """Give the pages of the list."""
    groups = sorted(set(site.alike.values()))
    parts = [(group[at : at + _PART], len(group), at) for group in groups for at in range(0, len(group), _PART)]
    with remembered(site, PAGE) as kept:
        for page in pages(PAGE, parts, ROWS):
            state = [page.items, page.of, len(groups), len(site.alike)]
            yield kept.page(f"{page.path}.html", state, partial(_page, site, page, len(groups)))


def _page(site: Site, page: Page[tuple[tuple[str, ...], int, int]], groups: int) -> bytes:
    return site.render(
        "near-duplicates.html",
        page.path,
        paged=page,
        groups=groups,
        articles=len(site.alike),
        name=PAGE,
        to=from_page(site, page.path),
    )
