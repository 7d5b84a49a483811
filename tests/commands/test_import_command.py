"""`gdec import`, run as a user runs it: somebody sent forty rows."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORUMS = "format: 1\nforums:\n  hdf-2031: {name: Harbour Data Forum 2031, reason: One forum of one name.}\n"
PEOPLE = [
    "--as",
    "people",
    "-m",
    "name=Name",
    "-m",
    "posts.title=Title",
    "-m",
    "posts.in=Body",
    "--attested",
    "2031-05-03",
]


@pytest.fixture
def project(tmp_path):
    (tmp_path / "data" / "articles").mkdir(parents=True)
    (tmp_path / "data" / "registry").mkdir()
    (tmp_path / "data" / "registry" / "forums.yaml").write_text(FORUMS, encoding="utf-8")
    rows = [
        f'Guest {number};"Head; office {number}";Harbour Office;"a note\r\nof two lines"' for number in range(1, 41)
    ]
    (tmp_path / "guests.csv").write_bytes("\r\n".join(["\ufeffName;Title;Body;Note", *rows, ""]).encode())
    return tmp_path


def gdec(*arguments, cwd):
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def test_forty_rows_become_facts_that_anchor_and_conform(project):
    output = "data/articles/guests.yaml"
    done = gdec("import", "guests.csv", *PEOPLE, "--event", "hdf-2031", "--part", "speaker", "-o", output, cwd=project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    checked = gdec("anchor", "--check", output, "--article", "guests.csv", cwd=project)
    assert checked.returncode == 0, checked.stderr
    assert "121 unchanged" in checked.stderr
    validated = gdec("validate", "data", "--provenance", cwd=project)
    assert validated.returncode == 0, validated.stdout
    lines = gdec("map", "data", cwd=project).stdout.splitlines()
    assert sum("/participation/" in line and "#type>" in line and "#Participation>" in line for line in lines) >= 40


def test_forums_become_facts(project):
    (project / "forums.csv").write_text("Forum,From,City\nPorts 2031,1 May 2031,Porto\n", encoding="utf-8")
    columns = ["-m", "name=Forum", "-m", "starts=From", "-m", "held_in=City"]
    output = "data/articles/forums.yaml"
    done = gdec("import", "forums.csv", "--as", "forums", *columns, "--id", "list-1", "-o", output, cwd=project)
    assert done.returncode == 0, done.stderr
    text = (project / output).read_text(encoding="utf-8")
    assert "  id: list-1\n" in text
    assert "starts: {is: 2031-05-01, words: 1 May 2031, at: [2, 27, 37]" in text
    assert gdec("validate", "data", "--provenance", cwd=project).returncode == 0


def test_a_file_that_is_there_stays_as_it_is(project):
    (project / "mine.yaml").write_text("mine", encoding="utf-8")
    done = gdec("import", "guests.csv", *PEOPLE, "-o", "mine.yaml", cwd=project)
    assert done.returncode == 2
    assert (project / "mine.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (b"Name,Title,Body\nAna,\xff,x\n", PEOPLE, "guests.csv:2: is not UTF-8; save it as UTF-8"),
        (
            b"Name,Title,Body\nAna,a,x\nAna,b,x\n",
            PEOPLE,
            'guests.csv:3: "ana" stands in line 2 already, with another Title',
        ),
        (b"Name,Title,Body\nAna,a,x\n", [*PEOPLE, "--delimiter", ";"], 'guests.csv:1: "Body" is no column'),
        (b"Name,Title,Body\nAna,a,x\n", [*PEOPLE, "--delimiter", ";;"], "--delimiter is one character"),
        (b"Name,Title,Body\nAna,a,x\n", [*PEOPLE, "-m", "Name"], "write a field and a column"),
        (b"Name,Title,Body\nAna,a,x\n", [*PEOPLE, "--event", "hdf"], 'there is no event "hdf" in the registry'),
        (b"Name,Title,Body\nAna,a,x\n", [*PEOPLE, "--id", "a b"], 'the key "a b" must be letters'),
        (b"Name,Title,Body\nAna,a,x\n", ["--as", "ships", "-m", "name=Name"], "'ships' is not one of"),
    ],
)
def test_tables_that_cannot_be_used_give_nothing(project, data, options, said):
    (project / "guests.csv").write_bytes(data)
    done = gdec("import", "guests.csv", *options, "-o", "data/articles/guests.yaml", cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not (project / "data" / "articles" / "guests.yaml").exists()
