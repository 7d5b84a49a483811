"""The ontology as documentation: a page with an anchor for each term, and the ontology as data beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from pyoxigraph import NamedNode

from gdec import resources, terms
from gdec.following.names import rows
from gdec.query.table import shorten
from gdec.site.dumps.counts import Counts
from gdec.site.dumps.updating import counted
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.site import Site
from gdec.site.kept.remembering import remembered
from gdec.site.pages.formats import SIBLINGS, vocabulary_formats
from gdec.site.pictures.classes import classes_diagram
from gdec.site.pictures.drawing import standalone
from gdec.site.reading.values import str_of
from gdec.site.reading.vocabulary import (
    CLASS,
    CONCEPT,
    DATATYPE_PROPERTY,
    OBJECT_PROPERTY,
    SECTIONS,
    Defined,
    vocabulary,
)
from gdec.store.answer import Term

PAGE = "ontology"


@dataclass(frozen=True)
class Use:
    """How often a term is used in the data, and one example: a triple, with None where a class has an instance."""

    count: int
    subject: str = ""
    value: Term | None = None


def menu(_: Site) -> list[tuple[str, str]]:
    """Give the page's place in the menu."""
    return [(f"{PAGE}.html", "Ontology")]


def files(site: Site) -> Iterator[File]:
    """Give the page of the ontology, its picture, and the ontology in each format."""
    known, to, uses = vocabulary(), from_page(site, PAGE), _uses(counted(site))
    diagram = classes_diagram(known, to)
    yield File(
        f"{PAGE}.html",
        site.render(
            "ontology.html",
            PAGE,
            iri=terms.GDEC.rstrip("#"),
            header=[(name, list(group)) for name, group in groupby(known.header, key=lambda each: each[0])],
            sections=[(name, known.section(name)) for name in SECTIONS],
            uses={each.iri: _use(site, each, uses(each)) for each in known.terms},
            members=_members(known.terms),
            diagram=diagram,
            short=lambda iri: shorten(iri, terms.PREFIXES),
            alternates=SIBLINGS,
            to=to,
        ),
    )
    at_home = classes_diagram(known, from_page(site, f"picture/{diagram.name}"))
    yield File(f"picture/{diagram.name}.svg", standalone(at_home.svg, "../static/gdec.css"))
    with remembered(site, PAGE) as kept:
        text = resources.ontology()
        yield from kept.pages(PAGE, text, partial(vocabulary_formats, PAGE, text))


def _members(known: tuple[Defined, ...]) -> dict[str, list[Defined]]:
    """Give the concepts of each scheme."""
    concepts = [each for each in known if each.section == CONCEPT]
    return {
        scheme: [each for each in concepts if each.scheme == scheme] for scheme in {each.scheme for each in concepts}
    }


def _uses(counts: Counts) -> Callable[[Defined], int]:
    """Give what tells how many triples use a term: a class as such, a property, or any other term as a value."""
    values = Counter[str]()
    for pair, number in counts.values.items():
        values[pair.partition(" ")[2]] += number
    of_properties = dict.fromkeys((OBJECT_PROPERTY, DATATYPE_PROPERTY), counts.properties)
    kept = {CLASS: counts.classes} | of_properties
    return lambda term: kept.get(term.section, values).get(f"<{term.iri}>", 0)


def _use(site: Site, term: Defined, count: int) -> Use:
    """Tell the use of a term; the example is the first that the store gives, which is the same every time."""
    if not count:
        return Use(0)
    me = NamedNode(term.iri)
    if term.section in (OBJECT_PROPERTY, DATATYPE_PROPERTY):
        pattern, subject = f"?s {me} ?o", "?s ?o"
    else:
        pattern, subject = (f"?s {terms.TYPE} {me}" if term.section == CLASS else f"?s ?p {me}"), "?s"
    found = rows(site.reader, f"SELECT {subject} WHERE {{ {pattern} }} LIMIT 1")[0]
    return Use(count, str_of(found[0]), next(iter(found[1:]), None))
