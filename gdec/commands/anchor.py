"""`gdec anchor`: an author's few words to places in the article."""

from __future__ import annotations

from pathlib import Path

import click

from gdec import anchor_facts
from gdec.commands import log


@click.command(name="anchor")
@click.argument("facts", type=click.Path(path_type=Path))
@click.option("--article", required=True, type=click.Path(path_type=Path), help="The article's text, as received.")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if the file would change.")
@click.pass_context
def command(ctx: click.Context, facts: Path, article: Path, check: bool) -> None:
    """Find the quoted words of a facts file in its article and write their places into the file.

    Each `words` gets the paragraph, start and end of the words (`at`) and their digest (`sha256`). Comments, order and
    layout stay as they are. Words that stand in several places are an error that lists them: quote more words, or add
    `paragraph: 3`.

    \b
    gdec anchor data/articles/porto.yaml --article porto.txt
    gdec anchor data/articles/porto.yaml --article porto.txt --check
    """
    done = anchor_facts(facts, article, is_dry=check)
    for moved in done.moved:
        log.note(moved)
    would = "would be anchored" if check else "anchored"
    log.note(f"{facts}: {done.anchored} {would}, {done.unchanged} unchanged")
    ctx.exit(int(check and done.is_changed))
