"""Find the exports of a store among other files, and write them anew from the store that took its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from gdec.errors import GdecError, InputError
from gdec.export import STATEMENTS, base_of, export, name_of_format, pieces
from gdec.rdf.writers import RDF12
from gdec.store.local import StoreReader


class Export(NamedTuple):
    """A file that holds, byte for byte, what an export of a store gives, and how it was asked for."""

    path: Path
    format: str
    options: dict[str, Any]

    def of(self, store: StoreReader) -> bytes:
        """Give the same export of another store.

        Raises:
            GdecError: the store cannot be read, or the format cannot hold its data.
        """
        return export(store, self.format, **self.options, base=base_of(store))


def exports_of(store: StoreReader, paths: Iterable[Path]) -> Iterator[Export]:
    """Find the files that are exports of this very version; one of an older version, or edited since, is none."""
    for path in paths:
        try:
            format = name_of_format(path)
        except InputError:
            continue
        for options in _ways(format):
            if _is_same(path, pieces(store, format, **options, base=base_of(store))):
                yield Export(path, format, options)
                break


def _ways(format: str) -> Iterator[dict[str, Any]]:
    """Give the ways to ask for an export in a format."""
    for form in (None, *STATEMENTS):
        if form != "rdf12" or format in RDF12:
            yield {"statements": form}
        if form != "rdf12" and format == "jsonld":
            yield {"statements": form, "frame": True}


def _is_same(path: Path, expected: Iterator[bytes]) -> bool:
    try:
        with path.open("rb") as file:
            return all(file.read(len(piece)) == piece for piece in expected) and not file.read(1)
    except OSError as error:
        raise GdecError(f"{path}: cannot be read: {error.strerror}") from error
