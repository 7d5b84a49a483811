"""The files of the dumps, put together from blocks: what is new is written, all else copied from the files before."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from gdec.errors import GdecError
from gdec.site.dumps.blocks import FORMATS, GZIP, NAMES, joint, piece

ZSTD = ".zst"
_ZSTD_LEVEL = 3
_GZIP_HEAD = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF))
"""The header of RFC 1952 with neither name nor time, so that the same data gives the same bytes."""
_GZIP_END = b"\x03\0"
_READ = 1 << 20
_NEW = ".new"

Known: TypeAlias = dict[str, tuple[int, str]]
"""The size and the digest of each file."""


class Row(NamedTuple):
    """A block as it lies in the files: the unit that it begins with, and its size in each."""

    first: str
    sizes: tuple[int, ...]


@dataclass(frozen=True)
class Layout:
    """The blocks of the files before, and how long what stands before them is."""

    rows: Sequence[Row]
    heads: Mapping[str, int]


class Assembly:
    """Puts files together beside those before; `finish` puts them in their place.

    Args:
        folder: where they lie.

    Attributes:
        heads: how long what stands before the bodies is, in each file that was begun.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.heads: dict[str, int] = {}

    def open(self, name: str, before_all: bytes) -> BinaryIO:
        """Begin a file with what stands before its bodies."""
        head = (_GZIP_HEAD if name.endswith(GZIP) else b"") + piece(name, before_all)
        self.heads[name] = len(head)
        out = self._new(name).open("wb")
        out.write(head)
        return out

    def write(self, name: str, frame: tuple[bytes, bytes], bodies: Iterable[bytes | tuple[int, int]]) -> None:
        """Write a file of its bodies, each its bytes or the place of its bytes in the file before."""
        between = joint(name)
        with ExitStack() as stack:
            out = stack.enter_context(self.open(name, frame[0]))
            before: BinaryIO | None = None
            for number, body in enumerate(bodies):
                if number:
                    out.write(between)
                if isinstance(body, bytes):
                    out.write(body)
                    continue
                before = before or stack.enter_context((self.folder / name).open("rb"))
                _copy(before, out, *body)
            out.write(piece(name, frame[1]))

    def finish(self) -> Known:
        """Complete the files, and tell of each.

        Raises:
            GdecError: the package zstandard is missing.
        """
        longest_first = FORMATS[::-1]
        with ThreadPoolExecutor(2 * len(FORMATS)) as pool:
            done = chain(pool.map(self._press, longest_first), pool.map(self._pack, longest_first))
            known = {name: each for some in done for name, each in some.items()}
        for name in known:
            self._new(name).replace(self.folder / name)
        return known

    def _press(self, name: str) -> Known:
        """Write the file of Zstandard beside a plain one."""
        digest = _Digest()
        with self._new(pressed := f"{name}{ZSTD}").open("wb") as out:
            for data in _compressed(self._new(name)):
                out.write(data)
                digest.take(data)
        return {pressed: digest.known()}

    def _pack(self, name: str) -> Known:
        """Complete the file of gzip beside a plain one, and tell of both."""
        digests, crc = (_Digest(), _Digest()), 0
        for data in _pieces(self._new(name)):
            digests[0].take(data)
            crc = zlib.crc32(data, crc)
        with self._new(packed := f"{name}{GZIP}").open("ab") as out:
            out.write(_GZIP_END + crc.to_bytes(4, "little") + (digests[0].size & 0xFFFFFFFF).to_bytes(4, "little"))
        for data in _pieces(self._new(packed)):
            digests[1].take(data)
        return {name: digests[0].known(), packed: digests[1].known()}

    def _new(self, name: str) -> Path:
        return self.folder / f"{name}{_NEW}"


class _Digest:
    """The size and the SHA-256 of bytes that pass by."""

    def __init__(self) -> None:
        self.size, self._sha256 = 0, sha256()

    def take(self, data: bytes) -> None:
        """Take some bytes."""
        self.size += len(data)
        self._sha256.update(data)

    def known(self) -> tuple[int, str]:
        """Give the size and the digest."""
        return self.size, self._sha256.hexdigest()


def places(layout: Layout, name: str) -> list[tuple[int, int]]:
    """Give the place of each block in a file: where it begins and ends."""
    at, between = NAMES.index(name), len(joint(name))
    sizes = [row.sizes[at] for row in layout.rows]
    starts = accumulate((size + between for size in sizes), initial=layout.heads[name])
    return [(start, start + size) for start, size in zip(starts, sizes, strict=False)]


def joined(kept: Iterable[tuple[int, int] | bytes], between: int) -> Iterator[tuple[int, int] | bytes]:
    """Take places that follow one another for one, where no more than the joint is between them."""
    held: tuple[int, int] | None = None
    for each in kept:
        if held and not isinstance(each, bytes) and each[0] == held[1] + between:
            held = held[0], each[1]
            continue
        if held:
            yield held
        held = None
        if isinstance(each, bytes):
            yield each
        else:
            held = each
    if held:
        yield held


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while data := file.read(_READ):
            yield data


def _compressed(path: Path) -> Iterator[bytes]:
    packer = _zstd().compressobj()
    yield from map(packer.compress, _pieces(path))
    yield packer.flush()


def _copy(source: BinaryIO, out: BinaryIO, start: int, end: int) -> None:
    """Copy bytes from file to file without taking them into memory, where the system can do that."""
    out.flush()
    while start < end:
        try:
            done = os.copy_file_range(source.fileno(), out.fileno(), end - start, start)
        except (AttributeError, OSError):
            source.seek(start)
            done = out.write(source.read(min(_READ, end - start)))
            out.flush()
        if not done:
            raise GdecError(f"{source.name}: is shorter than it was; remove the folder it lies in and publish again")
        start += done


def _zstd() -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise GdecError("the dumps need zstandard; pip install 'gdec[site]'") from error
    return zstandard.ZstdCompressor(level=_ZSTD_LEVEL)
