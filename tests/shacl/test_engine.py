"""What the suite does not hold: literals as written, nesting, refusals, SPARQL in nested shapes."""

from __future__ import annotations

import pickle

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse
from referee import quads

from gdec.shacl.engine import validate
from gdec.shacl.graph import ShapesError
from gdec.shacl.vocabulary import XSD, sh


def results(data: str, shapes: str):
    return validate(quads(data), quads(shapes)).results


def found(data: str, shapes: str) -> set[tuple[str, str]]:
    return {
        (result.component.value.partition("#")[2].removesuffix("ConstraintComponent"), str(result.value))
        for result in results(data, shapes)
    }


def typed(text: str, name: str) -> str:
    return str(Literal(text, datatype=NamedNode(XSD + name)))


@pytest.mark.parametrize(
    ("values", "rule", "failing"),
    [
        ("1.10, 1.1", "sh:maxCount 1", {("MaxCount", "None")}),
        ("1.10", "sh:in ( 1.1 )", {("In", typed("1.10", "decimal"))}),
        ("1.10", "sh:in ( 1.10 )", set()),
        ("1.1", "sh:in ( 1.10 )", {("In", typed("1.1", "decimal"))}),
        ("1.1", "sh:hasValue 1.10", {("HasValue", "None")}),
        ('"5"^^xsd:byte', "sh:datatype xsd:integer", {("Datatype", typed("5", "byte"))}),
        ('"5"^^xsd:byte', "sh:datatype xsd:byte ; sh:minInclusive 5 ; sh:maxExclusive 5.5", set()),
        ('"007"^^xsd:integer', 'sh:datatype xsd:integer ; sh:pattern "^007$" ; sh:minLength 3', set()),
        ('"2020-13-45"^^xsd:date', "sh:datatype xsd:date", {("Datatype", typed("2020-13-45", "date"))}),
        ('"2023-02-29"^^xsd:date', "sh:datatype xsd:date", {("Datatype", typed("2023-02-29", "date"))}),
        ('"0000-02-29"^^xsd:date', "sh:datatype xsd:date", set()),
        ("99999999999999999999", "sh:datatype xsd:integer ; sh:minExclusive 1", set()),
        ("99999999999999999999", "sh:maxInclusive 5", {("MaxInclusive", typed("99999999999999999999", "integer"))}),
        (
            '"2020-01-01T24:00:00Z"^^xsd:dateTime',
            'sh:datatype xsd:dateTime ; sh:pattern "T24" ; sh:minInclusive "2020-01-02T00:00:00Z"^^xsd:dateTime',
            set(),
        ),
        ('"colour"@en-GB', 'sh:languageIn ( "en" ) ; sh:hasValue "colour"@en-GB', set()),
        ('"colour"@en-GB', 'sh:languageIn ( "fr" )', {("LanguageIn", '"colour"@en-gb')}),
        ('"colour"@en-GB, "color"@en-gb', "sh:uniqueLang true", {("UniqueLang", "None")}),
        ('"a\\n"', 'sh:pattern "^a$"', {("Pattern", '"a\\n"')}),
        ('"ab"', 'sh:pattern "(?<=a)b"', set()),
        ('"cb"', 'sh:pattern "(?<=a)b"', {("Pattern", '"cb"')}),
        ('"b", "a"', 'sh:pattern "^[a-z-[aeiou]]$"', {("Pattern", '"a"')}),
        ('"a.c", "abc"', 'sh:pattern "a.c" ; sh:flags "q"', {("Pattern", '"abc"')}),
        ('""', 'sh:pattern ""', set()),
        ('"["', 'sh:pattern "^[[]$"', set()),
        ('"É"', 'sh:pattern "^\\\\p{Lu}$"', set()),
    ],
)
def test_literals_are_checked_as_they_are_written(values, rule, failing):
    assert found(f":a :p {values} .", f":S sh:targetNode :a ; sh:property [ sh:path :p ; {rule} ] .") == failing


def test_equality_of_sets_is_of_terms():
    shapes = ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:equals :q ] ."
    assert not found(":a :p 1.10 ; :q 1.10 .", shapes)
    assert found(":a :p 1.10 ; :q 1.1 .", shapes) == {
        ("Equals", typed("1.10", "decimal")),
        ("Equals", typed("1.1", "decimal")),
    }


