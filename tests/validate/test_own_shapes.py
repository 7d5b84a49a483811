"""A user's own shapes: used as they are, and refused, with the reason, before they can do harm or nothing at all."""

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
DATA = pyoxigraph.serialize(
    pyoxigraph.parse((PREFIXES + 'ex:a a ex:C ; ex:p ex:a , "2031-13-45"^^xsd:date .').encode(), RdfFormat.TURTLE),
    format=RdfFormat.N_QUADS,
)
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
        (SHAPE + 'sh:property [ sh:path ex:p ; sh:minCount "x" ] .', "sh:minCount breaks the rule Datatype"),
        (SHAPE + "sh:property [ sh:minCount 1 ] .", "sh:path breaks the rule MinCount"),
        (SHAPE + "sh:in _:l . _:l rdf:first ex:a ; rdf:rest _:l .", "a list leads back to itself"),
        (SHAPE + 'sh:js [ sh:jsFunctionName "f" ] .', "sh:js.* is beyond SHACL Core"),
        (SHAPE + "sh:rule [ a sh:TripleRule ] .", "is beyond SHACL Core"),
        ('ex:S a sh:NodeShape ; sh:target [ sh:select "SELECT ?this { ?this ?p ?o }" ] .', "sh:target is beyond"),
        (with_query("SELECT $this WHERE { $this ?p "), "no SPARQL"),
        (with_query("SELECT $this WHERE { $this nope:p ?o }"), "Unknown namespace prefix"),
        (with_query("LOAD <http://localhost:1/>"), "no SPARQL"),
        (with_query("CONSTRUCT { $this ?p ?o } WHERE { $this ?p ?o }"), "a query of another form"),
        (with_query("SELECT $this FROM <http://localhost:1/x> WHERE { $this ?p ?o }"), "reads from elsewhere"),
        (with_query("SELECT $this FROM NAMED <file:///x> WHERE { $this ?p ?o }"), "reads from elsewhere"),
        (
            with_query("SELECT $this { $this ?p ?o OPTIONAL { SERVICE SILENT ?o { ?s ?q ?r } } }"),
            "reads from elsewhere",
        ),
        (
            with_query("SELECT $this { $this ?p ?o FILTER NOT EXISTS { SERVICE <http://localhost:1/> { ?s ?q ?r } } }"),
            "reads from elsewhere",
        ),
        (with_query("SELECT $this WHERE { GRAPH ?g { $this ?p ?o } }"), "names a graph"),
    ],
)
def test_shapes_that_would_do_harm_or_nothing_are_refused(shapes, turtle, reason):
    with pytest.raises(InputError, match=reason) as caught:
        shapes(turtle)
    assert str(caught.value).partition(":")[0].endswith("shapes.ttl")


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        (SHAPE + "sh:property [ sh:path ex:p ; sh:node ex:S ] .", "a shape leads back to itself"),
        (SHAPE + "sh:not " + "[ sh:not " * 200 + "[ sh:class ex:D ]" + " ]" * 200 + " .", "too deep"),
        (SHAPE + "sh:property [ sh:path _:p ; sh:minCount 1 ] . _:p sh:inversePath _:p .", "too much"),
        (SHAPE + "sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ] .", "sh:qualifiedValueShape"),
        (with_query("SELECT $this WHERE { $this ?p ?o MINUS { $this <urn:q> ?o } }"), "MINUS"),
        (with_query("SELECT $this WHERE { $this ?p ?o . FILTER (YEAR(?o) > 1) }"), "ill-typed value"),
    ],
)
def test_shapes_that_cannot_be_used_are_told_and_never_a_bug(shapes, turtle, reason):
    with pytest.raises(GdecError, match=reason):
        validate(DATA, shapes(turtle))
