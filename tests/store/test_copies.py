"""Changes are tried on copies of a store, which stays as it is."""

import pytest
from pyoxigraph import NamedNode, Quad

from gdec.errors import GdecError
from gdec.store.changing import change
from gdec.store.copies import copies_of_current
from gdec.store.local import open_current

OLD, NEW, GRAPH = (Quad(*(NamedNode(f"urn:{part}") for part in text)) for text in ("abcg", "defg", "abch"))


@pytest.fixture
def folder(tmp_path):
    with change(tmp_path / "store") as step:
        step.store.extend([OLD, GRAPH])
        step.manifest["base"] = "https://example.org/"
    return tmp_path / "store"


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_copies_differ_as_they_are_told_and_the_store_stays_as_it_is(folder):
    before = files(folder)
    with copies_of_current(folder) as copies:
        first, second = copies.changed([OLD], [NEW]), copies.changed([], [])
        assert set(first()) == {NEW, GRAPH}
        assert set(second()) == {OLD, GRAPH}
        current = copies.current()
        assert set(current.store) == {OLD, GRAPH}
        assert current.head["base"] == "https://example.org/"
        with pytest.raises(RuntimeError, match="read-write"):
            first().add(OLD)
    assert files(folder) == before
    with open_current(folder) as reader:
        assert set(reader.quads()) == {OLD, GRAPH}


def test_what_goes_wrong_aside_is_told_to_whoever_asks(folder, monkeypatch):
    def refused(*_):
        raise PermissionError("no")

    monkeypatch.setattr("gdec.store.copies._copy", refused)
    with copies_of_current(folder) as copies:
        assert set(copies.current().store) == {OLD, GRAPH}
        asked = copies.changed([], [NEW])
        for _ in range(2):
            with pytest.raises(GdecError, match="no copy of it can be made to try changes on: no"):
                asked()


def test_a_folder_without_a_store_is_told_at_once(tmp_path):
    with pytest.raises(GdecError, match="no store at"), copies_of_current(tmp_path):
        pass


def test_nothing_is_left_where_the_work_ends_before_the_copy_is_made(folder):
    before = files(folder)
    with pytest.raises(ValueError, match="bad input"), copies_of_current(folder):
        raise ValueError("bad input")
    assert files(folder) == before
