"""New data against a store: what it breaks there is what full validation finds with it and not without it."""

import random
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from gdec.build import build
from gdec.errors import GdecError, InputError
from gdec.project import find_project
from gdec.store.copies import copies_of_current
from gdec.store.local import open_current
from gdec.validate import against, read_shapes, validate
from gdec.validate.inputs import read_inputs

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "data/articles/tdi-2023-07-04.yaml"
GRAPH = "https://w3id.org/gdec/id/article/tdi-2023-07-04#graph"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("against") / "store"
    build(find_project(ROOT / "data"), folder, jobs=1)
    return folder


@pytest.fixture
def rdf(tmp_path):
    def inputs(turtle):
        prefixes = "".join(
            f"@prefix {name}: <{iri}> .\n"
            for name, iri in {
                "forum": "https://w3id.org/gdec/id/forum/",
                "place": "https://w3id.org/gdec/id/place/",
                "gdec": "https://w3id.org/gdec/ontology#",
                "schema": "https://schema.org/",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
            }.items()
        )
        (tmp_path / "new.ttl").write_text(prefixes + turtle, encoding="utf-8")
        return read_inputs([tmp_path / "new.ttl"])

    return inputs


def contents(store, *, without=""):
    with open_current(store) as reader:
        kept = (quad for quad in reader.quads() if quad.graph_name.value != without)
        return pyoxigraph.serialize(kept, format=RdfFormat.N_QUADS)


def told(report):
    return {(one.focus, one.path, one.value, one.shape, one.component, one.message) for one in report.results}


def validate_against(store, inputs, *shapes, **options):
    with copies_of_current(store) as copies:
        return against.validate_against(copies, lambda: inputs, *shapes, **options)


def subtracted(before, after, **options):
    return told(validate(after, **options)) - told(validate(before, **options))


class Mutated:
    """Facts of an article that was changed after it was mapped."""

    def __init__(self, quads):
        self.quads = quads

    def quads_of(self, *, facts):
        return self.quads if facts else b""


def test_what_the_store_holds_breaks_nothing(store):
    report = validate_against(store, read_inputs([ARTICLE]), provenance=True)
    assert (report.changed, report.checked, report.results, report.is_idle) == (0, 0, (), False)
    assert "already" in report.summary()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("provenance", [True, False])
def test_a_changed_article_breaks_what_full_validation_finds(store, seed, provenance):
    dice = random.Random(seed)
    lines = read_inputs([ARTICLE]).quads_of(facts=True).decode().splitlines(keepends=True)
    own = [number for number, line in enumerate(lines) if GRAPH in line]
    for number in dice.sample(own, 6):
        change = dice.choice(("drop", "value", "predicate"))
        other = lines[dice.choice(own)].split(" ", 2)
        subject, predicate, rest = lines[number].split(" ", 2)
        if change == "drop":
            lines[number] = ""
        elif change == "value":
            lines[number] = f"{subject} {predicate} {other[2]}"
        else:
            lines[number] = f"{subject} {other[1]} {rest}"
    quads = "".join(dict.fromkeys(lines)).encode()
    report = validate_against(store, Mutated(quads), provenance=provenance)
    without = contents(store, without=GRAPH)
    assert told(report) == subtracted(contents(store), without + quads, provenance=provenance)


@pytest.mark.parametrize(
    ("turtle", "shapes"),
    [
        ('forum:lhasa-forum-2024 schema:startDate "2031-01-01" .', {"startDate"}),
        ('forum:lhasa-forum-2024 gdec:openingDate "2031-01-01"^^xsd:date .', {"openingDate"}),
        ("forum:lhasa-forum-2024 gdec:partOf forum:lhasa-forum-2024 .", {"partOfNotCircular"}),
        ('forum:lhasa-forum-2024 gdec:durationInDays "02"^^xsd:integer .', set()),
        ("place:lhasa a gdec:Person .", {"type"}),
        ("[] a gdec:Forum ; schema:location place:lhasa .", {"label"}),
    ],
)
def test_what_rdf_breaks_in_the_store_is_found_there(store, rdf, turtle, shapes):
    inputs = rdf(turtle)
    report = validate_against(store, inputs)
    blank = re.compile(r"_:\w+")
    assert {re.search(r"-(\w+)>", one.shape)[1] for one in report.results} >= shapes
    with_it = subtracted(contents(store), contents(store) + inputs.quads)
    assert {blank.sub("_", str(one)) for one in told(report)} == {blank.sub("_", str(one)) for one in with_it}


