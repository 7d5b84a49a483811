"""`gdec diff`: what differs between two graphs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

import click

from gdec.difference.forms import FORMS, write
from gdec.errors import TookTooLong
from gdec.query.worker import run_in_worker
from gdec.rdf.files import written_whole


@click.command(name="diff")
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@click.option("-f", "form", type=click.Choice(list(FORMS)), default="text", show_default=True, help="The form.")
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
def command(ctx: click.Context, old: Path, new: Path, form: str, output: Path | None, seconds: float) -> None:
    """Tell what must be removed from OLD, and added, to make NEW of it.

    Each is a store's folder, or a file or folder of facts or RDF. They are compared by what they mean: the order, the
    prefixes and the names of blank nodes make no difference. A patch is a SPARQL update. Exits with 1 where they
    differ.

    \b
    gdec diff .gdec ../last-year/.gdec
    gdec diff old.ttl new.jsonld
    gdec diff published.nq .gdec -f patch -o changes.ru
    """

    def work(out: BinaryIO) -> bool:
        return write(old, new, form, out)

    try:
        if output is None or str(output) == "-":
            differs = run_in_worker(work, sys.stdout.buffer, seconds)
        else:
            with written_whole(output) as file:
                differs = run_in_worker(work, file, seconds)
    except TookTooLong as error:
        raise TookTooLong(
            f"comparing took longer than {seconds:g} seconds; give blank nodes IRIs, or give more with --timeout"
        ) from error
    if differs:
        ctx.exit(1)
