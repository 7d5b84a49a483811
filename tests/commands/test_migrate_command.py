"""`gdec migrate`, run as a user runs it."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def gdec(*arguments, cwd):
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def contents(folder):
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*.yaml")}


def test_files_that_are_up_to_date_are_left_alone_and_said_so(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    before = contents(tmp_path)
    done = gdec("migrate", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["is up to date (format 1)"] * len(before)
    assert contents(tmp_path) == before


def test_a_newer_file_is_refused(tmp_path):
    (tmp_path / "new.yaml").write_text("format: 7\nwonders: {}\n", encoding="utf-8")
    done = gdec("migrate", "new.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("gdec: new.yaml:1: format 7 was made by a newer gdec")


def test_what_is_no_project_or_no_yaml_is_told(tmp_path):
    assert "holds no facts files" in gdec("migrate", cwd=tmp_path).stderr
    (tmp_path / "bulk.jsonl").write_text('{"format":1}\n', encoding="utf-8")
    done = gdec("migrate", "bulk.jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert "is JSON Lines" in done.stderr
