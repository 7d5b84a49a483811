"""`gdec conflicts`: the statements that disagree."""

from __future__ import annotations

from typing import get_args

import click

from gdec import Relation, Store
from gdec.commands import log
from gdec.commands.output import counted, tell


@click.command(name="conflicts")
@click.option("--store", default=".gdec", show_default=True, help="The store's folder, or a SPARQL endpoint's address.")
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(get_args(Relation)),
    help="Exit with 1 where statements relate so; may be given several times.",
)
@click.pass_context
def command(ctx: click.Context, store: str, fail_on: tuple[str, ...]) -> None:
    """List the statements that cannot all be the single value of a property, with their words side by side.

    They are variants of one wording, or one is more precise, or they speak of different things (scope), or they
    contradict each other. Nothing is deleted for it; what an editor prefers stands beside it with the reason.

    \b
    gdec conflicts
    gdec conflicts --fail-on contradiction
    """
    with Store(store) as opened:
        found = opened.conflicts()
        tell(opened.tell_conflicts(found))
    log.note(counted(len(found), "disagreement"))
    ctx.exit(int(any(each.relation in fail_on for each in found)))
