"""`gdec convert`, and what the other commands make of JSON Lines."""

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gdec.facts.reading import read
from gdec.facts.walk import without_lines

ROOT = Path(__file__).parents[2]
KEYS = ("china-org-cn-2024-08-01", "tdi-2023-07-04")


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def gdec(*arguments, cwd):
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def articles(project):
    return [f"data/articles/{key}.yaml" for key in KEYS]


def in_bulk(project, name="bulk.jsonl"):
    """Put both articles into one file of JSON Lines."""
    done = gdec("convert", *articles(project), "-o", f"data/articles/{name}", cwd=project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for path in articles(project):
        (project / path).unlink()
    return project / "data" / "articles" / name


def test_there_and_back_loses_no_fact(project):
    before = {key: without_lines(read(project / "data" / "articles" / f"{key}.yaml")) for key in KEYS}
    in_bulk(project, "bulk.jsonl.gz")
    done = gdec("convert", "data/articles/bulk.jsonl.gz", "-f", "yaml", "-o", "data/articles", cwd=project)
    assert done.returncode == 0, done.stderr
    assert {key: without_lines(read(project / "data" / "articles" / f"{key}.yaml")) for key in KEYS} == before


def test_the_same_facts_give_the_same_bytes(project):
    plain = gdec("convert", *articles(project), "-f", "jsonl", cwd=project).stdout
    assert plain.count("\n") == 2
    gdec("convert", *articles(project), "-o", "a.jsonl.gz", cwd=project)
    gdec("convert", *articles(project), "-o", "b.jsonl.gz", cwd=project)
    assert (project / "a.jsonl.gz").read_bytes() == (project / "b.jsonl.gz").read_bytes()
    assert gzip.decompress((project / "a.jsonl.gz").read_bytes()).decode() == plain


def test_json_lines_map_validate_and_build_as_yaml_does(project):
    yaml = gdec("map", "data", cwd=project).stdout
    assert gdec("build", cwd=project).returncode == 0
    in_bulk(project)
    assert gdec("map", "data", cwd=project).stdout == yaml
    assert gdec("map", "data/articles/bulk.jsonl", cwd=project).stdout == yaml
    assert gdec("validate", "data", "--provenance", cwd=project).returncode == 0
    built = gdec("build", "--store", "other", cwd=project)
    assert [line.split()[0] for line in built.stdout.splitlines()] == ["built", "built", "other"]
    again = gdec("build", "--store", "other", cwd=project)
    assert [line.split()[0] for line in again.stdout.splitlines()] == ["unchanged", "unchanged", "other"]
    assert (
        gdec("export", "-f", "nq", cwd=project).stdout
        == gdec("export", "-f", "nq", "--store", "other", cwd=project).stdout
    )


def test_a_wrong_line_is_told_and_the_others_are_built(project):
    bulk = in_bulk(project)
    gdec("build", cwd=project)
    first, second = bulk.read_bytes().splitlines(keepends=True)
    bulk.write_bytes(first.replace(b'"publisher"', b'"publisherr"') + second.replace(b'"Deputy Head"', b'"Head"'))
    done = gdec("build", "--prune", cwd=project)
    assert done.returncode == 2
    assert 'bulk.jsonl:1: article.publisherr: unknown key "publisherr"; did you mean "publisher"?' in done.stderr
    assert f"built      {KEYS[1]}" in done.stdout
    assert "removed" not in done.stdout
    for verb in ("map", "validate"):
        done = gdec(verb, "data", cwd=project)
        assert (done.returncode, done.stdout) == (2, "")
        assert "bulk.jsonl:1: article.publisherr" in done.stderr


def test_one_article_in_two_lines_is_refused(project):
    bulk = in_bulk(project)
    bulk.write_bytes(bulk.read_bytes() * 2)
    done = gdec("build", cwd=project)
    assert done.returncode == 2
    assert f'bulk.jsonl:3: the article "{KEYS[0]}" is in' in done.stderr
    assert "bulk.jsonl:1, too" in done.stderr
    again = gdec("build", cwd=project)
    assert (again.returncode, again.stderr) == (2, done.stderr)


def test_what_does_not_conform_is_told_at_its_line(project):
    bulk = in_bulk(project)
    bulk.write_bytes(bulk.read_bytes().replace(b'"days":{"is":4', b'"days":{"is":5'))
    done = gdec("build", cwd=project)
    assert done.returncode == 1
    assert "bulk.jsonl:2: not stored, because it does not conform" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["data/articles/bulk.jsonl"], "name a form with -f"),
        (["data/articles/bulk.jsonl", "-f", "yaml"], "bulk.jsonl:2: a second facts file for one YAML file"),
        (["data/articles/bulk.jsonl", "data/articles/bulk.jsonl", "-f", "yaml", "-o", "data"], "is there already"),
        (["data/registry/people.yaml", "-f", "yaml", "-o", "data"], "has no article to name a file after"),
        (["nowhere.yaml", "-f", "jsonl"], "nowhere.yaml: cannot be read"),
    ],
)
def test_conversions_that_cannot_be_made_write_nothing(project, arguments, said):
    in_bulk(project)
    before = sorted(project.rglob("*"))
    done = gdec("convert", *arguments, cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert sorted(project.rglob("*")) == before


def test_files_that_are_there_stay_as_they_are(project):
    before = (project / articles(project)[0]).read_bytes()
    done = gdec("convert", *articles(project), "-f", "yaml", "-o", "data/articles", cwd=project)
    assert done.returncode == 2
    assert "is there already, and stays as it is" in done.stderr
    assert (project / articles(project)[0]).read_bytes() == before


def test_anchor_leads_from_json_lines_to_yaml(project):
    in_bulk(project)
    done = gdec("anchor", "data/articles/bulk.jsonl", "--article", "cli.py", cwd=project)
    assert done.returncode == 2
    assert "is JSON Lines; turn it into YAML with `gdec convert -f yaml`" in done.stderr
