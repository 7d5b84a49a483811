"""The things of each class, listed in the order of their labels."""

from __future__ import annotations

from collections.abc import Container, Iterator
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from gdec.site.frame.file import File
from gdec.site.frame.label import Label
from gdec.site.frame.paging import Page, path_of
from gdec.site.frame.site import Site
from gdec.site.kept.memory import Memory, Record
from gdec.site.statements.standing import Name, Names

ROWS = 200
"""How many things are on a page."""

TITLES = {
    "series": "Series",
    "conference": "Conferences",
    "forum": "Forums",
    "exhibition": "Exhibitions",
    "ceremony": "Ceremonies",
    "activity": "Activities",
    "initiative": "Initiatives",
    "person": "People",
    "organisation": "Organisations",
    "place": "Places",
    "topic": "Topics",
    "theme": "Themes",
    "post": "Posts",
    "participation": "Parts played",
    "count": "Counts",
    "article": "Articles",
}
MAIN = ("series", "conference", "forum", "person", "organisation", "place", "article")
"""The classes whose listings every page leads to first."""


class Listing(NamedTuple):
    """One page of a class's things; the digest tells it from another with the same path."""

    path: str
    cls: str
    number: int
    of: int
    total: int
    records: tuple[Record, ...]
    notes: tuple[Label | None, ...]

    @property
    def digest(self) -> str:
        """A digest of all that the page shows of its things."""
        shown = [*(record[:6] for record in self.records), self.notes]
        return blake2b(repr((shown, self.of, self.total)).encode(), digest_size=16).hexdigest()


def listings(memory: Memory, classes: Container[str]) -> Iterator[Listing]:
    """Lay out the things of some classes that were published on pages."""
    for cls, total in memory.classes():
        of = -(-total // ROWS)
        listed = memory.listed(cls)
        for number in range(1, of + 1 if cls in classes else 1):
            records, notes = zip(*islice(listed, ROWS), strict=True)
            yield Listing(path_of(cls, number), cls, number, of, total, records, notes)


def paths(memory: Memory) -> Iterator[str]:
    """Name the pages that list the things of each class."""
    for cls, total in memory.classes():
        yield from (f"{path_of(cls, number)}.html" for number in range(1, 1 - -total // ROWS))


def file_of(site: Site, names: Names, listing: Listing) -> File:
    """Make the page of a listing; the names are those of pages at the root."""
    rows = [
        (_name(names, record, note, site.href(record.iri, listing.path)), record.day)
        for record, note in zip(listing.records, listing.notes, strict=True)
    ]
    html = site.render(
        "listing.html",
        listing.path,
        title=TITLES.get(listing.cls, listing.cls),
        name=listing.cls,
        total=listing.total,
        paged=Page(listing.path, listing.number, listing.of, rows),
    )
    return File(f"{listing.path}.html", html)


def _name(names: Names, record: Record, note: Label | None, href: str) -> Name:
    name = names.make(record.text, record.lang, href)
    return names.with_note(name, note.text, note.lang) if note else name
