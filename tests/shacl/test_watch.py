"""A check that takes too long is told by the name of its shape."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from referee import quads

from gdec.errors import TookTooLong
from gdec.shacl.checks import Check, Outcome
from gdec.shacl.engine import Validator
from gdec.shacl.graph import Graph
from gdec.shacl.watch import Watch

ROOT = Path(__file__).parents[2]
SLOW = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://example.org/> .
:Quick a sh:NodeShape ; sh:targetClass :C ; sh:nodeKind sh:IRI .
:Slow a sh:NodeShape ; sh:targetClass :C ; sh:message "slow" ;
  sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER (STR(?c) > STR(?f) && STR(?f) > STR(?i) && STR(?i) > STR(?c)) }" ] .
"""  # noqa: E501


def check(shapes, name):
    return Check("", shapes.by_node[name], "?f", (Outcome(shapes.by_node[name].constraints[0]),))


@pytest.fixture(scope="module")
def shapes():
    return Validator(Graph(parse(SLOW.encode(), RdfFormat.TURTLE))).shapes


def named(shapes, local):
    return next(node for node in shapes.by_node if node.value.endswith(local))


def test_the_check_that_runs_too_long_is_named(shapes):
    watch = Watch(0.05)
    with ThreadPoolExecutor(2) as pool:
        quick = pool.submit(watch.timed, lambda _: 1, check(shapes, named(shapes, "Quick")))
        slow = pool.submit(watch.timed, lambda _: time.sleep(1), check(shapes, named(shapes, "Slow")))
        with pytest.raises(TookTooLong, match=r"<http://example.org/Slow>: its check of SPARQL took longer than 0\.05"):
            watch.wait([quick, slow])


def test_without_a_limit_all_are_waited_for_and_what_they_raise_is_raised(shapes):
    watch = Watch(None)
    with ThreadPoolExecutor(2) as pool:
        done = pool.submit(watch.timed, lambda _: "done", check(shapes, named(shapes, "Quick")))
        watch.wait([done])
        assert done.result() == "done"
        with pytest.raises(ZeroDivisionError):
            watch.wait([pool.submit(watch.timed, lambda _: 1 / 0, check(shapes, named(shapes, "Slow")))])


def test_the_command_names_the_shape_and_ends_with_3(tmp_path):
    (tmp_path / "shapes.ttl").write_text(SLOW, encoding="utf-8")
    (tmp_path / "data.nq").write_bytes(quads("".join(f":x{n} a :C ; :p {n} . " for n in range(300))))
    command = [sys.executable, "-m", "gdec", "validate", tmp_path / "data.nq", "--shapes", tmp_path / "shapes.ttl"]
    done = subprocess.run(
        [*command, "--check-timeout", "0.5"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert "<http://example.org/Slow>: its check of SPARQL took longer than 0.5 seconds" in done.stderr