def test_classes_that_are_new_reach_what_is_of_them(store, rdf):
    inputs = rdf("gdec:Place <http://www.w3.org/2000/01/rdf-schema#subClassOf> gdec:Person .")
    report = validate_against(store, inputs)
    assert told(report) == subtracted(contents(store), contents(store) + inputs.quads)
    assert report.results


def test_the_store_stays_as_it_is(store, rdf):
    before = sorted(path.relative_to(store) for path in store.rglob("*"))
    kept = contents(store)
    validate_against(store, rdf('forum:lhasa-forum-2024 schema:startDate "2031-01-01"^^xsd:date .'))
    assert sorted(path.relative_to(store) for path in store.rglob("*")) == before
    assert sorted(contents(store).splitlines()) == sorted(kept.splitlines())


def test_a_query_that_cannot_be_followed_is_asked_of_the_whole_store(store, rdf, tmp_path):
    (tmp_path / "own.ttl").write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gdec: <https://w3id.org/gdec/ontology#> .
        <urn:many> a sh:NodeShape ; sh:targetClass gdec:Forum ; sh:message "more" ;
          sh:sparql [ sh:select \"\"\"SELECT $this WHERE { ?x a <https://w3id.org/gdec/ontology#Person> . $this ?p ?o
            FILTER NOT EXISTS { ?y a <urn:new> } }\"\"\" ] ."""
    )
    shapes = read_shapes([tmp_path / "own.ttl"])
    report = validate_against(store, rdf("<urn:a> a gdec:Forum ."), shapes)
    assert {one.focus for one in report.results} == {"<urn:a>"}
    assert report.in_full == ("<urn:many>",)
    assert "Held to the whole store" in report.summary()


def test_an_endpoint_and_a_folder_without_a_store_are_refused(rdf, tmp_path):
    with pytest.raises(GdecError, match="is an endpoint"):
        validate_against("http://localhost:1/query", rdf("<urn:a> a gdec:Forum ."))
    with pytest.raises(GdecError, match="no store at"):
        validate_against(tmp_path / "none", rdf("<urn:a> a gdec:Forum ."))


def test_a_store_that_nobody_may_write_in_is_tried_elsewhere(store, rdf, monkeypatch):
    def refused(_):
        raise PermissionError

    monkeypatch.setattr("gdec.store.versions._claimed", refused)
    assert validate_against(store, rdf("<urn:a> a gdec:Forum .")).results


def test_literals_in_the_store_are_as_the_mappers_wrote_them(store):
    from gdec.shacl.data import stored

    quads = list(pyoxigraph.parse(read_inputs([ROOT / "data"]).quads, RdfFormat.N_QUADS))
    assert all(stored(quad.object) == quad.object for quad in quads)


def test_the_command_tells_line_and_ends_with_1(store, tmp_path):
    new = tmp_path / "new.nt"
    new.write_text("<https://w3id.org/gdec/id/forum/new> a <https://w3id.org/gdec/ontology#Forum> .".replace(
        " a ", " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "))  # fmt: skip
    command = [sys.executable, "-m", "gdec", "validate", new, "--against", store]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "new.nt\n  1:1  violation" in done.stdout
    done = subprocess.run([*command, "--engine", "both"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2


def test_bad_input_is_told_before_the_store_is_opened(store, tmp_path):
    (tmp_path / "broken.ttl").write_text("<urn:a> <urn:b")
    with pytest.raises(InputError):
        validate_against(store, read_inputs([tmp_path / "broken.ttl"]))
