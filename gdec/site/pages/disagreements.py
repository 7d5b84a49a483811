"""The pages of what disagrees: the words of each side, how they relate, who says so, and what an editor chose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import chain, groupby, islice
from tempfile import TemporaryFile
from typing import BinaryIO
from zlib import crc32

from pyoxigraph import NamedNode

from gdec import terms
from gdec.disagreement.relate import ABOUT
from gdec.disagreement.tell import Chosen
from gdec.following.names import rows
from gdec.rdf.blocks import sorted_blocks
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.paging import Page, path_of
from gdec.site.frame.site import Site
from gdec.site.kept.remembering import remembered
from gdec.site.pages.formats import SIBLINGS, described, siblings, siblings_of_list
from gdec.site.pages.sides import FEW, Side, Sides, Told, sides_of
from gdec.site.pages.sides import files as own_pages
from gdec.site.pages.sides import path_of as path_of_own
from gdec.site.reading.values import str_of
from gdec.site.statements.grounds import Ground, grounds
from gdec.site.statements.relations import gravity, sentence
from gdec.store.scan import PIECE_BYTES

PAGE, EDITORIAL = "disagreements", "editorial"
SIZE = 25
"""How many disagreements stand on a page at the most, on average."""
ANCHORED = 2_000
"""For how many more the first page holds the anchor, and leads on to the page that they stand on."""


@dataclass(frozen=True)
class Shown:
    """A disagreement; names are IRIs.

    Attributes:
        told: what the relation says, in a sentence.
        rule: the rule that tells the relation, or an empty text where statements do.
        stated_by: the first statements that tell it, where statements do, and how many more there are.
        sides: its values, as far as they stand here.
        own: the path of its own page where not all stands here, else an empty text.
        values: how many values there are.
        statements: how many statements give them.
    """

    iri: str
    about: str
    predicate: str
    relation: str
    told: str
    rule: str
    stated_by: tuple[Ground, ...]
    more_state: int
    sides: tuple[Side, ...]
    own: str
    values: int
    statements: int

    @property
    def is_count(self) -> bool:
        """It is about a number: its sides differ in what the label of the count begins with."""
        return f"<{self.predicate}>" == terms.NUMBER

    @property
    def within(self) -> str:
        """How far a number that is given as about right may be off, where there is one."""
        is_about = any(str(getattr(side.value, "value", "")).startswith("about ") for side in self.sides)
        return f"{ABOUT:.0%}" if self.is_count and is_about else ""

    @property
    def anchor(self) -> str:
        """The fragment of its IRI."""
        return self.iri.rpartition("#")[2]


def menu(_: Site) -> list[tuple[str, str]]:
    """Give the page's place in the menu."""
    return [(f"{PAGE}.html", "Disagreements")]


def files(site: Site) -> Iterator[File]:
    """Give the pages of disagreements, and the page of editorial choices where there are any."""
    choices, told = site.choices, _told(site)
    with remembered(site, PAGE) as kept:
        for page in _paged(list(told)):
            elsewhere = _elsewhere(page, list(told))
            # Only the first page says how many there are.
            state = [len(told) if page.number == 1 else page.of, [(iri, told[iri]) for iri in page.items], elsewhere]
            make = partial(_page, site, page, len(told), choices, elsewhere)
            yield kept.page(f"{page.path}.html", [*state, choices], make)
            yield from siblings_of_list(site, kept, page, {iri: told[iri] for iri in page.items}, elsewhere)
        yield from own_pages(site, kept, told)
    yield from _editorial(site)


def _paged(known: Sequence[str]) -> Iterator[Page[str]]:
    """Lay disagreements out on pages by their names, so that one that comes or goes moves no other.

    There are so many pages that their number seldom changes: a power of two.
    """
    of = 1
    while len(known) > of * SIZE:
        of *= 2
    found: list[list[str]] = [[] for _ in range(of)]
    for iri in known:
        found[_number(iri, of) - 1].append(iri)
    return (Page(path_of(PAGE, number), number, of, items) for number, items in enumerate(found, start=1))


def _number(iri: str, of: int) -> int:
    """Give the number of the page that a disagreement stands on."""
    return 1 + (crc32(iri.encode()) * of >> 32)


def _page(
    site: Site, page: Page[str], total: int, choices: dict[str, list[Chosen]], elsewhere: list[tuple[str, str]]
) -> bytes:
    return site.render(
        "disagreements.html",
        page.path,
        paged=page,
        total=total,
        shown=_shown(site, page.items),
        choices=choices,
        elsewhere=elsewhere,
        alternates=SIBLINGS,
        to=from_page(site, page.path),
    )


