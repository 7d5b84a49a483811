"""What a process need not hold of the files that it makes lies on disk, and the site is the same."""

import pytest
from published import few_parts, tree
from sites import ROOT

from gdec.build import build
from gdec.project import find_project
from gdec.site.frame.file import mapped
from gdec.site.frame.pile import Pile
from gdec.site.frame.settings import Settings
from gdec.site.pages import formats
from gdec.site.publish import publish


def piled(folder, pieces):
    """Give a pile of pieces, each of which was set aside but the last."""
    pile = Pile(folder)
    for piece in pieces[:-1]:
        pile.held += piece
        pile.set_aside()
    pile.held += pieces[-1]
    return pile


@pytest.mark.parametrize("pieces", [[b",one"], [b",one", b",two", b""], [b",one", b",two", b",three"]], ids=len)
@pytest.mark.parametrize("is_aside", [False, True])
def test_a_file_is_what_was_added_between_two_texts(tmp_path, pieces, is_aside):
    pile = piled(tmp_path if is_aside else None, pieces)
    (data,) = (bytes(file.data) for file in pile.file("a.nt", b"[", b"]", start=1))
    assert data == b"[" + b"".join(pieces)[1:] + b"]"
    assert not any(tmp_path.iterdir())


def test_a_large_file_has_a_name_as_long_as_it_is_taken(tmp_path):
    given = piled(tmp_path, [b"one", b"two"]).file("a.nt")
    file = next(given)
    assert file.at.read_bytes() == b"onetwo"
    other = tmp_path / "other"
    other.touch()
    assert file.at.stat().st_mode == other.stat().st_mode  # not that of a file for oneself alone
    (tmp_path / "site").hardlink_to(file.at)
    assert not list(given)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "site"]


def test_one_that_is_not_taken_leaves_nothing_behind(tmp_path):
    given = piled(tmp_path, [b"one", b"two"]).file("a.nt")
    next(given)
    given.close()
    assert not any(tmp_path.iterdir())


def test_no_bytes_are_mapped_as_none(tmp_path):
    (tmp_path / "empty").touch()
    assert mapped(tmp_path / "empty") == b""


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_site_is_the_same_however_little_is_held(tmp_path, monkeypatch, jobs):
    few_parts(monkeypatch)
    build(find_project(ROOT / "data"), tmp_path / "store")
    settings = Settings("https://example.org/")
    publish(tmp_path / "store", tmp_path / "held", settings, jobs=jobs)
    set_aside, before = [], Pile.set_aside
    monkeypatch.setattr(Pile, "set_aside", lambda pile: set_aside.append(pile) or before(pile))
    monkeypatch.setattr(formats, "HELD", 100)
    publish(tmp_path / "store", tmp_path / "aside", settings, jobs=jobs)
    assert tree(tmp_path / "aside") == tree(tmp_path / "held")
    assert set_aside or jobs > 1
    assert not (tmp_path / ".aside.gdec/aside").exists()
    # Once more over the site that is there, of which nothing is known: all is made and compared.
    (tmp_path / ".aside.gdec/memory.sqlite").unlink()
    assert publish(tmp_path / "store", tmp_path / "aside", settings, jobs=jobs).written == 0
