"""`gdec query`: answer a saved query, or a SPARQL query of one's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO, get_args

import click

from gdec import AnswerForm, SavedQuery, Store, list_queries, read_query
from gdec.commands import log
from gdec.commands.completing import complete_name, complete_parameter
from gdec.commands.output import opened, tell

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
@click.option(
    "-f", "form", type=click.Choice(get_args(AnswerForm)), default="table", show_default=True, help="The format."
)
@click.option("-o", "output", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")
@click.option("--store", default=".gdec", show_default=True, help="The store's folder, or a SPARQL endpoint's address.")
@click.option(
    "--project", default="data", show_default=True, type=click.Path(path_type=Path), help="The folder with queries/."
)
@click.option(
    "--timeout",
    "seconds",
    default=60.0,
    show_default=True,
    help="How many seconds the answer may take.",
)
@click.option("--list", "is_list", is_flag=True, help="Name the saved queries, their parameters and what each gives.")
@click.option("--show", "is_show", is_flag=True, help="Print the query instead of asking it.")
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    values: tuple[str, ...],
    form: AnswerForm,
    output: Path | None,
    store: str,
    project: Path,
    seconds: float,
    is_list: bool,
    is_show: bool,
) -> None:
    """Answer a saved query, a query in a file, or one from standard input.

    Saved are those in the folder queries of the project, and those that come with gdec. An ASK query that is answered
    with false ends with exit code 1, one that takes too long with 3.

    \b
    gdec query who-spoke -p event=ceremony:lhasa-forum-2024-opening
    gdec query timeline -f csv -o timeline.csv
    gdec query mine.rq --store https://example.org/sparql
    echo 'ASK { ?s a <https://schema.org/Event> }' | gdec query -
    """
    if is_list:
        _list(project)
        return
    query = _read(name, project)
    if is_show:
        click.echo(query.text, nl=False)
        return
    if not 0 < seconds < _LONGEST:
        raise click.UsageError(f"--timeout {seconds:g}: wants seconds, more than 0 and less than {_LONGEST:,}")
    given = _parameters(values)
    with Store(store) as asked, opened(output) as out:
        is_terminal = out.isatty()
        count = asked.write_answer(query, out, form, values=given, timeout=seconds, is_terminal=is_terminal)
        unknown = asked.strangers(query, query.defaults | given) if count == 0 and count is not False else []
    assumed = _assumed({name: value for name, value in query.defaults.items() if name not in given})
    if count == 0 and count is not False:
        log.note("; ".join([f"no rows{assumed}", *unknown]))
    elif assumed and is_terminal and sys.stderr.isatty():
        log.note(f"asked{assumed}")
    ctx.exit(int(count is False))


def _read(name: str | None, project: Path) -> SavedQuery:
    if name is None:
        raise click.UsageError(
            "name a saved query (--list names them), a file that ends in .rq, or - for standard input"
        )
    return read_query(_standard_input() if name == "-" else name, project)


def _standard_input() -> BinaryIO:
    """Give the stream of standard input; whoever is to type the query is told so."""
    if sys.stdin.isatty():
        log.note("reads a query from this terminal; Ctrl-D on a line of its own ends it")
    return sys.stdin.buffer


def _list(project: Path) -> None:
    """Name each saved query with its parameters and what it gives."""
    rows = [(query.name, ", ".join(query.params), query.summary or query.question) for query in list_queries(project)]
    first, second = (max((len(row[column]) for row in rows), default=0) for column in (0, 1))
    lines = (f"{name:<{first}}  {params:<{second}}  {summary}" for name, params, summary in rows)
    tell(lines, indent=first + second + 4)


def _assumed(defaults: dict[str, str]) -> str:
    """Say which parameters had their defaults, if any, and how others are given."""
    if not defaults:
        return ""
    said = " and ".join(f"{name}={value}" for name, value in defaults.items())
    others = " ".join(f"-p {name}=…" for name in defaults)
    return f" for {said}, the default; give another with {others}"


def _parameters(values: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for given in values:
        name, equals, value = given.partition("=")
        if not equals or name in found:
            why = "twice" if equals else "without a value"
            raise click.UsageError(f"-p {name} is given {why}; write each as in -p event=forum:harbour-2031")
        found[name] = value
    return found
