"""Many articles mapped one after the other: the same bytes whatever the number of jobs, and errors at their line."""

import gzip
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import zstandard
from generated import ROOT, lines

from gdec import map_files_to
from gdec.errors import GdecError
from gdec.mapping import stream
from gdec.mapping.stream import map_files
from gdec.project import find_project

LINES = list(lines(40, seed=3))


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch):
    monkeypatch.setattr(stream, "CHUNK", 4000)


def mapped(path, jobs=1):
    return b"".join(map_files([(find_project(path), path)], jobs))


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    path = tmp_path_factory.mktemp("facts") / "many.jsonl"
    path.write_bytes(b"".join(LINES))
    return path


@pytest.mark.parametrize("jobs", [2, 3, 7])
def test_the_bytes_are_the_same_whatever_the_number_of_jobs(plain, jobs):
    assert mapped(plain, jobs) == mapped(plain)
    assert len({line.rsplit(b" ", 2)[1] for line in mapped(plain).splitlines()}) == len(LINES)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_a_file_gets_the_same_bytes_as_a_pipe(plain, tmp_path, jobs):
    out, pipe = tmp_path / "out.nq", tmp_path / "pipe"
    map_files_to(out, plain, jobs=jobs)
    assert out.read_bytes() == mapped(plain)
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        found = reader.submit(pipe.read_bytes)
        map_files_to(pipe, plain, jobs=jobs)
    assert found.result() == mapped(plain)


def test_packed_files_give_the_same_bytes(plain, tmp_path):
    data = plain.read_bytes()
    (tmp_path / "many.jsonl.gz").write_bytes(gzip.compress(data))
    (tmp_path / "many.jsonl.zst").write_bytes(zstandard.compress(data))
    assert mapped(tmp_path / "many.jsonl.gz", 2) == mapped(tmp_path / "many.jsonl.zst", 2) == mapped(plain)


@pytest.mark.parametrize("jobs", [1, 3])
def test_an_error_is_told_at_its_line_and_only_articles_before_it_are_given(plain, tmp_path, jobs):
    path = tmp_path / "many.jsonl"
    path.write_bytes(b"".join([*LINES[:20], LINES[20].replace(b'"publisher"', b'"publisherr"'), *LINES[21:]]))
    pieces: list[bytes] = []
    with pytest.raises(GdecError, match=r'many\.jsonl:21: .*unknown key "publisherr"; did you mean "publisher"'):
        pieces.extend(map_files([(find_project(path), path)], jobs))
    given = b"".join(pieces)
    assert given
    assert mapped(plain).startswith(given)
    assert given.endswith(b" .\n")


def test_each_file_is_mapped_as_one_of_its_own_project(tmp_path):
    for number, base in enumerate(("https://example.org/one/", "https://example.org/two#")):
        folder = tmp_path / str(number)
        (folder / "articles").mkdir(parents=True)
        (folder / "gdec.toml").write_text(f'base = "{base}"\n')
        (folder / "articles/a.jsonl").write_bytes(LINES[number])
    command = [sys.executable, str(ROOT / "cli.py"), "map", "0", "1/articles/a.jsonl", "--jobs", "2"]
    out = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout
    one, two = (out.index(base) for base in (b"https://example.org/one/", b"https://example.org/two#"))
    assert one < two
    assert b"w3id.org/gdec/id/" not in out
    assert out[two:].count(b"example.org/one/") < out[:two].count(b"example.org/one/")


def test_small_input_that_is_wrong_gives_nothing(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(LINES[0] + b"{}\n")
    command = [sys.executable, str(ROOT / "cli.py"), "map", "a.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"a.jsonl:2: " in done.stderr


def test_a_file_is_not_left_in_part(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"".join(LINES) + b"{}\n")
    (tmp_path / "out.nq").write_text("old")
    command = [sys.executable, str(ROOT / "cli.py"), "map", "a.jsonl", "--jobs", "2", "-o", "out.nq"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 2
    assert (tmp_path / "out.nq").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "out.nq"]
