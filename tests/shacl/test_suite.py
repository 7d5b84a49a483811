"""The W3C's SHACL test suite: every entry of its manifests is a test."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse

from gdec import terms
from gdec.shacl.engine import validate
from gdec.shacl.graph import Graph, ShapesError
from gdec.shacl.vocabulary import sh

ROOT = Path(__file__).parent.parent.parent.parent / "shared/suites/data-shapes"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
SHOWN = (
    "focusNode",
    "resultSeverity",
    "sourceShape",
    "sourceConstraintComponent",
    "resultPath",
    "value",
    "sourceConstraint",
)


def turtle(path: Path) -> list[Quad]:
    return list(parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=path.as_uri()))


def entries(path: Path):
    graph = Graph(turtle(path))
    for _, included in graph.pairs(NamedNode(MF + "include")):
        yield from entries(Path(included.value.removeprefix("file://")))
    for _, head in graph.pairs(NamedNode(MF + "entries")):
        yield from ((path, entry) for entry in graph.members(head))


def cases():
    if not ROOT.is_dir():
        return [
            pytest.param(None, None, marks=pytest.mark.skip("the W3C suite is not at ../shared/suites/data-shapes"))
        ]
    found = dict.fromkeys(case for part in ("core", "sparql") for case in entries(ROOT / part / "manifest.ttl"))
    # The manifest of sparql/component names every file in its folder but this one.
    more = entries(ROOT / "sparql/component/nodeValidator-001.ttl")
    names = {path.as_uri(): f"{path.parent.parent.name}/{path.parent.name}/{path.stem}" for path, _ in (*found,)}
    return [pytest.param(path, entry, id=names.get(path.as_uri(), path.stem)) for path, entry in (*found, *more)]


def expected_report(graph: Graph, head, *, with_messages: bool) -> list[Quad]:
    quads: list[Quad] = []

    def copy(node) -> None:
        for predicate in graph.predicates(node):
            for value in graph.objects(node, predicate):
                quads.append(Quad(node, predicate, value))
                if isinstance(value, BlankNode) and predicate.value.startswith(terms.PREFIXES["rdf"]):
                    copy(value)

    for result in graph.objects(head, sh("result")):
        quads.append(Quad(head, sh("result"), result))
        for predicate in graph.predicates(result):
            local = predicate.value.removeprefix(terms.PREFIXES["sh"])
            for value in graph.objects(result, predicate):
                if local in SHOWN or (local == "resultMessage" and with_messages):
                    quads.append(Quad(result, predicate, value))
                if local == "resultPath" and isinstance(value, BlankNode):
                    copy_path(graph, value, quads)
    quads += [Quad(head, sh("conforms"), value) for value in graph.objects(head, sh("conforms"))]
    return quads


def copy_path(graph: Graph, node, quads: list[Quad]) -> None:
    for predicate in graph.predicates(node):
        for value in graph.objects(node, predicate):
            quads.append(Quad(node, predicate, value))
            if isinstance(value, BlankNode):
                copy_path(graph, value, quads)


def canonical(quads: list[Quad]) -> str:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return "\n".join(sorted(str(dataset).splitlines()))


@pytest.mark.parametrize(("path", "entry"), cases())
def test_w3c(path, entry):
    graph = Graph(turtle(path))
    action = graph.one(entry, NamedNode(MF + "action"))
    result = graph.one(entry, NamedNode(MF + "result"))
    data, shapes = (
        turtle(Path(graph.one(action, NamedNode(SHT + name)).value.removeprefix("file://")))
        for name in ("dataGraph", "shapesGraph")
    )
    if graph.one(action, NamedNode(SHT + "dataGraph")) == graph.one(action, NamedNode(SHT + "shapesGraph")):
        data = shapes = [Quad(*triple) for triple in graph.triples()]
    if result == NamedNode(SHT + "Failure"):
        with pytest.raises(ShapesError):
            validate(data, shapes)
        return
    told = bool(graph.pairs(sh("resultMessage")))
    report = Graph(validate(data, shapes).to_rdf())
    (head,) = (node for node, _ in report.pairs(sh("conforms")))
    assert canonical(expected_report(report, head, with_messages=told)) == canonical(
        expected_report(graph, result, with_messages=told)
    )
