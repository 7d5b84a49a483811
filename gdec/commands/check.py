"""`gdec check`: the data-quality checks."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import closing

import click

from gdec.query.checks import SEVERITIES, Finding, load_checks, run_checks
from gdec.query.results import write
from gdec.store import open_store
from gdec.store.answer import Solutions


@click.command(name="check")
@click.argument("checks", nargs=-1)
@click.option("--store", default=".gdec", show_default=True, help="The store's folder, or a SPARQL endpoint's address.")
@click.option(
    "--fail-on",
    default="violation",
    show_default=True,
    type=click.Choice(SEVERITIES[::-1]),
    help="The least serious findings that make the exit code 1.",
)
@click.option("--list", "is_list", is_flag=True, help="Name the checks and what each looks for.")
@click.pass_context
def command(ctx: click.Context, checks: tuple[str, ...], store: str, fail_on: str, is_list: bool) -> None:
    """Run the data-quality checks, all or the named ones; each row of a check's answer is a finding.

    \b
    gdec check
    gdec check event-without-date --fail-on warning
    """
    chosen = load_checks(checks)
    if is_list:
        for check in chosen:
            click.echo(f"{check.severity:<9}  {check.name:<44}  {check.summary}")
        return
    with closing(open_store(store)) as opened:
        found = list(run_checks(opened, chosen))
        for finding in found:
            _tell(finding, opened.prefixes)
    kinds = [f"{_number(found, severity)} {severity}s" for severity in SEVERITIES[::-1]]
    click.echo(f"{len(found)} checks: {', '.join(kinds)}", err=True)
    ctx.exit(int(any(finding.is_at_least(fail_on) for finding in found)))


def _tell(finding: Finding, prefixes: Mapping[str, str]) -> None:
    if not finding.rows:
        return
    click.echo(f"{finding.check.severity}  {finding.check.name}: {finding.check.summary}")
    table = io.BytesIO()
    write(Solutions(finding.columns, iter(finding.rows)), "table", table, prefixes)
    click.echo(table.getvalue(), nl=False)
    click.echo()


def _number(found: list[Finding], severity: str) -> int:
    return sum(len(finding.rows) for finding in found if finding.check.severity == severity)
