"""`gdec schema`: the JSON Schema of facts files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from gdec import facts_schema
from gdec.commands.output import write


@click.command(name="schema")
@click.option("-o", "output", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")
def command(output: Path | None) -> None:
    """Print the JSON Schema of facts files, from which an editor completes keys and marks what is wrong.

    The first line of what `gdec new` writes leads an editor to `facts.schema.json` in the project's folder.

    \b
    gdec schema -o data/facts.schema.json
    """
    write((json.dumps(facts_schema(), indent=2, ensure_ascii=False) + "\n").encode(), output)
