"""Reading a whole store on several threads."""

import threading
from contextlib import closing

import pyoxigraph as ox
import pytest

from gdec.errors import GdecError
from gdec.store import scan as scanning
from gdec.store.changing import change
from gdec.store.local import open_current
from gdec.store.scan import pieces_of, scan

QUADS = [
    ox.Quad(ox.NamedNode(f"a:s{number}"), ox.NamedNode("a:p"), ox.Literal("name\n" * (number % 50)), graph)
    for number in range(400)
    for graph in [ox.DefaultGraph() if number % 7 == 0 else ox.NamedNode(f"a:g{number % 7}")]
]


def quads_in(pieces):
    pieces = list(pieces)
    assert all(text.endswith(b"\n") for _, text in pieces)
    text = b"".join(text.replace(b" .\n", f" {graph} .\n".encode()) for graph, text in pieces)
    return sorted(map(str, ox.parse(text, ox.RdfFormat.N_QUADS)))


@pytest.fixture
def store(tmp_path):
    with change(tmp_path / "store") as step:
        step.store.extend(QUADS)
    with closing(open_current(tmp_path / "store")) as opened:
        yield opened


@pytest.mark.parametrize("size", [1, 300, 1 << 20])
@pytest.mark.parametrize("threads", [1, 5])
def test_all_quads_come_by_whole_lines(store, monkeypatch, size, threads):
    monkeypatch.setattr(scanning, "PIECE_BYTES", size)
    assert quads_in(scan(store, threads)) == sorted(map(str, QUADS))


def test_quads_of_anywhere_come_in_the_same_form(monkeypatch):
    monkeypatch.setattr(scanning, "_CHUNK", 30)
    assert quads_in(pieces_of(iter(QUADS), with_graphs=True)) == sorted(map(str, QUADS))
    merged = quads_in(pieces_of(iter(QUADS), with_graphs=False))
    assert merged == sorted(str(quad.triple) for quad in QUADS)
    assert list(pieces_of([], with_graphs=True)) == []


def test_leaving_early_ends_the_threads(store, monkeypatch):
    monkeypatch.setattr(scanning, "PIECE_BYTES", 1)
    before = threading.active_count()
    pieces = scan(store, 3)
    next(pieces)
    pieces.close()
    assert threading.active_count() == before


def test_what_cannot_be_read_is_told(store, monkeypatch):
    def fail(*_):
        raise GdecError("the disk is gone")

    monkeypatch.setattr(store, "dump", fail)
    with pytest.raises(GdecError, match="the disk is gone"):
        list(scan(store, 3))
