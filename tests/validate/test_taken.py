"""Data that another process read is what would have been read here."""

import pickle
from pathlib import Path

import pytest

from gdec import validate_data
from gdec.build import build
from gdec.project import find_project
from gdec.validate.inputs import read_inputs
from gdec.validate.taken import take

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "data/articles/tdi-2023-07-04.yaml"
WRONG = b'<https://example.org/f> a <https://w3id.org/gdec/ontology#Forum> ; <https://schema.org/startDate> "soon" .\n'


@pytest.mark.parametrize("given", [[ARTICLE], [WRONG], [ARTICLE, WRONG], []])
def test_it_arrives_whole(given, tmp_path):
    path = tmp_path / "wrong.ttl"
    path.write_bytes(WRONG)
    given = [path if each is WRONG else each for each in given]
    here, taken = read_inputs(given), pickle.loads(pickle.dumps(take(given)))
    assert (taken.quads, taken.whole().quads) == (here.quads, here.quads)
    for facts in (True, False):
        assert taken.quads_of(facts=facts) == here.quads_of(facts=facts) == taken.whole().quads_of(facts=facts)


def test_results_are_told_at_their_places(tmp_path):
    build(find_project(ROOT / "data"), tmp_path / "store", jobs=1)
    facts = tmp_path / "project/articles/new.yaml"
    facts.parent.mkdir(parents=True)
    (tmp_path / "project/registry").symlink_to(ROOT / "data/registry")
    text = ARTICLE.read_text("utf-8")
    facts.write_text(text.replace("id: tdi-2023-07-04", "id: another-2023-07-04", 1), "utf-8")
    path = tmp_path / "wrong.ttl"
    path.write_bytes(WRONG)
    report = validate_data(path, facts, against=tmp_path / "store")
    assert {one.origin.source for one in report.results} == {str(path)}
    assert all(one.origin.line == 1 for one in report.results)
