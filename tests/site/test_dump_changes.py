"""Dumps that go on from those before: whatever changes, they are what they would be if they were made at once."""

import gzip
from contextlib import closing
from random import Random
from resource import RLIMIT_NOFILE, getrlimit, setrlimit

import pytest
import zstandard
from generated import articles
from published import empty_project, loose, store
from sites import SETTINGS
from torture import times

from gdec.site.dumps import blocks, dumps, volumes
from gdec.site.dumps.ledger import LEDGER, Ledger
from gdec.site.frame.site import Site
from gdec.store.local import open_current
from gdec.terms import BASE


@pytest.fixture
def project(tmp_path):
    return empty_project(tmp_path / "project")


def made(folder, kept):
    """Give the dumps of a store, with those before in a folder."""
    with closing(open_current(folder)) as reader:
        return {file.path: bytes(file.data) for file in dumps.files(Site(reader, SETTINGS, kept=kept))}


def moved(kept):
    """Give the places of blocks that were made anew, as the ledger in a folder has them."""
    with closing(Ledger(kept / LEDGER)) as ledger:
        return ledger.moved()


def quads(found):
    """Give the N-Quads of each volume, in their order."""
    lines = found["dump/SHA256SUMS.txt"].decode().splitlines()
    names = [line.split("  ")[1] for line in lines if line.endswith(".nq")]
    return {name.removesuffix(".nq"): found[f"dump/{name}"] for name in names}


def outside(found, places):
    """Give what stands outside of some places in the N-Quads."""
    left = []
    for stem, data in quads(found).items():
        within = [(start, end) for name, start, end in places if name == stem]
        starts, ends = [0, *(end for _, end in within)], [*(start for start, _ in within), len(data)]
        left += [data[start:end] for start, end in zip(starts, ends, strict=True)]
    return b"".join(left)


@pytest.fixture(params=["one volume", "volumes"])
def sizes(request, monkeypatch):
    """Make the volumes as small as a few blocks, or leave them as they are."""
    if request.param == "volumes":
        small(monkeypatch)
    return request.param


def small(monkeypatch):
    for name, size in (("LEAST", 20_000), ("MEAN", 40_000), ("MOST", 80_000)):
        monkeypatch.setattr(volumes, name, size)


def changed(random, facts, spare):
    """Add, change or remove an article, or several."""
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(facts)) if facts else 0
        match random.choice(("add", "change", "remove")):
            case "add":
                facts.insert(at, spare.pop())
            case "remove" if facts:
                spare.insert(0, facts.pop(at))
            case "change" if facts:
                other = spare.pop()
                other.article.id = facts[at].article.id
                spare.insert(0, facts[at])
                facts[at] = other


@pytest.mark.parametrize("seed", range(2))
def test_what_goes_on_is_what_is_made_at_once(tmp_path, project, sizes, seed):
    random = Random(seed)
    everything = [article.facts for article in articles(12)]
    facts, spare = everything[:4], everything[4:]
    for step in range(3):
        folder = store(tmp_path / "store", {each.article.id: each for each in facts}.values(), project)
        found = made(folder, tmp_path / "kept")
        assert found == made(folder, tmp_path / f"fresh-{step}")
        plain = {path: data for path, data in found.items() if path.endswith((".ttl", ".nq", ".jsonld"))}
        assert (len(quads(found)) == 1) == (sizes == "one volume")
        for path, data in plain.items():
            if path.startswith("dump/"):
                assert gzip.decompress(found[f"{path}.gz"]) == data
                assert zstandard.ZstdDecompressor().decompress(found[f"{path}.zst"]) == data
        assert {path.name for path in (tmp_path / "kept/dump").iterdir()} == {
            path.removeprefix("dump/") for path in found if path.startswith("dump/") and path != "dump/SHA256SUMS.txt"
        }
        changed(random, facts, spare)


