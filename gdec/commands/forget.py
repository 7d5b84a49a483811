"""`gdec forget`: a person's lawful erasure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gdec import forget_person
from gdec.commands import log
from gdec.commands.output import counted

if TYPE_CHECKING:
    from gdec import Forgotten, Touched


@click.command(name="forget")
@click.argument("person")
@click.argument("data", default="data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--store", default=".gdec", show_default=True, type=click.Path(path_type=Path), help="The store's folder."
)
@click.option("--reason", default="", help="Why, for the store's record; it must not name the person.")
@click.option(
    "--exports",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of exports: what was exported from this version is written anew, other files that name the person "
    "are listed. May be given several times.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@click.pass_context
def command(
    ctx: click.Context, person: str, data: Path, store: Path, reason: str, exports: tuple[Path, ...], dry_run: bool
) -> None:
    """Erase a person from facts, registry, editors' choices, the store and its history, and say what that touched.

    PERSON is a key, an IRI or a name. The store is made anew without the person, and older versions of it are removed.
    All of it is done or nothing. Exits with 1 where files are left that still name the person.

    \b
    gdec forget ana-lima --dry-run
    gdec forget "Ana Lima" data --reason "request of 3 May 2031" --exports build
    """
    outcome = forget_person(person, data, store, reason=reason, exports=exports, is_dry=dry_run)
    for line in _text(outcome, store, is_dry=dry_run):
        click.echo(line)
    if not exports:
        log.note("exports, answers and sites were not looked at; name their folders with --exports")
    ctx.exit(int(bool(outcome.left or outcome.in_use)))


def _text(outcome: Forgotten, store: Path, *, is_dry: bool) -> Iterator[str]:
    for path, touched in outcome.files.items():
        yield f"{path}: {_counts(touched)}"
    if outcome.history:
        yield f"{store}: {counted(outcome.history, 'kept version')} of articles' facts rewritten"
    if outcome.person.shared:
        yield f"{counted(len(outcome.person.shared), 'name')} left in texts, for somebody else bears it as well"
    for path in outcome.exports:
        yield f"{path}: written anew"
    for path in outcome.left:
        cure = "publish it anew" if path.is_dir() else "write it anew or remove it"
        yield f"{path}: still names the person; {cure}"
    for version in outcome.in_use:
        yield f"{store}: version {version} is being read, and goes with the next change; run `gdec build` then"
    if is_dry:
        yield "nothing was changed"
    elif outcome.version:
        yield f"{store} is now at version {outcome.version}"


def _counts(touched: Touched) -> str:
    told = [
        counted(touched.facts, "fact") + " removed",
        counted(touched.quotes, "quote") + " shortened" if touched.quotes else "",
        counted(touched.mentions, "mention") + " removed" if touched.mentions else "",
        counted(touched.comments, "comment") + " removed" if touched.comments else "",
    ]
    return ", ".join(filter(None, told))
