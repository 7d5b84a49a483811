"""A report as SARIF 2.1.0, the form in which code hosts and editors take findings (OASIS, 2020)."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from gdec import __version__
from gdec.validate.places import Origin
from gdec.validate.report import Report, Result
from gdec.validate.text import advice, in_order, rule_of, shown

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"Warning": "warning", "Info": "note"}


def to_sarif(report: Report, most: int | None = None) -> str:
    """Write a report as a SARIF log: a rule for each shape, a result with place and fingerprint for each of ours.

    Args:
        report: what was found.
        most: how many results to write; the property `leftOff` of the run says how many are not.
    """
    every = in_order(report)
    results = every[:most]
    rules = {rule_of(result): result for result in reversed(results)}
    order = {name: number for number, name in enumerate(sorted(rules))}
    driver = {
        "name": "gdec",
        "semanticVersion": __version__,
        "rules": [_rule(name, rules[name]) for name in order],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": report.is_complete}],
        "results": [_result(result, order) for result in results],
        "properties": {"checked": report.checked, "leftOff": len(every) - len(results)},
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _level(result: Result) -> str:
    return _LEVELS.get(result.severity, "error")


def _rule(name: str, result: Result) -> dict[str, Any]:
    return {
        "id": name,
        "shortDescription": {"text": result.message or name},
        "defaultConfiguration": {"level": _level(result)},
    }


def _result(result: Result, order: dict[str, int]) -> dict[str, Any]:
    name = rule_of(result)
    thing = result.label if result.focus.startswith("_:") else result.focus
    value = "" if result.value.startswith("_:") else result.value
    told = (result.message,) if name == result.component else ()  # nothing else tells rules without a name apart
    says = "\n".join((thing, result.path, name, result.component, value, *told))
    return {
        "ruleId": name,
        "ruleIndex": order[name],
        "level": _level(result),
        "message": {"text": advice(result)},
        "locations": [_location(result, thing)],
        "partialFingerprints": {"gdecResult/v1": sha256(says.encode()).hexdigest()},
    }


def _location(result: Result, thing: str) -> dict[str, Any]:
    location: dict[str, Any] = {
        "logicalLocations": [{"name": result.label or shown(thing), "fullyQualifiedName": thing}]
    }
    if result.origin:
        location["physicalLocation"] = _place(result.origin)
    return location


def _place(origin: Origin) -> dict[str, Any]:
    path = PurePath(origin.source)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    column = {"startColumn": origin.column} if origin.column else {}
    region = {"region": {"startLine": origin.line, **column}} if origin.line else {}
    return {"artifactLocation": {"uri": uri}, **region}
