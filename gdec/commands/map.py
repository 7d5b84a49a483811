"""`gdec map`: facts to N-Quads."""

from __future__ import annotations

from pathlib import Path

import click

from gdec.build import map_facts
from gdec.commands.output import write
from gdec.project import find_project


@click.command(name="map")
@click.argument("facts", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("-o", "output", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")
def command(facts: tuple[Path, ...], output: Path | None) -> None:
    """Turn facts files, YAML or JSON Lines, or a folder of them, into N-Quads: one named graph an article.

    The same facts give the same bytes.

    \b
    gdec map data/articles/china-org-cn-2024-08-01.yaml
    gdec map data -o gdec.nq
    """
    project = find_project(facts[0])
    files = [file for path in facts for file in (find_project(path).articles() if path.is_dir() else [path])]
    write((map_facts(facts, project) for file in files for facts in project.read_each(file)), output)
