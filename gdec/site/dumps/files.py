"""The files of the dumps: what is new is written, of all else the files before stay."""

from __future__ import annotations

import os
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from hashlib import file_digest, sha256
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias

from gdec.errors import GdecError
from gdec.site.dumps.blocks import FORMATS, FORMS, GZIP, joint, piece
from gdec.site.dumps.volumes import Row, Volume, volumes

ZSTD = ".zst"
_ZSTD_LEVEL = 3
_GZIP_HEAD = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF))
"""The header of RFC 1952 with neither name nor time, so that the same data gives the same bytes."""
_GZIP_END = b"\x03\0"
_NEW = ".new"
_WAITING = len(FORMATS)
"""So many files are written while others are made; their bytes are in memory."""

Known: TypeAlias = dict[str, tuple[int, str]]
"""The size and the digest of each file."""

Heads: TypeAlias = dict[str, dict[str, int]]
"""How many bytes of each file stand before its blocks: by volume and form."""

Span: TypeAlias = tuple[str, int, int]
"""A place in the N-Quads: the volume, and where it begins and ends."""


class DamagedError(Exception):
    """A file is not as it was written, so nothing is taken from it."""


class Laid:
    """Volumes as they lie in files.

    Args:
        folder: where they lie.
        rows: the blocks in them.
        heads: what stands before these.
        known: the size and the digest of each.
    """

    def __init__(self, folder: Path, rows: Iterable[Row], heads: Heads, known: Known) -> None:
        self.folder, self.heads = folder, heads
        self._is_sound = cache(lambda name: _digest(folder / name) == known[name][1])
        self._volumes = {volume.stem: volume for volume in volumes(rows) if volume.stem in heads}
        self._where = {
            row.first: (volume, number) for volume in self._volumes.values() for number, row in enumerate(volume.rows)
        }
        self._starts = cache(lambda stem, form: _starts(self._volumes[stem], form, heads[stem][form]))

    def has(self, volume: Volume) -> bool:
        """Tell that there is a volume of the same name, whose blocks have the same names and sizes."""
        return self._volumes.get(volume.stem) == volume

    def span(self, first: str, form: str = ".nq") -> Span:
        """Give the place of a block in the file of a form."""
        volume, number = self._where[first]
        start = self._starts(volume.stem, form)[number]
        return volume.stem, start, start + volume.rows[number].sizes[FORMS.index(form)]

    def read(self, first: str, form: str) -> bytes:
        """Read a block.

        Raises:
            DamagedError: the file, which the site has too, was written into, or is gone.
        """
        stem, start, end = self.span(first, form)
        if not self._is_sound(f"{stem}{form}"):
            raise DamagedError(f"{stem}{form}")
        with (self.folder / f"{stem}{form}").open("rb") as file:
            return os.pread(file.fileno(), end - start, start)


class Writing:
    """Writes volumes beside the files before; `finish` puts them in the place of these.

    Args:
        folder: where they lie.

    Attributes:
        heads: what stands before the blocks of each volume that was written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.heads: Heads = {}
        self._pool = ThreadPoolExecutor(len(FORMATS))
        self._waiting: deque[Future[Known]] = deque()
        self._known: Known = {}

    def write(self, stem: str, suffix: str, frame: tuple[bytes, bytes], bodies: Mapping[str, Sequence[bytes]]) -> None:
        """Write a volume in one format, plain and compressed; that goes on while others are made.

        Args:
            stem: its name.
            suffix: the format's.
            frame: what stands before and behind the blocks.
            bodies: the blocks, plain and as pieces of gzip, by form.
        """
        heads = {suffix: len(frame[0]), f"{suffix}{GZIP}": len(_GZIP_HEAD) + len(piece(f"{suffix}{GZIP}", frame[0]))}
        self.heads.setdefault(stem, {}).update(heads)
        while len(self._waiting) >= _WAITING:
            self._known.update(self._waiting.popleft().result())
        self._waiting.append(self._pool.submit(self._write, stem, suffix, frame, bodies))

    def finish(self, stems: Iterable[str], before: Known) -> Known:
        """Complete the files, and tell of those of some volumes in their order; others go.

        Raises:
            GdecError: the package zstandard is missing.
        """
        with self._pool:
            for each in self._waiting:
                self._known.update(each.result())
        for name in self._known:
            (self.folder / f"{name}{_NEW}").replace(self.folder / name)
        packed = [f"{form}{suffix}" for form in FORMATS for suffix in ("", GZIP, ZSTD)]
        names = [f"{stem}{form}" for stem in stems for form in packed]
        for name in before.keys() - set(names):
            (self.folder / name).unlink(missing_ok=True)
        return {name: (before | self._known)[name] for name in names}

    def _write(
        self, stem: str, suffix: str, frame: tuple[bytes, bytes], bodies: Mapping[str, Sequence[bytes]]
    ) -> Known:
        plain, packed = (list(_pieces(form, frame, bodies[form])) for form in (suffix, f"{suffix}{GZIP}"))
        forms = {"": plain, GZIP: _packed(packed, plain), ZSTD: _pressed(plain)}
        return {f"{stem}{suffix}{form}": self._lay(f"{stem}{suffix}{form}", data) for form, data in forms.items()}

    def _lay(self, name: str, data: Iterable[bytes]) -> tuple[int, str]:
        """Write a file, and tell its size and its digest."""
        digest, size = sha256(), 0
        with (self.folder / f"{name}{_NEW}").open("wb") as file:
            for each in data:
                size += file.write(each)
                digest.update(each)
        return size, digest.hexdigest()


def _pieces(form: str, frame: tuple[bytes, bytes], bodies: Sequence[bytes]) -> Iterator[bytes]:
    """Give what stands in a file of blocks, one after the other."""
    yield piece(form, frame[0])
    for number, body in enumerate(bodies):
        if number:
            yield joint(form)
        yield body
    yield piece(form, frame[1])


def _packed(pieces: Iterable[bytes], plain: Iterable[bytes]) -> Iterator[bytes]:
    """Give a file of gzip of pieces that stand for what is plain."""
    crc, size = 0, 0
    for each in plain:
        crc, size = zlib.crc32(each, crc), size + len(each)
    yield _GZIP_HEAD
    yield from pieces
    yield _GZIP_END + crc.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")


def _pressed(plain: Sequence[bytes]) -> Iterator[bytes]:
    """Compress by Zstandard."""
    pressing = _zstd().compressobj(size=sum(map(len, plain)))
    yield from map(pressing.compress, plain)
    yield pressing.flush()


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _starts(volume: Volume, form: str, head: int) -> list[int]:
    """Tell where each block of a volume begins in the file of a form."""
    at, between = FORMS.index(form), len(joint(form))
    return list(accumulate((row.sizes[at] + between for row in volume.rows), initial=head))


def _zstd() -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise GdecError("the dumps need zstandard; pip install 'gdec[site]'") from error
    return zstandard.ZstdCompressor(level=_ZSTD_LEVEL)
