"""The forms of a report for programs."""

import json
import sys
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, Quad, RdfFormat

from gdec.shacl import paths
from gdec.shacl.graph import Graph
from gdec.shacl.vocabulary import sh
from gdec.validate import Report, compiled_engine, shipped, to_json, to_text, to_turtle, validate
from gdec.validate.rdflib_terms import add_quads, quiet

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
def test_turtle_is_isomorphic_to_the_report_of_pyshacl(path):
    shapes = shipped(provenance=True)
    data = read(path)
    ours = canonical(pyoxigraph.parse(to_turtle(validate(data, shapes)).encode(), RdfFormat.TURTLE))
    theirs = canonical(pyoxigraph.parse(report_of_pyshacl(data, shapes), RdfFormat.N_TRIPLES))
    assert len(ours) > 2
    assert ours == theirs
    read_back = Graph(pyoxigraph.parse(to_turtle(validate(data, shapes, engine="pyshacl")).encode(), RdfFormat.TURTLE))
    assert referee.results_in(read_back) == referee.theirs(data + compiled_engine.classes(), shapes)


def report_of_pyshacl(data, shapes):
    """Give the report as pySHACL itself writes it, as N-Triples."""
    data_graph, shapes_graph = rdflib.Graph(), rdflib.Graph()
    with quiet():
        add_quads(data_graph, data + compiled_engine.classes())
        add_quads(shapes_graph, shapes)
        report = pyshacl.validate(data_graph, shacl_graph=shapes_graph)[1]
        return report.serialize(format="nt").encode()


def canonical(report):
    """Give a report canonicalised by RDFC-1.0, so that equal sets are isomorphic graphs, without what may differ.

    That is: the blank nodes that a path is written with, of which results may share some; what pySHACL adds of blank
    nodes of the data and the shapes; the language of the messages of SPARQL constraints, which pySHACL loses.
    """
    graph = Graph(report)
    ((node, _),) = graph.pairs(sh("conforms"))
    quads, waiting = [], [node]
    while waiting:
        node = waiting.pop()
        for predicate in graph.predicates(node):
            for value in graph.objects(node, predicate):
                told = value
                if predicate in (sh("result"), sh("detail")):
                    waiting.append(value)
                elif predicate == sh("resultPath"):
                    told = Literal(paths.to_sparql(paths.read(graph, value)))
                elif predicate == sh("resultMessage") and graph.objects(node, sh("sourceConstraint")):
                    told = Literal(value.value)
                quads.append(Quad(node, predicate, told))
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def test_what_differs_in_one_node_is_not_isomorphic():
    text = to_turtle(validate(read(FIXTURES / "count.trig")))
    other = text.replace("sh:sourceShape gdecsh:CountShape-", "sh:sourceShape gdecsh:Other-", 1)
    assert other != text
    ours, changed = (canonical(pyoxigraph.parse(one.encode(), RdfFormat.TURTLE)) for one in (text, other))
    assert ours != changed
