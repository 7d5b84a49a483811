"""`gdec check`: the data-quality checks."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, get_args

import click

from gdec import Severity, Store, list_checks
from gdec.commands import log
from gdec.commands.completing import complete_check
from gdec.commands.output import counted, tell

if TYPE_CHECKING:
    from gdec import Finding

SEVERITIES: tuple[Severity, ...] = get_args(Severity)[::-1]


@click.command(name="check")
@click.argument("checks", nargs=-1, shell_complete=complete_check)
@click.option("--store", default=".gdec", show_default=True, help="The store's folder, or a SPARQL endpoint's address.")
@click.option(
    "--fail-on",
    default="violation",
    show_default=True,
    type=click.Choice(SEVERITIES),
    help="The least serious findings that make the exit code 1.",
)
@click.option("--list", "is_list", is_flag=True, help="Name the checks and what each looks for.")
@click.pass_context
def command(ctx: click.Context, checks: tuple[str, ...], store: str, fail_on: Severity, is_list: bool) -> None:
    """Run the data-quality checks, all or the named ones; each row of a check's answer is a finding.

    \b
    gdec check
    gdec check event-without-date --fail-on warning
    """
    if is_list:
        tell((f"{check.severity:<9}  {check.name:<44}  {check.summary}" for check in list_checks(*checks)), indent=11)
        return
    with Store(store) as opened:
        found = opened.check(*checks)
        for finding in found:
            lines = opened.tell_findings([finding], is_terminal=sys.stdout.isatty())
            tell(islice(lines, 1), indent=2)
            for line in lines:
                click.echo(line)
    kinds = [counted(_number(found, severity), severity) for severity in SEVERITIES]
    log.note(f"{counted(len(found), 'check')}: {', '.join(kinds)}")
    ctx.exit(int(any(finding.is_at_least(fail_on) for finding in found)))


def _number(found: list[Finding], severity: str) -> int:
    return sum(len(finding.rows) for finding in found if finding.check.severity == severity)
