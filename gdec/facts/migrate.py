"""Bring facts files of older formats up to date, one step from each format to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

from gdec.errors import InputError
from gdec.facts.model import FORMAT
from gdec.facts.nodes import Document, compose
from gdec.facts.reading import format_of, refuse_newer
from gdec.facts.sources import is_bulk
from gdec.facts.utf8 import read_bytes
from gdec.project import Project
from gdec.rdf.files import written_whole

Step: TypeAlias = Callable[[Document], bytes]

STEPS: dict[int, Step] = {}
"""What makes a file of format n + 1 from one of format n, by n; each step keeps the comments of the file."""


def migrate(source: str, data: bytes) -> bytes:
    """Give a YAML facts file in the format of this gdec; one that is in it already stays as it is.

    Args:
        source: the file's name, for errors.
        data: the file's bytes.

    Raises:
        InputError: the file is not YAML, or names no format that this gdec knows.
        Problems: its format is newer than this gdec.
    """
    while True:
        document = compose(source, data)
        refuse_newer(source, document.root)
        number, line = format_of(document.root)
        if number == FORMAT:
            return data
        if number not in STEPS:
            raise InputError(source, f"names no format that gdec knows; the format is {FORMAT}", line)
        data = STEPS[number](document)


def migrate_files(paths: Iterable[Path]) -> dict[Path, bool]:
    """Bring YAML facts files up to the present format; see `gdec.migrate_facts`."""
    before = {path: _read(path) for path in paths}
    after = {path: migrate(str(path), data) for path, data in before.items()}
    for path, data in after.items():
        if data != before[path]:
            with written_whole(path) as file:
                file.write(data)
    return {path: data != before[path] for path, data in after.items()}


def yaml_of(project: Project) -> list[Path]:
    """List the YAML files of a project.

    Raises:
        InputError: there are none.
    """
    found = [path for path in (*project.articles(), *project.registry_files()) if not is_bulk(path)]
    if not found:
        raise InputError(str(project.folder), "holds no facts files; name some")
    return found


def _read(path: Path) -> bytes:
    if is_bulk(path):
        message = "is JSON Lines; migrate the YAML files that it comes from and convert them anew"
        raise InputError(str(path), message)
    return read_bytes(path)
