"""`gdec shapes`: what can be said of shapes without data."""

from __future__ import annotations

from pathlib import Path

import click

from gdec.validate import lint_shapes
from gdec.validate.inputs import read_inputs
from gdec.validate.text import shown


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
    found = lint_shapes(paths, read_inputs(data).quads)
    for source, finding in found:
        click.echo(f"{source}: {shown(str(finding.shape))}: {finding.message}")
    click.echo(f"{len(found)} {'finding' if len(found) == 1 else 'findings'}", err=True)
    ctx.exit(int(bool(found)))
