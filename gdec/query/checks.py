"""Data-quality checks: queries in queries/checks/ each of whose rows is a finding."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from gdec import resources
from gdec.errors import GdecError, InputError, nearest
from gdec.facts.utf8 import decode
from gdec.query import table
from gdec.query.run import ask
from gdec.query.saved import SavedQuery, parse
from gdec.store import Store
from gdec.store.answer import Row, Solutions

SEVERITIES = ("info", "warning", "violation")
"""From the least to the most serious."""


@dataclass(frozen=True)
class Finding:
    """What one check found: the check, and a row for each finding."""

    check: SavedQuery
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def is_at_least(self, severity: str) -> bool:
        """Whether anything was found, and it matters as much as `severity` or more."""
        return bool(self.rows) and SEVERITIES.index(self.check.severity) >= SEVERITIES.index(severity)


def load_checks(names: Iterable[str] = ()) -> list[SavedQuery]:
    """Read the checks of these names, or all of them: the most serious first, then by name.

    Raises:
        GdecError: no check has that name.
        InputError: a check's head is not as it should be.
    """
    read = {name: parse(decode(f"{name}.rq", data), f"checks/{name}.rq") for name, data in resources.checks()}
    found = {name: replace(check, is_shipped=True) for name, check in read.items()}
    for check in found.values():
        if check.severity not in SEVERITIES:
            raise InputError(check.source, f"severity must be one of {', '.join(SEVERITIES)}")
    for name in names:
        if name not in found:
            raise GdecError(f'there is no check "{name}"{nearest(name, found)}')
    chosen = [found[name] for name in names] or list(found.values())
    return sorted(chosen, key=lambda check: (-SEVERITIES.index(check.severity), check.name))


def run_checks(store: Store, checks: Iterable[SavedQuery]) -> Iterator[Finding]:
    """Run checks on a store, one after the other.

    Raises:
        GdecError: as `gdec.query.run.ask`.
    """
    for check in checks:
        answer = ask(store, check, {})
        if not isinstance(answer, Solutions):
            raise InputError(check.source, "a check must be a SELECT query")
        yield Finding(check, answer.columns, tuple(answer.rows))


def tell(found: Iterable[Finding], prefixes: Mapping[str, str], *, terminal: bool = False) -> Iterator[str]:
    """Give the lines that tell what was found: for each check its name, a table of its rows and an empty line.

    Args:
        found: what checks found.
        prefixes: what IRIs are shortened with.
        terminal: a person reads the lines on a terminal, and tables are fitted to its width.
    """
    for finding in found:
        if finding.rows:
            yield f"{finding.check.severity}  {finding.check.name}: {finding.check.summary}"
            rows = Solutions(finding.columns, iter(finding.rows))
            yield from _fitted(rows, prefixes) if terminal else map(str.rstrip, table.plain(rows, prefixes))
            yield ""


def _fitted(rows: Solutions, prefixes: Mapping[str, str]) -> list[str]:
    shown = io.BytesIO()
    table.fit(rows, shown, prefixes)
    return shown.getvalue().decode().rstrip().split("\n")
