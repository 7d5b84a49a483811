"""`gdec export`: the graph in any format."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from gdec import Format, Statements, Store, format_of
from gdec.commands import log
from gdec.commands.output import is_stdout, stream


@click.command(name="export")
@click.option(
    "-f", "format", type=click.Choice(get_args(Format)), help="The format; the suffix of -o tells it otherwise."
)
@click.option("-o", "output", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")
@click.option("--store", default=".gdec", show_default=True, help="The store's folder, or a SPARQL endpoint's address.")
@click.option(
    "--statements",
    type=click.Choice(get_args(Statements)),
    help="Also the statements, their evidence and the registry's entries: as nodes of RDF 1.1, or reifiers of RDF 1.2.",
)
@click.option("--frame", is_flag=True, help="Nest JSON-LD by conference: series, editions, forums and their parts.")
def command(format: Format | None, output: Path | None, store: str, statements: Statements | None, frame: bool) -> None:
    """Write the graph as Turtle, JSON-LD, N-Triples, N-Quads, TriG, RDF/XML or CSV.

    What is written is the plain data: what the articles and the registry say of the world. TriG, N-Quads and CSV keep
    the graphs of the articles apart; the other formats hold all of it as one graph. The same store gives the same
    bytes.

    \b
    gdec export -f turtle
    gdec export -o gdec.jsonld --frame
    gdec export -f trig --statements rdf12 -o gdec.trig
    """
    if format is None:
        if output is None or is_stdout(output):
            raise click.UsageError("name a format with -f, or a file with -o whose suffix tells it")
        format = format_of(output)
    with Store(store) as opened, log.progress(streams=is_stdout(output)):
        stream(opened.iter_export(format, statements=statements, frame=frame), output)
