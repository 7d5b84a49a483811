"""Two engines side by side: their reports must be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pyoxigraph
from pyoxigraph import RdfFormat

from gdec.errors import GdecError
from gdec.shacl.graph import Graph
from gdec.shacl.vocabulary import sh
from gdec.validate.report import Report, Result
from gdec.validate.text import shown

_MOST = 5


def hold_equal(ours: Report, theirs: Report, shapes: bytes) -> None:
    """Compare what the compiled engine and pySHACL found; messages count where the shapes state them in full.

    Args:
        ours: what the compiled engine found.
        theirs: what pySHACL found.
        shapes: the shapes graph, as N-Quads.

    Raises:
        GdecError: the reports differ, and where.
    """
    graph = Graph(pyoxigraph.parse(shapes, RdfFormat.N_QUADS))
    mine, other = _comparable(ours, graph), _comparable(theirs, graph)
    differences = [*_told("compiled", mine - other), *_told("pyshacl", other - mine)]
    if ours.checked != theirs.checked:
        differences.append(f"  compiled checked {ours.checked} things, pyshacl {theirs.checked}")
    if differences:
        raise GdecError("the engines differ; please report it:\n" + "\n".join(differences))


def _told(engine: str, results: set[Result]) -> Iterator[str]:
    for one in islice(sorted(results, key=repr), _MOST):
        at, what = shown(one.focus), " ".join(filter(None, (one.path, one.value, one.component, one.message)))
        yield f"  only {engine}: {at} {what} (shape {shown(one.shape)})"
    if len(results) > _MOST:
        yield f"  only {engine}: {len(results) - _MOST} more"


def _comparable(report: Report, shapes: Graph) -> set[Result]:
    """Give the results, without the messages that an engine made up or filled in."""
    stated = {str(node) for node, _ in shapes.pairs(sh("message"))}
    stated -= {str(node) for node, message in shapes.pairs(sh("message")) if re.search(r"\{[?$]", str(message))}
    queries: dict[str, set[str]] = {}
    for shape, query in shapes.pairs(sh("sparql")):
        queries.setdefault(str(shape), set()).add(str(query))

    def is_stated(result: Result) -> bool:
        is_query = result.component == "SPARQLConstraintComponent"
        return result.shape in stated or (is_query and queries.get(result.shape, set()) <= stated)

    return {result if is_stated(result) else replace(result, message="") for result in report.results}
