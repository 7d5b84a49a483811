"""`gdec identity`: what may be one and the same."""

from __future__ import annotations

import re

import click

from gdec import Store
from gdec.commands import log
from gdec.commands.output import counted

_IRI = re.compile(r"https?://[^\s,]+")


@click.command(name="identity")
@click.option("--store", default=".gdec", show_default=True, help="The store's folder, or a SPARQL endpoint's address.")
@click.option(
    "--all",
    "show_all",
    is_flag=True,
    help="Also the pairs that only a name speaks for, or that something speaks against.",
)
def command(store: str, show_all: bool) -> None:
    """Propose things that may be one and the same, with what speaks for it and against it.

    Nothing is merged. A name alone, and a surname even less, is never enough: something else must speak for it and
    nothing against it. If you agree, give both the same key and say why in the registry.

    \b
    gdec identity
    gdec identity --all
    """
    with Store(store) as opened:
        found = [each for each in opened.identities() if show_all or each.is_likely]
        for each in found:
            lines = [f"{each.one}  {each.other}"]
            lines += [f"  for: {reason}" for reason in each.reasons]
            lines += [f"  against: {doubt}" for doubt in each.doubts]
            click.echo(_IRI.sub(lambda iri: opened.shorten(iri[0]), "\n".join(lines)))
    log.note(counted(len(found), "pair"))
