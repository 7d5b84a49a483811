"""The sides of disagreements: a few statements of each on the page of all, every one on pages of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.following.names import rows
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.paging import Page, pages
from gdec.site.frame.site import Site
from gdec.site.kept.remembering import Remembered
from gdec.site.reading.values import str_of, text_of
from gdec.site.statements.counts import paired
from gdec.site.statements.grounds import Ground, grounds
from gdec.store.answer import Term

SIDES, FEW = 12, 4
"""How many values of a disagreement stand on the page of all, and how many statements of each."""
ROWS = 100
"""How many statements stand on one of its own pages."""


class Told(NamedTuple):
    """A digest of what the store says of a disagreement, and how many statements it is between."""

    digest: bytes
    between: int


@dataclass(frozen=True)
class Side:
    """One of the values, the statements that give it, and how many more do."""

    value: Term
    grounds: tuple[Ground, ...]
    more: int = 0


@dataclass(frozen=True)
class Sides:
    """The values of a disagreement, in their order, each with the IRIs of the statements that give it."""

    by_value: Mapping[Term, Sequence[str]]

    @property
    def is_long(self) -> bool:
        """There is more of it than stands on the page of all disagreements."""
        return len(self.by_value) > SIDES or any(len(given) > FEW for given in self.by_value.values())

    @property
    def first(self) -> list[str]:
        """The statements that stand on the page of all disagreements."""
        return [iri for value in list(self.by_value)[:SIDES] for iri in self.by_value[value][:FEW]]

    def shown(self, known: Mapping[str, Ground]) -> tuple[Side, ...]:
        """Give what stands on the page of all disagreements."""
        return tuple(
            Side(value, tuple(known[iri] for iri in given[:FEW] if iri in known), max(0, len(given) - FEW))
            for value, given in list(self.by_value.items())[:SIDES]
        )


def sides_of(site: Site, disagreements: Sequence[str]) -> dict[str, Sides]:
    """Fetch the sides of disagreements, given as IRIs."""
    values = " ".join(str(NamedNode(iri)) for iri in disagreements)
    found: dict[str, set[tuple[str, str]]] = {iri: set() for iri in disagreements}
    known: dict[str, Term] = {}
    # Sorting is left to Python: asked for it, the store takes many times as long.
    for me, statement, value in rows(
        site.reader,
        f"SELECT ?me ?s ?o WHERE {{ VALUES ?me {{ {values} }} ?me {terms.BETWEEN} ?s . "
        f"?s {terms.OBJECT}|{terms.CONTENT} ?o }}",
    ):
        if value is not None:
            known[str(value)] = value
            found[str_of(me)].add((str_of(statement), str(value)))
    return {iri: Sides(_by_value(site, given, known)) for iri, given in found.items()}


def _by_value(site: Site, given: set[tuple[str, str]], known: Mapping[str, Term]) -> dict[Term, list[str]]:
    """Group statements by their values; an amount of several of these is a text."""
    by_value = paired(given, site.choices.__contains__)
    return {known.get(value) or Literal(text_of(value).text): stating for value, stating in by_value.items()}


def path_of(iri: str) -> str:
    """Give the path, without suffix, of the first of a disagreement's own pages."""
    return f"disagreements/{iri.rpartition('#')[2]}"


def files(site: Site, kept: Remembered, told: Mapping[str, Told]) -> Iterator[File]:
    """Give the own pages of those disagreements that are too long for the page of all.

    Args:
        site: the site.
        kept: what is remembered of the pages.
        told: what the store says of each disagreement, by its IRI.
    """
    for iri, said in told.items():
        if said.between > FEW:
            yield from kept.pages(path_of(iri), said, partial(_pages, site, kept, iri, said))


def _pages(site: Site, kept: Remembered, iri: str, told: Told) -> Iterator[File]:
    sides = sides_of(site, [iri])[iri]
    if sides.is_long:
        statements = [(value, each) for value, given in sides.by_value.items() for each in given]
        for page in pages(path_of(iri), statements, ROWS):
            state = [told, page.items, page.of]
            yield kept.page(f"{page.path}.html", state, partial(_page, site, iri, page, len(statements)))


def _page(site: Site, iri: str, page: Page[tuple[Term, str]], total: int) -> bytes:
    known = grounds(site, [statement for _, statement in page.items])
    shown = [
        Side(value, tuple(known[each] for _, each in given if each in known))
        for value, given in groupby(page.items, key=lambda item: item[0])
    ]
    about, predicate = (_one(site, iri, name) for name in (terms.ABOUT, terms.PROPERTY))
    return site.render(
        "disagreement.html",
        page.path,
        iri=iri,
        about=about,
        predicate=predicate,
        is_count=f"<{predicate}>" == terms.NUMBER,
        sides=shown,
        total=total,
        paged=page,
        name=path_of(iri),
        choices=site.choices,
        to=from_page(site, page.path),
    )


def _one(site: Site, iri: str, name: str) -> str:
    quads = site.reader.matching(subject=NamedNode(iri), predicate=NamedNode(name[1:-1]))
    return min((str_of(quad.object) for quad in quads if isinstance(quad.object, NamedNode)), default="")
