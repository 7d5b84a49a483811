"""How fast a new article is checked against a large store, and how much memory validation takes beside loading.

python bench/against.py [QUADS …] [--rounds N] [--no-memory]

Every figure is that of a process of its own, its start included. The article has about 300 quads; the store and the
data hold made-up articles and their registry.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import pyoxigraph
from generate import articles, write_project
from measuring import ROOT, run
from pyoxigraph import RdfFormat

from gdec.facts.complete import complete
from gdec.facts.names import Names
from gdec.facts.writing import to_yaml
from gdec.freshness import common_digest, tools_digest
from gdec.mapping import article_quads, registry_quads
from gdec.project import Project
from gdec.store.changing import change

GDEC = [sys.executable, "-m", "gdec"]
LOADING = "import sys, pyoxigraph as ox; ox.Store().bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_TRIPLES)"
ABOUT = range(280, 321)
"""How many quads the new article may have."""


def measure(quads: int = 1_000_000, rounds: int = 3, *, memory: bool = True) -> list[dict[str, Any]]:
    """Measure at one size of the store.

    Args:
        quads: how many quads the store holds, at least.
        rounds: how often each command is run.
        memory: whether to measure the validation of all the data too.

    Returns:
        A row for each measurement: `what`, `quads`, `seconds` (the median), `megabytes` (the peak).
    """
    with TemporaryDirectory(prefix="gdec-bench-") as name:
        folder = Path(name)
        count, new = write(folder, quads)
        against = [*GDEC, "validate", str(new), "--against", str(folder / "store"), "--provenance"]
        rows = [_row("new article against the store", count, against, rounds)]
        if memory:
            data = str(folder / "data.nt")
            rows.append(_row("loading into pyoxigraph alone", count, [sys.executable, "-c", LOADING, data], rounds))
            rows.append(_row("validating all of it", count, [*GDEC, "validate", data], 1))
        return rows


def write(folder: Path, quads: int) -> tuple[int, Path]:
    """Write a store, its data as N-Triples, and the facts of an article to come; give the number of quads."""
    write_project(folder / "project", 0)
    project = Project(folder / "project")
    made = articles(quads)
    mapped = (_mapped(facts, project) for facts, _ in made)
    with (folder / "data.nq").open("wb") as file:
        written = registry_quads(project.registry)
        count = written.count(b"\n")
        file.write(written)
        while count < quads:
            written = next(mapped)
            count += written.count(b"\n")
            file.write(written)
    new = folder / "project/articles/new.yaml"
    new.write_text(to_yaml(next(facts for facts, _ in made if _mapped(facts, project).count(b"\n") in ABOUT)))
    with change(folder / "store") as step:
        step.store.bulk_load(path=str(folder / "data.nq"), format=RdfFormat.N_QUADS)
        step.manifest["base"] = project.base
        step.manifest["registry"] = common_digest(tools_digest(), project.base, registry_quads(project.registry))
        count = len(step.store)
        _dump(step.store, folder / "data.nt")
    return count, new


def _mapped(facts: Any, project: Project) -> bytes:
    return article_quads(complete(facts), Names(facts, project.registry))


def _dump(store: pyoxigraph.Store, path: Path) -> None:
    triples: Iterator[pyoxigraph.Triple] = (quad.triple for quad in store)
    pyoxigraph.serialize(triples, str(path), format=RdfFormat.N_TRIPLES)


def _row(what: str, quads: int, command: list[str], rounds: int) -> dict[str, Any]:
    found = [run(command, ROOT) for _ in range(rounds)]
    seconds = statistics.median(one.seconds for one in found)
    megabytes = max(one.megabytes for one in found)
    return {"what": what, "quads": quads, "seconds": round(seconds, 3), "megabytes": round(megabytes)}


def main() -> None:
    """Print the rows of each size that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("quads", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-memory", action="store_true")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, pyoxigraph {pyoxigraph.__version__}, {os.cpu_count()} processors")
    for quads in given.quads:
        for row in measure(quads, given.rounds, memory=not given.no_memory):
            print(f"{row['quads']:>10} quads  {row['what']:32} {row['seconds']:8.3f} s  {row['megabytes']:6} MB")


if __name__ == "__main__":
    main()
