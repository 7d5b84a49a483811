"""The ontology as data for its page and pictures: each term with all that is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode, RdfFormat, parse

from gdec import resources, terms
from gdec.shacl.graph import Graph
from gdec.shacl.vocabulary import Node, named
from gdec.site.reading.values import str_of

CLASS, OBJECT_PROPERTY, DATATYPE_PROPERTY, SCHEME, CONCEPT = SECTIONS = (
    "Classes",
    "Object properties",
    "Datatype properties",
    "Concept schemes",
    "Concepts",
)
"""The sections that terms stand in."""

_SECTION_OF_TYPE = {
    named("owl:Class"): CLASS,
    named("owl:ObjectProperty"): OBJECT_PROPERTY,
    named("owl:DatatypeProperty"): DATATYPE_PROPERTY,
    named("skos:ConceptScheme"): SCHEME,
}
_PARENTS = ("rdfs:subClassOf", "rdfs:subPropertyOf")
_ALIGNMENTS = ("skos:closeMatch", "skos:exactMatch", "skos:broadMatch", "skos:narrowMatch", "rdfs:seeAlso")
_NOTES = ("skos:scopeNote", "skos:editorialNote")


@dataclass(frozen=True)
class Defined:
    """A term of the ontology.

    Attributes:
        iri: its IRI; all names here are IRIs.
        section: one of `SECTIONS`.
        types: its classes, besides what the section says.
        parents: the classes or properties that it is a kind of.
        domain: what has the property; several are a choice.
        range: what the property leads to; several are a choice.
        alignments: the relation, as a prefixed name, to a term elsewhere.
        notes: what else is to be known.
        scheme: the concept scheme that it is in, or an empty text.
    """

    iri: str
    section: str
    label: str
    definition: str
    types: tuple[str, ...]
    parents: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    alignments: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    scheme: str

    @property
    def name(self) -> str:
        """The fragment of its IRI, which is the anchor on its page."""
        return self.iri.rpartition("#")[2]


@dataclass(frozen=True)
class Vocabulary:
    """The ontology.

    Attributes:
        header: property and value of each thing said of the ontology itself, in the file's order.
        terms: its terms, in the file's order.
    """

    header: tuple[tuple[str, str], ...]
    terms: tuple[Defined, ...]

    @property
    def version(self) -> str:
        """The IRI of this version of it."""
        return dict(self.header)[terms.term("owl:versionIRI")[1:-1]]

    def section(self, name: str) -> list[Defined]:
        """List the terms of a section."""
        return [term for term in self.terms if term.section == name]

    def of(self, iri: str) -> Defined | None:
        """Give the term of an IRI, or None for what is none of the ontology's."""
        return next((term for term in self.terms if term.iri == iri), None)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Read the ontology."""
    graph = Graph(parse(resources.ontology(), RdfFormat.TURTLE))
    me = NamedNode(terms.GDEC.rstrip("#"))
    header = [(p.value, str_of(o)) for p in graph.predicates(me) for o in graph.objects(me, p)]
    defined = [each for each, home in graph.pairs(named("rdfs:isDefinedBy")) if home == me]
    return Vocabulary(tuple(header), tuple(_defined(graph, each) for each in defined))


def _defined(graph: Graph, me: Node) -> Defined:
    types = graph.objects(me, named("rdf:type"))
    section = next((_SECTION_OF_TYPE[one] for one in types if one in _SECTION_OF_TYPE), CONCEPT)  # type: ignore[index]
    return Defined(
        iri=str_of(me),
        section=section,
        label=_first(graph, me, "rdfs:label"),
        definition=_first(graph, me, "skos:definition"),
        types=tuple(str_of(one) for one in types if one not in _SECTION_OF_TYPE),
        parents=tuple(str_of(one) for name in _PARENTS for one in graph.objects(me, named(name))),
        domain=tuple(_choices(graph, me, "rdfs:domain")),
        range=tuple(_choices(graph, me, "rdfs:range")),
        alignments=tuple((name, str_of(one)) for name in _ALIGNMENTS for one in graph.objects(me, named(name))),
        notes=tuple(str_of(one) for name in _NOTES for one in graph.objects(me, named(name))),
        scheme=_first(graph, me, "skos:inScheme"),
    )


def _choices(graph: Graph, me: Node, name: str) -> Iterator[str]:
    """Give a domain or range, taking a union of classes apart."""
    for one in graph.objects(me, named(name)):
        unions = graph.objects(one, named("owl:unionOf"))
        for member in (each for head in unions for each in graph.members(head)) if unions else [one]:
            yield str_of(member)


def _first(graph: Graph, me: Node, name: str) -> str:
    return next(map(str_of, graph.objects(me, named(name))), "")