def test_blank_nodes_keep_their_names():
    (result,) = results("_:x a :C .", ":S sh:targetClass :C ; sh:nodeKind sh:IRI .")
    data = quads("_:x a :C .")
    (result,) = validate(data, quads(":S sh:targetClass :C ; sh:nodeKind sh:IRI .")).results
    assert result.focus == next(parse(data, RdfFormat.N_QUADS)).subject == result.value


def test_the_graphs_of_the_data_are_one():
    data = b"".join(quads(":a a :C ; :p 1 .").replace(b" .\n", b" <urn:g%d> .\n" % n) for n in range(3))
    assert not validate(data, quads(":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:maxCount 1 ] .")).results


def test_classes_above_may_stand_in_an_ontology():
    shapes = quads(":S sh:targetClass :D ; sh:property [ sh:path :p ; sh:minCount 1 ] .")
    assert not validate(quads(":a a :C ."), shapes).checked
    assert len(validate(quads(":a a :C ."), shapes, ontology=quads(":C rdfs:subClassOf :D .")).results) == 1


def test_a_store_is_checked_where_it_stands():
    store = Store()
    store.add(Quad(NamedNode("urn:a"), sh("path"), Literal("x"), NamedNode("urn:graph")))
    report = validate(
        store, quads(":S sh:targetSubjectsOf sh:path ; sh:property [ sh:path sh:path ; sh:minLength 2 ] .")
    )
    assert len(report.results) == report.checked == len(store) == 1


SELECT = 'sh:sparql [ sh:select "SELECT $this WHERE { $this <http://example.org/p> ?x FILTER (?x > 1) }" ]'


@pytest.mark.parametrize("value", ["1", "2", '"2"^^xsd:byte'])
def test_a_query_may_stand_in_a_nested_shape(value):
    data = f":a :q :b . :b :p {value} ."
    expected = set() if value == "1" else {("Node", "<http://example.org/b>")}
    nested = f":S sh:targetNode :a ; sh:property [ sh:path :q ; sh:node :T ] . :T a sh:NodeShape ; {SELECT} ."
    assert found(data, nested) == expected
    other = f":S sh:targetNode :a ; sh:property [ sh:path :q ; sh:not :T ] . :T a sh:NodeShape ; {SELECT} ."
    assert found(data, other) == (set() if expected else {("Not", "<http://example.org/b>")})


def test_the_results_of_a_shape_in_node_are_details():
    shapes = ":S sh:targetNode :a ; sh:property [ sh:path :q ; sh:node :T ] ."
    shapes += " :T sh:property [ sh:path :p ; sh:minCount 1 ] ."
    (result,) = results(":a :q :b .", shapes)
    (detail,) = result.details
    assert (str(detail.focus), detail.component) == ("<http://example.org/b>", sh("MinCountConstraintComponent"))


def test_the_placeholders_of_messages_are_filled():
    shapes = """:S sh:targetNode :a ; sh:property [ sh:path :p ; sh:sparql [
      sh:message "{$this} has {?value} at {$PATH}, not {?other}"@en ;
      sh:select "SELECT $this ?value WHERE { $this $PATH ?value }" ] ] ."""
    (result,) = results(':a :p "x" .', shapes)
    said = "<http://example.org/a> has x at <http://example.org/p>, not {?other}"
    assert result.messages == (Literal(said, language="en"),)


