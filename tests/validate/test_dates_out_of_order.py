"""Dates that do not fit together: one result for one mistake, with both lines and what to write."""

import pytest

from gdec import terms, validate_data
from gdec.validate.dates import mend

PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in terms.PREFIXES.items())


def test_facts_are_told_once_with_both_lines_and_the_cure(project):
    folder = project("is: 2031-05-03, words: until", "is: 2031-04-30, words: until")
    (result,) = validate_data(folder / "articles", engine="both").results
    assert (result.shape.rpartition("#")[2], result.origin.line) == ("EventShape-startNotAfterEnd>", 9)
    assert result.hint == (
        'schema:endDate is "2031-04-30"^^xsd:date in line 10; with gdec:durationInDays 3 write '
        "schema:startDate 2031-04-28 or schema:endDate 2031-05-03"
    )


@pytest.mark.parametrize(
    ("dates", "rule", "cure"),
    [
        (
            "schema:startDate {3} ; schema:endDate {1} ; gdec:durationInDays 3",
            "startNotAfterEnd",
            "exchange the two",
        ),
        (
            "schema:startDate {3} ; schema:endDate {1} ; gdec:openingDate {2}",
            "startNotAfterEnd",
            "exchange the two, or write schema:endDate 2031-05-03 or later or schema:startDate 2031-05-01 or earlier",
        ),
        (
            "schema:startDate {1} ; schema:endDate {2} ; gdec:openingDate {3}",
            "openingNotAfterEnd",
            "write schema:endDate 2031-05-03 or later or gdec:openingDate 2031-05-02 or earlier",
        ),
        (
            "schema:startDate {1} ; schema:endDate {3} ; gdec:durationInDays 4",
            "durationFitsDates",
            "write gdec:durationInDays 3",
        ),
    ],
)
@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_one_result_for_one_mistake(tmp_path, dates, rule, cure, engine):
    days = [f'"2031-05-0{day}"^^xsd:date' for day in range(4)]
    text = f'{PREFIXES}<urn:f> a gdec:Forum ;\n schema:name "F"@en ;\n {dates.format(*days).replace(" ; ", " ;{}")} .'
    (tmp_path / "forum.ttl").write_text(text.replace(";{}", ";\n"), encoding="utf-8")
    (result,) = validate_data(tmp_path / "forum.ttl", engine=engine).results
    assert result.shape.endswith(f"#EventShape-{rule}>")
    assert result.hint.endswith(f"; {cure}")
    assert " in line " in result.hint


@pytest.mark.parametrize("days", ["0", "-2", "9" * 30])
def test_a_duration_that_can_be_none_tells_no_day(days):
    said = {
        terms.START_DATE: '"2031-05-03"^^xsd:date',
        terms.END_DATE: '"2031-05-01"^^xsd:date',
        terms.DURATION_IN_DAYS: f'"{days}"^^xsd:integer',
    }
    shape = f"<{terms.PREFIXES['gdecsh']}EventShape-startNotAfterEnd>"
    assert mend(shape, said).startswith("exchange the two, or write")


@pytest.mark.parametrize("end", ['"2031-02-30"^^xsd:date', '"soon"', "<urn:x>", "_:b"])
def test_what_is_no_day_is_not_reckoned_with(end):
    shape = f"<{terms.PREFIXES['gdecsh']}EventShape-startNotAfterEnd>"
    assert mend(shape, {terms.START_DATE: '"2031-05-03"^^xsd:date', terms.END_DATE: end}) == ""


def test_other_shapes_and_missing_values_give_nothing():
    assert mend("<urn:shape>", {}) == ""
    assert mend(f"<{terms.PREFIXES['gdecsh']}EventShape-durationFitsDates>", {}) == ""
