"""How commands write for people: on a terminal between words, with notes of what was assumed and what is to be done."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from gdec import build_store
from gdec.api import keeping
from gdec.cli import VERBS
from gdec.cli import gdec as cli
from gdec.errors import GdecError
from gdec.project import find_project
from gdec.site.frame import templating

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, str(ROOT / "cli.py")]
WIDTH = 60


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("told") / "store"
    build_store(ROOT / "data", folder)
    return str(folder)


def gdec(*arguments, cwd=ROOT):
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, cwd=cwd, check=False)


def on_terminal(*arguments):
    """Run a command on a terminal of `WIDTH` columns, and give the lines that it shows."""
    mine, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(WIDTH), "TERM": "xterm"}
    work = subprocess.Popen([*COMMAND, *arguments], stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(mine, 4096):
            shown += piece
    except OSError:  # the terminal is gone when the last of its users is
        pass
    os.close(mine)
    assert work.wait() == 0
    return [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).splitlines()]


def words(lines):
    return " ".join(lines).split()


@pytest.mark.parametrize(
    "arguments", [["query", "--list"], ["check", "--list"], ["why", "forum:lhasa-forum-2024", "edition of"]]
)
def test_a_terminal_gets_lines_broken_between_words(store, arguments):
    asked = arguments if "--list" in arguments else [*arguments, "--store", store]
    shown, plain = on_terminal(*asked), gdec(*asked).stdout.splitlines()
    assert words(shown) == words(plain)
    assert len(shown) > len(plain)
    # What is wider is a word that no line has room for.
    assert [line for line in shown if len(line) > WIDTH and len(line.split()) > 1] == []


def test_tables_of_checks_fit_a_terminal(store):
    shown = on_terminal("check", "counted-but-not-named", "same-label-different-thing", "--store", store)
    assert max(map(len, shown)) <= WIDTH
    assert any("counted-but-not-named" in line for line in shown)
    assert "  counted  special activities" in shown


def test_defaults_are_told_where_nothing_is_found_and_on_a_terminal(store):
    said = "for event=forum:lhasa-forum-2024, the default; give another with -p event=…"
    empty = gdec("query", "attendance-at-least", "-p", "sort=gdec:Place", "--store", store)
    assert (empty.returncode, empty.stderr) == (0, f"no rows {said}\n")
    full = gdec("query", "attendance-at-least", "--store", store)
    assert (full.returncode, full.stderr) == (0, "")
    assert any(line.startswith("asked for event=") for line in on_terminal("query", "counted-parts", "--store", store))
    given = gdec("query", "counted-parts", "-p", "event=forum:none", "--store", store)
    others = "forum:gdec-2023-main-forum, forum:lhasa-forum-2024, forum:lhasa-forum-2024-main-forum"
    assert given.stderr == f'no rows; nothing is called "forum:none"; there are {others}\n'


def test_notes_fit_a_terminal_too(store):
    shown = on_terminal("query", "counted-parts", "-p", "event=forum:none", "--store", store)
    assert max(map(len, shown)) <= WIDTH
    assert any(line.startswith("    forum:gdec-2023-main-forum") for line in shown)


def test_the_list_of_queries_shows_their_parameters():
    lines = gdec("query", "--list").stdout.splitlines()
    assert ["attendance-at-least", "event,", "sort"] in [line.split()[:3] for line in lines]


def test_several_problems_have_a_line_each_below_their_number(tmp_path):
    (tmp_path / "facts.yaml").write_text("format: 1\narticle: {id: x}\npeple: {}\nforums: {f: {nam: x}}\n")
    done = gdec("map", "facts.yaml", cwd=tmp_path)
    first, *others = done.stderr.splitlines()
    assert (done.returncode, first) == (2, "gdec: 2 problems")
    assert [line.split(": ")[0] for line in others] == ["facts.yaml:3", "facts.yaml:4"]


def test_the_problems_of_all_files_are_told_together(tmp_path):
    for name, line in (("b", "peple: {}"), ("a", "forums: {f: {nam: x}}")):
        (tmp_path / f"{name}.yaml").write_text(f"format: 1\narticle: {{id: {name}}}\n{line}\n")
    done = gdec("validate", "b.yaml", "a.yaml", cwd=tmp_path)
    first, *others = done.stderr.splitlines()
    assert (done.returncode, first) == (2, "gdec: 2 problems")
    assert [line.split(": ")[0] for line in others] == ["a.yaml:3", "b.yaml:3"]


def test_a_query_that_is_to_be_typed_is_asked_for(store):
    mine, theirs = pty.openpty()
    os.write(mine, b"ASK { ?s ?p ?o }\n\x04")
    command = [*COMMAND, "query", "-", "--store", store]
    done = subprocess.run(command, stdin=theirs, capture_output=True, text=True, check=False)
    os.close(mine)
    os.close(theirs)
    told = "reads a query from this terminal; Ctrl-D on a line of its own ends it\n"
    assert (done.returncode, done.stderr) == (0, told)
    assert "true" in done.stdout


@pytest.mark.parametrize("verb", [(), *((verb,) for verb in VERBS)], ids=" ".join)
def test_help_fits_eighty_columns(verb, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    shown = CliRunner().invoke(cli, [*verb, "--help"], terminal_width=80).output
    assert shown.startswith("Usage: ")
    assert [line for line in shown.splitlines() if len(line) > 80] == []


def test_validate_takes_the_folder_data_where_nothing_is_named(tmp_path):
    done = gdec("validate", cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no folder data here" in done.stderr
    assert gdec("validate").stdout == gdec("validate", "data").stdout


def test_all_that_publishing_lacks_is_told_together(tmp_path, monkeypatch):
    monkeypatch.setattr(templating, "find_spec", lambda _: None)
    with pytest.raises(GdecError) as error:
        keeping.publish_site(tmp_path / "public", find_project(tmp_path))
    assert "pip install 'gdec[site]'" in str(error.value)
    assert "--base-url" in str(error.value)
    with pytest.raises(GdecError) as error:
        keeping.publish_site(tmp_path / "public", find_project(tmp_path), base_url="https://example.org/")
    assert "--base-url" not in str(error.value)