def test_a_shape_without_a_name_may_be_the_current_shape():
    shapes = """[] sh:targetNode :a ; :limit 3 ; sh:sparql [ sh:select '''SELECT $this WHERE {
      $this <http://example.org/p> ?x .
      GRAPH $shapesGraph { $currentShape <http://example.org/limit> ?limit } FILTER (?x > ?limit) }''' ] ."""
    assert len(results(":a :p 4 .", shapes)) == 1
    assert not results(":a :p 3 .", shapes)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT $this FROM <file:///etc/passwd> WHERE { $this ?p ?o }", "FROM"),
        ("SELECT $this WHERE { SERVICE <http://localhost/> { $this ?p ?o } }", "SERVICE"),
        ("SELECT $this WHERE { $this ?p ?o MINUS { $this ?p 1 } }", "MINUS"),
        ("SELECT $this WHERE { $this ?p ?o } VALUES ?o { 1 }", "VALUES"),
        ("SELECT ?x WHERE { ?x ?p ?o }", "must select $this"),
        ("ASK { $this ?p ?o }", "is no SELECT"),
        ("CONSTRUCT WHERE { $this ?p ?o }", "is no SELECT"),
        ("LOAD <file:///etc/passwd>", "is no SELECT"),
        ("SELECT $this WHERE { $this ?p ?o } } UNION { SELECT ?x WHERE { ?x ?y ?z }", "not balanced"),
        ("SELECT $this WHERE { " + "{" * 80 + "$this ?p ?o" + "}" * 80 + " }", "too deep"),
        ("SELECT $this WHERE { $this ex:p ?o }", "no SPARQL"),
        ("SELECT $this WHERE { BIND (1 AS $this) }", "cannot be bound again"),
    ],
)
def test_queries_that_reach_out_or_break_the_rules_are_refused(query, told):
    with pytest.raises(ShapesError, match=told.replace("$", r"\$")):
        results(":a :p 1 .", f":S sh:targetNode :a ; sh:sparql [ sh:select '''{query}''' ] .")


@pytest.mark.parametrize(
    ("shapes", "told"),
    [
        (":S sh:targetNode :a ; sh:node :S .", "recursive"),
        (":S sh:targetNode :a ; sh:not [ sh:property [ sh:path :p ; sh:node :S ] ] .", "recursive"),
        (":S sh:targetNode :a ; sh:property [ sh:minCount 1 ] .", "no sh:path"),
        (":S sh:targetNode :a ; sh:property [ sh:path [ sh:inversePath () ] ; sh:minCount 1 ] .", "0 members"),
        (":S sh:targetNode :a ; sh:minCount 1 .", "needs a sh:path"),
        (":S sh:targetNode :a ; sh:in :b .", "well-formed list"),
        (':S sh:targetNode :a ; sh:pattern "(" .', "no regular expression"),
        (":S sh:targetNode :a ; sh:nodeKind :IRI .", "sh:nodeKind"),
        (':S sh:targetNode :a ; sh:maxLength "x" .', "whole number"),
        ("_:l rdf:first :x ; rdf:rest _:l . :S sh:targetNode :a ; sh:in _:l .", "well-formed list"),
        (
            ":S0 sh:targetNode :a . "
            + " ".join(f":S{n} a sh:NodeShape ; sh:and ( :S{n + 1} :S{n + 1} ) ." for n in range(40))
            + " :S40 sh:nodeKind sh:IRI .",
            "deep",
        ),
        (
            ":S0 sh:targetNode :a . "
            + " ".join(f":S{n} a sh:NodeShape ; sh:and ( :S{n + 1} :S{n + 1} ) ." for n in range(22))
            + " :S22 sh:nodeKind sh:IRI .",
            "nest",
        ),
    ],
)
def test_ill_formed_shapes_are_refused(shapes, told):
    with pytest.raises(ShapesError, match=told):
        results(":a :p 1 .", shapes)


@pytest.mark.parametrize("step", ["sh:node", "sh:not", "sh:property"])
def test_shapes_may_nest_as_deep_as_is_allowed(step):
    inner = "sh:nodeKind sh:Literal"
    for _ in range(24):
        inner = f"{step} [ sh:path :p ; {inner} ]" if step == "sh:property" else f"{step} [ {inner} ]"
    assert len(results(":a :p :a .", f":S sh:targetNode :a ; {inner} .")) == 1


def test_an_unused_ill_formed_shape_harms_nobody():
    assert not results(":a :p 1 .", ":S sh:targetNode :a ; sh:nodeKind sh:IRI . :T sh:property [ sh:minCount 1 ] .")


def test_a_report_can_be_sent_elsewhere():
    report = validate(
        quads(":a :p 1 ."), quads(":S sh:targetNode :a ; sh:property [ sh:path (:p :q) ; sh:minCount 1 ] .")
    )
    assert pickle.loads(pickle.dumps(report)) == report
    assert any(quad.predicate == sh("resultPath") and isinstance(quad.object, BlankNode) for quad in report.to_rdf())
