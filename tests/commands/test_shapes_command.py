"""`gdec shapes lint` as a command: what it prints and how it ends."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from gdec.cli import gdec
from gdec.errors import GdecError

HARBOUR = Path(__file__).parents[1] / "validate" / "harbour.ttl"
PREFIXES = """
@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix gdec: <https://w3id.org/gdec/ontology#> . @prefix schema: <https://schema.org/> .
"""
SHAPE = "ex:S a sh:NodeShape ; sh:targetClass gdec:Forum ; sh:property ex:P . ex:P sh:path schema:website ; sh:maxCount"


def lint(*arguments):
    return CliRunner().invoke(gdec, ["shapes", "lint", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def shapes(tmp_path):
    def write(turtle):
        path = tmp_path / "shapes.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return path

    return write


def test_the_shapes_of_the_package_are_clean():
    done = lint()
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "0 findings\n")


def test_findings_name_file_and_shape(shapes):
    path = shapes(SHAPE.replace("maxCount", "maxCuont 1 ."))
    done = lint(path)
    assert done.exit_code == 1
    assert done.stdout == f'{path}: <https://example.org/P>: SHACL has no term sh:maxCuont; did you mean "maxCount"?\n'


def test_paths_are_looked_for_in_data_that_is_given(shapes):
    path = shapes(f"{SHAPE} 1 .")
    assert lint(path).exit_code == 0
    assert "the path occurs nowhere in the data" in lint(path, "--data", HARBOUR).stdout


def test_ill_formed_shapes_are_an_error(shapes):
    path = shapes("ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:in _:l .")
    with pytest.raises(GdecError, match="no well-formed list"):
        lint(path)
