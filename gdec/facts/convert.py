"""Convert facts from YAML to JSON Lines, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from gdec.errors import GdecError, InputError
from gdec.facts.check import explain_key
from gdec.facts.jsonl import encode
from gdec.facts.model import Facts
from gdec.facts.sources import is_bulk, packed, sources
from gdec.facts.writing import to_yaml
from gdec.rdf.files import written_whole


def convert(files: Iterable[Path], to: Path | BinaryIO, format: str = "") -> None:
    """Turn facts files into YAML or JSON Lines; see `gdec.convert_facts`."""
    is_folder = isinstance(to, Path) and to.is_dir()
    form = format or _format_of(to)
    if form == "yaml" and isinstance(to, Path) and is_folder:
        _write_each(_read(files), to)
        return
    pieces = (encode(facts) for _, facts in _read(files)) if form == "jsonl" else iter([_only(_read(files))])
    if isinstance(to, Path):
        with written_whole(to) as file:
            file.writelines(packed(to, pieces))
    else:
        to.write(b"".join(pieces))


def _format_of(to: Path | BinaryIO) -> str:
    if not isinstance(to, Path) or to.is_dir():
        raise GdecError("name the format, yaml or jsonl, or a new file whose suffix tells it")
    return "jsonl" if is_bulk(to) else "yaml"


def _read(files: Iterable[Path]) -> Iterator[tuple[str, Facts]]:
    for file in files:
        for source in sources(file):
            yield source.name, source.read()


def _only(read: Iterator[tuple[str, Facts]]) -> bytes:
    _, facts = next(read)
    if another := next(read, None):
        raise InputError(another[0], "a second facts file for one YAML file; name a folder with -o")
    return to_yaml(facts).encode()


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
