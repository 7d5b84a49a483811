"""Loading much at a time: in pieces, side by side."""

import os
from pathlib import Path

import pytest
from pyoxigraph import Store

from gdec.store import bulk

PARTS = [b"".join(b"<x:%d-%d> <x:p> <x:o> <x:g%d> .\n" % (part, n, part) for n in range(40)) for part in range(25)]


@pytest.mark.parametrize("piece", [1, 3000, 1 << 20], ids=["each part alone", "several parts", "all at the end"])
def test_all_parts_are_loaded_whatever_the_pieces(tmp_path, monkeypatch, piece):
    monkeypatch.setattr(bulk, "PIECE", piece)
    store = Store(tmp_path / "database")
    bulk.load(store, iter(PARTS))
    assert len(store) == 25 * 40
    assert sorted(str(quad) + " ." for quad in store) == sorted(b"".join(PARTS).decode().splitlines())


def test_no_parts_are_no_trouble(tmp_path):
    store = Store(tmp_path / "database")
    bulk.load(store, iter([]))
    bulk.load(store, iter([b""]))
    assert len(store) == 0


def test_what_cannot_be_loaded_is_told_and_no_more_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "PIECE", 1)
    asked = []

    def parts():
        for part in [b"no quads\n", *PARTS]:
            asked.append(part)
            yield part

    with pytest.raises(SyntaxError):
        bulk.load(Store(tmp_path / "database"), parts())
    assert len(asked) <= bulk.AT_ONCE + 1


def test_files_are_merged_behind_all_else(tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "PIECE", 1)
    bulk.load(Store(tmp_path / "database"), iter(PARTS))
    bulk._merge_later()
    names = {int(path.parent.name): path.read_text() for path in Path("/proc/self/task").glob("*/comm")}
    own = os.getpriority(os.PRIO_PROCESS, 0)
    merging = [os.getpriority(os.PRIO_PROCESS, one) for one, name in names.items() if name.startswith("rocksdb:low")]
    assert merging
    assert set(merging) == {min(19, own + bulk.AFTER)}
