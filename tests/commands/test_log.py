"""What commands tell beside their data: lines for people, one JSON object a line for machines, and progress."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, str(ROOT / "cli.py")]
WORK = """
import sys, time
from gdec.commands import log
from gdec.progress import counted
log.PATIENCE = 0
log.use(sys.argv[1])
with log.progress(streams=sys.argv[2] == "streams"):
    for _ in counted("articles", range(3), 3):
        time.sleep(0.02)
"""


def told(*arguments, cwd):
    done = subprocess.run(
        [*COMMAND, "--log-format", "json", *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )
    return done.returncode, [json.loads(line) for line in done.stderr.splitlines()]


def test_errors_and_notes_are_json_where_asked(tmp_path):
    assert told("query", "quary", cwd=tmp_path)[0] == 2
    bad = tmp_path / "bad.nt"
    bad.write_text("<a> .\n")
    code, [error] = told("validate", "bad.nt", cwd=tmp_path)
    assert (code, error["level"], error["file"], error["line"], error["exit_code"]) == (2, "error", "bad.nt", 1, 2)
    code, [error] = told("quary", cwd=tmp_path)
    assert code == 2
    assert "query" in error["message"]
    code, [note] = told("verify", "--articles", ".", cwd=tmp_path / "..")
    assert note["level"] == "error"


def test_each_problem_of_a_file_is_an_object_of_its_own(tmp_path):
    (tmp_path / "facts.yaml").write_text("format: 1\narticle: {id: x}\npeple: {}\nforums: {f: {nam: x}}\n")
    code, errors = told("map", "facts.yaml", cwd=tmp_path)
    assert code == 2
    assert [error["line"] for error in errors] == [3, 4]


def on_terminal(form, streams="", *, stdout_too=True):
    """Run work with standard error, and perhaps standard output, on a terminal, and give what the terminal shows."""
    mine, theirs = pty.openpty()
    work = subprocess.Popen(
        [sys.executable, "-c", WORK, form, streams],
        stderr=theirs,
        stdout=theirs if stdout_too else subprocess.DEVNULL,
        cwd=ROOT,
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(mine, 4096):
            shown += piece
    except OSError:  # the terminal is gone when the last of its users is
        pass
    os.close(mine)
    assert work.wait() == 0
    return shown.decode()


def test_progress_is_shown_on_a_terminal_and_leaves_an_empty_line():
    shown = on_terminal("text")
    assert shown.startswith("\r1 of 3 articles  33 %")
    assert shown.endswith(f"\r{'':<21}\r")


@pytest.mark.parametrize(("form", "streams"), [("text", "streams"), ("json", "")])
def test_no_line_of_progress_among_data_or_json(form, streams):
    shown = on_terminal(form, streams)
    assert "\r1 of" not in shown
    assert on_terminal("text", "streams", stdout_too=False).startswith("\r1 of 3")


def test_progress_is_quiet_where_nobody_looks():
    done = subprocess.run([sys.executable, "-c", WORK, "text", ""], capture_output=True, cwd=ROOT, check=True)
    assert done.stderr == b""


def test_progress_is_json_where_asked():
    done = subprocess.run([sys.executable, "-c", WORK, "json", ""], capture_output=True, cwd=ROOT, check=True)
    first, *_ = map(json.loads, done.stderr.splitlines())
    assert first == {"level": "progress", "what": "articles", "done": 1, "total": 3}


def test_workers_leave_progress_to_who_waits_for_them():
    code = (
        "from gdec.progress import counted, listening\nfrom gdec.processes.pool import in_workers\n"
        "def work(thing):\n    return [each for each in counted('inner', range(thing))]\n"
        "for jobs in (1, 2):\n"
        "    with listening(lambda *told: print(*told)):\n"
        "        list(counted('outer', in_workers(work, [3, 4, 5], jobs)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines() == [f"outer {number} None" for number in (1, 2, 3)] * 2


@pytest.mark.parametrize("verb", ["map", "build", "validate", "export", "publish"])
def test_what_lasts_tells_of_its_progress(verb, tmp_path):
    arguments = {
        "map": ["map", str(ROOT / "data"), "-o", "out.nq"],
        "build": ["build", str(ROOT / "data"), "--store", "other"],
        "validate": ["validate", str(ROOT / "data"), "--shapes", str(ROOT / "shapes")],
        "export": ["export", "-o", "out.ttl", "--store", "store"],
        "publish": ["publish", "site", "--store", "store", "--base-url", "https://example.org/"],
    }[verb]
    if verb in ("export", "publish"):
        subprocess.run([*COMMAND, "build", str(ROOT / "data"), "--store", "store"], cwd=tmp_path, check=True)
    code = (
        "import sys\nfrom gdec.commands import log\nlog.PATIENCE, log.PAUSE = 0, {'text': 0, 'json': 0}\n"
        "from gdec.cli import main\nmain()\n"
    )
    command = [sys.executable, "-c", code, "--log-format", "json", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True, env=environment)
    told = [json.loads(line) for line in done.stderr.splitlines()]
    whats = {each["what"] for each in told if each["level"] == "progress"}
    wanted = {
        "map": "articles",
        "build": "articles",
        "validate": "checks",
        "export": "triples read",
        "publish": "pages",
    }
    assert wanted[verb] in whats
    if verb == "export":
        assert all(each["total"] for each in told if each["what"] == "triples read")
    assert all(each["total"] is None or each["done"] <= each["total"] for each in told if each["level"] == "progress")
