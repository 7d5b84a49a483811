"""Measure contestants side by side: in turn, in processes of their own, with time and memory of all they start."""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import select
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent


class Run(NamedTuple):
    """One run: seconds of wall time, of computing time, and the most memory that the processes held together."""

    seconds: float
    computing: float
    megabytes: float


def run(command: list[str], cwd: Path) -> Run:
    """Run a command to its end and measure it.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    _adopt()
    others = set(_tree(os.getpid()))
    before = os.times()
    begun = time.perf_counter()
    most = 0.0
    with subprocess.Popen(command, cwd=cwd, env=environment(), stdout=subprocess.DEVNULL) as process:
        end, pause = os.pidfd_open(process.pid), 2.0
        ended = select.poll()
        ended.register(end, select.POLLIN)
        # Looked at more often at first: a short process would have ended before its memory is seen.
        while not ended.poll(pause):
            looked = time.perf_counter()
            most = max(most, sum(map(_memory, _tree(process.pid))))
            # To count a large process's pages keeps it from getting more meanwhile: that must not tell in its time.
            pause = max(min(1.3 * pause, 20), 40_000 * (time.perf_counter() - looked))
        seconds = time.perf_counter() - begun
        os.close(end)
    for left in set(_tree(os.getpid())) - others:
        os.waitpid(left, 0)
    after = os.times()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    computing = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(seconds, computing, most)


def environment() -> dict[str, str]:
    """Give the environment of what is measured: the bytecode of modules is kept, as where they are installed."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'bench'}"}


def compare(
    contestants: dict[str, Callable[[], Run]], rounds: int, known: dict[str, Run] | None = None
) -> list[dict[str, Any]]:
    """Run contestants in turn, so often, and give what each took: the first one is what the others are held against.

    A run that is known already, since something else needed it, counts as one of its contestant's.
    """
    runs = {name: [known[name]] if known and name in known else [] for name in contestants}
    for turn in range(rounds):
        for name, contestant in contestants.items():
            if len(runs[name]) <= turn:
                runs[name].append(contestant())
    limit = statistics.median(one.seconds for one in next(iter(runs.values())))
    return [
        {
            "name": name,
            "seconds": [round(one.seconds, 3) for one in made],
            "median": round(statistics.median(one.seconds for one in made), 3),
            "ratio": round(statistics.median(one.seconds for one in made) / limit, 3),
            "computing": round(statistics.median(one.computing for one in made), 3),
            "megabytes": round(max(one.megabytes for one in made), 1),
        }
        for name, made in runs.items()
    ]


def show(rows: list[dict[str, Any]]) -> None:
    """Print rows as lines of JSON, one a contestant."""
    for row in rows:
        print(json.dumps(row, ensure_ascii=False), flush=True)


def at_sizes(
    told: str, measure: Callable[[tuple[int, ...], int], list[dict[str, Any]]], sizes: tuple[int, ...]
) -> None:
    """Run a contest as the command line asks for, so many ARTICLES in so many rounds each, and print the rows."""
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="*", default=list(sizes))
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    show(measure(tuple(given.articles), given.rounds))


def python(name: str, *arguments: str | Path) -> list[str]:
    """Give the command that runs a function of a module of the benchmarks, named `module:function`."""
    module, _, function = name.partition(":")
    return [sys.executable, "-c", f"import sys, {module}; {module}.{function}(*sys.argv[1:])", *map(str, arguments)]


def generate(*arguments: str | Path) -> list[str]:
    """Give the command that makes facts up."""
    return [sys.executable, str(ROOT / "bench/generate.py"), *map(str, arguments)]


def gdec(*arguments: str | Path) -> list[str]:
    """Give the command that runs gdec."""
    return [sys.executable, "-m", "gdec", *map(str, arguments)]


@cache
def _adopt() -> None:
    """Become the parent of what contestants start and leave behind, whose computing would be counted nowhere."""
    adopts_orphans = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
    ctypes.CDLL(None).prctl(adopts_orphans, 1)


def _tree(process: int) -> list[int]:
    """Give a process and all that descend from it."""
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [process, *(inner for child in text.split() for inner in _tree(int(child)))]


def _memory(process: int) -> float:
    """Give the memory that a process holds, shared pages by its share, in megabytes."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
