"""The ontology as documentation: a page with an anchor for each term, and the ontology as data beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode

from gdec import resources, terms
from gdec.following.names import rows
from gdec.query.table import shorten
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.site import Site
from gdec.site.pages.formats import SIBLINGS, vocabulary_formats
from gdec.site.pictures.classes import classes_diagram
from gdec.site.pictures.drawing import standalone
from gdec.site.reading.vocabulary import (
    CLASS,
    CONCEPT,
    DATATYPE_PROPERTY,
    OBJECT_PROPERTY,
    SECTIONS,
    Defined,
    vocabulary,
)
from gdec.site.statements.grounds import text_of
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
    known, to = vocabulary(), from_page(site, PAGE)
    diagram = classes_diagram(known, to)
    yield File(
        f"{PAGE}.html",
        site.render(
            "ontology.html",
            PAGE,
            header=[(name, list(group)) for name, group in groupby(known.header, key=lambda each: each[0])],
            sections=[(name, known.section(name)) for name in SECTIONS],
            uses={each.iri: _use(site, each) for each in known.terms},
            members=_members(known.terms),
            diagram=diagram,
            short=lambda iri: shorten(iri, terms.PREFIXES),
            alternates=SIBLINGS,
            to=to,
        ),
    )
    at_home = classes_diagram(known, from_page(site, f"picture/{diagram.name}"))
    yield File(f"picture/{diagram.name}.svg", standalone(at_home.svg, "../static/gdec.css"))
    yield from vocabulary_formats(PAGE, resources.ontology())


def _members(known: tuple[Defined, ...]) -> dict[str, list[Defined]]:
    """Give the concepts of each scheme."""
    concepts = [each for each in known if each.section == CONCEPT]
    return {
        scheme: [each for each in concepts if each.scheme == scheme] for scheme in {each.scheme for each in concepts}
    }


def _use(site: Site, term: Defined) -> Use:
    """Count the uses of a term; the example is the first that the store gives, which is the same every time."""
    me = NamedNode(term.iri)
    if term.section in (OBJECT_PROPERTY, DATATYPE_PROPERTY):
        pattern, subject = f"?s {me} ?o", "?s ?o"
    else:
        pattern, subject = (f"?s {terms.TYPE} {me}" if term.section == CLASS else f"?s ?p {me}"), "?s"
    count = int(text_of(rows(site.reader, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")[0][0]))
    if not count:
        return Use(0)
    found = rows(site.reader, f"SELECT {subject} WHERE {{ {pattern} }} LIMIT 1")[0]
    return Use(count, text_of(found[0]), next(iter(found[1:]), None))
