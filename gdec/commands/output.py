"""Where commands put their data: a file written whole, or standard output."""

from __future__ import annotations

from pathlib import Path

import click

from gdec.rdf.files import written_whole


def write(data: bytes, output: Path | None) -> None:
    """Write data to a file, which appears whole or not at all, or to standard output for None or `-`."""
    if output is None or str(output) == "-":
        click.echo(data, nl=False)
        return
    with written_whole(output) as file:
        file.write(data)
