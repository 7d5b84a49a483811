"""A report in the forms that build servers read: JUnit's XML, and the annotations of GitHub's workflows."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from gdec.validate.report import Report, Result
from gdec.validate.text import advice, in_order, rule_of, safe, shown

_COMMANDS = {"Warning": "warning", "Info": "notice"}


def to_junit(report: Report, most: int | None = None) -> str:
    """Write a report as JUnit XML: a suite for each file, a failed case for each result.

    A result that leaves the data conforming is a case that passes and tells what was found as its output, for JUnit has
    no warnings. A report without results has one case, which passes; it is skipped where nothing was checked.

    Args:
        report: what was found.
        most: how many results to write.
    """
    results = in_order(report)[:most]
    suites = [*_suites(results)] or [_conforming(report)]
    failures = sum(not result.is_harmless for result in results)
    counts = f'tests="{max(1, len(results))}" failures="{failures}" errors="0"'
    head = f'<testsuites name="gdec validate" {counts}>'
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>")) + "\n"


def _suites(results: list[Result]) -> Iterator[str]:
    for source, group in groupby(results, key=lambda result: result.origin.source if result.origin else "data"):
        cases = list(group)
        failures = sum(not result.is_harmless for result in cases)
        yield f'  <testsuite name={_quoted(source)} tests="{len(cases)}" failures="{failures}" errors="0" skipped="0">'
        yield from (_case(result, source) for result in cases)
        yield "  </testsuite>"


def _case(result: Result, source: str) -> str:
    thing = result.label or shown(result.focus)
    line = f' line="{result.origin.line}"' if result.origin and result.origin.line else ""
    start = (
        f"    <testcase name={_quoted(f'{rule_of(result)}: {thing}')} classname={_quoted(source)}"
        f' file={_quoted(source)}{line} time="0">'
    )
    told = _told(result)
    if result.is_harmless:
        inner = f"<system-out>{_escaped(told)}</system-out>"
    else:
        inner = (
            f"<failure message={_quoted(result.message)} type={_quoted(result.component)}>{_escaped(told)}</failure>"
        )
    return f"{start}\n      {inner}\n    </testcase>"


def _conforming(report: Report) -> str:
    case = f'    <testcase name={_quoted(report.summary())} classname="gdec validate" time="0"'
    end = ">\n      <skipped/>\n    </testcase>" if not report.checked else "/>"
    skipped = int(not report.checked)
    suite = f'  <testsuite name="data" tests="1" failures="0" errors="0" skipped="{skipped}">'
    return f"{suite}\n{case}{end}\n  </testsuite>"


def _told(result: Result) -> str:
    where = f"{result.origin}: " if result.origin else ""
    return f"{where}{result.severity.lower()}: {advice(result)}"


def _escaped(text: str) -> str:
    return escape(safe(text), quote=False)


def _quoted(text: str) -> str:
    return f'"{escape(safe(text))}"'


def to_github(report: Report, most: int | None = None) -> str:
    """Write a report as workflow commands of GitHub Actions, which shows each at its line; the last line sums up.

    Args:
        report: what was found.
        most: how many results to write.
    """
    return "\n".join((*map(_annotation, in_order(report)[:most]), report.summary())) + "\n"


def _annotation(result: Result) -> str:
    properties = {"title": f"{rule_of(result)}: {result.label or shown(result.focus)}"}
    if result.origin:
        properties["file"] = result.origin.source
        properties |= {"line": str(result.origin.line)} if result.origin.line else {}
        properties |= {"col": str(result.origin.column)} if result.origin.column else {}
    told = ",".join(f"{name}={_property(text)}" for name, text in sorted(properties.items()))
    return f"::{_COMMANDS.get(result.severity, 'error')} {told}::{_data(advice(result))}"


def _data(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
