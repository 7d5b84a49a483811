"""`gdec why`: what a triple rests on."""

from __future__ import annotations

from pathlib import Path

import click

from gdec import Store
from gdec.commands import log
from gdec.commands.output import tell


@click.command(name="why")
@click.argument("subject")
@click.argument("predicate", required=False)
@click.argument("object", required=False)
@click.option("--store", default=".gdec", show_default=True, help="The store's folder, or a SPARQL endpoint's address.")
@click.option(
    "--articles", type=click.Path(path_type=Path), help="The folder of your copies, to quote the words whole."
)
@click.option("--independent", is_flag=True, help="Also count the articles; copies of one text count once.")
@click.pass_context
def command(
    ctx: click.Context,
    subject: str,
    predicate: str | None,
    object: str | None,
    *,
    store: str,
    articles: Path | None,
    independent: bool,
) -> None:
    """Show for each triple of a thing the words, the rule or the reason that it rests on.

    SUBJECT and OBJECT are IRIs, prefixed names or labels, PREDICATE an IRI, a prefixed name or the name without its
    prefix. A name of nothing, or of several things, is an error that names what is near. Exits with 1 where there is
    no such triple.

    \b
    gdec why conference:gdec-2023 startDate
    gdec why "Wang Lei" holds
    gdec why forum:lhasa-forum-2024 gdec:openingDate 2024-07-29 --articles copies
    """
    with Store(store) as opened:
        lines = list(opened.tell_why(opened.why(subject, predicate, object), articles, independent=independent))
    if not lines:
        log.note("there is no such triple, and nobody has noted that it is not stated")
        ctx.exit(1)
    tell(lines)
