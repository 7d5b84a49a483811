"""`gdec build`: facts to quads, validated, into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gdec import build_store, format_report
from gdec.commands import log
from gdec.commands.output import counted

if TYPE_CHECKING:
    from gdec import Built


@click.command(name="build")
@click.argument("data", default="data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--store", default=".gdec", show_default=True, type=click.Path(path_type=Path), help="The store's folder."
)
@click.option("--prune", is_flag=True, help="Remove the graphs of articles whose facts file is gone.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    show_default="as many as there are cores",
    help="How many processes map and validate side by side.",
)
@click.pass_context
def command(ctx: click.Context, data: Path, store: Path, prune: bool, jobs: int | None) -> None:
    """Map, validate and store a folder of facts; what is unchanged is left alone.

    An article that does not conform keeps its last good graph in the store.

    \b
    gdec build
    gdec build data --store .gdec
    """
    with log.progress():
        outcome = build_store(data, store, prune=prune, jobs=jobs)
    _tell(outcome, data, store)
    if outcome.unreadable:
        ctx.exit(2)
    if outcome.refused:
        ctx.exit(1)


def _tell(outcome: Built, data: Path, store: Path) -> None:
    for error in outcome.unreadable.values():
        log.warn(error)
    for name, report in outcome.refused.items():
        log.note(f"{name}: not stored, because it does not conform\n{format_report(report)}")
    if outcome.contested:
        log.note("note: articles disagree, so that together they do not conform; see `gdec conflicts`")
    lines = [f"built      {key}  {count} quads" for key, count in outcome.built.items()]
    lines += [f"unchanged  {key}" for key in outcome.unchanged]
    lines += [f"kept       {key}, though its facts file is gone (--prune removes it)" for key in outcome.absent]
    lines += [f"removed    {key}" for key in outcome.pruned]
    if outcome.version:
        lines.append(f"{store} {'is now at' if outcome.changed else 'stays at'} version {outcome.version}")
    else:
        lines.append(f"{store} is not made, for no article is good")
    click.echo("\n".join(lines))
    if outcome.warned:
        warnings = counted(sum(outcome.warned.values()), "warning")
        articles = counted(len(outcome.warned), "article")
        log.note(f"{warnings} about {articles}; `gdec validate {data}` shows each with its line")
