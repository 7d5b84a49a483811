"""`gdec shapes`: what can be said of shapes without data."""

from __future__ import annotations

from pathlib import Path

import click

from gdec import lint_shapes
from gdec.commands import log
from gdec.commands.output import counted


@click.group(name="shapes")
def command() -> None:
    """Look at shapes."""


@command.command(name="lint")
@click.argument("paths", nargs=-1, metavar="[PATH…]", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--data",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Data that the shapes are for, facts or RDF: tells of paths that occur nowhere in it.",
)
@click.pass_context
def lint(ctx: click.Context, paths: tuple[Path, ...], data: tuple[Path, ...]) -> None:
    """Find rules that nobody checks or that cannot fail, in files or folders of shapes, or in those of the package.

    Told are terms that SHACL does not have, shapes that nothing leads to, regular expressions that do not compile,
    and constraints that cannot fail. Exits with 1 when there is any.

    \b
    gdec shapes lint
    gdec shapes lint my-shapes.ttl --data conference.ttl
    """
    found = lint_shapes(*paths, data=data)
    for flaw in found:
        click.echo(f"{flaw.source}: {flaw.shape}: {flaw.message}")
    log.note(counted(len(found), "finding"))
    ctx.exit(int(bool(found)))
