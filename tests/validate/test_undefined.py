"""Terms in the ontology's namespace that the ontology does not define, in the reports of validation."""

import pytest

from gdec import build_store, format_report, validate_data
from gdec.validate.undefined import RULE, undefined

PREFIXES = """@prefix ex: <https://example.org/> .
@prefix gdec: <https://w3id.org/gdec/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
WRONG = """ex:chen a gdec:Persn .
ex:forum a gdec:Forum ; schema:name "Forum"@en ;
    gdec:openingdate "2033-02-30"^^xsd:date .
"""


@pytest.fixture
def report_of(tmp_path):
    """Give a function that validates Turtle."""

    def report(text, **options):
        path = tmp_path / "new.ttl"
        path.write_text(PREFIXES + text, encoding="utf-8")
        return validate_data(path, **options)

    return report


def test_a_class_and_a_predicate_are_told_at_their_places_with_the_nearest(report_of):
    person, opening = report_of(WRONG).results
    assert (person.origin.line, person.origin.column, person.hint) == (5, 11, "did you mean gdec:Person?")
    assert (opening.origin.line, opening.origin.column, opening.hint) == (7, 5, "did you mean gdec:openingDate?")
    assert person.message.startswith("gdec:Persn: no such term")


def test_data_with_such_terms_alone_does_not_conform(report_of):
    report = report_of("ex:chen a gdec:Persn .")
    assert not report.conforms
    assert report.fails("violation")
    assert report.summary() == "Does not conform: 1 violation; 0 things checked."


def test_a_term_is_told_once_and_by_its_position_in_the_triple(report_of):
    results = report_of("ex:a gdec:themes ex:b . ex:c gdec:themes ex:d .").results
    assert [(one.focus, one.hint) for one in results] == [("<https://example.org/a>", "did you mean gdec:theme?")]
    (result,) = report_of("ex:a a gdec:themes .").results
    assert result.hint == "did you mean gdec:Theme?"


@pytest.mark.parametrize("form", ["text", "json", "turtle", "sarif", "junit", "github"])
def test_every_form_tells_it(report_of, form):
    told = format_report(report_of(WRONG), form)
    assert RULE.value.rpartition("#")[2] in told
    assert "gdec:openingdate: no such term" in told


@pytest.mark.parametrize(
    "text",
    [
        'ex:a schema:description "of <https://w3id.org/gdec/ontology#Persn>" .',
        "gdec:Persn schema:isPartOf <https://w3id.org/gdec/ontology#> .",
        "ex:a ex:b gdec:reported , gdec:Kinds , gdec:theme .",
    ],
)
def test_texts_subjects_and_what_is_defined_are_left_alone(report_of, text):
    assert report_of(text).results == ()


def test_shapes_of_ones_own_are_all_that_data_is_held_to(report_of, tmp_path):
    (tmp_path / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gdec: <https://w3id.org/gdec/ontology#> ."
        "[] a sh:NodeShape ; sh:targetClass gdec:Forum ; sh:nodeKind sh:IRI .",
        encoding="utf-8",
    )
    assert report_of(WRONG, shapes=[tmp_path / "own.ttl"]).results == ()


def test_what_is_new_in_a_store_is_told_too(report_of, project, tmp_path):
    build_store(project(), tmp_path / "store")
    (result,) = report_of("ex:chen a gdec:Persn .", against=tmp_path / "store").results
    assert result.origin.line == 5


def test_a_term_in_many_quads_is_found_where_it_first_is_one():
    text = '<urn:a> <urn:b> "<https://w3id.org/gdec/ontology#x>" .\n'
    quad = "<urn:c> <https://w3id.org/gdec/ontology#x> <urn:d> .\n"
    ((result, _),) = undefined((text * 3 + quad * 1000).encode())
    assert result.focus == "<urn:c>"
