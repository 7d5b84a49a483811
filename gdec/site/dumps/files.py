"""The files of the dumps, put together from blocks: what is new is written, all else copied from the files before."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import file_digest, sha256
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from gdec.errors import GdecError
from gdec.site.dumps.blocks import FORMATS, GZIP, NAMES, joint, piece

ZSTD = ".zst"
_ZSTD_LEVEL = 3
_GZIP_HEAD = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF))
"""The header of RFC 1952 with neither name nor time, so that the same data gives the same bytes."""
_GZIP_END = b"\x03\0"
_READ = 1 << 20
_NEW = ".new"


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
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, frame: tuple[bytes, bytes], bodies: Iterable[bytes | tuple[int, int]]) -> int:
        """Write a file of its bodies, each its bytes or the place of its bytes in the file before.

        Returns:
            The length of what stands before the bodies.
        """
        between, (before_all, behind_all) = joint(name), (piece(name, each) for each in frame)
        head = (_GZIP_HEAD if name.endswith(GZIP) else b"") + before_all
        with ExitStack() as stack:
            out = stack.enter_context((self.folder / f"{name}{_NEW}").open("wb"))
            out.write(head)
            before: BinaryIO | None = None
            for number, body in enumerate(bodies):
                if number:
                    out.write(between)
                if isinstance(body, bytes):
                    out.write(body)
                    continue
                before = before or stack.enter_context((self.folder / name).open("rb"))
                _copy(before, out, *body)
            out.write(behind_all)
        return len(head)

    def finish(self) -> Iterator[tuple[str, int, str]]:
        """Complete the files, and give each one's name, size and digest.

        Raises:
            GdecError: the package zstandard is missing.
        """
        with ThreadPoolExecutor(len(FORMATS)) as pool:
            for each in pool.map(self._finish, FORMATS):
                yield from each

    def _finish(self, name: str) -> list[tuple[str, int, str]]:
        plain, packed, pressed = (self.folder / f"{name}{suffix}{_NEW}" for suffix in ("", GZIP, ZSTD))
        digest, crc, size = sha256(), 0, 0
        packer = _zstd().compressobj()
        with plain.open("rb") as file, pressed.open("wb") as out:
            while data := file.read(_READ):
                digest.update(data)
                crc = zlib.crc32(data, crc)
                size += len(data)
                out.write(packer.compress(data))
            out.write(packer.flush())
        with packed.open("ab") as out:
            out.write(_GZIP_END + crc.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little"))
        done = [(name, size, digest.hexdigest())]
        for path in (packed, pressed):
            with path.open("rb") as file:
                done.append(
                    (path.name.removesuffix(_NEW), path.stat().st_size, file_digest(file, "sha256").hexdigest())
                )
        for path in (plain, packed, pressed):
            path.replace(path.with_name(path.name.removesuffix(_NEW)))
        return done


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
