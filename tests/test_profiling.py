"""Where the computing time of a run went."""

import subprocess
import sys

from generated import ROOT, lines

GDEC = [sys.executable, str(ROOT / "cli.py")]


def test_a_run_tells_where_its_time_went_that_of_its_workers_included(tmp_path):
    (tmp_path / "many.jsonl").write_bytes(b"".join(lines(120)))
    command = [*GDEC, "--profile", "spent.txt", "map", "many.jsonl", "--jobs", "2", "-o", "out.nq"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    told = [line.split()[-1] for line in done.stderr.splitlines()]
    assert told[0] == "all"
    assert {"facts", "mapping"} <= set(told)
    stacks = (tmp_path / "spent.txt").read_text("utf-8").splitlines()
    assert all(line.rpartition(" ")[2].isdecimal() for line in stacks)
    assert any("gdec.processes.worker:serve;" in line and "gdec.mapping.statements:" in line for line in stacks)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many.jsonl", "out.nq", "spent.txt"]


def test_a_run_that_fails_is_told_of_as_well(tmp_path):
    done = subprocess.run(
        [*GDEC, "--profile", "spent.txt", "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "no store at .gdec" in done.stderr
    assert (tmp_path / "spent.txt").exists()


def test_nothing_of_it_is_there_when_it_is_not_asked_for():
    code = (
        "import signal, gdec.cli\n"
        "print(signal.getsignal(signal.SIGPROF) == signal.SIG_DFL, *signal.getitimer(signal.ITIMER_PROF))"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert out.split() == ["True", "0.0", "0.0"]
