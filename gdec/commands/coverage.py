"""`gdec coverage`: what became of each sentence of an article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gdec import cover_article
from gdec.commands import log

if TYPE_CHECKING:
    from gdec import Sentence


@click.command(name="coverage")
@click.argument("facts", type=click.Path(path_type=Path))
@click.option("--article", required=True, type=click.Path(path_type=Path), help="The article's text, as received.")
@click.pass_context
def command(ctx: click.Context, facts: Path, article: Path) -> None:
    """Show for each sentence of an article how many facts it gave, or why it gave none.

    A sentence without either is unexplained, and the exit code is 1. The percentage is the share of the sentence's
    words that stand in evidence or have a reason.

    \b
    gdec coverage data/articles/porto.yaml --article porto.txt
    """
    told = cover_article(facts, article)
    for sentence in told:
        click.echo(_line(sentence))
    unexplained = [sentence for sentence in told if not sentence.is_explained]
    gave = sum(bool(sentence.facts) for sentence in told)
    log.note(
        f"{len(told)} sentences: {gave} gave facts, {len(told) - gave - len(unexplained)} gave none for a reason, "
        f"{len(unexplained)} unexplained"
    )
    ctx.exit(int(bool(unexplained)))


def _line(sentence: Sentence) -> str:
    told = [f"{len(sentence.facts)} facts"] if sentence.facts else []
    told += sentence.reasons
    what = ", ".join(told) or "UNEXPLAINED"
    return f"¶{sentence.span.paragraph:<3} {sentence.covered:>4.0%}  {what:<24} {sentence.shortened}"
