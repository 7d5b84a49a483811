"""Where commands put their data: a file written whole, or standard output."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from gdec.errors import GdecError
from gdec.rdf.files import written_whole


def write(data: bytes | Iterable[bytes], output: Path | None) -> None:
    """Write data, whole or in pieces, to a file, which appears whole or not at all, or to standard output.

    Standard output is meant by None and by `-`; it gets nothing before the last piece is there.
    """
    pieces = (data,) if isinstance(data, bytes) else data
    if output is None or str(output) == "-":
        click.echo(b"".join(pieces), nl=False)
        return
    with written_whole(output) as file:
        file.writelines(pieces)


def refuse_existing(output: Path | None) -> None:
    """Refuse to write over a file that an author may have worked on.

    Raises:
        GdecError: there is one.
    """
    if output is not None and output.is_file():
        raise GdecError(f"{output}: is there already, and stays as it is; choose another name")
