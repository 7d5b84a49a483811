"""Run the command line quickly and in safety, and hold what every run must hold to, however bad its input."""

import hashlib
import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BUG = re.compile(r"Traceback \(most recent call last\)|this is a bug|panicked at|PanicException|object at 0x")


@dataclass(frozen=True)
class Ran:
    """How a call ended, and what it said."""

    code: int
    out: str
    err: str


class Runner:
    """Runs `gdec` in forks of one process that has it imported already."""

    def __init__(self, process, folder):
        self.process, self.folder = process, folder

    def __call__(self, *argv, cwd, stdin=b"", seconds=60, env=()):
        out, err, given = (self.folder / name for name in ("out", "err", "in"))
        given.write_bytes(stdin)
        call = {
            "argv": [os.fsdecode(argument) for argument in argv],
            "cwd": str(cwd),
            "stdin": str(given),
            "out": str(out),
            "err": str(err),
            "seconds": seconds,
            "env": dict(env),
        }
        self.process.stdin.write(json.dumps(call).encode() + b"\n")
        self.process.stdin.flush()
        code = int(self.process.stdout.readline())
        return Ran(code, out.read_bytes().decode("utf-8", "replace"), err.read_bytes().decode("utf-8", "replace"))


@contextmanager
def runner(folder):
    """Give a runner whose files lie in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    command = [sys.executable, str(Path(__file__).parent / "zygote.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        yield Runner(process, folder)
        process.stdin.close()


def listing(folder):
    """Give each path below a folder with what it holds."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
    }


def hold(ran, codes=(0, 1, 2)):
    """Hold a run to an exit code that is allowed, and to words that are no bug's."""
    assert ran.code in codes, ran
    assert not BUG.search(ran.err), ran
