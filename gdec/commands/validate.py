"""`gdec validate`: facts or RDF held to the shapes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from gdec import DataFormat, Engine, Level, ReportForm, format_report, show_report, validate_data
from gdec.commands import log
from gdec.errors import InputError, Problems

if TYPE_CHECKING:
    from gdec import Report

STDIN = Path("-")
DATA = Path("data")
_FOR_SERVERS = ("sarif", "junit", "github")


def _or_data(_ctx: click.Context, _parameter: click.Parameter, inputs: tuple[Path, ...]) -> tuple[Path, ...]:
    """Take the folder `data`, as `gdec build` does, where nothing is named."""
    if not inputs and not DATA.is_dir():
        raise click.UsageError("name a file or a folder to validate; there is no folder data here")
    return inputs or (DATA,)


@click.command(name="validate")
@click.argument(
    "inputs",
    nargs=-1,
    metavar="[INPUT…]",
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
    callback=_or_data,
)
@click.option(
    "--shapes",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Shapes of your own, a file or a folder, instead of those of the package.",
)
@click.option(
    "--against",
    "store",
    metavar="STORE",
    help="Tell what the inputs break in a store that was built; its folder stays as it is.",
)
@click.option("--provenance", is_flag=True, help="Also hold statements, evidence and the registry to their shapes.")
@click.option("--allow-idle", is_flag=True, help="Take data that the shapes do not speak of as conforming.")
@click.option(
    "--fail-on",
    "level",
    type=click.Choice(get_args(Level)),
    default="violation",
    show_default=True,
    help="The least serious results that make the exit code 1.",
)
@click.option("--max-results", "most", type=click.IntRange(min=1), help="Show so many results and count the rest.")
@click.option(
    "--engine",
    type=click.Choice(get_args(Engine)),
    default="compiled",
    show_default=True,
    help="What checks; with both, a difference between the two is an error.",
)
@click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(0, 1_000_000, min_open=True),
    default=60,
    show_default=True,
    help="How many seconds shapes of your own may take.",
)
@click.option(
    "--check-timeout",
    type=click.FloatRange(0, 1_000_000, min_open=True),
    default=30,
    show_default=True,
    help="How many seconds one check of shapes of your own may take; the error names its shape.",
)
@click.option(
    "--input-format",
    "given",
    type=click.Choice(get_args(DataFormat)),
    help="What the files that are named are in, and standard input; by default their suffixes tell.",
)
@click.option(
    "-f",
    "format",
    type=click.Choice(get_args(ReportForm)),
    default="text",
    show_default=True,
    help="The report's form.",
)
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[Path, ...],
    *,
    shapes: tuple[Path, ...],
    store: str | None,
    provenance: bool,
    allow_idle: bool,
    level: Level,
    most: int | None,
    engine: Engine,
    seconds: float,
    check_timeout: float,
    given: DataFormat | None,
    format: ReportForm,
) -> None:
    """Hold facts or RDF files, or folders of them, against the shapes, together as one graph; by default `data`.

    Exits with 0 when the data conforms, also with warnings; with 1 when it does not, or when there was nothing to
    check; with 2 when it could not start.

    `-` is standard input, whose format must be named.

    \b
    gdec validate conference.ttl
    gdec validate - --input-format turtle < conference.ttl
    gdec validate data --provenance
    gdec validate conference.ttl --shapes my-shapes.ttl
    gdec validate data/articles/new.yaml --against .gdec
    """
    data = _read(inputs, given)
    with log.progress(), _told_to_servers(format, most):
        report = validate_data(
            *data,
            shapes=shapes,
            provenance=provenance,
            against=store,
            engine=engine,
            format=given,
            timeout=seconds if shapes else None,
            check_timeout=check_timeout if shapes else None,
        )
    _tell(report, format, most)
    ctx.exit(int(report.fails(level) or (report.is_idle and not allow_idle)))


def _read(inputs: tuple[Path, ...], format: DataFormat | None) -> list[Path | bytes]:
    """Give what is to be validated, with the content of standard input where `-` stands."""
    if STDIN in inputs and format is None:
        known = ", ".join(get_args(DataFormat))
        raise InputError("-", f"has no suffix; name its format with --input-format, {known}")
    return [sys.stdin.buffer.read() if path == STDIN else path for path in inputs]


@contextmanager
def _told_to_servers(format: ReportForm, most: int | None) -> Iterator[None]:
    """Write what is wrong with an input that cannot be read, where a server reads what comes out."""
    try:
        yield
    except (InputError, Problems) as error:
        if format in _FOR_SERVERS:
            click.echo(format_report(error, format, most), nl=False)
        raise


def _tell(report: Report, format: ReportForm, most: int | None) -> None:
    """Write a report; only a terminal gets colours."""
    if format == "text" and sys.stdout.isatty():
        show_report(report, sys.stdout.buffer, most)
    else:
        click.echo(format_report(report, format, most), nl=False)
