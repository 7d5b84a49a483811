"""What validation finds: a report, its results, and where in the facts each of them comes from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from gdec.shacl import report as shacl
from gdec.validate.places import Origin, Places

if TYPE_CHECKING:
    from gdec.facts.model import Facts
    from gdec.facts.sources import Source
    from gdec.project import Project

HARMLESS = frozenset({"Info", "Warning"})
"""The severities that leave a report conforming; those of strangers do not."""
LEVELS = ("violation", "warning", "info", "never")
"""From when on a report fails: at its least serious results, or at none."""


@dataclass(frozen=True)
class Result:
    """One line of a report. Terms are in N-Triples form.

    Attributes:
        focus: the thing that was checked.
        label: the name or label that the data gives it; for a blank node without one, what leads to it; or "".
        path: the property path that led to the value, as SPARQL writes it with our prefixes, or "".
        predicates: the predicates of that path.
        value: the value that was found, or "".
        shape: the IRI of the shape it fails, in N-Triples form; a blank node for a shape without a name.
        component: the sort of constraint, by its local name, as in `MinCountConstraintComponent`.
        severity: `Violation`, `Warning`, `Info`, or a stranger's severity, by its local name.
        message: what is needed.
        triple: the triple that the focus stands for, where it is a statement, evidence or an unknown.
        origin: where in the input files it comes from, or None.
        hint: what to write instead, where that can be told, or "".
        beside: other values of the thing that the hint tells of: each as it tells it, its predicate, and itself.
    """

    focus: str
    label: str
    path: str
    predicates: tuple[str, ...]
    value: str
    shape: str
    component: str
    severity: str
    message: str
    triple: tuple[str, str, str] | None = None
    origin: Origin | None = None
    hint: str = ""
    beside: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_harmless(self) -> bool:
        """Whether the data conforms in spite of this result."""
        return self.severity in HARMLESS


@dataclass(frozen=True)
class Report:
    """The outcome of validation.

    Attributes:
        results: sorted by thing, shape and value.
        checked: how many things the shapes were held to.
        found: the same as the standard describes it.
    """

    results: tuple[Result, ...]
    checked: int
    found: shacl.Report = field(default=shacl.Report((), 0), compare=False, repr=False)

    @cached_property
    def conforms(self) -> bool:
        """Whether nothing but warnings and infos was found."""
        return all(result.is_harmless for result in self.results)

    @property
    def is_idle(self) -> bool:
        """Whether nothing was checked, though there was something to check."""
        return not self.checked

    @property
    def is_complete(self) -> bool:
        """Whether all that was to be checked was checked."""
        return True

    def fails(self, level: str) -> bool:
        """Whether there is a result as serious as a level, one of `LEVELS`, or more so."""
        if level == "never":
            return False
        spared = {"violation": HARMLESS, "warning": {"Info"}}.get(level, set())
        return any(result.severity not in spared for result in self.results)

    def located(self, facts: Facts, project: Project, source: Source) -> Report:
        """Give the report with the place of each result that comes from one facts file.

        Args:
            facts: the file, of an article or of the registry.
            project: the project it belongs to.
            source: what it was read from.
        """
        from gdec.facts.names import Names
        from gdec.validate.origins import add_facts

        places = Places()
        add_facts(places, facts, Names(facts, project.registry), source)
        return self.placed(places)

    def placed(self, places: Places) -> Report:
        """Give the report with the place of each result that has none yet, as far as an index knows it."""

        def place(one: Result) -> Result:
            found = one.origin or places.find(one.focus, one.predicates, one.value, one.triple)
            return replace(one, origin=found, hint=one.hint if one.origin else _with_lines(one, found, places))

        return replace(self, results=tuple(map(place, self.results)))

    def summary(self) -> str:
        """Say in one sentence what was found."""
        things = f"{self.checked} {'thing' if self.checked == 1 else 'things'} checked"
        if not self.checked and not self.results:
            return "Nothing was checked: the data holds nothing that the shapes speak of."
        if not self.results:
            return f"Conforms: {things}."
        counts = Counter(result.severity.lower() for result in self.results)
        found = ", ".join(f"{number} {name}{'s' if number > 1 else ''}" for name, number in sorted(counts.items()))
        return f"{'Conforms' if self.conforms else 'Does not conform'}: {found}; {things}."


def _with_lines(one: Result, origin: Origin | None, places: Places) -> str:
    """Give the hint of a result with the lines of the other values that it tells of, in whatever file they stand."""
    hint = one.hint
    for told, predicate, value in one.beside:
        found = places.find(one.focus, (predicate,), value, None)
        if found and found.line and hint.count(told) == 1:
            elsewhere = "" if origin and origin.source == found.source else f" of {found.source}"
            hint = hint.replace(told, f"{told} in line {found.line}{elsewhere}")
    return hint
