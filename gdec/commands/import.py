"""`gdec import`: a CSV of people or of forums to facts."""

# ruff: noqa: N999

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from gdec import Part, TableRows, import_table
from gdec.commands.output import refuse_existing, write


@click.command(name="import")
@click.argument("table", metavar="CSV", type=click.Path(path_type=Path))
@click.option("--as", "rows", required=True, type=click.Choice(get_args(TableRows)), help="What the rows are.")
@click.option("-m", "--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="What a column gives; repeatable.")
@click.option("--event", default="", metavar="KEY", help="The event of the registry that the people took part in.")
@click.option(
    "--part",
    default="attendee",
    show_default=True,
    metavar="PART",
    type=click.Choice(get_args(Part)),
    help=f"As what: {', '.join(get_args(Part))}.",
)
@click.option("--attested", default="", metavar="DAY", help="The day that the table attests people's posts on.")
@click.option("--delimiter", help="What stands between cells; by default the header tells.")
@click.option(
    "--id", "key", default="", help="The id that the table gets as an article; by default from the file's name."
)
@click.option("-o", "output", type=click.Path(path_type=Path), help="Write to this new file, not to standard output.")
def command(
    table: Path,
    *,
    rows: TableRows,
    columns: tuple[str, ...],
    event: str,
    part: Part,
    attested: str,
    delimiter: str | None,
    key: str,
    output: Path | None,
) -> None:
    """Turn a CSV of people or of forums into facts; the file is the article, and each row its own evidence.

    Of people, a column gives key, name, also, posts.title, posts.in, posts.for or posts.attested; of forums, key, name,
    also, edition_of, opened, starts, ends, days, held_in, topics or themes. The key of a row comes from the name
    unless a column gives it; two rows with one key that differ are an error.

    \b
    gdec import guests.csv --as people -m name=Name -m posts.title=Title \\
        -m posts.in=Organisation --attested 2031-05-03 \\
        --event harbour-data-forum-2031 --part speaker \\
        -o data/articles/guests.yaml
    gdec import forums.csv --as forums -m name=Forum -m starts=From \\
        -m held_in=City --delimiter ";"
    """
    refuse_existing(output)
    made = import_table(
        table,
        rows,
        dict(map(_pair, columns)),
        key=key,
        event=event,
        part=part,
        attested=attested,
        delimiter=_one(delimiter),
        project=output or ".",
    )
    write(made.encode(), output)


def _pair(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not (field.strip() and equals and column.strip()):
        raise click.UsageError(f'-m {text}: write a field and a column, as in -m name="Full name"')
    return field.strip(), " ".join(column.split())


def _one(delimiter: str | None) -> str | None:
    found = "\t" if delimiter in {"\\t", "tab"} else delimiter
    if found is not None and (len(found) != 1 or found in '"\r\n'):
        raise click.UsageError('--delimiter is one character, as in ";", or "tab"')
    return found
