"""Each rule of the shapes has graphs that pass and graphs that fail, and a failing graph fails for that rule alone."""

import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from gdec import terms
from gdec.validate import shipped, to_text, validate

FIXTURES = Path(__file__).parent / "fixtures"
SH, RDF = terms.PREFIXES["sh"], terms.PREFIXES["rdf"]
NO_RULES = re.compile(
    f"{SH}(target.*|property|severity|message|name|description|declare)|{RDF}type|.*#(label|isDefinedBy)"
)


def rules():
    """Name the shapes that hold rules of their own: all property shapes, and node shapes with more than properties."""
    found = defaultdict(set)
    for quad in pyoxigraph.parse(shipped(provenance=True), RdfFormat.N_QUADS):
        if isinstance(quad.subject, NamedNode) and "#" in quad.subject.value:
            found[quad.subject.value.partition("#")[2]].add(quad.predicate.value)
    return sorted(name for name, predicates in found.items() if not all(map(NO_RULES.fullmatch, predicates)))


def graphs():
    """Read the fixtures: verdict and shape of each graph, its file, and its triples with those of no graph."""
    for path in sorted(FIXTURES.rglob("*.trig")):
        parts = defaultdict(list)
        for quad in pyoxigraph.parse(path=str(path), format=RdfFormat.TRIG):
            parts[quad.graph_name].append(quad.triple)
        context = parts.pop(DefaultGraph(), [])
        for name, triples in parts.items():
            yield (
                path,
                name.value.removeprefix("urn:"),
                pyoxigraph.serialize(context + triples, format=RdfFormat.N_TRIPLES),
            )


GRAPHS = [pytest.param(path, name, data, id=name) for path, name, data in graphs()]


@pytest.mark.parametrize(("path", "name", "data"), GRAPHS)
def test_a_graph_fails_for_its_rule_alone_or_not_at_all(path, name, data):
    verdict, shape = name.split(":")[:2]
    is_provenance = "provenance" in path.parts
    report = validate(data, provenance=is_provenance)
    failed = {result.shape.rpartition("#")[2].removesuffix(">") for result in report.results}
    assert failed == ({shape} if verdict == "fail" else set()), to_text(report)
    assert report.checked
    assert report == validate(data, provenance=is_provenance, engine="pyshacl")


def test_every_rule_has_a_passing_and_a_failing_graph():
    wanted = {f"{verdict}:{shape}" for verdict in ("pass", "fail") for shape in rules()}
    assert {":".join(graph.values[1].split(":")[:2]) for graph in GRAPHS} == wanted


def test_rules_of_one_file_have_their_fixtures_in_the_file_of_that_name():
    root = Path(__file__).parents[2] / "shapes"
    for path in sorted(FIXTURES.rglob("*.trig")):
        shapes = (root / path.relative_to(FIXTURES).with_suffix(".ttl")).read_text(encoding="utf-8")
        for shape in re.findall(r"<urn:\w+:([\w-]+)", path.read_text(encoding="utf-8")):
            assert f"gdecsh:{shape} a sh:" in shapes, (path, shape)
