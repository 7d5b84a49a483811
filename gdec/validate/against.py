"""New data held to the shapes in the context of a store: what it breaks there, and what is wrong with it there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple

from gdec.freshness import common_digest, tools_digest
from gdec.shacl.trial import Trial
from gdec.shacl.vocabulary import PREFIX_OF_FUNCTIONS
from gdec.store.copies import Copies
from gdec.validate.compiled_engine import classes, validator_of
from gdec.validate.report import Report
from gdec.validate.results import in_our_words
from gdec.validate.shapes import shipped
from gdec.validate.text import shown

if TYPE_CHECKING:
    from gdec.validate.inputs import Inputs
    from gdec.validate.taken import Taken

_ADDED = NamedNode(f"{PREFIX_OF_FUNCTIONS}added")
_CLASSES = NamedNode(f"{PREFIX_OF_FUNCTIONS}classes")


@dataclass(frozen=True)
class ReportAgainst(Report):
    """What new data breaks: the results that the store has with it and does not have without it.

    Attributes:
        changed: how many triples the data adds to the store or takes from it.
        in_full: the shapes that were held to the whole store, since their queries cannot be followed from a thing.
    """

    changed: int = 0
    in_full: tuple[str, ...] = ()

    @property
    def is_idle(self) -> bool:
        """Whether nothing was checked, though there was something to check."""
        return self.changed > 0 and not self.checked

    def summary(self) -> str:
        """Say in one sentence what was found."""
        if not self.changed:
            return "Conforms: the store holds all of it already."
        said = super().summary()
        if self.in_full:
            said += f" Held to the whole store, since their queries cannot be followed: {', '.join(self.in_full)}."
        return said


def validate_against(
    copies: Copies,
    read: Callable[[], Inputs | Taken],
    shapes: bytes | None = None,
    *,
    provenance: bool = False,
    limit: float | None = None,
) -> ReportAgainst:
    """Find what new data breaks in a store, which stays as it is.

    Only the things that the data can matter to are held to the shapes, also those of the store.

    Args:
        copies: the store's current version and copies of it, as `copies_of_current` gives them.
        read: gives the new data, and is asked for it once all else is ready. Of facts, each graph stands in the place
            of the store's graph of the same article; RDF comes beside what the store holds.
        shapes: as for `validate`.
        provenance: as for `validate`.
        limit: as for `validate`.

    Returns:
        The results that are there with the data and were not there before.

    Raises:
        GdecError: the store cannot be opened or copied, or what the shapes ask for cannot be done.
    """
    current, axioms = copies.current(), list(class_quads())

    def changed(out: Iterable[Quad], into: Iterable[Quad]) -> Callable[[], Store]:
        return copies.changed(out, [*axioms, *into])

    wanted = shipped(provenance=provenance) if shapes is None else shapes
    trial, tools = Trial(current.store, validator_of(wanted), changed, axioms), tools_digest()
    inputs = read()
    broken = trial.do(_graphs(inputs, current.head, tools), limit)
    report = in_our_words(broken.report, trial.data)
    if report.results:
        from gdec.validate.hints import advise

        report = advise(report, wanted, inputs.quads, classes())
    in_full = tuple(shown(str(shape)) for shape in broken.in_full)
    return ReportAgainst(report.results, report.checked, report.found, broken.changed, in_full)


def class_quads() -> Iterator[Quad]:
    """Give what the ontology says of subclasses, in a graph of its own."""
    for quad in pyoxigraph.parse(classes(), RdfFormat.N_QUADS):
        yield Quad(quad.subject, quad.predicate, quad.object, _CLASSES)


def _without_known(facts: bytes, manifest: dict[str, Any], tools: str) -> bytes:
    """Leave out the registry where the store was built from the same one."""
    base = manifest.get("base", "")
    end = f" <{base}registry#graph> .\n".encode()
    lines = facts.splitlines(keepends=True)
    registry = b"".join(line for line in lines if line.endswith(end))
    if manifest.get("registry") != common_digest(tools, base, registry):
        return facts
    return b"".join(line for line in lines if not line.endswith(end))


def _graphs(inputs: Inputs | Taken, manifest: dict[str, Any], tools: str) -> dict[NamedNode, list[Triple]]:
    """Give the graphs that the data brings; that of RDF is one of its own."""
    found: dict[NamedNode, list[Triple]] = {}
    facts = _without_known(inputs.quads_of(facts=True), manifest, tools)
    for quad in pyoxigraph.parse(facts, RdfFormat.N_QUADS):
        assert not isinstance(quad.graph_name, DefaultGraph)  # noqa: S101
        found.setdefault(quad.graph_name, []).append(quad.triple)
    if added := inputs.quads_of(facts=False):
        found[_ADDED] = [quad.triple for quad in pyoxigraph.parse(added, RdfFormat.N_QUADS)]
    return found
