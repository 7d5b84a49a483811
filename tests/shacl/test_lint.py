"""Findings in shapes that are well-formed and yet wrong."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from referee import quads

from gdec import resources
from gdec.shacl.graph import Graph
from gdec.shacl.lint import lint


def findings(turtle: str, *used: str) -> list[str]:
    predicates = frozenset(NamedNode(f"http://example.org/{name}") for name in used) if used else None
    return [finding.message for finding in lint(Graph(parse(quads(turtle), RdfFormat.N_QUADS)), predicates)]


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("sh:property [ sh:path :p ; sh:shape :T ]", "SHACL has no term sh:shape; write sh:node"),
        ("sh:property [ sh:path :p ; sh:minCout 1 ]", 'SHACL has no term sh:minCout; did you mean "minCount"?'),
        ("sh:nodeKind sh:Iri", "SHACL has no term sh:Iri"),
        ('sh:property [ sh:path :p ; sh:pattern "(" ]', "is no regular expression"),
        ("sh:property [ sh:path :p ; sh:minCount 0 ]", "sh:minCount 0 cannot fail"),
        ("sh:property [ sh:path :p ; sh:maxCount 99999999 ]", "sh:maxCount 99999999 cannot fail"),
        ("sh:property [ sh:path :p ; sh:datatype xsd:string ; sh:minLength 0 ]", "sh:minLength 0 cannot fail"),
        ("sh:property [ sh:path :p ; sh:equals :p ]", "compares the property with itself"),
        ('sh:property [ sh:path :p ; sh:pattern ".*" ]', "matches every text"),
        ("sh:in ()", "lets no value pass"),
        ("sh:and ()", "sh:and () cannot fail"),
        ("sh:property [ sh:path :q ; sh:minCount 1 ]", "the path occurs nowhere in the data"),
        ("sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ]", "no triple has <http://example.org/q>"),
        ("sh:property [ sh:path :pp ; sh:minCount 1 ]", 'did you mean "http://example.org/p"?'),
    ],
)
def test_tells_of(rules, told):
    found = findings(f":S a sh:NodeShape ; sh:targetClass :C ; {rules} .", "p")
    assert any(told in message for message in found), found


def test_tells_of_a_shape_that_nobody_uses():
    found = findings(":S a sh:NodeShape ; sh:targetClass :C ; sh:node :T . :T a sh:NodeShape . :U a sh:NodeShape .")
    assert found == ["the shape has no target and no shape with a target leads to it; nothing is checked"]


@pytest.mark.parametrize(
    "rules",
    [
        "sh:property [ sh:path [ sh:alternativePath ( :p :q ) ] ; sh:minCount 1 ]",
        "sh:property [ sh:path [ sh:zeroOrMorePath :q ] ; sh:minLength 1 ]",
        "sh:property [ sh:path :p ; sh:minLength 0 ]",
    ],
)
def test_leaves_in_peace(rules):
    assert not findings(f":S a sh:NodeShape ; sh:targetClass :C ; {rules} .", "p")


def test_the_shipped_shapes_are_clean():
    every = [quad for _, text in resources.shapes(provenance=True) for quad in parse(text, RdfFormat.TURTLE)]
    assert not lint(Graph(every))
