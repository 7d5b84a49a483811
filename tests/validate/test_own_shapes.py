"""A user's own shapes: used as they are, and refused, with the reason, before they can do harm or nothing at all."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from gdec.errors import GdecError, InputError
from gdec.validate import read_shapes, validate

PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def quads(turtle):
    parsed = pyoxigraph.parse((PREFIXES + turtle).encode(), RdfFormat.TURTLE)
    return pyoxigraph.serialize(parsed, format=RdfFormat.N_QUADS)


ROOT = Path(__file__).parents[2]
DATA = quads('ex:a a ex:C ; ex:p ex:a , "2031-13-45"^^xsd:date .')
SHAPE = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; "


@pytest.fixture
def shapes(tmp_path):
    def read(turtle):
        path = tmp_path / "shapes.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return read_shapes([path])

    return read


def with_query(query):
    return f'{SHAPE} sh:sparql [ sh:select """{query}""" ] .'


def test_own_shapes_are_used_instead_of_ours(shapes):
    report = validate(DATA, shapes(SHAPE + 'sh:property [ sh:path ( ex:p ex:q ) ; sh:minCount 1 ; sh:message "q" ] .'))
    (result,) = report.results
    assert (result.message, result.path) == ("q", "<https://example.org/p>/<https://example.org/q>")
    assert result.shape.startswith("_:")
    assert report.checked == 1


def test_severities_of_ones_own_count_as_violations(shapes):
    report = validate(DATA, shapes(SHAPE + "sh:nodeKind sh:Literal ; sh:severity ex:Grave ."))
    assert not report.conforms


def test_a_folder_of_shapes_is_read_whole(tmp_path):
    for name in ("one", "two"):
        shape = f"ex:{name} a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:Literal ."
        (tmp_path / f"{name}.ttl").write_text(PREFIXES + shape, encoding="utf-8")
    assert len(validate(DATA, read_shapes([tmp_path])).results) == 2
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no Turtle file"):
        read_shapes([tmp_path / "empty"])


def test_what_shapes_import_is_not_fetched(shapes):
    imports = "<http://localhost:1/o> a owl:Ontology ; owl:imports <http://localhost:1/x.ttl> ."
    assert validate(DATA, shapes(f"{imports} {SHAPE} sh:nodeKind sh:IRI .")).conforms


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        ("ex:a a ex:C .", "holds no shapes"),
        (SHAPE + "sh:property [ sh:path ex:p ; sh:minCout 1 ] .", 'no sh:minCout; did you mean "minCount"'),
        (SHAPE + "sh:shape ex:T .", "SHACL has no sh:shape"),
        (SHAPE + 'sh:property [ sh:path ex:p ; sh:pattern "(" ] .', "no regular expression"),
        (
            SHAPE + 'sh:property [ sh:path ex:p ; sh:minCount "x" ] .',
            "a whole number from 0 is needed",
        ),
        (SHAPE + "sh:property [ sh:minCount 1 ] .", "which has no sh:path"),
        (SHAPE + "sh:in _:l . _:l rdf:first ex:a ; rdf:rest _:l .", "no well-formed list"),
        (SHAPE + 'sh:js [ sh:jsFunctionName "f" ] .', "sh:js.* is beyond SHACL Core"),
        (SHAPE + "sh:rule [ a sh:TripleRule ] .", "is beyond SHACL Core"),
        ('ex:S a sh:NodeShape ; sh:target [ sh:select "SELECT ?this { ?this ?p ?o }" ] .', "sh:target is beyond"),
        (with_query("SELECT $this WHERE { $this ?p "), "not balanced"),
        (with_query("SELECT $this WHERE { $this $this }"), "no SPARQL"),
        (with_query("SELECT $this WHERE { $this nope:p ?o }"), "no SPARQL"),
        (with_query("LOAD <http://localhost:1/>"), "no SELECT"),
        (with_query("CONSTRUCT { $this ?p ?o } WHERE { $this ?p ?o }"), "no SELECT"),
        (with_query("SELECT $this FROM <http://localhost:1/x> WHERE { $this ?p ?o }"), "may not choose the data"),
        (with_query("SELECT $this FROM NAMED <file:///x> WHERE { $this ?p ?o }"), "may not choose the data"),
        (
            with_query("SELECT $this { $this ?p ?o OPTIONAL { SERVICE SILENT ?o { ?s ?q ?r } } }"),
            "may not ask other machines",
        ),
        (
            with_query("SELECT $this { $this ?p ?o FILTER NOT EXISTS { SERVICE <http://localhost:1/> { ?s ?q ?r } } }"),
            "may not ask other machines",
        ),
        (SHAPE + "sh:property [ sh:path ex:p ; sh:node ex:S ] .", "is recursive"),
        (SHAPE + "sh:not " + "[ sh:not " * 200 + "[ sh:class ex:D ]" + " ]" * 200 + " .", "nests shapes more than"),
        (SHAPE + "sh:property [ sh:path _:p ; sh:minCount 1 ] . _:p sh:inversePath _:p .", "is recursive"),
        (with_query("SELECT $this WHERE { $this ?p ?o MINUS { $this <urn:q> ?o } }"), "MINUS"),
        (with_query("SELECT $this WHERE { GRAPH ?g { $this ?p ?o } }"), "names a graph"),
    ],
)
def test_shapes_that_would_do_harm_or_nothing_are_refused(shapes, turtle, reason):
    with pytest.raises(InputError, match=reason) as caught:
        shapes(turtle)
    assert str(caught.value).partition(":")[0].endswith("shapes.ttl")


QUERIES_THAT_REACH_OUT = [
    "SELECT $this FROM <http://localhost:1/x> WHERE { $this ?p ?o }",
    "SELECT $this FROM NAMED <file:///x> WHERE { $this ?p ?o }",
    "SELECT $this { $this ?p ?o OPTIONAL { SERVICE SILENT ?o { ?s ?q ?r } } }",
    "SELECT $this WHERE { GRAPH ?g { $this ?p ?o } }",
]


@pytest.mark.parametrize("query", QUERIES_THAT_REACH_OUT)
def test_pyshacl_is_not_let_out_either(query):
    with pytest.raises(GdecError, match=r"reads from elsewhere|names a graph|federated"):
        validate(DATA, quads(with_query(query)), engine="pyshacl")


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        (SHAPE + "sh:property [ sh:path ex:p ; sh:node ex:S ] .", "a shape leads back to itself"),
        (SHAPE + "sh:not " + "[ sh:not " * 200 + "[ sh:class ex:D ]" + " ]" * 200 + " .", "too deep"),
        (SHAPE + "sh:property [ sh:path _:p ; sh:minCount 1 ] . _:p sh:inversePath _:p .", "too much"),
        (with_query("SELECT $this WHERE { $this ?p ?o MINUS { $this <urn:q> ?o } }"), "MINUS"),
        (with_query("SELECT $this WHERE { $this ?p ?o . FILTER (YEAR(?o) > 1) }"), "ill-typed value"),
    ],
)
def test_what_pyshacl_cannot_use_is_told_and_never_a_bug(turtle, reason):
    with pytest.raises(GdecError, match=reason):
        validate(DATA, quads(turtle), engine="pyshacl")


def test_an_ill_typed_value_in_a_query_is_passed_over(shapes):
    assert validate(DATA, shapes(with_query("SELECT $this WHERE { $this ?p ?o . FILTER (YEAR(?o) > 1) }"))).conforms


def test_a_query_may_ask_the_shapes_graph(shapes):
    query = "SELECT $this WHERE { $this ?p ?o . GRAPH $shapesGraph { $currentShape ?q ?r } }"
    assert not validate(DATA, shapes(with_query(query))).conforms


def test_shapes_that_take_too_long_are_ended(tmp_path):
    steps = "".join(f"ex:s{n} sh:node ex:s{n + 1} ; sh:not ex:s{n + 1} . " for n in range(22))
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    shapes.write_text(f"{PREFIXES}{SHAPE} sh:node ex:s0 . {steps}", encoding="utf-8")
    data.write_text(f"{PREFIXES}ex:a a ex:C .", encoding="utf-8")
    command = [sys.executable, "-m", "gdec", "validate", data, "--shapes", shapes, "--timeout", "0.5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert "give more with --timeout" in done.stderr
