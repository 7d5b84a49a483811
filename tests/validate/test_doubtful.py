"""Numbers that their words contradict, in the reports of validation."""

import pytest

from gdec import format_report, validate_data
from gdec.facts.doubts import DATE, NAME, NUMBER, PUBLICATION


@pytest.fixture
def report_of(project):
    """Give a function that validates the project with a text of its article replaced."""
    return lambda right, wrong, **options: validate_data(project(right, wrong) / "articles", **options)


def test_a_number_is_told_at_its_line_with_what_to_write(report_of):
    report = report_of("days: {is: 3, words: three days", "days: {is: 3, words: two days")
    (result,) = report.results
    assert (result.severity, result.origin.line, result.hint) == ("Warning", 11, "write 2")
    assert result.focus.endswith("/forum/forum-2031>")
    assert '"two days"' in result.message
    assert report.conforms
    assert report.fails("warning")


def test_a_count_is_told_by_what_it_counts(report_of):
    count = "parts:\n      talks: {of: talks, exactly: 7, words: six talks}\n    held_in:"
    (result,) = report_of("held_in:", count).results
    assert (result.label, result.origin.line, result.hint) == ("talks", 13, "write exactly: 6")
    assert result.focus.endswith("/count/forum-2031--talks>")


@pytest.mark.parametrize("form", ["text", "json", "turtle", "sarif", "junit", "github"])
def test_every_form_tells_it(report_of, form):
    report = report_of("days: {is: 3, words: three days", "days: {is: 3, words: two days")
    assert NUMBER in format_report(report, form)


def test_both_engines_and_right_facts_give_none(project):
    assert validate_data(project() / "articles", engine="both").results == ()


def test_shapes_of_ones_own_are_all_that_data_is_held_to(report_of, tmp_path):
    (tmp_path / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gdec: <https://w3id.org/gdec/ontology#> ."
        "[] a sh:NodeShape ; sh:targetClass gdec:Forum ; sh:nodeKind sh:IRI .",
        encoding="utf-8",
    )
    wrong = ("days: {is: 3, words: three days", "days: {is: 3, words: two days")
    assert report_of(*wrong, shapes=[tmp_path / "own.ttl"]).results == ()


@pytest.mark.parametrize(
    ("right", "wrong", "place", "hint"),
    [
        (
            "name: {is: Ana Lima, words: Ana Lima}",
            "name: {is: Rui Costa, words: Ana Lima}",
            ("person/ana-lima", 16, NAME),
            'write "Ana Lima", or quote words that hold "Rui Costa"',
        ),
        (
            "published: {is: 2031-05-03, words: May 3}",
            "published: {is: 2031-05-04, words: May 3}",
            ("article/example-agency-2031-05-03", 5, DATE),
            "write 2031-05-03",
        ),
        (
            "published: {is: 2031-05-03, words: May 3}",
            "published: {is: 2031-03-05, words: Saturday}",
            ("article/example-agency-2031-05-03", 5, PUBLICATION),
            "write 2031-05-03",
        ),
    ],
)
def test_names_and_dates_are_told_at_their_lines_with_what_to_write(report_of, right, wrong, place, hint):
    report = report_of(right, wrong)
    (result,) = report.results
    assert (result.focus.partition("/id/")[2][:-1], result.origin.line, result.component) == place
    assert (result.severity, result.hint) == ("Warning", hint)
    assert report.conforms
