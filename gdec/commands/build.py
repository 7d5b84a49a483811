"""`gdec build`: facts to quads, validated, into the store."""

from __future__ import annotations

from pathlib import Path

import click

from gdec.build import Built, build
from gdec.project import find_project
from gdec.validate import to_text


@click.command(name="build")
@click.argument("data", default="data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--store", default=".gdec", show_default=True, type=click.Path(path_type=Path), help="The store's folder."
)
@click.option("--prune", is_flag=True, help="Remove the graphs of articles whose facts file is gone.")
@click.pass_context
def command(ctx: click.Context, data: Path, store: Path, prune: bool) -> None:
    """Map, validate and store a folder of facts; what is unchanged is left alone.

    An article that does not conform keeps its last good graph in the store.

    \b
    gdec build
    gdec build data --store .gdec
    """
    outcome = build(find_project(data), store, prune=prune)
    _tell(outcome, store)
    if outcome.unreadable:
        ctx.exit(2)
    if outcome.refused:
        ctx.exit(1)


def _tell(outcome: Built, store: Path) -> None:
    for error in outcome.unreadable.values():
        click.echo(str(error), err=True)
    for name, report in outcome.refused.items():
        click.echo(f"{name}: not stored, because it does not conform\n{to_text(report)}", err=True)
    for key, count in outcome.built.items():
        click.echo(f"built      {key}  {count} quads")
    for key in outcome.unchanged:
        click.echo(f"unchanged  {key}")
    for key in outcome.absent:
        click.echo(f"kept       {key}, though its facts file is gone (--prune removes it)")
    for key in outcome.pruned:
        click.echo(f"removed    {key}")
    click.echo(f"{store} {'is now at' if outcome.changed else 'stays at'} version {outcome.version}")
