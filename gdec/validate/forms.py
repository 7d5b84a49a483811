"""A report in the forms that it can be written in: for people, programs and servers, and as the standard's RDF."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace

from gdec import terms
from gdec.rdf.nquads import sorted_triples
from gdec.validate.report import Report, Result
from gdec.validate.text import to_text


def to_json(report: Report, most: int | None = None) -> str:
    """Write a report as a JSON object: `conforms`, `checked`, and `results` with terms in N-Triples form.

    Args:
        report: what was found.
        most: how many results to write; `left_off` says how many are not.
    """
    results = report.results[:most]
    document = {
        "conforms": report.conforms,
        "checked": report.checked,
        "results": [_fields(result) for result in results],
        "left_off": len(report.results) - len(results),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _fields(result: Result) -> dict[str, object]:
    fields = asdict(result)
    origin = fields.pop("origin") or {"source": "", "line": 0, "column": 0}
    return {name: value for name, value in fields.items() if name not in ("predicates", "beside")} | origin


def to_turtle(report: Report, most: int | None = None) -> str:
    """Write a report in Turtle, as section 3.6 of the SHACL standard describes it; `most` as in `to_json`."""
    from gdec.rdf import turtle

    found = replace(report.found, results=report.found.results[:most])
    return turtle.write(sorted_triples(quad.triple for quad in found.to_rdf()), terms.prefixes())


def _to_sarif(report: Report, most: int | None = None) -> str:
    from gdec.validate.sarif import to_sarif

    return to_sarif(report, most)


def _to_junit(report: Report, most: int | None = None) -> str:
    from gdec.validate.servers import to_junit

    return to_junit(report, most)


def _to_github(report: Report, most: int | None = None) -> str:
    from gdec.validate.servers import to_github

    return to_github(report, most)


FORMS: dict[str, Callable[[Report, int | None], str]] = {
    "text": to_text,
    "json": to_json,
    "turtle": to_turtle,
    "sarif": _to_sarif,
    "junit": _to_junit,
    "github": _to_github,
}
"""The forms of a report, by the name that `-f` calls them."""
FOR_SERVERS = frozenset({"sarif", "junit", "github"})
"""The forms that are read by servers, which show problems at their lines."""
