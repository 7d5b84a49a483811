"""Where facts come from: a YAML file of one article, or JSON Lines of many, plain or in gzip."""

from __future__ import annotations

import gzip
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from gdec.errors import InputError
from gdec.facts.check import check
from gdec.facts.jsonl import check_line, decode_line
from gdec.facts.model import Facts
from gdec.facts.names import Registry
from gdec.facts.reading import parse
from gdec.facts.utf8 import MAX_BYTES, read_bytes

YAML = (".yaml", ".yml")
BULK = (".jsonl", ".jsonl.gz")


class Source(NamedTuple):
    """The bytes of one facts file: of a YAML file, or of a line of JSON Lines.

    Attributes:
        path: the file.
        data: the bytes.
        line: the line's number from 1; 0 for a file of its own.
    """

    path: Path
    data: bytes
    line: int = 0

    @property
    def name(self) -> str:
        """The name to tell of it: the file, and the line where it is one of many."""
        return f"{self.path}:{self.line}" if self.line else str(self.path)

    def read(self) -> Facts:
        """Read the facts.

        Raises:
            InputError: the bytes are not YAML or JSON.
            Problems: they are not in the facts format; every problem is told.
        """
        path = str(self.path)
        return decode_line(path, self.data, self.line) if self.line else parse(path, self.data)

    def check(self, facts: Facts, registry: Registry) -> None:
        """Check the facts read from here against a registry.

        Raises:
            Problems: everything that is wrong with them.
        """
        if self.line:
            check_line(facts, registry, str(self.path), self.line)
        else:
            check(facts, registry, str(self.path))


def is_facts(path: Path) -> bool:
    """Tell by its name that a file holds facts."""
    return path.name.lower().endswith((*YAML, *BULK))


def is_bulk(path: Path) -> bool:
    """Tell by its name that a file is JSON Lines, plain or in gzip."""
    return path.name.lower().endswith(BULK)


def sources(path: Path) -> Iterator[Source]:
    """Give what a file holds: one facts file, or as many as it has lines; blank lines count and hold nothing.

    Raises:
        InputError: the file cannot be read, is empty, or is no whole gzip.
    """
    if not is_bulk(path):
        yield Source(path, read_bytes(path))
        return
    is_empty = True
    for number, line in enumerate(_lines(path), start=1):
        if len(line) > MAX_BYTES:
            raise InputError(str(path), f"a line of more than {MAX_BYTES // 1_000_000} MB; split it", number)
        data = line.removeprefix(BOM_UTF8) if number == 1 else line
        if data.strip():
            is_empty = False
            yield Source(path, data, number)
    if is_empty:
        raise InputError(str(path), "is empty; each line holds the facts of one article")


def _lines(path: Path) -> Iterator[bytes]:
    try:
        opened = gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb")  # noqa: SIM115
        with closing(cast("BinaryIO", opened)) as file:
            while line := file.readline(MAX_BYTES + 1):
                yield line
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(str(path), f"is no whole gzip file: {error}") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from None
