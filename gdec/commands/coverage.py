"""`gdec coverage`: what became of each sentence of an article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gdec import cover_article
from gdec.commands import log
from gdec.commands.output import counted, tell

if TYPE_CHECKING:
    from gdec import Sentence

_SENTENCE = 36
"""The column that a sentence begins at."""


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
    tell(map(_line, told), indent=_SENTENCE)
    unexplained = [sentence for sentence in told if not sentence.is_explained]
    gave = sum(bool(sentence.facts) for sentence in told)
    for_a_reason = len(told) - gave - len(unexplained)
    log.note(
        f"{counted(len(told), 'sentence')}: {gave} gave facts, {for_a_reason} gave none for a reason, "
        f"{len(unexplained)} unexplained"
    )
    ctx.exit(int(bool(unexplained)))


def _line(sentence: Sentence) -> str:
    told = [counted(len(sentence.facts), "fact")] if sentence.facts else []
    told += sentence.reasons
    what = ", ".join(told) or "UNEXPLAINED"
    return f"¶{sentence.span.paragraph:<3} {sentence.covered:>4.0%}  {what:<24} {sentence.shortened}"
