"""`gdec new`: a skeleton of facts for an article."""

from __future__ import annotations

import os
from pathlib import Path

import click

from gdec.commands.output import refuse_existing, write
from gdec.errors import GdecError
from gdec.evidence.skeleton import key_of, skeleton
from gdec.evidence.text import ArticleText
from gdec.facts.schema import FILE_NAME
from gdec.facts.utf8 import read_bytes
from gdec.project import find_project


@click.command(name="new")
@click.argument("article", type=click.Path(path_type=Path))
@click.option("-o", "output", type=click.Path(path_type=Path), help="Write to this new file, not to standard output.")
@click.option("--id", "key", help="The article's id; by default it comes from the file's name.")
def command(article: Path, output: Path | None, key: str | None) -> None:
    """Write a skeleton of facts for the text of an article: what is to be filled in, and its paragraphs as comments.

    Its first line leads an editor to the JSON Schema in the project's folder, which `gdec schema` writes. A file that
    is there already is left alone, and the exit code is 2.

    \b
    gdec new porto.txt -o data/articles/porto.yaml
    gdec schema -o data/facts.schema.json
    """
    refuse_existing(output)
    text = ArticleText.decode(str(article), read_bytes(article))
    try:
        written = skeleton(text, key or key_of(article.name), _schema(output))
    except GdecError as error:
        raise GdecError(f"{article}: {error}") from None
    write(written.encode(), output)


def _schema(output: Path | None) -> str:
    """Give the way from a facts file to the schema; without a file, that from a project's `articles/`."""
    if output is None or str(output) == "-":
        return f"../{FILE_NAME}"
    schema = find_project(output).folder.resolve() / FILE_NAME
    return Path(os.path.relpath(schema, output.resolve().parent)).as_posix()
