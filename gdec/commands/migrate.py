"""`gdec migrate`: facts files of older formats to the present one."""

from __future__ import annotations

from pathlib import Path

import click

from gdec.commands import log
from gdec.errors import InputError
from gdec.facts.migrate import migrate
from gdec.facts.model import FORMAT
from gdec.facts.sources import is_bulk
from gdec.facts.utf8 import read_bytes
from gdec.project import find_project
from gdec.rdf.files import written_whole


@click.command(name="migrate")
@click.argument("files", nargs=-1, metavar="[FILE…]", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(files: tuple[Path, ...]) -> None:
    """Bring facts files up to the present format, by default all those of the project in `data`.

    A file that is up to date is left alone. A file made by a newer gdec is refused, and then none is written. So far
    there is one format, 1. JSON Lines are made anew from YAML with `gdec convert`.

    \b
    gdec migrate
    gdec migrate data/articles/porto.yaml
    """
    if bulk := next(filter(is_bulk, files), None):
        raise InputError(str(bulk), "is JSON Lines; migrate the YAML files that it comes from and convert them anew")
    before = {path: read_bytes(path) for path in files or _of_project()}
    after = {path: migrate(str(path), data) for path, data in before.items()}
    for path, data in after.items():
        if data == before[path]:
            log.note(f"{path}: is up to date (format {FORMAT})")
            continue
        with written_whole(path) as file:
            file.write(data)
        log.note(f"{path}: is now in format {FORMAT}")


def _of_project() -> list[Path]:
    project = find_project(Path("data"))
    found = [path for path in (*project.articles(), *project.registry_files()) if not is_bulk(path)]
    if not found:
        raise InputError(str(project.folder), "holds no facts files; name some")
    return found
