"""`gdec status`: where the store stands beside the facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from gdec import Severity, store_status
from gdec.commands.output import counted

if TYPE_CHECKING:
    from gdec import Status


@click.command(name="status")
@click.argument("data", default="data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--store", default=".gdec", show_default=True, type=click.Path(path_type=Path), help="The store's folder."
)
@click.option("--no-checks", is_flag=True, help="Leave the data-quality checks out: they take most of the time.")
@click.option("-f", "format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form.")
@click.pass_context
def command(ctx: click.Context, data: Path, store: Path, no_checks: bool, format: str) -> None:
    """Tell how the store stands beside the facts: its version, which articles are stale and why, which checks fail.

    Exits with 1 where a build would change something or a check found a violation.

    \b
    gdec status
    gdec status data --no-checks -f json
    """
    found = store_status(data, store, with_checks=not no_checks)
    lines = [json.dumps(_json(found, store), ensure_ascii=False, indent=2)] if format == "json" else _text(found, store)
    for line in lines:
        click.echo(line)
    ctx.exit(int(not found.is_fresh or bool(found.failing)))


def _text(found: Status, store: Path) -> Iterator[str]:
    yield f"{store} is at version {found.version}: {counted(found.quads, 'quad')} below {found.base}"
    yield f"made {_age(datetime.now(UTC) - found.made)} ago"
    yield f"fresh       {counted(len(found.fresh), 'article')}"
    yield from (f"changed     {what}" for what in found.changed)
    yield from (f"stale       {key}, because of its {why}" for key, why in found.stale.items())
    yield from (f"not built   {key}  {name}" for key, name in found.unbuilt.items())
    yield from (f"unreadable  {line}" for error in found.unreadable.values() for line in error.splitlines())
    yield from (f"absent      {key}, in the store without a facts file" for key in found.absent)
    yield from (f"retracted   {key} on {day}" for key, day in found.retracted.items())
    yield from (f"replaced    {key} by {', '.join(newer)}" for key, newer in found.replaced.items())
    yield from (f"superseded  {counted(number, 'version')} of {key}" for key, number in found.superseded.items())
    if found.forgotten:
        yield f"forgotten   {counted(found.forgotten, 'request')}"
    if found.findings:
        yield f"checks      {counted(len(found.findings), 'check')}: {', '.join(_counts(found))}"
        yield from (f"failing     {each.check.name}: {counted(len(each.rows), 'finding')}" for each in found.failing)


def _counts(found: Status) -> Iterator[str]:
    for severity in reversed(get_args(Severity)):
        yield counted(sum(len(each.rows) for each in found.findings if each.check.severity == severity), severity)


def _age(age: timedelta) -> str:
    for unit, seconds in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if age.total_seconds() >= seconds:
            return counted(int(age.total_seconds() // seconds), unit)
    return counted(max(0, int(age.total_seconds())), "second")


def _json(found: Status, store: Path) -> dict[str, object]:
    checks = {each.check.name: {"severity": each.check.severity, "findings": len(each.rows)} for each in found.findings}
    told = {name: value for name, value in found.__dict__.items() if name != "findings"}
    told |= {"made": found.made.isoformat(timespec="seconds"), "checks": checks}
    return {"store": str(store), "is_fresh": found.is_fresh, **told}
