"""JSON Lines: the same facts as in YAML, and as clear when they are wrong."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import facts_files

from gdec.errors import GdecError, Problems
from gdec.facts import jsonl
from gdec.facts.check import check
from gdec.facts.complete import complete
from gdec.facts.jsonl import check_line, encode
from gdec.facts.model import Facts
from gdec.facts.names import Registry
from gdec.facts.reading import parse
from gdec.facts.sources import Source
from gdec.facts.walk import structs_of, without_lines
from gdec.facts.writing import to_yaml
from gdec.project import Project

DATA = Path(__file__).parents[2] / "data"


def decode(text):
    return Source(Path("bulk.jsonl"), text.encode() if isinstance(text, str) else text, 7).read()


def told(text):
    with pytest.raises(GdecError) as error:
        decode(text)
    return str(error.value).splitlines()


@settings(deadline=None)
@given(facts_files())
def test_yaml_to_json_lines_to_yaml_loses_nothing(facts):
    line = encode(facts)
    assert line.count(b"\n") == 1
    back = without_lines(decode(line))
    assert back == facts
    assert encode(parse("porto.yaml", to_yaml(back).encode())) == line


@settings(deadline=None)
@given(facts_files())
def test_what_another_program_writes_reads_the_same(facts):
    other = json.dumps(json.loads(encode(facts)), indent=None, sort_keys=True)
    assert without_lines(decode(other)) == facts


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_files_take_the_short_way(path):
    facts = parse(path.name, path.read_bytes())
    assert jsonl._as_written(encode(facts)) == without_lines(facts)
    assert without_lines(decode(encode(facts))) == without_lines(facts)


def test_every_fact_has_the_line_of_the_file():
    facts = decode('{"format":1,"people":{"ana":{"name":{"is":"Ana","words":"Ana"}}}}')
    assert {found.struct.line for found in structs_of(facts)} == {7}


def test_facts_that_are_taken_for_a_project_are_as_read_and_complete(tmp_path):
    text = '{"format":1,"article":{"id":"a","text":{}},"people":{"ana":{"name":{"is":"Ana","words":"Ana","at":[1,0,3]'
    digest = hashlib.sha256(b"Ana").hexdigest()
    source = Source(Path("bulk.jsonl"), f'{text},"sha256":"{digest}"}}}}}}}}'.encode(), 7)
    assert Project(tmp_path).take(source) == complete(source.read())


def test_the_short_form_is_read_too():
    facts = decode('{"format": 1, "people": {"ana": {"name": "Ana", "also": null}}}')
    assert facts.people["ana"].name.is_ == "Ana"


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ('{"ana":{"posst":[]}}', 'people.ana.posst: unknown key "posst"; did you mean "posts"?'),
        ('{"ana":{":line":4}}', 'people.ana.:line: unknown key ":line"; known are'),
        ('{"ana":{"posts":[{"title":"mayor"}]}}', 'people.ana.posts.0: "posts" lacks "in"; it wants keys and values'),
        ('{"ana":{"took_part":[{"in":"x","as":"speeker"}]}}', 'this is "speeker"; did you mean "speaker"?'),
        ('{"ana":{"name":{"is":40}}}', 'people.ana.name.is: "is" wants a text in quotes; this is 40'),
        ('{"ana":{"name":true}}', 'people.ana.name: "name" wants a text in quotes; this is true'),
        ('{"ana":{"name":{"is":" "}}}', 'people.ana.name.is: "is" has no value'),
        ('{"ana":{"name":null}}', 'people.ana.name: "name" has no value'),
        ('{"ana":{"name":{"is":"bell\\u0007"}}}', 'people.ana.name.is: "is" has the character U+0007 in it'),
        ('{"ana":{"name":{"is":"x","at":[1,2]}}}', 'people.ana.name.at: "at" wants a paragraph, a start and an end'),
        ('{"ana":{"name":{"is":"x","at":[1,2,"3"]}}}', '"at" wants a whole number without quotes'),
        ('{"ana":{"name":{"is":"x","at":[1,2,3.5]}}}', 'this is "3.5"'),
        ('{"ana":{"name":{"is":"x","kind":"Hoped"}}}', 'this is "Hoped"; did you mean "hoped"?'),
        ('["ana"]', 'people: "people" wants entries, each under a key of its own'),
    ],
)
def test_tells_what_is_wrong_at_its_line_and_path(people, said):
    (problem,) = told(f'{{"format":1,"people":{people}}}')
    assert problem.startswith("bulk.jsonl:7: people")
    assert said in problem


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "not well-formed JSON: Expecting value at character 1"),
        ('{"format":1', "not well-formed JSON: Expecting ',' delimiter at character 12"),
        ("format: 1", "not well-formed JSON: Expecting value"),
        ('{"format":1}{"format":1}', "not well-formed JSON: Extra data at character 13"),
        ('{"format":1,"people":{},"people":{}}', 'people: the key "people" stands twice; keep one'),
        ('{"format":1,"people":{"a":{},"a":{}}}', 'people.a: the key "a" stands twice; keep one'),
        (b'{"format":1,"people":{"\xff":{}}}', "is not UTF-8; save it as UTF-8"),
        ('{"format":' + "[" * 60 + "]" * 60 + "}", "nested more than 50 deep"),
        ("[" * 1_000_000, "nested more than 50 deep"),
        ('{"format":2}', "format: format 2 was made by a newer gdec"),
        ('{"format":0}', "format 0 is unknown here; the format is 1"),
        ('{"format":"1"}', 'format: "format" wants a whole number without quotes'),
        ('{"people":{}}', "names no format; a facts file begins"),
        ('"format"', '"the file" wants keys and values'),
        ('{"format":' + "9" * 5000 + "}", '"format" wants a whole number'),
        ('{"format":NaN}', '"format" wants a whole number'),
        ('{"format":1,"people":{"a\\ud800":{"name":"x"}}}', "half a character"),
    ],
)
def test_lines_that_are_no_facts_are_refused(line, said):
    (problem,) = told(line)
    assert problem.startswith("bulk.jsonl:7: ")
    assert said in problem


def test_every_problem_of_a_line_is_told():
    problems = told('{"format":1,"people":{"ana":{"nam":"x"},"rui":{"posts":[{}]}}}')
    assert [problem.split(": ")[1] for problem in problems] == ["people.ana.nam", "people.rui.posts.0"]


def test_checks_tell_the_path_and_leave_the_lines_alone():
    line = (
        '{"format":1,"article":{"id":"porto-1"},"forums":{"hdf":{"name":{"is":"x","words":"x"},'
        '"held_in":[{"is":"portoo","words":"x"}],"starts":{"is":"2031-02-30","words":"x"}}},'
        '"places":{"porto":{"name":{"is":"Porto","words":"Porto"}}}}'
    )
    facts = decode(line)
    with pytest.raises(Problems) as error:
        check_line(facts, Registry(), "bulk.jsonl", 7)
    assert sorted(str(error.value).splitlines()) == [
        'bulk.jsonl:7: forums.hdf.held_in.0: there is no "portoo" in places; did you mean "porto"? '
        "Else add it to this file or to registry/places.yaml",
        "bulk.jsonl:7: forums.hdf.starts: 2031-02-30 is not in the calendar; the last day of that month is 2031-02-28",
    ]
    assert {found.struct.line for found in structs_of(facts) if hasattr(found.struct, "line")} == {7}


def test_checks_what_yaml_checks():
    facts = parse("x.yaml", (DATA / "articles" / "tdi-2023-07-04.yaml").read_bytes())
    with pytest.raises(Problems) as yaml:
        check(facts, Registry(), "x.yaml")
    with pytest.raises(Problems) as lines:
        check_line(decode(encode(facts)), Registry(), "bulk.jsonl", 7)
    yaml_says = {str(problem).split(": ", 1)[1] for problem in yaml.value.problems}
    line_says = {str(problem).split(": ", 2)[2] for problem in lines.value.problems}
    assert line_says == yaml_says


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_facts_or_an_error_at_the_line(data):
    try:
        said = ["bulk.jsonl:7: is read"] if isinstance(decode(data), Facts) else []
    except GdecError as error:
        said = str(error).splitlines()
    assert said
    assert all(line.startswith("bulk.jsonl:7: ") for line in said)
