"""`gdec anchor`, run as a user runs it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = "Porto, 3 May 2031: The Harbour Data Forum opened in Porto.\r\n"
FACTS = "format: 1\narticle: {id: porto-1}\nforums:\n  hdf:\n    name: {is: Forum, words: Data Forum} # as printed\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "porto.txt").write_bytes(ARTICLE.encode())
    (tmp_path / "porto.yaml").write_bytes(FACTS.encode())
    return tmp_path


def anchor(folder, *options, article="porto.txt"):
    command = [sys.executable, str(ROOT / "cli.py"), "anchor", "porto.yaml", "--article", article, *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stdout == ""
    return done.returncode, done.stderr, (folder / "porto.yaml").read_bytes().decode()


def test_writes_the_places_into_the_file_and_says_how_many(folder):
    code, said, text = anchor(folder)
    assert (code, said) == (0, "porto.yaml: 1 anchored, 0 unchanged\n")
    assert "words: Data Forum, at: [1, 31, 41], sha256: " in text
    assert text.endswith("} # as printed\n")
    assert anchor(folder) == (0, "porto.yaml: 0 anchored, 1 unchanged\n", text)
    assert sorted(path.name for path in folder.iterdir()) == ["porto.txt", "porto.yaml"]


def test_check_changes_nothing_and_answers_by_its_exit_code(folder):
    assert anchor(folder, "--check") == (1, "porto.yaml: 1 would be anchored, 0 unchanged\n", FACTS)
    anchor(folder)
    code, said, _ = anchor(folder, "--check")
    assert (code, said) == (0, "porto.yaml: 0 would be anchored, 1 unchanged\n")


def test_problems_are_told_together_and_nothing_is_written(folder):
    facts = FACTS.replace("words: Data Forum", "words: Porto") + "people: {ana-lima: {name: Ana Lima}}\n"
    (folder / "porto.yaml").write_text(facts, encoding="utf-8")
    code, said, text = anchor(folder)
    assert (code, text) == (2, facts)
    assert 'porto.yaml:5: "Porto" stands in 2 places' in said
    assert "porto.yaml:6: name has no words" in said


def test_what_moved_is_told(folder):
    anchor(folder)
    (folder / "porto.txt").write_bytes(ARTICLE.replace("2031", "2032, noon").encode())
    code, said, _ = anchor(folder)
    assert code == 0
    assert said.splitlines() == [
        "porto.yaml:5: moved from [1, 31, 41] to [1, 37, 47]",
        "porto.yaml:2: the text is not the one that was anchored before",
        "porto.yaml: 1 anchored, 0 unchanged",
    ]


def test_files_that_cannot_be_read_are_told(folder):
    code, said, _ = anchor(folder, article="nowhere.txt")
    assert (code, said) == (2, "gdec: nowhere.txt: cannot be read: No such file or directory\n")
    (folder / "porto.txt").write_bytes(b"\xff\xfe")
    assert anchor(folder)[:2] == (2, "gdec: porto.txt:1: is not UTF-8; save it as UTF-8\n")


def test_help_shows_an_example(folder):
    code, said, _ = anchor(folder, "--no-such-option")
    assert code == 2
    assert "--no-such-option" in said
    command = [sys.executable, str(ROOT / "cli.py"), "anchor", "--help"]
    shown = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert "gdec anchor data/articles/porto.yaml --article porto.txt" in shown
