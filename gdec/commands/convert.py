"""`gdec convert`: facts from YAML to JSON Lines, and back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gdec import convert_facts
from gdec.commands.output import is_stdout


@click.command(name="convert")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "-f", "format", type=click.Choice(["yaml", "jsonl"]), help="The form; the suffix of -o tells it otherwise."
)
@click.option(
    "-o", "output", type=click.Path(path_type=Path), help="Write to this file, or to this folder a YAML file each."
)
def command(files: tuple[Path, ...], format: str | None, output: Path | None) -> None:
    """Turn facts files from YAML into JSON Lines, one facts file a line, or back into YAML.

    Every fact comes through; comments and layout do not, for they are no facts. Several articles become YAML in a
    folder, a file each by its article's id; a file that is there already is left alone, and the exit code is 2.

    \b
    gdec convert data/articles/*.yaml -o articles.jsonl.gz
    gdec convert articles.jsonl.gz -f yaml -o data/articles
    gdec convert data/articles/porto.yaml -f jsonl
    """
    to = sys.stdout.buffer if output is None or is_stdout(output) else output
    if not format and (not isinstance(to, Path) or to.is_dir()):
        raise click.UsageError("name a form with -f, or a file with -o whose suffix tells it")
    convert_facts(*files, to=to, format=format or "")
