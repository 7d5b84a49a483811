"""Validation: data held to shapes, and a report of what is wrong, why, and where it comes from.

Two engines stand behind `validate`, our own and, as its referee, pySHACL; whichever runs, shapes and data go in as
N-Quads and the same `Report` comes out.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from gdec.validate import compiled_engine, pyshacl_engine
from gdec.validate.comparison import hold_equal
from gdec.validate.forms import FOR_SERVERS, FORMS, to_json, to_turtle
from gdec.validate.hints import advise
from gdec.validate.places import Origin
from gdec.validate.report import LEVELS, Report, Result
from gdec.validate.shapes import lint_shapes, read_shapes, shipped
from gdec.validate.text import show, to_text
from gdec.validate.unreadable import unreadable

__all__ = [
    "ENGINES",
    "FORMS",
    "FOR_SERVERS",
    "LEVELS",
    "Engine",
    "Origin",
    "Report",
    "Result",
    "lint_shapes",
    "read_shapes",
    "shipped",
    "show",
    "to_json",
    "to_text",
    "to_turtle",
    "unreadable",
    "validate",
]

Engine: TypeAlias = Literal["compiled", "pyshacl", "both"]
ENGINES: tuple[Engine, ...] = ("compiled", "pyshacl", "both")


def validate(
    data: bytes,
    shapes: bytes | None = None,
    *,
    provenance: bool = False,
    engine: Engine = "compiled",
    limit: float | None = None,
) -> Report:
    """Hold data to shapes. Nothing is fetched and nothing inferred, but for the subclasses of the ontology.

    Args:
        data: N-Quads; its graphs are taken as one.
        shapes: the shapes graph as N-Quads, from `read_shapes`; by default the shapes of the package.
        provenance: with the shapes of the package, also those of statements, evidence and the registry.
        engine: what checks: `compiled`, `pyshacl`, or `both`, whose reports must be the same.
        limit: how many seconds one check may take; pySHACL knows no limit.

    Raises:
        TookTooLong: a check took longer than it may; the message names its shape.
        GdecError: what the shapes ask for cannot be done, or two engines differ.
    """
    wanted = shipped(provenance=provenance) if shapes is None else shapes
    if engine == "pyshacl":
        return advise(pyshacl_engine.run(data, wanted), wanted, data, compiled_engine.classes())
    report = compiled_engine.run(data, wanted, limit)
    if engine == "both":
        hold_equal(report, pyshacl_engine.run(data, wanted), wanted)
    return advise(report, wanted, data, compiled_engine.classes())
