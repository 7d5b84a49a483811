"""How fast and with how much memory shapes are held to a conference graph, beside pySHACL and pyrudof.

python bench/validation.py [TRIPLES …] [--rounds N]

The step is timed inside each process, the whole process from without. The shipped shapes of the domain
with one query, and one date in so many that the calendar does not have: pySHACL must find as many results as ours, and
where pyrudof finds others, its row says so. What takes minutes runs once: pySHACL.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import measuring
from measuring import ROOT, compare, python, run
from peers.calling import able, peer

PYSHACL_MOST = 100_000
PYRUDOF_MOST = 100_000
"""Of a million triples it had given no report after 320 seconds, and held 5 GB."""
KNOWN = {
    ("pyrudof", 0): "pyrudof 0.3.35 takes a literal for valid whose text is none of its datatype; of a text that is no "
    "date at all in place of the seeded dates it finds as many results as the others; with the shapes of commit "
    "8a44cad, whose query took no DISTINCT dates, its step took 8 s"
}
"""Why a contestant has another number of results, as was found by trying it."""


def write(triples: str, folder: str) -> None:
    """Write the data, its size and the shapes."""
    import pyoxigraph
    import shacl

    with Path(folder, "data.nt").open("w", encoding="utf-8") as file:
        file.writelines(shacl.conference_lines(int(triples), random.Random(7)))
        file.write(shacl.classes().decode())
    checks = shacl.shapes(whole=False)
    Path(folder, "shapes.nq").write_bytes(checks)
    triple = (quad.triple for quad in pyoxigraph.parse(checks, pyoxigraph.RdfFormat.N_QUADS))
    pyoxigraph.serialize(triple, str(Path(folder, "shapes.ttl")), format=pyoxigraph.RdfFormat.TURTLE)


def one(engine: str, data: str, shapes: str, output: str) -> None:
    """Validate in this process with `ours` or `pyshacl`, and write how long it took and how many results there were."""
    import shacl

    loading, step, found = vars(shacl)[engine](Path(data).read_bytes(), Path(shapes).read_bytes())
    told = {"loading": loading, "step": step, "results": found.total()}
    Path(output).write_text(json.dumps(told))


def load(data: str) -> None:
    """Load the same into pyoxigraph alone."""
    import pyoxigraph

    pyoxigraph.Store().bulk_load(path=data, format=pyoxigraph.RdfFormat.N_TRIPLES)


def measure(sizes: tuple[int, ...] = (100_000, 1_000_000), rounds: int = 5) -> list[dict[str, Any]]:
    """Measure all on graphs of so many triples; pySHACL where it ends within a minute.

    Returns:
        A row for each, as of `measuring.compare`, with `triples`, `step` (the median of its seconds) and `results`; of
        a peer that could not run, `name` and `failed`, the reason.
    """
    rows: list[dict[str, Any]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            run(python("validation:write", str(size), folder), folder)
            data, shapes, output = folder / "data.nt", folder / "shapes.nq", folder / "told.json"
            commands = {
                "gdec": python("validation:one", "ours", data, shapes, output),
                "pyoxigraph, loading alone": python("validation:load", data),
            }
            script = ROOT / "bench/peers/check_pyrudof.py"
            rudof = {"pyrudof": peer("pyrudof", script, data, folder / "shapes.ttl", output)}
            working, failed = able(rudof if size <= PYRUDOF_MOST else {}, folder)
            slow = working
            if size <= PYSHACL_MOST:
                commands |= working
                slow = {"pySHACL": python("validation:one", "pyshacl", data, shapes, output)}
            told: dict[str, list[dict[str, float]]] = {name: [] for name in commands | slow}
            running = {name: partial(_run, name, command, folder, told) for name, command in (commands | slow).items()}
            made = compare({name: running[name] for name in commands}, rounds)
            made += compare({name: running[name] for name in slow}, 1) if slow else []
            for row in made:
                row |= {"triples": size, "ratio": round(row["median"] / made[0]["median"], 3)}
                if found := told[row["name"]]:
                    row |= {
                        "step": round(statistics.median(one["step"] for one in found), 4),
                        "results": found[0]["results"],
                    }
            rows += made + [row | {"triples": size} for row in failed]
            counts = {row["name"]: row["results"] for row in made if "results" in row}
            assert counts.get("pySHACL", counts["gdec"]) == counts["gdec"], f"the engines differ: {counts}"
            for row in made:
                if row.get("results", counts["gdec"]) != counts["gdec"]:
                    why = KNOWN.get((row["name"], row["results"]), "")
                    said = f"{row['results']} results where the others have {counts['gdec']}"
                    row["differs"] = f"{said}: {why}" if why else said
    return rows


def _run(name: str, command: list[str], folder: Path, told: dict[str, list[dict[str, float]]]) -> measuring.Run:
    output = folder / "told.json"
    output.unlink(missing_ok=True)
    made = run(command, folder)
    if output.exists():
        told[name].append(json.loads(output.read_text()))
    return made


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("triples", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    measuring.show(measure(tuple(given.triples), given.rounds))


if __name__ == "__main__":
    main()
