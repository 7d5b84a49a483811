"""The completion of commands, in the shells themselves."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SECONDS = 60


@pytest.fixture
def environment(tmp_path):
    program = tmp_path / "bin" / "gdec"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nfrom gdec.cli import main\nmain()\n")
    program.chmod(0o755)
    return os.environ | {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "TERM": "dumb",
    }


def run(*command, environment):
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def complete(line, environment):
    """Give what bash completes the last word of a line to."""
    words = line.split(" ")
    script = (
        'source <(gdec completion bash); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
        '_gdec_completion gdec; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    return run("bash", "-c", script, "bash", *words, environment=environment).split()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("gdec bu", ["build"]),
        ("gdec buidl --st", []),
        ("gdec export --sto", ["--store"]),
        ("gdec query who-s", ["who-spoke"]),
        ("gdec query who-spoke -f mark", ["markdown"]),
        ("gdec query who-spoke -p ", ["event="]),
        ("gdec query who-spoke -p ev", ["event="]),
        ("gdec query -f csv who-spoke -p x", []),
        ("gdec query mine.rq -p ", []),
        ("gdec check event-without-d", ["event-without-date"]),
        ("gdec diff -f ", ["text", "patch", "html"]),
    ],
)
def test_bash_completes(line, found, environment):
    assert complete(line, environment) == found


def test_bash_completes_every_verb_and_saved_query(environment):
    verbs = {path.stem for path in (ROOT / "docs/commands").glob("*.md")}
    assert set(complete("gdec ", environment)) == verbs
    assert set(complete("gdec query ", environment)) == {path.stem for path in (ROOT / "queries").glob("*.rq")}


def test_bash_completes_the_queries_of_a_project_and_of_one_that_cannot_be_used_none(environment, tmp_path):
    own = tmp_path / "data/queries/visitors.rq"
    own.parent.mkdir(parents=True)
    own.write_text("ASK {}", encoding="utf-8")
    asked = f"gdec query --project {tmp_path / 'data'}"
    assert complete(f"{asked} vis", environment) == ["visitors"]
    own.write_text("#+ what: is this?\nASK {}", encoding="utf-8")
    assert complete(f"{asked} who-s", environment) == ["who-spoke"]


def test_fish_completes(environment):
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    script = 'gdec completion fish | source; complete -C "gdec query who-s"; complete -C "gdec query who-spoke -p "'
    told = run("fish", "--no-config", "-c", script, environment=environment)
    assert [line.split("\t")[0] for line in told.splitlines()] == ["who-spoke", "event="]


@pytest.mark.parametrize(
    ("shell", "prepare", "typed"),
    [
        (
            ["bash", "--norc", "-i"],
            'eval "$(gdec completion bash)"',
            "gdec query --show who-s\t-p ev\tceremony:harbour\n",
        ),
        (
            ["zsh", "-f", "-i"],
            'autoload -Uz compinit; compinit -D -u; eval "$(gdec completion zsh)"',
            "gdec query --show who-s\t\n",
        ),
    ],
    ids=["bash", "zsh"],
)
def test_a_tab_completes_on_a_terminal(shell, prepare, typed, environment):
    if shutil.which(shell[0]) is None:
        pytest.skip(f"{shell[0]} is not installed")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execvpe(shell[0], shell, environment)
    try:
        os.write(terminal, f"{prepare}; echo rea''dy\n".encode())
        read_until(terminal, "ready\r\n")
        os.write(terminal, typed.encode())
        read_until(terminal, "#+ summary: Who spoke at an event")
        os.write(terminal, b"\nexit\n")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)


def read_until(terminal, wanted):
    seen, deadline = "", time.monotonic() + SECONDS
    while wanted not in seen:
        assert select.select([terminal], [], [], max(0, deadline - time.monotonic()))[0], seen
        seen += os.read(terminal, 4096).decode("utf-8", "replace")
