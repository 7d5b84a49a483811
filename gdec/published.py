"""A published site as a folder: how it is known, and what it says of itself."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, RdfFormat, parse

from gdec import terms

MARK = ".gdec-site"
"""The file by which a folder is known as a site."""


def base_of(folder: Path) -> str:
    """Give the IRI below which the things of a site are named, as its description has it."""
    space = f"<{terms.PREFIXES['void']}uriSpace>"
    try:
        quads = list(parse(path=str(folder / "void.ttl"), format=RdfFormat.TURTLE))
    except (OSError, SyntaxError, ValueError):
        return terms.BASE
    said = (quad.object for quad in quads if str(quad.predicate) == space)
    return next((each.value for each in said if isinstance(each, Literal)), terms.BASE)
