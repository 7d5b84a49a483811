"""Facts packed by zstd."""

import sys

import pytest
import zstandard

from gdec.errors import GdecError, InputError
from gdec.facts.sources import is_bulk, sources

LINES = [b'{"format":1,"article":{"id":"a%d","text":{}}}\n' % number for number in range(3000)]
PACKED = zstandard.compress(b"".join(LINES))


def written(folder, data):
    path = folder / "many.jsonl.zst"
    path.write_bytes(data)
    return path


def test_lines_are_read_from_all_frames(tmp_path):
    path = written(tmp_path, PACKED + zstandard.compress(LINES[0] + LINES[1]))
    assert [source.data for source in sources(path)] == [*LINES, *LINES[:2]]
    assert is_bulk(path)


@pytest.mark.parametrize("data", [PACKED[:-1], PACKED[: len(PACKED) // 2], PACKED[:3], PACKED + b"junk", b"junk" * 9])
def test_a_file_that_is_not_whole_is_told(tmp_path, data):
    with pytest.raises(InputError, match=r"many\.jsonl\.zst: is no whole zstd file: "):
        list(sources(written(tmp_path, data)))


def test_an_empty_file_is_told_as_any_other(tmp_path):
    with pytest.raises(InputError, match="is empty; each line holds the facts of one article"):
        list(sources(written(tmp_path, b"")))


def test_without_the_package_one_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(GdecError, match=r"many\.jsonl\.zst: needs the package zstandard; install gdec\[zstd\]"):
        list(sources(written(tmp_path, PACKED)))
