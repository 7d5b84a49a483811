"""`gdec verify`: each piece of evidence found again in one's own copies of the articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gdec import verify_evidence
from gdec.commands import log
from gdec.errors import GdecError

if TYPE_CHECKING:
    from gdec import VerifiedArticle


@click.command(name="verify")
@click.argument("facts", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--articles", type=click.Path(path_type=Path), help="The folder of your copies of the articles.")
@click.option("--fix", is_flag=True, help="Write the new places of what has moved into the facts files.")
@click.pass_context
def command(ctx: click.Context, facts: tuple[Path, ...], articles: Path | None, fix: bool) -> None:
    """Find each piece of evidence again in your own copy of the article.

    FACTS are facts files or folders of them; without any, data/articles. Which copy is an article's own is told by
    its digest, else by the words that stand in it. Evidence is exact, moved (found elsewhere, or typed otherwise),
    changed (much like words stand there) or gone. Exits with 1 where any is not exact, with 2 where there is no copy to
    look in.

    \b
    gdec verify --articles copies
    gdec verify data/articles/porto.yaml --articles copies --fix
    """
    if articles is None:
        raise GdecError("no copies are given, so nothing can be verified; name their folder with --articles")
    found = verify_evidence(*facts, articles=articles, fix=fix)
    for error in found.unreadable:
        log.warn(error, prefix="passed over: ")
    for article in found.articles:
        for line in article.told():
            click.echo(line)
        if article.copy:
            log.note(f"{article.file}: {_counts(article)}")
    ctx.exit(int(not found.holds))


def _counts(article: VerifiedArticle) -> str:
    told = ", ".join(f"{number} {state}" for state, number in article.counts.items() if number or state == "exact")
    return told + (f"; {len(article.fixed)} written anew" if article.fixed else "")