def _told(site: Site) -> dict[str, Told]:
    """Tell of each disagreement what its graph says of it, in the order of their names."""
    told: dict[str, Told] = {}
    with TemporaryFile() as written:
        site.reader.dump(NamedNode(f"{site.base}disagreements#graph"), written)
        written.seek(0)
        lines = chain.from_iterable(sorted_blocks(_pieces(written)))
        for me, about in groupby(lines, key=lambda line: line.partition("> ")[0]):
            said = [line[len(me) :] for line in about]
            if _IS_ONE in said:
                between = sum(line.startswith(_BETWEEN) for line in said)
                told[me[1:]] = Told(blake2b("\n".join(said).encode(), digest_size=16).digest(), between)
    return told


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """Read whole lines."""
    while piece := file.read(PIECE_BYTES):
        yield piece + file.readline()


_BETWEEN = f"> {terms.BETWEEN} "
_IS_ONE = f"> {terms.TYPE} {terms.DISAGREEMENT_CLASS}"


def _elsewhere(page: Page[str], known: Sequence[str]) -> list[tuple[str, str]]:
    """Give the anchors that the first page keeps for the others, each with the path of the page that has it."""
    if page.number > 1:
        return []
    numbers = ((iri, _number(iri, page.of)) for iri in known)
    later = islice(((iri, number) for iri, number in numbers if number > 1), ANCHORED)
    return [(iri.rpartition("#")[2], path_of(PAGE, number)) for iri, number in later]


def _shown(site: Site, iris: Sequence[str]) -> list[Shown]:
    asked = " ".join(str(NamedNode(iri)) for iri in iris)
    found = rows(site.reader, f"SELECT ?me ?p ?o WHERE {{ VALUES ?me {{ {asked} }} ?me ?p ?o }}")
    has: dict[str, dict[str, list[str]]] = {iri: {} for iri in iris}
    said = {(str_of(me), str(predicate), str_of(value)) for me, predicate, value in found}
    for me, predicate, value in sorted(said):
        has[me].setdefault(predicate, []).append(value)
    sides = sides_of(site, iris)
    led_to = [iri for each in has.values() for iri in each.get(terms.RESTS_ON, ())[:FEW]]
    known = grounds(site, [*led_to, *(iri for each in sides.values() for iri in each.first)])
    shown = (_one(iri, has[iri], sides[iri], known) for iri in iris)
    return sorted(shown, key=lambda each: gravity(each.relation))


def _one(iri: str, has: dict[str, list[str]], sides: Sides, known: dict[str, Ground]) -> Shown:
    def one(name: str) -> str:
        return next(iter(has.get(name, ())), "")

    stating = has.get(terms.RESTS_ON, [])
    return Shown(
        iri=iri,
        about=one(terms.ABOUT),
        predicate=one(terms.PROPERTY),
        relation=one(terms.RELATION),
        told=sentence(one(terms.RELATION), chain.from_iterable(sides.by_value.values())),
        rule=one(terms.RULE),
        stated_by=tuple(known[each] for each in stating[:FEW] if each in known),
        more_state=max(0, len(stating) - FEW),
        sides=sides.shown(known),
        own=path_of_own(iri) if sides.is_long else "",
        values=len(sides.by_value),
        statements=sum(map(len, sides.by_value.values())),
    )


@dataclass(frozen=True)
class Choice:
    """An editor's choice: what it is about, and the statements that it speaks of."""

    iri: str
    about: str
    predicate: str
    made: Chosen
    statements: tuple[Ground, ...]


def _editorial(site: Site) -> Iterator[File]:
    found = rows(
        site.reader,
        f"SELECT DISTINCT ?c ?about ?property ?how ?statement ?author ?reason WHERE {{ "
        f"VALUES ?how {{ {terms.PREFERS} {terms.DEPRECATES} }} ?c {terms.TYPE} {terms.EDITORIAL_CHOICE_CLASS} ; "
        f"{terms.ABOUT} ?about ; {terms.PROPERTY} ?property ; {terms.CREATOR} ?author ; {terms.REASON} ?reason ; "
        f"?how ?statement }} ORDER BY ?c ?how ?statement",
    )
    known = grounds(site, [str_of(row[4]) for row in found]) if found else {}
    choices: dict[tuple[str, ...], list[Ground]] = {}
    for iri, about, name, how, statement, author, reason in found:
        what = "preferred" if str(how) == terms.PREFERS else "deprecated"
        key = tuple(map(str_of, (iri, about, name, author, reason)))
        choices.setdefault((*key, what), []).extend(filter(None, [known.get(str_of(statement))]))
    shown = [
        Choice(iri, about, name, Chosen(what, author, reason), tuple(given))
        for (iri, about, name, author, reason, what), given in choices.items()
    ]
    if shown:
        html = site.render("editorial.html", EDITORIAL, shown=shown, alternates=SIBLINGS, to=from_page(site, EDITORIAL))
        yield File(f"{EDITORIAL}.html", html)
        nodes = described(site, [each.iri for each in shown])
        yield from siblings(site, EDITORIAL, nodes, nodes.__getitem__)
