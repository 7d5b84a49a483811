"""Keep the graph of disagreements up to date while articles of a store change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from pyoxigraph import NamedNode

from gdec import terms
from gdec.disagreement.find import SINGLE_VALUED, STATED, THINGS, WIDER, Disagreement, Telling, disagreements
from gdec.store.answer import Row, Solutions
from gdec.store.changing import Change

LARGE = 1 << 20
"""From how many bytes on it is faster to load the graph, which leaves files of its own to open."""

PART = 1 << 23
"""How many bytes of disagreements are held to the shapes at a time: no shape looks beyond one of them."""

_BEGINS = f" {terms.TYPE} {terms.DISAGREEMENT_CLASS} ".encode()

_Row: TypeAlias = tuple[str, ...]


class Found(NamedTuple):
    """The disagreements about some things, or about all where they are not named, as N-Quads."""

    about: set[str] | None
    quads: bytes

    def parts(self, least: int = PART) -> Iterator[bytes]:
        """Give the quads in parts of about so many bytes, each of whole disagreements."""
        start = 0
        while start < len(self.quads):
            begins = self.quads.find(_BEGINS, max(start + least, self.quads.find(b"\n", start)))
            end = self.quads.rfind(b"\n", 0, begins) + 1 if begins > 0 else len(self.quads)
            yield self.quads[start:end]
            start = end


class Contested:
    """What may be contested after a change: only the things that the statements that came or went tell of.

    Args:
        step: the next version of the store.
        base: the IRI below which the store's things are named.

    Attributes:
        is_all: everything may be contested, whatever was noted.
        divided: if everything may be, the only things that are given several values, where that is known.
        telling: tells what is said of these, where the store need not be asked.
    """

    def __init__(self, step: Change, base: str) -> None:
        self.step, self.base, self.graph = step, base, f"{base}disagreements#graph"
        self.changed: set[_Row] = set()
        self.is_all = False
        self.divided: set[str] | None = None
        self.telling: Telling | None = None

    def note(self, graph: str) -> None:
        """Note what the graph of an article says: called before the graph changes and after, it notes what changed."""
        self.changed ^= set(self._rows_of(graph))

    def find(self) -> Found:
        """Find anew what disagrees about the things that may be contested."""
        about = self.divided if self.is_all else set(self._subjects())
        telling = self.telling if self.is_all and about else None
        quads = b"" if about == set() else nquads(disagreements(self.step, about, telling), self.base)
        return Found(None if self.is_all else about, quads)

    def write(self, found: Found) -> None:
        """Put what was found in the place of what was known of these things, in one transaction."""
        if found.about is None and len(found.quads) < LARGE:
            self.step.replace_graph(self.graph, found.quads)
        elif found.about is None:
            self.step.load([(self.graph, found.quads)], replacing=True)
        elif found.about:
            known = set(self._known(found.about))
            new = set(found.quads.decode().replace(f" <{self.graph}> .", " .").splitlines(keepends=True))
            # Of what many articles tell, the most stays as it was.
            gone, come = "".join(sorted(known - new)), "".join(sorted(new - known))
            self.step.change_graph(
                self.graph,
                f"DELETE DATA {{ GRAPH <{self.graph}> {{\n{gone}}} }} ;\n"
                f"INSERT DATA {{ GRAPH <{self.graph}> {{\n{come}}} }}",
            )

    def _known(self, about: Iterable[str]) -> Iterator[str]:
        """Give the triples of the disagreements that were known of some things, which have neither text nor number."""
        some = " ".join(f"<{thing}>" for thing in sorted(about))
        query = (
            f"SELECT ?d ?p ?o WHERE {{ VALUES ?thing {{ {some} }} "
            f"GRAPH <{self.graph}> {{ ?d {terms.ABOUT} ?thing ; ?p ?o }} }}"
        )
        return (f"{node} {name} {value} .\n" for node, name, value in self._rows(query))

    def _rows_of(self, graph: str) -> Iterator[_Row]:
        """Give what bears on disagreements in a graph: statements as (subject, property, value, IRI), and labels."""
        retracted = any(self._rows(f"SELECT ?a WHERE {{ GRAPH <{graph}> {{ ?a {terms.RETRACTED_ON} ?day }} }}"))
        wanted = ", ".join((*SINGLE_VALUED, *STATED, *WIDER))
        yield from (
            (*map(str, row), str(retracted))
            for row in self._rows(
                f"SELECT ?s ?p ?o ?i WHERE {{ GRAPH <{graph}> {{ ?i {terms.PREDICATE} ?p ; {terms.SUBJECT} ?s ; "
                f"{terms.OBJECT} ?o FILTER (?p IN ({wanted})) }} }}"
            )
        )
        yield from (
            (str(thing), terms.LABEL, str(label), graph)
            for thing, label in self._rows(f"SELECT ?s ?o WHERE {{ GRAPH <{graph}> {{ ?s {terms.LABEL} ?o }} }}")
        )

    def _subjects(self) -> Iterator[str]:
        """Name the things whose disagreements may have changed, as subjects or by way of their values."""
        values: set[str] = set()
        for subject, name, value, *_ in self.changed:
            if name in SINGLE_VALUED:
                yield subject[1:-1]
            elif name in STATED or name == terms.LABEL:
                values |= {subject, value} if name in STATED else {subject}
        for value in values:
            for name in THINGS:
                says = f"{terms.OBJECT} {value} ; {terms.PREDICATE} {name} ; {terms.SUBJECT} ?s"
                yield from _iris(self._rows(f"SELECT ?s WHERE {{ ?i {says} }}"))
        if any(name in WIDER for _, name, *_ in self.changed):
            # What is inside what may tell how any two things relate.
            wanted = ", ".join(THINGS)
            query = f"SELECT ?s WHERE {{ ?d {terms.ABOUT} ?s ; {terms.PROPERTY} ?p FILTER (?p IN ({wanted})) }}"
            yield from _iris(self._rows(query))

    def _rows(self, query: str) -> Iterable[Row]:
        answer = self.step.query(query)
        assert isinstance(answer, Solutions)  # noqa: S101
        return answer.rows


def _iris(rows: Iterable[Row]) -> Iterator[str]:
    return (term.value for (term,) in rows if isinstance(term, NamedNode))


def nquads(found: Iterable[Disagreement], base: str) -> bytes:
    """Write disagreements as N-Quads in their own graph; the same ones give the same bytes."""
    end = f" <{base}disagreements#graph> .\n"
    # One disagreement after the other: as texts all of them would take several times the room.
    return b"".join("".join(f"{triple}{end}" for triple in _triples(each, base)).encode() for each in found)


def _triples(found: Disagreement, base: str) -> Iterator[str]:
    me = f"<{found.iri(base)}>"
    yield f"{me} {terms.TYPE} {terms.DISAGREEMENT_CLASS}"
    yield f"{me} {terms.ABOUT} <{found.subject}>"
    yield f"{me} {terms.PROPERTY} {found.property}"
    yield f"{me} {terms.RELATION} {terms.RELATIONS[found.relation]}"
    yield from (f"{me} {terms.BETWEEN} <{iri}>" for side in found.sides for iri in side.statements)
    yield from (f"{me} {terms.RESTS_ON} <{iri}>" for iri in found.stated_by)
    if not found.stated_by:
        yield f"{me} {terms.RULE} {terms.RELATION_BY_VALUES}"
