"""Two engines, one report; and the compiled one alone does without the libraries of the other."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from gdec import terms
from gdec.errors import GdecError
from gdec.validate import pyshacl_engine, shipped, validate
from gdec.validate.inputs import read_inputs

ROOT = Path(__file__).parents[2]
EXAMPLE = "@prefix : <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"


def quads(turtle):
    return pyoxigraph.serialize(
        pyoxigraph.parse((EXAMPLE + turtle).encode(), RdfFormat.TURTLE), format=RdfFormat.N_QUADS
    )


def test_both_give_equal_reports_on_the_data_of_this_repository():
    data = read_inputs([ROOT / "data"]).quads
    ours, theirs = (validate(data, provenance=True, engine=engine) for engine in ("compiled", "pyshacl"))
    assert ours == theirs
    spoilt = data.replace(terms.term("gdec:part").encode(), terms.term("gdec:partOf").encode())
    assert not validate(spoilt, provenance=True, engine="both").conforms


@pytest.mark.parametrize(
    ("rules", "results"),
    [
        ("sh:property [ sh:path ( :p [ sh:zeroOrMorePath [ sh:inversePath :q ] ] ) ; sh:maxCount 0 ]", 1),
        ("sh:property [ sh:path [ sh:alternativePath ( :p :q ) ] ; sh:nodeKind sh:Literal ]", 2),
        ("sh:node [ sh:property [ sh:path :p ; sh:maxCount 0 ] ]", 1),
        ('sh:sparql [ sh:select "SELECT $this ?value WHERE { $this ?p ?value }" ; sh:message "no {?value}" ]', 3),
        ("sh:nodeKind sh:Literal ; sh:deactivated true", 0),
    ],
)
def test_both_agree_on_shapes_of_ones_own(rules, results):
    shapes = quads(f":S a sh:NodeShape ; sh:targetClass :C ; {rules} . :T a sh:NodeShape ; sh:targetNode :n .")
    assert len(validate(quads(":a a :C ; :p :b ; :q [] ."), shapes, engine="both").results) == results


def test_a_difference_between_the_two_is_an_error(monkeypatch):
    data = quads(":a a <https://w3id.org/gdec/ontology#Forum> .")
    other = pyshacl_engine.run(quads(":b a <https://w3id.org/gdec/ontology#Forum> . :c a :C ."), shipped())
    monkeypatch.setattr(pyshacl_engine, "run", lambda *_: other)
    with pytest.raises(GdecError) as caught:
        validate(data, engine="both")
    told = str(caught.value).splitlines()
    assert "the engines differ" in told[0]
    assert [line.split(" ", 5)[2:5] for line in told[1:]] == [
        ["only", "compiled:", "<https://example.org/a>"],
        ["only", "pyshacl:", "<https://example.org/b>"],
    ]


@pytest.mark.parametrize("arguments", [["data", "--provenance"], ["data", "--shapes", "shapes"]])
def test_the_compiled_engine_needs_neither_rdflib_nor_pyshacl(arguments):
    code = (
        "import gdec.cli, sys\ntry: gdec.cli.gdec(['validate', *sys.argv[1:]])\nexcept SystemExit: pass\n"
        "print(sorted({'rdflib', 'pyshacl', 'requests', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT, check=True
    )
    conforms, loaded = done.stdout.splitlines()
    assert conforms.startswith("Conforms")
    assert loaded == "[]"
