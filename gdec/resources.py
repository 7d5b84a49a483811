"""Find the files that ship with the package: ontology, context, shapes, saved queries."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def ontology() -> bytes:
    """Read the ontology as Turtle bytes."""
    return (files("gdec.ontology") / "gdec.ttl").read_bytes()


def context() -> bytes:
    """Read the JSON-LD context as JSON bytes."""
    return (files("gdec.ontology") / "context.jsonld").read_bytes()


def shapes(*, provenance: bool = False) -> list[tuple[str, bytes]]:
    """Read the shapes as (name, Turtle bytes), sorted by name.

    Args:
        provenance: also those of statements, evidence and the registry.
    """
    found = _named("gdec.shapes", ".ttl")
    return found + _named("gdec.shapes.provenance", ".ttl") if provenance else found


def queries() -> list[tuple[str, bytes]]:
    """Read the saved queries as (name without suffix, bytes), sorted by name."""
    return [(name.removesuffix(".rq"), text) for name, text in _named("gdec.queries", ".rq")]


def checks() -> list[tuple[str, bytes]]:
    """Read the data-quality checks as (name without suffix, bytes), sorted by name."""
    return [(name.removesuffix(".rq"), text) for name, text in _named("gdec.queries.checks", ".rq")]


def _named(package: str, suffix: str) -> list[tuple[str, bytes]]:
    def is_wanted(entry: Traversable) -> bool:
        return entry.name.endswith(suffix) and entry.is_file()

    found = filter(is_wanted, files(package).iterdir())
    return [(entry.name, entry.read_bytes()) for entry in sorted(found, key=lambda entry: entry.name)]
