"""`gdec query`: answer a saved query, or a SPARQL query of one's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from gdec.commands import log
from gdec.commands.completing import complete_name, complete_parameter
from gdec.facts.utf8 import decode
from gdec.query.guard import MAX_BYTES
from gdec.query.results import FORMATS, write
from gdec.query.run import ask
from gdec.query.saved import SavedQuery, list_saved, load, parse
from gdec.query.worker import run_in_worker
from gdec.rdf.files import written_whole
from gdec.store import open_store

_LONGEST = 1_000_000


@click.command(name="query")
@click.argument("name", required=False, metavar="[NAME|FILE.rq|-]", shell_complete=complete_name)
@click.option(
    "-p",
    "values",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter's value; can be given repeatedly.",
    shell_complete=complete_parameter,
)
@click.option("-f", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="The format.")
@click.option("-o", "output", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")
@click.option("--store", default=".gdec", show_default=True, help="The store's folder, or a SPARQL endpoint's address.")
@click.option(
    "--timeout",
    "seconds",
    default=60.0,
    show_default=True,
    help="How many seconds the answer may take.",
)
@click.option("--list", "is_list", is_flag=True, help="Name the saved queries and what each gives.")
@click.option("--show", "is_show", is_flag=True, help="Print the query instead of asking it.")
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    values: tuple[str, ...],
    form: str,
    output: Path | None,
    store: str,
    seconds: float,
    is_list: bool,
    is_show: bool,
) -> None:
    """Answer a saved query, a query in a file, or one from standard input.

    An ASK query that is answered with false ends with exit code 1, one that takes too long with 3.

    \b
    gdec query who-spoke -p event=ceremony:lhasa-forum-2024-opening
    gdec query timeline -f csv -o timeline.csv
    gdec query mine.rq --store https://example.org/sparql
    echo 'ASK { ?s a <https://schema.org/Event> }' | gdec query -
    """
    if is_list:
        _list()
        return
    if name is None:
        raise click.UsageError(
            "name a saved query (--list names them), a file that ends in .rq, or - for standard input"
        )
    query = _read(name)
    if is_show:
        click.echo(query.text, nl=False)
        return
    if not 0 < seconds < _LONGEST:
        raise click.UsageError(f"--timeout {seconds:g}: wants seconds, more than 0 and less than {_LONGEST:,}")
    with _opened(output) as out:
        count = _answer(query, _parameters(values), store, form, out, seconds)
    if count is False:
        ctx.exit(1)
    if count == 0:
        log.note("no rows")


def _answer(query: SavedQuery, given: dict[str, str], store: str, form: str, out: BinaryIO, seconds: float) -> int:
    """Write the answer; give its number of rows, or False for an ASK query that is answered so."""
    terminal = form == "table" and out.isatty()

    def work(rows: BinaryIO) -> int:
        with closing(open_store(store)) as opened:
            found = ask(opened, query, given)
            count = write(found, form, rows, opened.prefixes, terminal=terminal)
        return count if found is not False else False

    return run_in_worker(work, out, seconds)


def _list() -> None:
    saved = list_saved()
    width = max((len(query.name) for query in saved), default=0)
    for query in saved:
        click.echo(f"{query.name:<{width}}  {query.summary}")


def _read(name: str) -> SavedQuery:
    if name != "-":
        return load(name)
    return parse(decode("-", sys.stdin.buffer.read(MAX_BYTES + 1)), "-")


def _parameters(values: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for given in values:
        name, equals, value = given.partition("=")
        if not equals or name in found:
            why = "twice" if equals else "without a value"
            raise click.UsageError(f"-p {name} is given {why}; write each as in -p event=forum:harbour-2031")
        found[name] = value
    return found


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    if output is None or str(output) == "-":
        out = sys.stdout.buffer
        yield out
        out.flush()
        return
    with written_whole(output) as file:
        yield file
