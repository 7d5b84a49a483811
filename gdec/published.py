"""A published site as a folder: how it is known, and what it says of itself."""

from __future__ import annotations

import re
from pathlib import Path

from pyoxigraph import Literal, RdfFormat, parse

from gdec import terms

MARK = ".gdec-site"
"""The file by which a folder is known as a site."""

SUMS = "dump/SHA256SUMS.txt"
"""The digests of the files that hold all of its data, in the form that `sha256sum --check` reads."""

_LINE = re.compile(r"^([0-9a-f]{64})  ([a-z0-9.-]+)$", re.MULTILINE)
_QUADS = re.compile(r"dump/(gdec(?:-[0-9a-f]+)?)\.nq").fullmatch


def site_of(path: Path) -> Path | None:
    """Give the folder of the site that a file is of, or that lies beside the one where it is made; None for another."""
    for folder in reversed(path.parents):
        if (folder / MARK).is_file():
            return folder
        if folder.name.startswith(".") and folder.name.endswith(".gdec") and folder.name != ".gdec":
            return folder.with_name(folder.name[1:-5])
    return None


def digests_of(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of each file that holds data of a whole site, by its path, in the order of their list."""
    try:
        listed = (folder / SUMS).read_text(encoding="ascii")
    except (OSError, ValueError):
        return {}
    return {f"dump/{name}": digest for digest, name in _LINE.findall(listed)}


def volumes_of(folder: Path) -> list[str]:
    """Name the volumes that hold all of a site's data, in their order, without suffix; none where it has no list.

    The N-Quads of one are `dump/NAME.nq`; those of all, one after another, are canonical and in their bytes' order.
    """
    return [found[1] for path in digests_of(folder) if (found := _QUADS(path))]


def base_of(folder: Path) -> str:
    """Give the IRI below which the things of a site are named, as its description has it."""
    space = f"<{terms.PREFIXES['void']}uriSpace>"
    try:
        quads = list(parse(path=str(folder / "void.ttl"), format=RdfFormat.TURTLE))
    except (OSError, SyntaxError, ValueError):
        return terms.BASE
    said = (quad.object for quad in quads if str(quad.predicate) == space)
    return next((each.value for each in said if isinstance(each, Literal)), terms.BASE)
