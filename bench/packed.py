"""Write files packed as their names say."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast


@contextmanager
def opened(path: Path | None) -> Iterator[BinaryIO]:
    """Open a file to be written, packed as its name says, or standard output."""
    if path is None:
        yield sys.stdout.buffer
    elif path.name.endswith(".gz"):
        with gzip.GzipFile(path, "wb", mtime=0) as packed:
            yield cast("BinaryIO", packed)
    elif path.name.endswith(".zst"):
        import zstandard

        with path.open("wb") as file, zstandard.ZstdCompressor().stream_writer(file) as packed:
            yield cast("BinaryIO", packed)
    else:
        with path.open("wb") as file:
            yield file
