"""The pages and the data on what each publishing changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from pyoxigraph import RdfFormat, Triple, parse

from gdec import terms
from gdec.rdf import turtle
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.log import FILE, PAGE, Change, Log, to_jsonld
from gdec.site.frame.paging import Page, pages, path_of
from gdec.site.frame.site import Site
from gdec.site.pages.formats import SIBLINGS
from gdec.site.pages.listings import TITLES

SIZE = 10
"""How many changes stand on a page."""
MOST = 200
"""How many changes have a place on the pages, the newest first."""

ONE = {
    "activity": "activity",
    "article": "article",
    "ceremony": "ceremony",
    "conference": "conference",
    "count": "count",
    "exhibition": "exhibition",
    "forum": "forum",
    "initiative": "initiative",
    "organisation": "organisation",
    "participation": "part played",
    "person": "person",
    "place": "place",
    "post": "post",
    "series": "series",
    "theme": "theme",
    "topic": "topic",
}
"""What one thing of a class is called."""


@dataclass(frozen=True)
class Told:
    """A change as it is shown.

    Attributes:
        change: the change.
        came: the IRIs of things that came, as far as they are named.
        went: those of things that went.
        changed: the others whose triples changed: IRI, and each triple with its mark.
        claimed: things of which something else is claimed: IRI, and each triple with its mark and kind.
        records: the IRIs of holders of records, each with how many quads of these went and came.
        more: how many triples are not shown.
    """

    change: Change
    came: list[str]
    went: list[str]
    changed: list[tuple[str, list[tuple[str, Triple]]]]
    claimed: list[tuple[str, list[tuple[str, Triple, str]]]]
    records: list[tuple[str, int, int]]
    more: int


def files(site: Site) -> Iterator[File]:
    """Give the pages of changes, and the whole log as JSON-LD."""
    last = {each.path: each for each in site.log.gone}

    def name(iri: str) -> tuple[str, str]:
        gone = last.get(site.page_of(iri))
        return (gone.label, gone.lang) if gone and gone.label else site.label(iri)

    def stone(iri: str, page: str) -> str:
        """Give the link to the page that says that something is gone, where there is one."""
        gone = last.get(site.page_of(iri))
        return site.link(f"{gone.path}.html", page) if gone and gone.label else ""

    for page in paged(site.log):
        html = site.render(
            "changes.html",
            page.path,
            paged=page,
            told=[_told(site, change) for change in page.items],
            older=len(site.log.changes[MOST:]),
            to=from_page(site, page.path),
            name=name,
            one=lambda iri: ONE.get(site.page_of(iri).partition("/")[0], ""),
            stone=partial(stone, page=page.path),
            counted=counted,
            alternates=SIBLINGS,
        )
        yield File(f"{page.path}.html", html)
    title = site.settings.title
    data = to_jsonld(site.log, site.base, f"Changes of {title}" if title else "Changes")
    yield File(FILE, data)
    triples = sorted({str(quad.triple) for quad in parse(data, RdfFormat.JSON_LD)})
    yield File(f"{PAGE}.ttl", turtle.write(triples, terms.prefixes(site.base)).encode())
    yield File(f"{PAGE}.nt", "".join(f"{triple} .\n" for triple in triples).encode())


def paged(log: Log) -> Iterator[Page[Change]]:
    """Lay changes out on pages."""
    return pages(PAGE, log.changes[:MOST], SIZE)


def places(log: Log) -> dict[int, str]:
    """Give the place of each change on the pages, by its number: a path with a fragment."""
    return {
        change.number: f"{path_of(PAGE, at // SIZE + 1)}.html#{change.anchor}"
        for at, change in enumerate(log.changes[:MOST])
    }


def counted(numbers: dict[str, int]) -> str:
    """Say how many things of each class there are, the most first.

    >>> counted({"forum": 1, "person": 3})
    '3 people, 1 forum'
    """
    order = sorted(numbers.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(
        f"{number:,} {ONE.get(cls, cls) if number == 1 else TITLES.get(cls, cls).lower()}" for cls, number in order
    )


def summary(change: Change) -> str:
    """Tell a change in a line."""
    if change.number == 1:
        return f"First published with {counted(change.come) or 'nothing in it'}"
    out, forgotten = change.removed, change.forgotten
    parts = {
        f"{counted(change.come)} added": change.come,
        f"{counted(change.went)} removed": change.went,
        f"{out:,} {'triple' if out == 1 else 'triples'} removed and {change.added:,} added elsewhere": out
        + change.added,
        f"{forgotten} {'person' if forgotten == 1 else 'people'} forgotten": forgotten,
    }
    return "; ".join(text for text, is_told in parts.items() if is_told) or (
        "Claims only" if change.claims else "Statements and evidence only"
    )


def _told(site: Site, change: Change) -> Told:
    triples, claims = (_read(line for _, line, *_ in each) for each in (change.triples, change.claims))
    marked = [(mark, triple) for (mark, _), triple in zip(change.triples, triples, strict=True)]
    claimed = [(mark, triple, kind) for (mark, _, kind), triple in zip(change.claims, claims, strict=True)]
    return Told(
        change,
        [site.base + path for mark, path in change.things if mark == "+"],
        [site.base + path for mark, path in change.things if mark == "-"],
        [(iri, list(each)) for iri, each in groupby(marked, key=_about)],
        [(iri, list(each)) for iri, each in groupby(claimed, key=_about)],
        [(site.base + path, minus, plus) for path, minus, plus in change.records],
        change.removed + change.added - len(triples),
    )


def _read(lines: Iterable[str]) -> list[Triple]:
    return [quad.triple for quad in parse("\n".join(lines), RdfFormat.N_TRIPLES)]


def _about(marked: tuple[Any, ...]) -> str:
    """Give the IRI of what a marked triple is about."""
    return str(marked[1].subject)[1:-1]
