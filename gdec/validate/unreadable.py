"""What is wrong with an input that cannot be read, as a report: a server that reads reports shows it at its line."""

from __future__ import annotations

from dataclasses import dataclass

from gdec.errors import InputError, Problems
from gdec.validate.places import Origin
from gdec.validate.report import Report, Result

_COMPONENT = "InputError"


@dataclass(frozen=True)
class Unreadable(Report):
    """A report on inputs of which one could not be read, so that nothing was checked."""

    @property
    def is_complete(self) -> bool:
        """Whether all that was to be checked was checked."""
        return False

    def summary(self) -> str:
        """Say in one sentence what was found."""
        count = len(self.results)
        return f"Nothing was checked: {count} {'problem' if count == 1 else 'problems'} in what was to be read."


def unreadable(error: InputError | Problems) -> Unreadable:
    """Give an error as a report with a result for each problem, at its line where it has one."""
    problems = error.problems if isinstance(error, Problems) else [error]
    return Unreadable(tuple(map(_result, problems)), 0)


def _result(problem: InputError) -> Result:
    return Result(
        focus=f"_:line{problem.line}",
        label=problem.source,
        path="",
        predicates=(),
        value="",
        shape="_:input",
        component=_COMPONENT,
        severity="Violation",
        message=problem.message,
        origin=Origin(problem.source, problem.line),
    )
