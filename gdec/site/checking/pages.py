"""One page: its markup, what it leads to, what it loads, and whether its data say the same."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from gdec.site.checking.addresses import Target, target_of
from gdec.site.checking.data import Agreement, differences
from gdec.site.checking.reading import Reader
from gdec.site.pages.formats import SIBLINGS

HEAVIEST = 100_000
"""How many bytes a page may have when it is compressed."""


class Page:
    """A page of a site.

    Args:
        folder: the site.
        path: the page's path below it.
        base: the IRI below which the things are named.

    Attributes:
        targets: where each of its links leads.
        fragments: the fragments that it has.
        faults: what is wrong, in words.
    """

    def __init__(self, folder: Path, path: str, base: str) -> None:
        self.folder, self.path, self.base = folder, path, base
        data = (folder / path).read_bytes()
        self.read = Reader(data.decode(errors="replace"))
        self.fragments = self.read.ids
        self.targets = dict(targets(self.read, path))
        self.faults = [*self._faults(data)]

    def _faults(self, data: bytes) -> Iterator[str]:
        if (weight := len(zlib.compress(data, 6))) > HEAVIEST:
            yield f"weighs {weight} bytes compressed; {HEAVIEST} is the most"
        if b"\0" in data or "\ufffd" in self.read.canonical:
            yield "holds a byte that is no text"
        if not data.lower().startswith(b"<!doctype html>"):
            yield "does not begin with <!doctype html>"
        yield from self.read.faults
        for link, target in self.targets.items():
            if fault := target.fault or self._missing(target):
                yield f"the link {link!a} {fault}"
        for link in self.read.loads:
            target = target_of(link, self.path)
            if fault := target.fault or self._missing(target):
                yield f"loads {link!a}, which {fault}"
            elif target.elsewhere:
                yield f"loads {link!a} from elsewhere"
        yield from self._data()

    def _missing(self, target: Target) -> str:
        is_there = target.elsewhere or is_file(self.folder, target.path)
        return "" if is_there else "leads to no file"

    def _data(self) -> Iterator[str]:
        """Tell what is wrong with the data in the page, and with those beside it."""
        for block in self.read.data:
            try:
                told = json.loads(block)
            except ValueError as error:
                yield f"a block of JSON-LD cannot be read: {error}"
                continue
            if not (isinstance(told, dict) and "@context" in told):
                yield "a block of JSON-LD has no context"
        page = self.folder / self.path
        if not has_data(self.folder, self.path):
            return
        triples, faults = differences(page)
        yield from faults
        yield from Agreement(self.path, self.base, self.read, triples, self._further()).faults()

    def _further(self) -> Iterator[str]:
        """Give the links of the pages on which this page's lists go on, as from this page."""
        for path in sorted((self.folder / self.path.removesuffix(".html")).glob("*.html")):
            yield from (link.removeprefix("../") for link in Reader(path.read_text(encoding="utf-8")).links)


def has_data(folder: Path, path: str) -> bool:
    """Tell that there are data beside a page, which is given by its path or by that of such data."""
    return "/" in path and any(is_file(folder, path.rpartition(".")[0] + suffix) for suffix in SIBLINGS)


def targets(read: Reader, path: str) -> Iterator[tuple[str, Target]]:
    """Give each link of a page with where it leads."""
    for link in dict.fromkeys(read.links):
        yield link, target_of(link, path)


@lru_cache(200_000)
def is_file(folder: Path, path: str) -> bool:
    """Tell that the site has a file."""
    return os.path.isfile(f"{folder}/{path}")  # noqa: PTH113
