"""Which blocks stand in one file: no file is too large for a host, and a change concerns few of them.

Like the blocks, volumes depend on nothing but the data: one ends where the next block's name, taken as a number, is
small beside the block's size, so that one byte in so many begins a volume, wherever it stands. What comes or goes
elsewhere leaves a volume as it is (content-defined chunking: Muthitacharoen, Chen and Mazières, "A low-bandwidth
network file system", SOSP 2001).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

WHOLE = "gdec"
"""The name, without suffix, of the only volume."""

LEAST, MEAN, MOST = 4_000_000, 8_000_000, 24_000_000
"""How many bytes a volume has in its longest format: those of a block more only where that alone has as many.

The narrowest limit of a common host is that of Cloudflare Pages, 25 MiB a file; GitHub's is 100 MiB.
"""


class Row(NamedTuple):
    """A block as it lies in the files: the unit that it begins with, and its size in each."""

    first: str
    sizes: tuple[int, ...]


class Volume(NamedTuple):
    """Blocks that stand in one file of each form, and what that is called without its suffix."""

    stem: str
    rows: tuple[Row, ...]


def volumes(rows: Iterable[Row]) -> Iterator[Volume]:
    """Share blocks out, in their order; of no blocks there is one volume."""
    held: list[Row] = []
    size, is_only = 0, True
    for row in rows:
        longest = max(row.sizes)
        if held and (size + longest > MOST or (size >= LEAST and _begins(row.first, longest))):
            yield Volume(_stem(held[0].first), tuple(held))
            held, size, is_only = [], 0, False
        held.append(row)
        size += longest
    yield Volume(WHOLE if is_only else _stem(held[0].first), tuple(held))


def _begins(first: str, size: int) -> bool:
    return zlib.crc32(first.encode()) * MEAN < size << 32


def _stem(first: str) -> str:
    return f"{WHOLE}-{blake2b(first.encode(), digest_size=5).hexdigest()}"
