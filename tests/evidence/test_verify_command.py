"""`gdec verify`, run as a user runs it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = "Porto, 3 May 2031: The Harbour Data Forum opened in Porto on Thursday.\n\nAna Lima was there.\n"
FACTS = """\
format: 1
article:
  id: porto-1
  published: {is: 2031-05-03, words: 3 May 2031}
forums:
  hdf:
    name: {is: Harbour Data Forum, words: Harbour Data Forum} # as printed
    opened: {is: 2031-05-01, kind: inferred, rule: weekday-before-publication, words: on Thursday}
people:
  ana-lima: {name: {is: Ana Lima, words: Ana Lima}}
"""


def gdec(folder, *arguments):
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data" / "articles").mkdir(parents=True)
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "a.txt").write_bytes(ARTICLE.encode())
    (tmp_path / "data" / "articles" / "porto.yaml").write_bytes(FACTS.encode())
    assert gdec(tmp_path, "anchor", "data/articles/porto.yaml", "--article", "copies/a.txt")[0] == 0
    return tmp_path


def change(folder, old, new):
    path = folder / "copies" / "a.txt"
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))


def verify(folder, *arguments):
    return gdec(folder, "verify", *arguments, "--articles", "copies")


@pytest.mark.parametrize("facts", [[], ["data"], ["data/articles"], ["data/articles/porto.yaml"]])
def test_an_unaltered_copy_is_exact(folder, facts):
    assert verify(folder, *facts) == (0, "", "data/articles/porto.yaml: 4 exact\n")


def test_no_copies_are_no_verdict(folder):
    code, _, said = gdec(folder, "verify")
    assert (code, said) == (
        2,
        "gdec: no copies are given, so nothing can be verified; name their folder with --articles\n",
    )
    code, _, said = gdec(folder, "verify", "--articles", "nowhere")
    assert (code, said.startswith("gdec: nowhere: is no folder; put your copies")) == (2, True)
    (folder / "copies" / "a.txt").unlink()
    code, _, said = verify(folder)
    assert (code, said.startswith("gdec: copies: has no copies of articles")) == (2, True)
    (folder / "copies" / "b.txt").write_text("Something else was opened elsewhere by somebody.", encoding="utf-8")
    code, _, said = verify(folder)
    assert (code, said.startswith("gdec: copies: has no copy of any of these articles")) == (2, True)


def test_one_article_without_a_copy_is_told(folder):
    other = FACTS.replace("porto-1", "gaia-1").replace("hdf", "gtf").replace("Harbour Data Forum", "Gaia Tide Fair")
    (folder / "data" / "articles" / "gaia.yaml").write_text(
        other.replace("Thursday", "Friday").replace("2031-05-01", "2031-05-02"), encoding="utf-8"
    )
    gaia = ARTICLE.replace("Harbour Data Forum", "Gaia Tide Fair").replace("Porto", "Gaia").replace("Thurs", "Fri")
    (folder / "gaia.txt").write_text(gaia.replace("3 May 2031", "3 May 2031 (Agency)"), encoding="utf-8")
    assert gdec(folder, "anchor", "data/articles/gaia.yaml", "--article", "gaia.txt")[0] == 0
    code, out, said = verify(folder, "data")
    assert (code, said) == (1, "data/articles/porto.yaml: 4 exact\n")
    assert out.startswith("data/articles/gaia.yaml: there is no copy of this article\n")


def test_what_has_moved_is_told_and_written_anew(folder):
    change(folder, "Porto, 3", "PORTO,  3")
    change(folder, "\n\n", "\r\n")
    before = (folder / "data/articles/porto.yaml").read_bytes()
    code, out, said = verify(folder)
    assert (code, said) == (1, "data/articles/porto.yaml: 0 exact, 4 moved\n")
    assert "data/articles/porto.yaml:8: forums.hdf.name has moved, [1, 23, 41] → [1, 24, 42]" in out.splitlines()
    assert (folder / "data/articles/porto.yaml").read_bytes() == before
    code, out, said = verify(folder, "--fix")
    assert (code, said) == (0, "data/articles/porto.yaml: 0 exact, 4 moved; 4 written anew\n")
    assert verify(folder)[::2] == (0, "data/articles/porto.yaml: 4 exact\n")
    after = (folder / "data/articles/porto.yaml").read_bytes()
    assert len(after) == len(before)
    assert b"at: [1, 24, 42]" in after
    assert b"} # as printed\n" in after
    assert gdec(folder, "anchor", "data/articles/porto.yaml", "--article", "copies/a.txt", "--check")[0] == 0


def test_what_has_changed_is_shown_and_never_fixed(folder):
    change(folder, "Harbour Data Forum opened in", "Harbor Data Forum opened in")
    change(folder, "Ana Lima was there", "Nobody came")
    code, out, said = verify(folder, "--fix")
    assert (code, said) == (1, "data/articles/porto.yaml: 1 exact, 1 moved, 1 changed, 1 gone; 1 written anew\n")
    assert out.splitlines()[:3] == [
        "data/articles/porto.yaml:8: forums.hdf.name has changed, [1, 23, 41] → [1, 23, 40]",
        "- Harbour Data Forum",
        "+ Harbor Data Forum",
    ]
    assert out.splitlines()[-2:] == ["data/articles/porto.yaml:11: people.ana-lima.name is gone", "- Ana Lima"]
    assert b"words: Harbour Data Forum, at: [1, 23, 41]" in (folder / "data/articles/porto.yaml").read_bytes()


def test_an_inference_that_does_not_follow_is_told(folder):
    path = folder / "data/articles/porto.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("is: 2031-05-01", "is: 2031-05-02"), encoding="utf-8")
    code, out, said = verify(folder)
    assert (code, out) == (2, "")
    assert said.endswith(
        "data/articles/porto.yaml:9: forums.hdf.opened does not follow by weekday-before-publication: "
        "the rule gives 2031-05-01, and the fact says 2031-05-02\n"
    )


def test_a_file_that_is_no_text_is_passed_over(folder):
    (folder / "copies" / "picture.jpg").write_bytes(b"\xff\xd8")
    code, _, said = verify(folder)
    assert code == 0
    assert said.startswith("passed over: copies/picture.jpg:1: is not UTF-8")
