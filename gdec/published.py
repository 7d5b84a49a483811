"""A published site as a folder: how it is known, and what it says of itself."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, RdfFormat, parse

from gdec import terms

MARK = ".gdec-site"
"""The file by which a folder is known as a site."""


def site_of(path: Path) -> Path | None:
    """Give the folder of the site that a file is of, or that lies beside the one where it is made; None for another."""
    for folder in reversed(path.parents):
        if (folder / MARK).is_file():
            return folder
        if folder.name.startswith(".") and folder.name.endswith(".gdec") and folder.name != ".gdec":
            return folder.with_name(folder.name[1:-5])
    return None


def base_of(folder: Path) -> str:
    """Give the IRI below which the things of a site are named, as its description has it."""
    space = f"<{terms.PREFIXES['void']}uriSpace>"
    try:
        quads = list(parse(path=str(folder / "void.ttl"), format=RdfFormat.TURTLE))
    except (OSError, SyntaxError, ValueError):
        return terms.BASE
    said = (quad.object for quad in quads if str(quad.predicate) == space)
    return next((each.value for each in said if isinstance(each, Literal)), terms.BASE)
