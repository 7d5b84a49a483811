"""Sources: YAML files of one article, JSON Lines of many."""

import gzip
from pathlib import Path

import pytest

from gdec.errors import GdecError, InputError
from gdec.facts import sources as module
from gdec.facts.sources import is_bulk, is_facts, sources
from gdec.facts.utf8 import MAX_BYTES, read_bytes
from gdec.project import Project, find_project

ONE = b'{"format":1,"article":{"id":"one","text":{}}}\n'
TWO = b'{"format":1,"article":{"id":"two","text":{}}}\n'


def written(path, data):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["bulk.jsonl", "bulk.jsonl.gz", "BULK.JSONL"])
def test_each_line_is_a_source_and_blank_ones_count(tmp_path, name):
    path = written(tmp_path / name, b"\xef\xbb\xbf" + ONE + b"\r\n\n" + TWO.strip())
    found = list(sources(path))
    assert [source.line for source in found] == [1, 4]
    assert [source.name for source in found] == [f"{path}:1", f"{path}:4"]
    assert [source.read().article.id for source in found] == ["one", "two"]
    assert is_bulk(path)
    assert is_facts(path)


def test_a_yaml_file_is_one_source(tmp_path):
    path = written(tmp_path / "one.yaml", b"format: 1\narticle: {id: one}\n")
    (source,) = sources(path)
    assert (source.name, source.line, source.read().article.id) == (str(path), 0, "one")
    assert not is_bulk(path)
    assert not is_facts(Path("facts.schema.json"))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bulk.jsonl", b"\n \n", "is empty; each line holds the facts of one article"),
        ("bulk.jsonl.gz", gzip.compress(ONE, mtime=0)[:-9], "is no whole gzip file"),
        ("bulk.jsonl.gz", ONE, "is no whole gzip file"),
        ("bulk.jsonl.gz", gzip.compress(ONE, mtime=0)[:12] + b"\xff" * 20, "is no whole gzip file"),
        ("bulk.jsonl", None, "cannot be read: No such file"),
        ("bulk.jsonl.gz", None, "cannot be read: No such file"),
    ],
)
def test_files_that_cannot_be_used(tmp_path, name, data, said):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        list(sources(path))


def test_a_line_too_long_is_refused_before_it_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 60)
    path = written(tmp_path / "bulk.jsonl", ONE + b" " * 100)
    with pytest.raises(InputError, match=r"bulk.jsonl:2: a line of more than"):
        list(sources(path))


def test_a_project_reads_the_articles_of_its_json_lines(tmp_path):
    written(tmp_path / "articles" / "bulk.jsonl", ONE + TWO)
    written(tmp_path / "articles" / "a.yaml", b"format: 1\narticle: {id: three}\n")
    project = find_project(tmp_path)
    paths = project.articles()
    assert [path.name for path in paths] == ["a.yaml", "bulk.jsonl"]
    found = [facts.article.id for path in paths for facts in project.read_each(path)]
    assert found == ["three", "one", "two"]
    assert project.read(paths[0]).article.id == "three"
    with pytest.raises(InputError, match="holds several articles; name a file of one"):
        project.read(paths[1])


def test_words_without_a_place_are_told_at_their_line(tmp_path):
    line = b'{"format":1,"article":{"id":"x"},"people":{"ana":{"name":{"is":"Ana","words":"Ana"}}}}\n'
    path = written(tmp_path / "bulk.jsonl", ONE + line)
    with pytest.raises(GdecError, match=r"bulk\.jsonl:2: 1 quote has no place"):
        list(Project(tmp_path).read_each(path))


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 500_000])
def test_a_file_of_any_size_is_read_whole(tmp_path, size):
    data = bytes(number % 251 for number in range(size))
    assert read_bytes(written(tmp_path / "some.yaml", data)) == data


def test_no_more_is_read_of_a_file_without_end_than_tells_that_it_is_too_large():
    assert MAX_BYTES < len(read_bytes(Path("/dev/zero"))) <= 2 * MAX_BYTES
