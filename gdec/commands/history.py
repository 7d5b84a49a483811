"""`gdec history`: the facts that a store had of its articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gdec import list_history, past_facts, past_quads
from gdec.commands.output import write

if TYPE_CHECKING:
    from gdec import Step


@click.command(name="history")
@click.argument("article", default="")
@click.option(
    "--store", default=".gdec", show_default=True, type=click.Path(path_type=Path), help="The store's folder."
)
@click.option("--version", type=click.IntRange(min=0), help="Give the facts that this version had; 0 for the latest.")
@click.option(
    "-f",
    "format",
    type=click.Choice(["text", "json", "facts", "nq"]),
    help="The list as text (default) or json; one version as facts, byte for byte (default), or as nq, N-Quads.",
)
@click.option("-o", "output", type=click.Path(path_type=Path), help="Write to this file instead.")
@click.option(
    "--data", default="data", show_default=True, type=click.Path(path_type=Path), help="The project, for -f nq."
)
def command(
    article: str, store: Path, version: int | None, format: str | None, output: Path | None, data: Path
) -> None:
    """List which facts the store had of its articles, version by version, and give any of them back.

    ARTICLE is an article's id. A line begins a version of its facts; it held until the next one. As N-Quads, facts are
    mapped by the mappers and the registry of today.

    \b
    gdec history
    gdec history example-agency-2031-05-03
    gdec history example-agency-2031-05-03 --version 1 -o before.yaml
    """
    is_list = version is None
    if format and (format in ("text", "json")) != is_list:
        raise click.UsageError(f"-f {format} does not go {'without' if is_list else 'with'} --version")
    if version is not None and not article:
        raise click.UsageError("name the ARTICLE whose facts you want")
    if version is None:
        found = list_history(article, store)
        write((_json(found) if format == "json" else _text(found)).encode(), output)
    elif format == "nq":
        write(past_quads(article, version, store, data), output)
    else:
        write(past_facts(article, version, store), output)


def _text(found: list[Step]) -> str:
    width = max((len(step.received.article) for step in found), default=0)
    lines = []
    for step in found:
        at = step.received
        row = f"{at.article:<{width}}  {at.version:>4}  {at.since}  {at.digest[:12]:<12}  {step.told}"
        lines.append(row.rstrip())
    return "".join(f"{line}\n" for line in lines)


def _json(found: list[Step]) -> str:
    rows = [{**step.received.__dict__, "told": step.told} for step in found]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
