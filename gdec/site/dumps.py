"""All of the data in a few files: each format plain and compressed, with digests and a description of the dataset."""

from __future__ import annotations

import gzip
import mmap
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Protocol

from gdec.errors import GdecError
from gdec.export import pieces
from gdec.rdf.formats import guess
from gdec.site import description
from gdec.site.counts import Counts
from gdec.site.file import File
from gdec.site.hosts.headers import DUMPS
from gdec.site.site import Site

DIGESTS = "SHA256SUMS.txt"
"""The file of digests, in the form that `sha256sum --check` reads."""

PACKINGS = {"": "", ".gz": "application/gzip", ".zst": "application/zstd"}
"""The suffix that each form of compression adds, and its media type."""


@dataclass(frozen=True)
class Dump:
    """A file that holds all of the data.

    Attributes:
        name: its name.
        media_type: the type of what is in it, once unpacked.
        packing: the media type of its compression, or an empty text.
        size: how many bytes it has.
        sha256: its digest, in hexadecimal digits.
    """

    name: str
    media_type: str
    packing: str
    size: int
    sha256: str


class Writable(Protocol):
    """What bytes can be written to."""

    def write(self, data: bytes, /) -> int:
        """Take some bytes."""
        ...


def files(site: Site) -> Iterator[File]:
    """Give the dumps, their digests, and the description of the dataset, which tells of them.

    Raises:
        GdecError: the package zstandard is missing.
    """
    with TemporaryDirectory(prefix="gdec-") as name:
        folder = Path(name)
        dumps = [dump for each in DUMPS for dump in _written(site, folder, each)]
        for dump in dumps:
            yield File(f"dump/{dump.name}", _mapped(folder / dump.name))
        digests = "".join(f"{dump.sha256}  {dump.name}\n" for dump in dumps)
        yield File(f"dump/{DIGESTS}", digests.encode())
        yield from description.files(site, dumps, _counts(site))


def _counts(site: Site) -> Counts:
    counts = Counts(site.base)
    for piece in pieces(site.reader, "nt", statements="reified", base=site.base):
        for line in piece.decode().split("\n")[:-1]:
            counts.count(line.removesuffix(" ."))
    return counts


def _written(site: Site, folder: Path, name: str) -> Iterator[Dump]:
    """Write a dump plain and compressed, all in one pass."""
    with ExitStack() as stack:
        plain, zipped, pressed = (stack.enter_context((folder / f"{name}{suffix}").open("wb")) for suffix in PACKINGS)
        # Neither name nor time, so that the same data gives the same bytes.
        packed = stack.enter_context(gzip.GzipFile("", "wb", fileobj=zipped, mtime=0))
        outs: tuple[Writable, ...] = (plain, packed, stack.enter_context(_zstd(pressed)))
        for piece in pieces(site.reader, guess(name).name, statements="reified", base=site.base):
            for out in outs:
                out.write(piece)
    for suffix, packing in PACKINGS.items():
        path = folder / f"{name}{suffix}"
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        yield Dump(path.name, DUMPS[name], packing, path.stat().st_size, digest)


def _zstd(file: BinaryIO) -> BinaryIO:
    try:
        import zstandard
    except ImportError as error:
        raise GdecError("the dumps need zstandard; pip install 'gdec[site]'") from error
    writer: BinaryIO = zstandard.ZstdCompressor(level=10).stream_writer(file, closefd=False)
    return writer


def _mapped(path: Path) -> memoryview:
    """Give a file's bytes without reading them into memory."""
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
