"""All of the data in a few files: each format plain and compressed, with digests and a description of the dataset."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

from gdec.published import SUMS
from gdec.site.dumps import description
from gdec.site.dumps.description import Dump
from gdec.site.dumps.items import MEDIA_TYPES, PACKINGS
from gdec.site.dumps.ledger import LEDGER, Ledger
from gdec.site.dumps.updating import dumped
from gdec.site.frame.file import File, mapped
from gdec.site.frame.site import Site


def files(site: Site) -> Iterator[File]:
    """Give the dumps, their digests, and the description of the dataset, which tells of them.

    Raises:
        GdecError: the package zstandard is missing.
    """
    with ExitStack() as stack:
        kept = site.kept or Path(stack.enter_context(TemporaryDirectory(prefix="gdec-")))
        folder = kept / "dump"
        folder.mkdir(parents=True, exist_ok=True)
        ledger = stack.enter_context(closing(Ledger(kept / LEDGER)))
        known, counts = dumped(site, folder, ledger)
        dumps = [
            Dump(f"{stem}{suffix}{packing}", suffix, packing, *known[f"{stem}{suffix}{packing}"])
            for suffix in MEDIA_TYPES
            for packing in PACKINGS
            for stem in ledger.heads()
        ]
        for dump in dumps:
            path = folder / dump.name
            yield File(f"dump/{dump.name}", mapped(path), at=path)
        yield File(SUMS, "".join(f"{dump.sha256}  {dump.name}\n" for dump in dumps).encode())
        yield from description.files(site, dumps, counts)
