"""A full disk, a read-only disk, a folder of somebody else's, a reader who leaves."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, listing
from torture import times

HERE = Path(__file__).parent


def test_a_full_or_read_only_disk_loses_nothing(good, tmp_path):
    alone = ["unshare", "--user", "--map-root-user", "--mount"]
    tried = subprocess.run([*alone, "mount", "-t", "tmpfs", "none", str(tmp_path)], capture_output=True, check=False)
    if shutil.which("unshare") is None or tried.returncode:
        pytest.skip(f"no disk can be mounted here: {tried.stderr.decode().strip()}")
    shutil.copytree(good, tmp_path / "good")
    command = [*alone, sys.executable, str(HERE / "full_disk.py"), str(tmp_path), str(times(12, 60))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_told(gdec, project):
    (project / "data/articles").chmod(0o555)
    project.chmod(0o555)
    try:
        for argv in (["build"], ["map", "data", "-o", "x.nq"]):
            ran = gdec(*argv, cwd=project)
            assert (ran.code, ran.out) == (2, "")
            assert "cannot be written: Permission denied" in ran.err
    finally:
        project.chmod(0o755)
        (project / "data/articles").chmod(0o755)


def test_a_locked_store_is_told(gdec, project):
    assert gdec("build", cwd=project).code == 0
    path = project / "data/articles/porto.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("{title: deputy mayor", "{title: mayor"), encoding="utf-8")
    before = listing(project)
    with (project / ".gdec/lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = gdec("build", cwd=project)
        assert (ran.code, ran.out) == (2, "")
        assert re.search(r"\.gdec: process \d+ is changing this store; wait until it has ended", ran.err)
        assert gdec("query", "timeline", cwd=project).code == 0
    assert listing(project) == before
    assert gdec("build", cwd=project).code == 0


CALLS = (
    "--help", "build --help", "map data", "validate data", "query timeline -f csv", "query --list", "query --show timeline",
    "export -f nt", "check", "schema", "new porto.txt", "convert data/articles/porto.yaml -f jsonl",
)  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_a_reader_who_leaves_is_no_error(good, call):
    command = [sys.executable, "-m", "gdec", *call.split()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing) as out:
        done = subprocess.run(
            command, cwd=good, env=environment, stdout=out, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    assert "BrokenPipe" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("call", CALLS)
def test_standard_output_that_is_full_is_told(good, call):
    command = [sys.executable, "-m", "gdec", *call.split()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with open("/dev/full", "w") as out:  # noqa: PTH123
        done = subprocess.run(
            command, cwd=good, env=environment, stdout=out, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, "gdec: standard output: No space left on device")
