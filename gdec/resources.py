"""Find the files that ship with the package: ontology, context, shapes, saved queries."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path


def ontology() -> bytes:
    """Read the ontology as Turtle bytes."""
    return (_folder("gdec.ontology") / "gdec.ttl").read_bytes()


def context() -> bytes:
    """Read the JSON-LD context as JSON bytes."""
    return (_folder("gdec.ontology") / "context.jsonld").read_bytes()


def shapes(*, provenance: bool = False) -> list[tuple[str, bytes]]:
    """Read the shapes as (name, Turtle bytes), sorted by name.

    Args:
        provenance: also those of statements, evidence and the registry.
    """
    found = _named("gdec.shapes", ".ttl")
    return found + _named("gdec.shapes.provenance", ".ttl") if provenance else found


def queries() -> list[tuple[str, bytes]]:
    """Read the saved queries as (name without suffix, bytes), sorted by name."""
    return [(name, path.read_bytes()) for name, path in query_files().items()]


def query_files() -> dict[str, Path]:
    """Find the files of the saved queries by name without suffix, sorted by name."""
    return {path.stem: path for path in _files("gdec.queries", ".rq")}


def checks() -> list[tuple[str, bytes]]:
    """Read the data-quality checks as (name without suffix, bytes), sorted by name."""
    return [(name.removesuffix(".rq"), text) for name, text in _named("gdec.queries.checks", ".rq")]


def mappers() -> list[tuple[str, bytes]]:
    """Read the source of the mappers as (name, bytes), sorted by name."""
    return _named("gdec.mappers", ".py")


def _named(package: str, suffix: str) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in _files(package, suffix)]


def _files(package: str, suffix: str) -> list[Path]:
    return sorted(path for path in _folder(package).iterdir() if path.suffix == suffix and path.is_file())


def _folder(package: str) -> Path:
    """Find a package's folder; `importlib.resources` finds it too, and takes 10 ms longer to be imported."""
    return Path(next(iter(import_module(package).__path__)))
