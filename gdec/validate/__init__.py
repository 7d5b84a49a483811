"""Validation: data held to shapes, and a report of what is wrong, why, and where it comes from.

One engine stands behind `validate` now, pySHACL; whatever runs, shapes and data go in as N-Quads and a `Report`
comes out.
"""

from __future__ import annotations

from gdec.validate import pyshacl_engine
from gdec.validate.report import Origin, Report, Result
from gdec.validate.shapes import read_shapes, shipped
from gdec.validate.text import to_text

__all__ = ["Origin", "Report", "Result", "read_shapes", "shipped", "to_text", "validate"]


def validate(data: bytes, shapes: bytes | None = None, *, provenance: bool = False) -> Report:
    """Hold data to shapes. Nothing is fetched and nothing inferred, but for the subclasses of the ontology.

    Args:
        data: N-Quads; its graphs are taken as one.
        shapes: the shapes graph as N-Quads, from `read_shapes`; by default the shapes of the package.
        provenance: with the shapes of the package, also those of statements, evidence and the registry.

    Raises:
        GdecError: what the shapes ask for cannot be done.
    """
    return pyshacl_engine.run(data, shipped(provenance=provenance) if shapes is None else shapes)
