"""Where commands put their data: a file written whole, or standard output."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

import click

from gdec.errors import GdecError
from gdec.rdf.files import written_whole


def write(data: bytes | Iterable[bytes], output: Path | None) -> None:
    """Write data, whole or in pieces, to a file, which appears whole or not at all, or to standard output.

    Standard output is meant by None and by `-`; it gets nothing before the last piece is there.
    """
    pieces = (data,) if isinstance(data, bytes) else data
    if output is None or is_stdout(output):
        click.echo(b"".join(pieces), nl=False)
        return
    with written_whole(output) as file:
        file.writelines(pieces)


def stream(pieces: Iterable[bytes], output: Path | None) -> None:
    """Write data in pieces as they come, where a reader of standard output may leave before the last (`| head`)."""
    if not is_stdout(output):
        write(pieces, output)
        return
    for piece in pieces:
        click.echo(piece, nl=False)


@contextmanager
def opened(output: Path | None) -> Iterator[BinaryIO]:
    """Give the binary stream that data goes to as it comes; a file appears whole when the block ends well."""
    if output is None or is_stdout(output):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with written_whole(output) as file:
        yield file


def tell(lines: Iterable[str], *, indent: int | None = None, err: bool = False) -> None:
    """Write lines for people to standard output; a terminal gets them broken between words and not within.

    Args:
        lines: the lines.
        indent: how far what is left of a broken line is set in; by default by four more than the line itself.
        err: write them to standard error.
    """
    width = _width(sys.stderr if err else sys.stdout)
    for line in lines:
        for piece in _broken(line, width, indent) if width else (line,):
            click.echo(piece, err=err)


def _width(stream: TextIO) -> int:
    """Give how many columns the terminal has that a stream leads to; 0 where it leads to none, or it does not say."""
    if not stream.isatty():
        return 0
    wanted = os.environ.get("COLUMNS", "")
    return int(wanted) if wanted.isdecimal() else os.get_terminal_size(stream.fileno()).columns


def _broken(line: str, width: int, indent: int | None) -> Iterator[str]:
    """Break a line before the words that a terminal has no room for; a word that is too long by itself stays whole."""
    from rich.cells import cell_len

    room = len(line) - len(line.lstrip()) + 4 if indent is None else indent
    begun = ""
    for spaces, word in re.findall(r"(\s*)(\S+)", line):
        if begun.strip() and cell_len(begun + spaces + word) > width:
            yield begun
            begun = " " * min(room, width // 2) + word
        else:
            begun += spaces + word
    yield begun


def is_stdout(output: Path | None) -> bool:
    """Tell whether standard output is meant: by None or by `-`."""
    return output is None or str(output) == "-"


def refuse_existing(output: Path | None) -> None:
    """Refuse to write over a file that an author may have worked on.

    Raises:
        GdecError: there is one.
    """
    if output is not None and output.is_file():
        raise GdecError(f"{output}: is there already, and stays as it is; choose another name")


def counted(number: int, thing: str) -> str:
    """Say how many there are of a thing.

    >>> counted(1, "check"), counted(0, "info")
    ('1 check', '0 infos')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
