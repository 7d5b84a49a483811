"""`gdec new`: a skeleton of facts for an article."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from gdec import new_facts
from gdec.commands import log
from gdec.commands.output import is_stdout, refuse_existing, write


@click.command(name="new")
@click.argument("article", type=click.Path(path_type=Path))
@click.option("-o", "output", type=click.Path(path_type=Path), help="Write to this new file, not to standard output.")
@click.option("--id", "key", default="", help="The article's id; else from the name of the new file, or the article.")
def command(article: Path, output: Path | None, key: str) -> None:
    """Write a skeleton of facts for the text of an article: what is to be filled in, and its paragraphs as comments.

    Its first line leads an editor to the JSON Schema in the project's folder, which `gdec schema` writes. A file that
    is there already is left alone, and the exit code is 2.

    \b
    gdec new porto.txt -o data/articles/porto.yaml
    gdec schema -o data/facts.schema.json
    """
    refuse_existing(output)
    file = None if is_stdout(output) else output
    write(new_facts(article, key, output=file).encode(), output)
    if file:
        log.note(f"fill in {file}, then run `{shlex.join(['gdec', 'anchor', str(file), '--article', str(article)])}`")
