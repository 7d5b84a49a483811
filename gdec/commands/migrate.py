"""`gdec migrate`: facts files of older formats to the present one."""

from __future__ import annotations

from pathlib import Path

import click

from gdec import FORMAT, migrate_facts
from gdec.commands import log


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
    for path, is_changed in migrate_facts(*files).items():
        log.note(f"{path}: {f'is now in format {FORMAT}' if is_changed else f'is up to date (format {FORMAT})'}")
