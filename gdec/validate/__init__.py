"""Validation: data held to shapes, and a report of what is wrong, why, and where it comes from.

Two engines stand behind `validate`, our own and, as its referee, pySHACL; whichever runs, shapes and data go in as
N-Quads and the same `Report` comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

_MODULES = {
    "FORMS": "forms",
    "FOR_SERVERS": "forms",
    "LEVELS": "report",
    "Origin": "places",
    "Report": "report",
    "Result": "report",
    "lint_shapes": "shapes",
    "read_shapes": "shapes",
    "shipped": "shapes",
    "show": "text",
    "to_json": "forms",
    "to_text": "text",
    "to_turtle": "forms",
    "unreadable": "unreadable",
}
"""The module of each name that is imported when it is first asked for."""

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
    from gdec.validate import compiled_engine
    from gdec.validate.hints import advise
    from gdec.validate.shapes import shipped

    wanted = shipped(provenance=provenance) if shapes is None else shapes
    if engine == "compiled":
        report = compiled_engine.run(data, wanted, limit)
    else:
        report = _by_pyshacl(data, wanted, limit, is_compared=engine == "both")
    return advise(report, wanted, data, compiled_engine.classes())


def _by_pyshacl(data: bytes, shapes: bytes, limit: float | None, *, is_compared: bool) -> Report:
    from gdec.validate import compiled_engine, pyshacl_engine
    from gdec.validate.comparison import hold_equal

    found = pyshacl_engine.run(data, shapes)
    if not is_compared:
        return found
    report = compiled_engine.run(data, shapes, limit)
    hold_equal(report, found, shapes)
    return report


if TYPE_CHECKING:
    from gdec.validate.forms import FOR_SERVERS as FOR_SERVERS
    from gdec.validate.forms import FORMS as FORMS
    from gdec.validate.forms import to_json as to_json
    from gdec.validate.forms import to_turtle as to_turtle
    from gdec.validate.places import Origin as Origin
    from gdec.validate.report import LEVELS as LEVELS
    from gdec.validate.report import Report as Report
    from gdec.validate.report import Result as Result
    from gdec.validate.shapes import lint_shapes as lint_shapes
    from gdec.validate.shapes import read_shapes as read_shapes
    from gdec.validate.shapes import shipped as shipped
    from gdec.validate.text import show as show
    from gdec.validate.text import to_text as to_text
    from gdec.validate.unreadable import unreadable as unreadable
else:

    def __getattr__(name):
        """Import what is asked for (PEP 562): who validates needs neither pySHACL nor all forms of a report."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found = globals()[name] = getattr(import_module(f"gdec.validate.{_MODULES[name]}"), name)
        return found
