"""What the files of the dumps are called, and which of them a site's home leads to."""

from __future__ import annotations

from collections.abc import Iterable

from gdec.published import SUMS
from gdec.site.dumps.blocks import GZIP
from gdec.site.dumps.files import ZSTD
from gdec.site.dumps.volumes import WHOLE

MEDIA_TYPES = {".ttl": "text/turtle", ".jsonld": "application/ld+json", ".nq": "application/n-quads"}
"""The suffix of each format, and its media type."""

PACKINGS = {"": "", GZIP: "application/gzip", ZSTD: "application/zstd"}
"""The suffix that each form of compression adds, and its media type."""


def items(stems: Iterable[str]) -> dict[str, str]:
    """Give the files that links of the type `item` lead to, with their media types: the data, or the list of volumes.

    Args:
        stems: the names of the volumes.
    """
    if list(stems) == [WHOLE]:
        return {f"dump/{WHOLE}{suffix}": media_type for suffix, media_type in MEDIA_TYPES.items()}
    return {SUMS: "text/plain"}
