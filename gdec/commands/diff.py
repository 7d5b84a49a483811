"""`gdec diff`: what differs between two graphs."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from gdec import DifferenceForm, compare_graphs, format_difference
from gdec.commands.output import write


@click.command(name="diff")
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-f", "form", type=click.Choice(get_args(DifferenceForm)), default="text", show_default=True, help="The form."
)
@click.option("-o", "output", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")
@click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(0, 1_000_000, min_open=True),
    default=60,
    show_default=True,
    help="How many seconds it may take.",
)
@click.pass_context
def command(
    ctx: click.Context, old: Path, new: Path, form: DifferenceForm, output: Path | None, seconds: float
) -> None:
    """Tell what must be removed from OLD, and added, to make NEW of it.

    Each is the folder of a store or of a published site, or a file or folder of facts or RDF. They are compared by what
    they mean: the order, the prefixes and the names of blank nodes make no difference. A patch is a SPARQL update.
    Exits with 1 where they differ.

    \b
    gdec diff .gdec ../last-year/.gdec
    gdec diff old.ttl new.jsonld
    gdec diff public .gdec -f patch -o changes.ru
    """
    difference = compare_graphs(old, new, timeout=seconds)
    write(format_difference(difference, form).encode(), output)
    ctx.exit(int(bool(difference)))