def test_however_many_volumes_change_few_files_are_open(tmp_path, project, monkeypatch):
    for name, size in (("LEAST", 150_000), ("MEAN", 200_000), ("MOST", 400_000)):
        monkeypatch.setattr(volumes, name, size)
    some = [article.facts for article in articles(72)]
    made(store(tmp_path / "store", some, project), tmp_path / "kept")
    folder = store(tmp_path / "store", [each for at, each in enumerate(some) if at % 3], project)
    limits = getrlimit(RLIMIT_NOFILE)
    setrlimit(RLIMIT_NOFILE, (110, limits[1]))
    try:
        found = made(folder, tmp_path / "kept")
    finally:
        setrlimit(RLIMIT_NOFILE, limits)
    assert len(quads(found)) > 8
    assert found == made(folder, tmp_path / "fresh")


def test_the_ledger_knows_where_the_dumps_differ(tmp_path, project, sizes):
    facts = [article.facts for article in articles(9)]
    before = made(store(tmp_path / "store", facts[:8], project), tmp_path / "kept")
    assert moved(tmp_path / "kept") is None
    now = made(store(tmp_path / "store", [*facts[:3], *facts[4:]], project), tmp_path / "kept")
    left, came = moved(tmp_path / "kept")
    assert outside(before, left) == outside(now, came)
    assert 0 < len(outside(now, came)) < len(b"".join(quads(now).values()))
    made(tmp_path / "store", tmp_path / "kept")
    assert moved(tmp_path / "kept") == ([], [])


def test_of_a_graph_that_is_none_of_an_article_only_what_changed_is_made_anew(tmp_path):
    def said(changed):
        name = "<https://schema.org/name>"
        return [(f"<{BASE}place/p{n}>", name, f'"{n}{"!" if n == changed else ""}"') for n in range(2000)]

    before = made(loose(tmp_path / "store", said(None), graph="registry"), tmp_path / "kept")
    now = made(loose(tmp_path / "store", said(700), graph="registry"), tmp_path / "kept")
    assert now == made(tmp_path / "store", tmp_path / "fresh")
    left, came = moved(tmp_path / "kept")
    assert outside(before, left) == outside(now, came)
    assert sum(end - start for _, start, end in came) < len(before["dump/gdec.nq"]) / 4


@pytest.mark.parametrize("seed", range(times(2, 50)))
def test_whichever_blocks_become_empty_what_is_left_stays_in_order(tmp_path, monkeypatch, seed):
    monkeypatch.setattr(blocks, "_SUBJECTS", 4)
    random, name = Random(seed), "<https://schema.org/name>"
    for step in range(12):
        # Few of few: often all subjects of a block go, and with them the one that began the next.
        some = random.sample(range(24), 8)
        triples = [(f"<{BASE}place/p{n:02}>", name, f'"{random.randrange(2)}"') for n in sorted(some)]
        folder = loose(tmp_path / "store", triples, graph="registry")
        assert made(folder, tmp_path / "kept") == made(folder, tmp_path / f"fresh-{step}")


def test_from_nothing_and_to_nothing(tmp_path, project, sizes):
    some = [article.facts for article in articles(3)]
    for step, facts in enumerate(([], some, [], some[:1])):
        folder = store(tmp_path / "store", facts, project)
        assert made(folder, tmp_path / "kept") == made(folder, tmp_path / f"fresh-{step}")


@pytest.mark.parametrize("harm", ["changed", "cut", "gone"])
def test_nothing_is_taken_from_a_file_that_was_written_into(tmp_path, project, sizes, harm):
    some = [article.facts for article in articles(6)]
    made(store(tmp_path / "store", some[:5], project), tmp_path / "kept")
    for path in (tmp_path / "kept/dump").iterdir():
        data = path.read_bytes()
        path.write_bytes(data[:-1] if harm == "cut" else data[: len(data) // 2] + b"x" + data[len(data) // 2 + 1 :])
        if harm == "gone":
            path.unlink()
    folder = store(tmp_path / "store", some[1:], project)
    assert made(folder, tmp_path / "kept") == made(folder, tmp_path / "fresh")


def test_a_file_that_has_another_name_is_left_as_it_is(tmp_path, project):
    some = [article.facts for article in articles(3)]
    before = made(store(tmp_path / "store", some, project), tmp_path / "kept")
    (tmp_path / "name").hardlink_to(tmp_path / "kept/dump/gdec.nq")
    after = made(store(tmp_path / "store", some[1:], project), tmp_path / "kept")
    assert (tmp_path / "name").read_bytes() == before["dump/gdec.nq"] != after["dump/gdec.nq"]
