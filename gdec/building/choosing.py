"""What a build adds to the graphs of articles: what disagrees in them, and what editors chose."""

from __future__ import annotations

from gdec import terms
from gdec.building.outcome import Built
from gdec.disagreement.editorial import choice_quads
from gdec.disagreement.graph import Contested, Found
from gdec.errors import GdecError
from gdec.project import Project
from gdec.store.changing import Change
from gdec.validate import validate


def disagreements(contested: Contested) -> Found:
    """Find what disagrees, and hold what was found to the shapes.

    Raises:
        GdecError: it does not conform, which is a bug.
    """
    found = contested.find()
    for part in found.parts():
        report = validate(part, provenance=True)
        if not report.conforms:
            raise GdecError(f"what disagrees was found wrongly; please report it: {report.results[0].message}")
    return found


def write_choices(project: Project, step: Change, outcome: Built) -> None:
    """Write what editors chose; a file of theirs that cannot be used, or does not conform, is noted and left out."""
    base, choices = project.base, b""
    for path in project.editorial_files():
        try:
            quads = choice_quads(path, step, terms.prefixes(base), base)
        except GdecError as error:
            outcome.unreadable[str(path)] = error
            continue
        report = validate(quads, provenance=True)
        if report.conforms:
            choices += quads
        else:
            outcome.refused[str(path)] = report
    step.replace_graph(f"{base}editorial#graph", choices)
