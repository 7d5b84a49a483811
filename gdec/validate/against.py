"""New data held to the shapes in the context of a store: what it breaks there, and what is wrong with it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple

from gdec.freshness import common_digest, tools_digest
from gdec.shacl.trial import Trial
from gdec.shacl.vocabulary import PREFIX_OF_FUNCTIONS
from gdec.store.copies import Copy
from gdec.validate.compiled_engine import classes, validator_of
from gdec.validate.hints import advise
from gdec.validate.inputs import Inputs
from gdec.validate.report import Report
from gdec.validate.results import in_our_words
from gdec.validate.shapes import shipped
from gdec.validate.text import shown

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
    copies: Callable[[], Copy],
    inputs: Inputs,
    shapes: bytes | None = None,
    *,
    provenance: bool = False,
    limit: float | None = None,
) -> ReportAgainst:
    """Find what new data breaks in a store, which stays as it is.

    Only the things that the data can matter to are held to the shapes, also those of the store.

    Args:
        copies: gives copies of the store, as `copies_of_current` does.
        inputs: the new data. Of facts, each graph stands in the place of the store's graph of the same article;
            RDF comes beside what the store holds.
        shapes: as for `validate`.
        provenance: as for `validate`.
        limit: as for `validate`.

    Returns:
        The results that are there with the data and were not there before.

    Raises:
        GdecError: there is no store in the folder, or what the shapes ask for cannot be done.
    """
    wanted = shipped(provenance=provenance) if shapes is None else shapes

    def copy() -> Copy:
        found = copies()
        found.store.extend(class_quads())
        return found

    validator, first = validator_of(wanted), copy()
    trial = Trial(validator, first.store, _graphs(inputs, first.manifest), lambda: copy().store, limit)
    broken = trial.do()
    report = advise(in_our_words(broken.report, trial.data), wanted, inputs.quads, classes())
    in_full = tuple(shown(str(shape)) for shape in broken.in_full)
    return ReportAgainst(report.results, report.checked, report.found, broken.changed, in_full)


def class_quads() -> Iterator[Quad]:
    """Give what the ontology says of subclasses, in a graph of its own."""
    for quad in pyoxigraph.parse(classes(), RdfFormat.N_QUADS):
        yield Quad(quad.subject, quad.predicate, quad.object, _CLASSES)


def _without_known(facts: bytes, manifest: dict[str, Any]) -> bytes:
    """Leave out the registry where the store was built from the same one."""
    base = manifest.get("base", "")
    end = f" <{base}registry#graph> .\n".encode()
    lines = facts.splitlines(keepends=True)
    registry = b"".join(line for line in lines if line.endswith(end))
    if manifest.get("registry") != common_digest(tools_digest(), base, registry):
        return facts
    return b"".join(line for line in lines if not line.endswith(end))


def _graphs(inputs: Inputs, manifest: dict[str, Any]) -> dict[NamedNode, list[Triple]]:
    """Give the graphs that the data brings; that of RDF is one of its own."""
    found: dict[NamedNode, list[Triple]] = {}
    facts = _without_known(inputs.quads_of(facts=True), manifest)
    for quad in pyoxigraph.parse(facts, RdfFormat.N_QUADS):
        assert not isinstance(quad.graph_name, DefaultGraph)  # noqa: S101
        found.setdefault(quad.graph_name, []).append(quad.triple)
    if added := inputs.quads_of(facts=False):
        found[_ADDED] = [quad.triple for quad in pyoxigraph.parse(added, RdfFormat.N_QUADS)]
    return found
