"""The forms in which a difference is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from gdec.difference.compare import Difference
from gdec.difference.page import page
from gdec.difference.patch import patch
from gdec.difference.sides import read_side
from gdec.difference.tell import tell
from gdec.export import prefixes_for

FORMS: dict[str, Callable[[Difference, Mapping[str, str], str], str]] = {
    "text": lambda difference, prefixes, _: "".join(f"{line}\n" for line in tell(difference, prefixes)),
    "patch": lambda difference, prefixes, _: patch(difference, prefixes),
    "html": page,
}


def write(old: Path, new: Path, form: str, out: BinaryIO) -> bool:
    """Write what makes the new graph of the old one, and tell whether they differ.

    Args:
        old: a store's folder, or a file or folder of facts or RDF.
        new: another.
        form: one of `FORMS`.
        out: a binary stream.

    Raises:
        GdecError: a side cannot be read, or the form cannot hold the difference.
    """
    difference = Difference(read_side(old), read_side(new))
    prefixes = prefixes_for([*difference.removed, *difference.added], difference.new.base)
    out.write(FORMS[form](difference, prefixes, f"From {difference.old.name} to {difference.new.name}").encode())
    return bool(difference)
