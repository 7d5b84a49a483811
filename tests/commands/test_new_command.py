"""`gdec new`, run as a user runs it, up to a graph."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = "Porto, 3 May 2031: Harbour Data Forum opens\n\nAna Lima, deputy mayor of Porto, spoke at the forum.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "Porto 2031.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "data" / "articles").mkdir(parents=True)
    return tmp_path


def gdec(*arguments, cwd):
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_skeleton_with_its_blanks_filled_in_becomes_a_graph(folder):
    file = folder / "data" / "articles" / "porto.yaml"
    done = gdec("new", "Porto 2031.txt", "-o", str(file), cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"fill in {file}, then run `gdec anchor {file} --article 'Porto 2031.txt'`\n"
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../facts.schema.json\n")
    assert "#   2  Ana Lima, deputy mayor …\n" in text
    text = text.replace(
        "title: {is: , words: }", "title: {is: Harbour Data Forum opens, words: Harbour Data Forum opens}"
    )
    text = text.replace("published: {is: , words: }", "published: {is: 2031-05-03, words: 3 May 2031}")
    file.write_text(text, encoding="utf-8")
    for verb in (
        ["anchor", str(file), "--article", "Porto 2031.txt"],
        ["map", str(file), "-o", "porto.nq"],
        ["validate", "data", "--provenance"],
        ["build"],
    ):
        done = gdec(*verb, cwd=folder)
        assert done.returncode == 0, (verb, done.stdout, done.stderr)
    assert "/porto#graph" in (folder / "porto.nq").read_text(encoding="utf-8")


def test_a_file_that_is_there_stays_as_it_is(folder):
    (folder / "porto.yaml").write_text("mine", encoding="utf-8")
    done = gdec("new", "Porto 2031.txt", "-o", "porto.yaml", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "gdec: porto.yaml: is there already, and stays as it is; choose another name\n"
    assert (folder / "porto.yaml").read_text(encoding="utf-8") == "mine"


def test_without_a_file_it_is_printed(folder):
    done = gdec("new", "Porto 2031.txt", "--id", "porto-1", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "  id: porto-1\n" in done.stdout


def test_the_id_is_the_new_file_s_name_or_the_article_s(folder):
    assert gdec("new", "Porto 2031.txt", "-o", "Alpine Days.yaml", cwd=folder).returncode == 0
    assert "  id: alpine-days\n" in (folder / "Alpine Days.yaml").read_text("utf-8")
    assert "  id: porto-2031\n" in gdec("new", "Porto 2031.txt", cwd=folder).stdout


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("no.txt", None, "gdec: no.txt: cannot be read: No such file or directory\n"),
        ("empty.txt", b"\n", "gdec: empty.txt: the article has no text; nothing can be quoted from it\n"),
        ("latin.txt", b"caf\xe9", "gdec: latin.txt:1: is not UTF-8; save it as UTF-8\n"),
        ("---.txt", b"Porto", 'gdec: ---.txt: the key "" must be letters, digits and single hyphens'),
    ],
)
def test_articles_that_cannot_be_used(folder, name, data, said):
    if data is not None:
        (folder / name).write_bytes(data)
    done = gdec("new", "--", name, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)


def test_the_schema_stands_where_the_skeleton_looks_for_it(folder):
    assert gdec("schema", "-o", "data/facts.schema.json", cwd=folder).returncode == 0
    assert json.loads((folder / "data" / "facts.schema.json").read_text("utf-8")) == json.loads(
        gdec("schema", cwd=folder).stdout
    )
