"""`gdec validate`: facts or RDF held to the shapes."""

from __future__ import annotations

from pathlib import Path

import click

from gdec.validate import read_shapes, to_text, validate
from gdec.validate.inputs import read_inputs

FORMS = {"text": to_text}


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
    "-f", "format", type=click.Choice(list(FORMS)), default="text", show_default=True, help="The report's form."
)
@click.pass_context
def command(  # noqa: PLR0913
    ctx: click.Context,
    inputs: tuple[Path, ...],
    *,
    shapes: tuple[Path, ...],
    provenance: bool,
    allow_idle: bool,
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
    own = read_shapes(shapes) if shapes else None
    data = read_inputs(inputs)
    report = data.locate(validate(data.quads, own, provenance=provenance))
    click.echo(FORMS[format](report), nl=False)
    if not report.conforms or not (report.checked or allow_idle):
        ctx.exit(1)
