"""`gdec validate`: facts or RDF held to the shapes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import click

from gdec.errors import TookTooLong
from gdec.query.worker import run_in_worker
from gdec.validate import ENGINES, FORMS, LEVELS, Engine, Report, read_shapes, validate
from gdec.validate.inputs import read_inputs


@click.command(name="validate")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--shapes",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Shapes of your own, a file or a folder, instead of those of the package.",
)
@click.option("--provenance", is_flag=True, help="Also hold statements, evidence and the registry to their shapes.")
@click.option("--allow-idle", is_flag=True, help="Take data that the shapes do not speak of as conforming.")
@click.option(
    "--fail-on",
    "level",
    type=click.Choice(LEVELS),
    default="violation",
    show_default=True,
    help="The least serious results that make the exit code 1.",
)
@click.option("--max-results", "most", type=click.IntRange(min=1), help="Show so many results and count the rest.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="compiled",
    show_default=True,
    help="What checks; with both, a difference between the two is an error.",
)
@click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(0, 1_000_000, min_open=True),
    default=60,
    show_default=True,
    help="How many seconds shapes of your own may take.",
)
@click.option(
    "-f", "format", type=click.Choice(list(FORMS)), default="text", show_default=True, help="The report's form."
)
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[Path, ...],
    *,
    shapes: tuple[Path, ...],
    provenance: bool,
    allow_idle: bool,
    level: str,
    most: int | None,
    engine: Engine,
    seconds: float,
    format: str,
) -> None:
    """Hold facts or RDF files, or folders of them, against the shapes, together as one graph.

    Exits with 0 when the data conforms, also with warnings; with 1 when it does not, or when there was nothing to
    check; with 2 when it could not start.

    \b
    gdec validate conference.ttl
    gdec validate data --provenance
    gdec validate conference.ttl --shapes my-shapes.ttl
    """
    if shapes and provenance:
        raise click.UsageError("--provenance belongs to the shapes of the package; leave it or --shapes out", ctx)

    def report() -> Report:
        own = read_shapes(shapes) if shapes else None
        data = read_inputs(inputs)
        return data.locate(validate(data.quads, own, provenance=provenance, engine=engine))

    def write(out: BinaryIO) -> bool:
        found = report()
        out.write(FORMS[format](found, most).encode())
        return not found.fails(level) and bool(found.checked or allow_idle)

    if not (_within(seconds, write) if shapes else write(sys.stdout.buffer)):
        ctx.exit(1)


def _within(seconds: float, write: Callable[[BinaryIO], bool]) -> bool:
    """Run what uses a stranger's shapes where it can be ended."""
    try:
        return run_in_worker(write, sys.stdout.buffer, seconds)
    except TookTooLong as error:
        raise TookTooLong(
            f"the shapes took longer than {seconds:g} seconds; simplify them, or give more with --timeout"
        ) from error
