"""The hints: the nearest right value, and silence where none can be told."""

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from gdec import terms
from gdec.validate import validate

PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in terms.PREFIXES.items()) + "@prefix : <urn:x:> .\n"
DATA = ":lhasa a :Place . :lagos a :Town . :Town rdfs:subClassOf :Place . :ana a :Person . "


def quads(turtle):
    return pyoxigraph.serialize(
        pyoxigraph.parse((PREFIXES + turtle).encode(), RdfFormat.TURTLE), format=RdfFormat.N_QUADS
    )


@pytest.mark.parametrize(
    ("rule", "value", "hint"),
    [
        ("sh:datatype xsd:date", '"1 August 2024"', 'write "2024-08-01"^^xsd:date'),
        ("sh:datatype xsd:date", '"2024-29-07"^^xsd:date', 'write "2024-07-29"^^xsd:date'),
        ("sh:datatype xsd:date", '"01/02/2024"', ""),
        ("sh:datatype xsd:integer", '"12"', 'write "12"^^xsd:integer'),
        ("sh:datatype xsd:integer", '"1,200"', 'write "1200"^^xsd:integer'),
        ("sh:datatype xsd:integer", '"three"', 'write "3"^^xsd:integer'),
        ("sh:datatype xsd:integer", '"many"', ""),
        ("sh:datatype xsd:decimal", '"1.5"', 'write "1.5"^^xsd:decimal'),
        ("sh:datatype xsd:boolean", '"yes"', 'write "true"^^xsd:boolean'),
        ("sh:datatype xsd:gYear", '"1 August 2024"', 'write "2024"^^xsd:gYear'),
        ("sh:datatype xsd:string", '"Harbour"@en', 'write "Harbour"'),
        ("sh:datatype rdf:langString", '"Harbour"', 'write "Harbour"@en'),
        ('sh:languageIn ( "en" "zh-hans" )', '"Hafen"', 'write "Hafen"@en'),
        ('sh:languageIn ( "en" "zh-hans" )', '"Hafen"@zh-hant', 'write "Hafen"@zh-hans'),
        ('sh:pattern "^[a-z-]+$"', '"Ana Lima"', 'write "ana-lima"'),
        ("sh:in ( :speaker :host )", ":speker", "did you mean <urn:x:speaker>?"),
        ('sh:in ( "speaker" "host" )', '"Speaker"', 'did you mean "speaker"?'),
        ("sh:in ( :speaker :host )", ":zzz", ""),
        ("sh:class :Place", ":lahsa", "did you mean <urn:x:lhasa>?"),
        ("sh:class :Place", ":lagso", "did you mean <urn:x:lagos>?"),
        ("sh:class :Place", '"Lhasa"', "did you mean <urn:x:lhasa>?"),
        ("sh:class :Place", ":ana", "<urn:x:ana> is a <urn:x:Person>"),
        (
            "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] )",
            '"5 May 2031"',
            'write "2031-05-05"^^xsd:date',
        ),
        ("sh:nodeKind sh:IRI", '"https://example.org/a"', "write <https://example.org/a>"),
        ("sh:hasValue :b", ":c", "add <urn:x:b>"),
        ("sh:maxCount 1", ":b, :c", "there are <urn:x:b>, <urn:x:c>"),
    ],
)
def test_the_nearest_right_value_is_named(rule, value, hint):
    shapes = quads(f":S a sh:NodeShape ; sh:targetNode :x ; sh:property :P . :P sh:path :p ; {rule} .")
    hints = {result.hint for result in validate(quads(f"{DATA} :x :p {value} ."), shapes).results}
    assert hints == {hint}


@pytest.mark.parametrize(
    ("rules", "hint"),
    [
        (
            "sh:property :P . :P sh:path schema:startDate ; sh:minCount 1",
            "it has schema:startdate; write schema:startDate",
        ),
        (
            "sh:closed true ; sh:property :P . :P sh:path schema:startDate",
            "did you mean schema:startDate?",
        ),
    ],
)
def test_a_misspelt_predicate_is_named(rules, hint):
    shapes = quads(f":S a sh:NodeShape ; sh:targetNode :x ; {rules} .")
    (result,) = validate(quads(':x schema:startdate "2031-05-01" .'), shapes).results
    assert result.hint == hint


def test_a_value_that_a_query_compares_is_told_with_the_others():
    dates = 'schema:startDate "2031-05-03"^^xsd:date ; schema:endDate "2031-05-01"^^xsd:date'
    text = f':f a gdec:Forum ; schema:name "F"@en ; {dates} .'
    (result,) = validate(quads(text)).results
    assert result.hint.startswith('schema:endDate is "2031-05-01"^^xsd:date; ')


def test_both_engines_give_the_same_hints():
    data = quads(f'{DATA} :f a gdec:Forum ; schema:name "F"@en ; schema:startDate "1 May 2031" .')
    ours, theirs = (validate(data, engine=engine) for engine in ("compiled", "pyshacl"))
    assert ours == theirs
    assert {result.hint for result in ours.results} == {'write "2031-05-01"^^xsd:date'}
