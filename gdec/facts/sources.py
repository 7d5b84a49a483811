"""Where facts come from: a YAML file of one article, or JSON Lines of many, plain or packed by gzip or zstd."""

from __future__ import annotations

import gzip
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from gdec.errors import InputError, Problems
from gdec.facts.check import check
from gdec.facts.model import Facts
from gdec.facts.names import Registry
from gdec.facts.reading import parse
from gdec.facts.utf8 import MAX_BYTES, read_bytes
from gdec.facts.walk import Found, set_lines

YAML = (".yaml", ".yml")
BULK = (".jsonl", ".jsonl.gz", ".jsonl.zst")


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
        facts = self.decode()
        if self.line:
            set_lines(facts, self.line)
        return facts

    def decode(self) -> Facts:
        """Read the facts as `read` does, those of a line without telling each of them its line."""
        if not self.line:
            return parse(str(self.path), self.data)
        from gdec.facts.jsonl import decode_line

        return decode_line(str(self.path), self.data, self.line)

    def check(self, facts: Facts, registry: Registry, found: list[Found] | None = None) -> None:
        """Check the facts read from here against a registry; `found` is as `gdec.facts.check.check` takes it.

        Raises:
            Problems: everything that is wrong with them.
        """
        if self.line:
            from gdec.facts.jsonl import check_line

            check_line(facts, registry, str(self.path), self.line, found)
            return
        try:
            check(facts, registry, str(self.path), found)
        except Problems as problems:
            from gdec.facts.pinpoint import pinpoint

            raise pinpoint(problems, str(self.path), self.data) from None


def is_facts(path: Path) -> bool:
    """Tell by its name that a file holds facts."""
    return path.name.lower().endswith((*YAML, *BULK))


def is_bulk(path: Path) -> bool:
    """Tell by its name that a file is JSON Lines, plain or packed by gzip or zstd."""
    return path.name.lower().endswith(BULK)


def sources(path: Path) -> Iterator[Source]:
    """Give what a file holds: one facts file, or as many as it has lines; blank lines count and hold nothing.

    Raises:
        InputError: the file cannot be read, is empty, or is no whole gzip or zstd.
    """
    if not is_bulk(path):
        yield Source(path, read_bytes(path))
        return
    is_empty = True
    for number, line in enumerate(lines_in(path), start=1):
        if len(line) > MAX_BYTES:
            raise InputError(str(path), f"a line of more than {MAX_BYTES // 1_000_000} MB; split it", number)
        data = line.removeprefix(BOM_UTF8) if number == 1 else line
        if data.strip():
            is_empty = False
            yield Source(path, data, number)
    if is_empty:
        raise InputError(str(path), "is empty; each line holds the facts of one article")


def lines_in(path: Path) -> Iterator[bytes]:
    """Give the lines of a file of JSON Lines, unpacked, blank ones too; errors are those of `sources`."""
    try:
        with _opened(path) as file:
            while line := file.readline(MAX_BYTES + 1):
                yield line
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(str(path), f"is no whole gzip file: {error}") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from None


def packed(path: Path, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pack a file's content as its name says, by gzip or zstd, or pass it on; the same content gives the same bytes."""
    name = path.name.lower()
    if not name.endswith((".gz", ".zst")):
        yield from pieces
        return
    if name.endswith(".zst"):
        from gdec.facts.zstd import packer
    else:
        packer = partial(zlib.compressobj, wbits=zlib.MAX_WBITS | 16)
    pack = packer()
    yield from map(pack.compress, pieces)
    yield pack.flush()


def _opened(path: Path) -> BinaryIO:
    name = path.name.lower()
    if name.endswith(".gz"):
        return cast("BinaryIO", gzip.open(path))
    if name.endswith(".zst"):
        from gdec.facts.zstd import opened

        return opened(path)
    return path.open("rb")
