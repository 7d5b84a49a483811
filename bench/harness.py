"""Run the contests, hold what they measured against the goals, and write it down.

python bench/harness.py [--quick | --full] [--only NAME,NAME] [--write] [--strict] [-o FILE]

Each contest is a module beside this one that runs by itself too; here each has a process of its own, so that none
inherits the memory of another. Within it contestants run in turn, each run a process of its own. The table goes to
standard output. --write puts results, plots and README in their places, where contests that were not run stay as they
were measured last, and tell of another machine. --strict ends with 1 where a goal is missed of which explanations.toml
says nothing. A contest in which the contestants do not make the same ends with 1 always.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import report  # noqa: E402
from machine import machine, versions  # noqa: E402
from peers.calling import last_line  # noqa: E402

Sizes = tuple[dict[str, Any], ...]
LONGEST = 3 * 60 * 60


class Contest(NamedTuple):
    """What a contest's `measure` is called with, once for each entry: by default, in `--quick` and more in `--full`."""

    usual: Sizes
    quick: Sizes
    full: Sizes = ()


CONTESTS = {
    "map": Contest(
        ({"sizes": [1_000, 10_000]},),
        ({"sizes": [40, 200], "rounds": 1, "jobs": [1, 4]},),
        ({"sizes": [100_000], "rounds": 1, "jobs": [1, 4]},),
    ),
    "flat": Contest(({"articles": 3_000},), ({"articles": 100, "rounds": 1},)),
    "build": Contest(
        ({"sizes": [1_000]}, {"sizes": [10_000], "rounds": 3}),
        ({"sizes": [20, 60], "rounds": 1},),
        ({"sizes": [100_000], "rounds": 1},),
    ),
    "cold": Contest(({"quads": 1_000_000, "rounds": 9},), ({"quads": 20_000, "rounds": 1},)),
    "query": Contest(({"quads": 1_000_000, "rounds": 3},), ({"quads": 5_000, "rounds": 1},)),
    "parse": Contest(({"triples": 100_000},), ({"triples": 2_000, "rounds": 1},)),
    "export": Contest(
        ({"sizes": [25_000]},),
        ({"sizes": [500], "rounds": 1},),
        (
            {"sizes": [100_000], "rounds": 1},
            {"sizes": [1_000_000], "rounds": 1, "formats": ["nq", "csv", "turtle", "jsonld"]},
        ),
    ),
    "validation": Contest(
        ({"sizes": [100_000, 1_000_000]},),
        ({"sizes": [500, 1_000], "rounds": 1},),
        ({"sizes": [10_000_000], "rounds": 1},),
    ),
    "against": Contest(
        ({"quads": 1_000_000, "memory": False, "rounds": 5},), ({"quads": 5_000, "memory": False, "rounds": 1},)
    ),
    "evidence": Contest(({"rounds": 5},), ({"rounds": 1},)),
    "publish": Contest(({"number": 2_500}, {"number": 34_000}), ({"number": 20},)),
    "profiles": Contest(({},), ({"articles": 20, "quads": 5_000},)),
}


def contest(module: str, sizes: Sizes) -> dict[str, Any]:
    """Run a contest in a process of its own; give its rows, how loaded the machine was before it and how long it took.

    A contest that fails gives one row, with the reason as `failed`.
    """
    load, begun = os.getloadavg()[0], time.perf_counter()
    rows = [row for keywords in sizes for row in _measure(module, keywords)]
    return {"load": round(load, 2), "took": round(time.perf_counter() - begun, 1), "rows": rows}


def _measure(module: str, keywords: dict[str, Any]) -> list[dict[str, Any]]:
    code = f"import json, sys, {module}; print(json.dumps({module}.measure(**json.loads(sys.argv[1]))))"
    paths = os.pathsep.join((str(HERE.parent), str(HERE)))
    # Everybody's bytecode is kept, or a cold start would measure the compiler.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    made = subprocess.run(
        [sys.executable, "-c", code, json.dumps(keywords)],
        env=kept | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    if made.returncode:
        print(made.stderr, file=sys.stderr)
        return [{"failed": last_line(made.stderr, made.returncode), "is_whole_contest": True}]
    rows: list[dict[str, Any]] = json.loads(made.stdout.splitlines()[-1])
    return rows


def measure(names: list[str], mode: str) -> Iterator[dict[str, Any]]:
    """Run contests by name, `usual`, `quick` or `full`, one after the other, and after each tell all so far."""
    told = {
        "date": date.today().isoformat(),
        "machine": machine(),
        "versions": versions(),
        "mode": mode,
        "contests": {},
    }
    for each in names:
        sizes = CONTESTS[each]
        print(f"{each} …", end=" ", file=sys.stderr, flush=True)
        done = contest(each, sizes.quick if mode == "quick" else sizes.usual + (sizes.full if mode == "full" else ()))
        told["contests"][each] = {"date": told["date"], "mode": mode} | done
        print(f"{done['took']:.0f} s", file=sys.stderr)
        yield told


def with_earlier(told: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Add the contests that were not run, as they were measured last; of another machine it is told which it was."""
    known: dict[str, Any] = {}
    for path in sorted(folder.glob("*.json")):
        earlier = json.loads(path.read_text("utf-8"))
        known |= {each: {"machine": earlier["machine"]} | found for each, found in earlier["contests"].items()}
    for found in known.values():
        if found["machine"] == told["machine"]:
            del found["machine"]
    known |= told["contests"]
    return told | {"contests": {each: known[each] for each in CONTESTS if each in known}}


def main() -> None:
    """Read the arguments, measure, write and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_const", const="quick", dest="mode", default="usual")
    parser.add_argument("--full", action="store_const", const="full", dest="mode")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(CONTESTS), metavar="NAME,…")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("-o", dest="output", type=Path)
    given = parser.parse_args()
    if unknown := set(given.only) - CONTESTS.keys():
        parser.error(f"no contest is called {', '.join(sorted(unknown))}; there are {', '.join(CONTESTS)}")
    if given.mode == "quick" and (given.write or given.strict):
        parser.error("what --quick measures is too small to be kept or judged")
    told: dict[str, Any] = {}
    for measured in measure(given.only, given.mode):  # written after each: it is kept if a later one is broken off
        told = with_earlier(measured, HERE / "results") if given.write else measured
        if given.output:
            given.output.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
        if given.write:
            report.write(told, HERE)
    print(report.table(told))
    failed = [each for each in given.only for row in told["contests"][each]["rows"] if row.get("is_whole_contest")]
    if given.mode == "quick":
        print("sizes are too small for the goals: this only shows that all of it runs", file=sys.stderr)
    unexplained = report.unexplained(told) if given.strict else []
    for each in failed:
        print(f"the contest {each} failed", file=sys.stderr)
    for key in unexplained:
        print(f"the goal {key} is missed, and explanations.toml does not say why", file=sys.stderr)
    sys.exit(bool(failed or unexplained))


if __name__ == "__main__":
    main()
