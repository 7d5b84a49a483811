"""`gdec map`: facts to N-Quads."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from gdec import map_files, map_files_to
from gdec.commands import log
from gdec.commands.output import is_stdout, stream


@click.command(name="map")
@click.argument("facts", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("-o", "output", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    show_default="as many as there are cores",
    help="How many articles are mapped side by side.",
)
def command(facts: tuple[Path, ...], output: Path | None, jobs: int | None) -> None:
    """Turn facts files, YAML or JSON Lines, or a folder of them, into N-Quads: one named graph an article.

    Each file is mapped as one of the project that it lies in. The same facts give the same bytes.

    \b
    gdec map data/articles/china-org-cn-2024-08-01.yaml
    gdec map data -o gdec.nq
    gdec map archive.jsonl.zst --jobs 2 -o archive.nq
    """
    with log.progress(streams=is_stdout(output)):
        if output is None or is_stdout(output):
            with closing(map_files(*facts, jobs=jobs)) as pieces:
                stream(pieces, None)
        else:
            map_files_to(output, *facts, jobs=jobs)
