"""The report as people read it."""

import io
import re

from gdec.validate import Origin, Report, Result, show, to_text

RESULT = Result(
    focus="<https://w3id.org/gdec/id/forum/forum-2031>",
    label="Harbour Data Forum 2031",
    path="schema:endDate",
    predicates=("<https://schema.org/endDate>",),
    value='"2031-13-45"^^<http://www.w3.org/2001/XMLSchema#date>',
    shape="<https://example.org/EndShape>",
    component="DatatypeConstraintComponent",
    severity="Violation",
    message="Give one end date.",
    origin=Origin("agency.yaml", 10),
)


def changed(**fields):
    return Result(**({name: getattr(RESULT, name) for name in RESULT.__dataclass_fields__} | fields))


def test_results_are_grouped_by_file_with_the_most_serious_first_and_totals_by_shape():
    other = changed(focus="<https://example.org/x>", label="", value="", path="", origin=Origin("agency.yaml", 12, 5))
    warning = changed(severity="Warning", message="See whether it is right.", origin=Origin("agency.yaml", 4, 7))
    elsewhere = changed(origin=None, shape="<https://example.org/OtherShape>", hint='write "2031-05-03"')
    assert (
        to_text(Report((RESULT, other, warning, elsewhere), 3))
        == """\
agency.yaml
  10  violation  Harbour Data Forum 2031  forum:forum-2031  schema:endDate
      Give one end date.
      found "2031-13-45"^^xsd:date
      shape <https://example.org/EndShape>
  12:5  violation  <https://example.org/x>
      Give one end date.
      shape <https://example.org/EndShape>
  4:7  warning  Harbour Data Forum 2031  forum:forum-2031  schema:endDate
      See whether it is right.
      found "2031-13-45"^^xsd:date
      shape <https://example.org/EndShape>

not found in a file
  violation  Harbour Data Forum 2031  forum:forum-2031  schema:endDate
      Give one end date.
      found "2031-13-45"^^xsd:date
      hint  write "2031-05-03"
      shape <https://example.org/OtherShape>

3  <https://example.org/EndShape>
1  <https://example.org/OtherShape>

Does not conform: 3 violations, 1 warning; 3 things checked.
"""
    )


def test_a_terminal_gets_the_same_words_with_colours():
    report = Report((RESULT, changed(severity="Warning")), 2)
    screen = io.BytesIO()
    show(report, screen)
    shown = screen.getvalue().decode()
    assert "\x1b[1;31mviolation" in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert [line.rstrip() for line in plain.splitlines()] == to_text(report).splitlines()


def test_a_value_that_breaks_a_rule_twice_is_told_once():
    text = to_text(Report((RESULT, changed(component="PatternConstraintComponent")), 1))
    assert text.count("Give one end date.") == 1
    assert "2 violations" in text


def test_what_a_terminal_would_obey_is_not_printed():
    text = to_text(Report((changed(label="\x1b[2JForum\u202e\nConforms.", value='"\x07\u2066"'),), 1))
    assert not set(text) & set("\x1b\x07\u202e\u2066")
    assert "\nConforms." not in text


def test_long_values_are_cut():
    text = to_text(Report((changed(value='"' + "x" * 5000 + '"'),), 1))
    assert len(text) < 600
    assert "x …" in text


def test_blank_nodes_are_told_by_what_leads_to_them():
    text = to_text(Report((changed(focus="_:b0", label="ex:ana-lima gdec:holds […]", value="_:b1"),), 1))
    assert text.startswith("agency.yaml\n  10  violation  ex:ana-lima gdec:holds […]  schema:endDate\n")
    assert "found […]" in text
