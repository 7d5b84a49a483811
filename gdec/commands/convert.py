"""`gdec convert`: facts from YAML to JSON Lines, and back."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from gdec.commands.output import write
from gdec.errors import InputError
from gdec.facts.check import explain_key
from gdec.facts.jsonl import encode
from gdec.facts.model import Facts
from gdec.facts.sources import is_bulk, sources
from gdec.facts.writing import to_yaml
from gdec.rdf.files import written_whole


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
    format = format or _format_of(output)
    if format == "jsonl":
        lines = (encode(facts) for _, facts in _read(files))
        write(_packed(lines) if output and output.name.lower().endswith(".gz") else lines, output)
    elif output is not None and output.is_dir():
        _write_each(_read(files), output)
    else:
        _write_one(_read(files), output)


def _format_of(output: Path | None) -> str:
    if output is None or output.is_dir() or str(output) == "-":
        raise click.UsageError("name a form with -f, or a file with -o whose suffix tells it")
    return "jsonl" if is_bulk(output) else "yaml"


def _read(files: Iterable[Path]) -> Iterator[tuple[str, Facts]]:
    for file in files:
        for source in sources(file):
            yield source.name, source.read()


def _packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Pack lines in gzip, without the time of day: the same lines give the same bytes."""
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    yield from map(packer.compress, lines)
    yield packer.flush()


def _write_one(read: Iterator[tuple[str, Facts]], output: Path | None) -> None:
    _, facts = next(read)
    if another := next(read, None):
        raise InputError(another[0], "a second facts file for one YAML file; name a folder with -o")
    write(to_yaml(facts).encode(), output)


def _write_each(read: Iterator[tuple[str, Facts]], folder: Path) -> None:
    written: dict[Path, bytes] = {}
    for name, facts in read:
        key = facts.article.id if facts.article else ""
        if not key or (problem := explain_key(key)):
            raise InputError(
                name, problem if key else "has no article to name a file after; convert it by itself with -o"
            )
        path = folder / f"{key}.yaml"
        if path in written or path.exists():
            raise InputError(name, f"{path} is there already, and stays as it is; choose another folder with -o")
        written[path] = to_yaml(facts).encode()
    for path, data in written.items():
        with written_whole(path) as file:
            file.write(data)
