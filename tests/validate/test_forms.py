"""The forms of a report for programs."""

import json
import sys
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from gdec.shacl.graph import Graph
from gdec.shacl.vocabulary import sh
from gdec.validate import Report, compiled_engine, shipped, to_json, to_text, to_turtle, validate

sys.path.insert(0, str(Path(__file__).parents[1] / "shacl"))
import referee

FIXTURES = Path(__file__).parents[1] / "shapes" / "fixtures"


def read(path):
    return pyoxigraph.serialize(pyoxigraph.parse(path=str(path), format=RdfFormat.TRIG), format=RdfFormat.N_QUADS)


def test_json_has_every_field_of_a_result():
    report = validate(read(FIXTURES / "count.trig"))
    document = json.loads(to_json(report))
    assert (document["conforms"], document["checked"], document["left_off"]) == (False, report.checked, 0)
    first = document["results"][0]
    assert set(first) == {
        "focus", "label", "path", "value", "shape", "component", "severity", "message", "triple", "hint",
        "source", "line", "column",
    }  # fmt: skip
    assert first["focus"] == report.results[0].focus


def test_what_is_left_off_is_counted():
    report = validate(read(FIXTURES / "count.trig"))
    document = json.loads(to_json(report, 2))
    assert (len(document["results"]), document["left_off"]) == (2, len(report.results) - 2)
    assert f"\n… and {len(report.results) - 2} more\n" in to_text(report, 2)
    assert to_text(report, 2).endswith(report.summary() + "\n")
    assert to_turtle(report, 2).count("sh:ValidationResult ") == 2


def test_turtle_of_an_empty_report_conforms():
    assert "sh:conforms true" in to_turtle(Report((), 1))


@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.trig")), ids=lambda path: path.stem)
def test_turtle_says_what_the_report_of_pyshacl_says(path):
    """The same but for the nodes of paths, which results may share."""
    shapes = shipped(provenance=True)
    data = read(path)
    ours = Graph(pyoxigraph.parse(to_turtle(validate(data, shapes)).encode(), RdfFormat.TURTLE))
    theirs = Graph(pyoxigraph.parse(to_turtle(validate(data, shapes, engine="pyshacl")).encode(), RdfFormat.TURTLE))
    found = referee.theirs(data + compiled_engine.classes(), shapes)
    assert referee.results_in(theirs) == found
    assert referee.results_in(ours) == found
    assert [str(value.value) for _, value in ours.pairs(sh("conforms"))] == ["false"]
