"""`gdec export`: the graph in any format."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from gdec.commands.output import write
from gdec.export import NAMES, base_of, export, name_of_format, quads_of
from gdec.store import open_store


@click.command(name="export")
@click.option("-f", "format", type=click.Choice(NAMES), help="The format; the suffix of -o tells it otherwise.")
@click.option("-o", "output", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")
@click.option("--store", default=".gdec", show_default=True, help="The store's folder, or a SPARQL endpoint's address.")
@click.option("--with-statements", is_flag=True, help="Also the statements, their evidence and the registry's entries.")
def command(format: str | None, output: Path | None, store: str, with_statements: bool) -> None:
    """Write the graph as Turtle, JSON-LD, N-Triples, N-Quads, TriG, RDF/XML or CSV.

    What is written is the plain data: what the articles and the registry say of the world. TriG, N-Quads and CSV keep
    the graphs of the articles apart; the other formats hold all of it as one graph. The same store gives the same
    bytes.

    \b
    gdec export -f turtle
    gdec export -o gdec.jsonld
    gdec export -f trig --with-statements -o gdec.trig
    """
    if format is None:
        if output is None or str(output) == "-":
            raise click.UsageError("name a format with -f, or a file with -o whose suffix tells it")
        format = name_of_format(output)
    with closing(open_store(store)) as opened:
        data = export(quads_of(opened), format, with_statements=with_statements, base=base_of(opened))
    write(data, output)
