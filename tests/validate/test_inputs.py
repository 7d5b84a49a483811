"""What is read to be validated, and the lines that results are traced to."""

from pathlib import Path

import pytest

from gdec import terms
from gdec.errors import InputError
from gdec.validate import read_shapes, to_text, validate
from gdec.validate.inputs import read_inputs

HARBOUR = Path(__file__).parent / "harbour.ttl"
DATA = Path(__file__).parents[2] / "data"


def located(paths, **options):
    inputs = read_inputs(paths)
    return inputs.locate(validate(inputs.quads, **options))


def lines(report, folder):
    return {(str(Path(result.origin.source).relative_to(folder)), result.origin.line) for result in report.results}


def test_facts_come_with_the_registry_of_their_project(project):
    folder = project()
    report = located([folder / "articles" / "agency.yaml"])
    assert (report.results, report.checked) == ((), 5)
    assert located([folder]) == report


def test_a_file_of_the_registry_stands_for_the_registry(project):
    assert located([project() / "registry" / "places.yaml"]).checked == 1


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("is: 2031-05-03, words: until", "is: 2031-04-30, words: until", 9),  # the start, which is after the end
        ("days: {is: 3", "days: {is: 4", 11),
    ],
)
def test_a_result_is_traced_to_the_line_of_its_fact(project, right, wrong, line):
    folder = project(right, wrong)
    assert ("articles/agency.yaml", line) in lines(located([folder]), folder)


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        ("gdec:Statement , gdec:Evidence", {2, 4, 5, 8, 9, 10, 11, 13, 16, 18, 20}),
        ("gdec:Person , gdec:Forum , gdec:Article", {2, 7, 15}),
    ],
)
def test_statements_are_traced_to_their_facts_and_things_to_their_entries(project, tmp_path, classes, expected):
    folder = project()
    shape = f"[] a sh:NodeShape ; sh:targetClass {classes} ; sh:nodeKind sh:BlankNode ."
    prefixes = f"@prefix sh: <{terms.PREFIXES['sh']}> . @prefix gdec: <{terms.GDEC}> . "
    (tmp_path / "shapes.ttl").write_text(prefixes + shape, encoding="utf-8")
    report = located([folder / "articles"], shapes=read_shapes([tmp_path / "shapes.ttl"]))
    assert lines(report, folder) >= {("articles/agency.yaml", line) for line in expected}


def test_files_are_one_graph_and_their_blank_nodes_are_apart(tmp_path):
    start = "@prefix gdec: <https://w3id.org/gdec/ontology#> . @prefix schema: <https://schema.org/> ."
    for name in ("one", "two"):
        text = f"{start} _:b a gdec:Forum ; schema:name '{name}'@en ; gdec:durationInDays {len(name)} ."
        (tmp_path / f"{name}.ttl").write_text(text, encoding="utf-8")
    (tmp_path / "two.ttl").rename(tmp_path / "two.trig")
    (tmp_path / "notes.txt").write_text("no data", encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "broken.ttl").write_text("no Turtle", encoding="utf-8")
    report = located([tmp_path])
    assert (report.results, report.checked) == ((), 2)


def test_facts_and_rdf_are_read_together_and_once(project):
    folder = project()
    assert located([folder, HARBOUR, HARBOUR]).checked == 25 + 5


@pytest.mark.parametrize(("name", "reason"), [("x.txt", "belongs to no format"), ("empty", "neither facts nor RDF")])
def test_what_cannot_be_read_is_told(tmp_path, name, reason):
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_inputs([tmp_path / name])


def test_the_data_of_this_repository_conforms():
    report = located([DATA], provenance=True)
    assert report.conforms, to_text(report)
    assert report.checked > 500


def test_a_second_article_of_one_id_is_refused_before_its_shapes_speak(project):
    articles = project() / "articles"
    first, second = articles / "agency.yaml", articles / "later.yaml"
    second.write_bytes(first.read_bytes())
    with pytest.raises(InputError) as raised:
        read_inputs([articles])
    assert str(raised.value).startswith(f'{second}:3: the article "example-agency-2031-05-03" is in {first} already; ')


def test_a_file_that_is_named_in_two_ways_is_one(project, monkeypatch):
    folder = project()
    monkeypatch.chdir(folder)
    assert located([folder / "articles" / "agency.yaml", Path("articles/agency.yaml")]).conforms
