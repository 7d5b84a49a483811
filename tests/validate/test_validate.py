"""Data held to the shapes: what is a result, what is none, and what must not happen on the way."""

from itertools import cycle
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from gdec import terms
from gdec.validate import shipped, to_text, validate

HARBOUR = (Path(__file__).parent / "harbour.ttl").read_bytes()
PREFIXES = "".join(
    f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in (terms.PREFIXES | {"ex": "https://example.org/"}).items()
)


def quads(turtle):
    data = turtle if isinstance(turtle, bytes) else (PREFIXES + turtle).encode()
    return pyoxigraph.serialize(pyoxigraph.parse(data, RdfFormat.TURTLE), format=RdfFormat.N_QUADS)


def shapes_failed(report):
    return {result.shape.rpartition("#")[2][:-1] for result in report.results}


def test_a_strangers_plain_turtle_conforms():
    report = validate(quads(HARBOUR))
    assert report.results == ()
    assert report.checked == 25
    assert report.summary() == "Conforms: 25 things checked."


def test_statements_are_asked_for_only_with_provenance():
    assert shapes_failed(validate(quads(HARBOUR), provenance=True)) == {"PlainTripleShape"}


@pytest.mark.parametrize(
    ("right", "wrong", "shape"),
    [
        (
            b'"2031-05-03"^^xsd:date ;\n    gdec:durationInDays 3',
            b'"2031-05-03" ;\n    gdec:durationInDays 3',
            "EventShape-endDate",
        ),
        (b"gdec:durationInDays 3", b"gdec:durationInDays 2", "EventShape-durationFitsDates"),
        (b"ex:porto a gdec:Place", b"ex:porto a schema:Place", "EventShape-location"),
        (b"gdec:editionOf ex:ocean-week", b"gdec:partOf ex:ocean-week", "EventShape-partOf"),
        (b"gdec:organisationUnnamed true ;", b"", "PostShape-oneOrganisation"),
        (b"gdec:part gdec:host", b'gdec:part "host"', "ParticipationShape-part"),
        (b"gdec:number 40 ;", b"", "CountShape-numberAsCompared"),
    ],
)
def test_a_slip_in_it_is_found(right, wrong, shape):
    assert HARBOUR.count(right) == 1
    report = validate(quads(HARBOUR.replace(right, wrong)))
    assert shape in shapes_failed(report)
    assert not report.conforms


def test_warnings_are_shown_and_harmless():
    report = validate(
        quads(
            HARBOUR.replace(b'"2031-05-04"', b'"2031-05-02"').replace(
                b"gdec:durationInDays 7", b"gdec:durationInDays 5"
            )
        )
    )
    assert [(result.severity, result.value) for result in report.results] == [
        ("Warning", f'"2031-05-03"^^{terms.term("xsd:date")}')
    ]
    assert report.conforms
    assert report.summary() == "Conforms: 1 warning; 25 things checked."


def test_subclasses_of_the_ontology_are_known_and_its_terms_are_no_data():
    report = validate(quads("ex:f a gdec:Forum ."))
    assert shapes_failed(report) == {"EventShape-label"}
    assert report.checked == 1


def test_nothing_to_check_is_said():
    report = validate(quads("ex:a a <http://xmlns.com/foaf/0.1/Person> ."))
    assert report.checked == 0
    assert report.summary().startswith("Nothing was checked")


def test_graphs_are_taken_as_one():
    forum = quads("ex:f a gdec:Forum ; schema:name 'F'@en ; schema:location ex:porto .").replace(
        b" .\n", b" <urn:one> .\n"
    )
    place = quads("ex:porto a gdec:Place ; schema:name 'Porto' .").replace(b" .\n", b" <urn:two> .\n")
    assert validate(forum + place).conforms
    assert shapes_failed(validate(forum)) == {"EventShape-location"}


def test_values_are_shown_as_they_were_written():
    report = validate(quads('ex:f a gdec:Forum ; schema:name "F"@en ; gdec:durationInDays "-007"^^xsd:integer .'))
    assert [result.value for result in report.results] == [f'"-007"^^{terms.term("xsd:integer")}']


@pytest.mark.parametrize(
    "lexical", ["2031-13-45", "2031-02-29", "2031-5-1", "1 May 2031", "2031-05-01T09:00:00", "2031-05-01Z", ""]
)
def test_a_date_that_is_none_is_a_violation_told_once(lexical):
    report = validate(quads(f'ex:f a gdec:Forum ; schema:name "F"@en ; schema:startDate "{lexical}"^^xsd:date .'))
    assert shapes_failed(report) == {"EventShape-startDate"}
    assert to_text(report).count("EventShape-startDate") == 1


def test_results_come_in_the_same_order_whatever_blank_nodes_are_called():
    turtle = (
        "ex:a a gdec:Person ; schema:name 'A' ; gdec:holds [ a gdec:Post ] , [ a gdec:Post ; schema:roleName 'x' ] ."
    )
    texts = set()
    for _ in range(3):
        data = pyoxigraph.parse((PREFIXES + turtle).encode(), RdfFormat.TURTLE, rename_blank_nodes=True)
        texts.add(to_text(validate(pyoxigraph.serialize(data, format=RdfFormat.N_QUADS))))
    assert len(texts) == 1


VALUES = [
    "ex:x",
    "[]",
    '"x"@en',
    '""',
    '"2031-13-45"^^xsd:date',
    '"2031-05-01Z"^^xsd:date',
    '"-0044-03-15"^^xsd:date',
    '"abc"^^xsd:integer',
    '"99999999999999999999999"^^xsd:integer',
    '"maybe"^^xsd:boolean',
    '"2031-05-01T25:00:00"^^xsd:dateTime',
    '"NaN"^^xsd:double',
    '"<b"^^rdf:XMLLiteral',
    '"x"^^ex:type',
]


def named_by(term):
    shapes = pyoxigraph.parse(shipped(provenance=True), RdfFormat.N_QUADS)
    found = {quad.object for quad in shapes if quad.predicate.value == terms.PREFIXES["sh"] + term}
    return sorted(str(node) for node in found if isinstance(node, pyoxigraph.NamedNode))


@pytest.mark.parametrize("first", range(0, len(VALUES), 4))
def test_no_value_however_wrong_breaks_the_validation(first):
    properties, classes = named_by("path"), named_by("targetClass")
    values = cycle(VALUES[first:] + VALUES[:first])
    turtle = "".join(
        f"ex:{number} a {kind} ; {' ; '.join(f'{name} {next(values)} , ex:0' for name in properties)} .\n"
        for number, kind in enumerate(classes)
    )
    assert not validate(quads(turtle), provenance=True).conforms


def test_blank_nodes_that_lead_to_each_other_cost_no_more_than_others():
    nodes = [f"_:n{number}" for number in range(12)]
    turtle = "".join(f"{one} a gdec:Place ; schema:containedInPlace {', '.join(nodes)} .\n" for one in nodes)
    assert shapes_failed(validate(quads(turtle))) == {"PlaceShape-label", "PlaceShape-containedInPlaceNotCircular"}


def test_imports_in_the_data_are_not_followed():
    turtle = "ex:o a owl:Ontology ; owl:imports <http://localhost:1/x.ttl> . ex:f a gdec:Forum ; schema:name 'F'@en ."
    assert validate(quads(turtle)).conforms
