"""How fast a cold process starts, and answers a lookup on a large store, beside a bare script and oxigraph.

python bench/cold.py [QUADS] [--rounds N]
"""

from __future__ import annotations

import argparse
import csv
import re
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import measuring
from measuring import ROOT, compare, gdec, generate, python, run
from peers.calling import able

QUERY = "themes"
QUADS_PER_ARTICLE = 420
BARE = """import sys, pyoxigraph as ox
store, query, out = sys.argv[1:]
answer = ox.Store.read_only(store).query(open(query, encoding="utf-8").read(), use_default_graph_as_union=True)
answer.serialize(out, ox.QueryResultsFormat.CSV)"""
"""A script that asks a query, and imports pyoxigraph and nothing else."""
EVENT = (
    "SELECT ?event { ?event <https://w3id.org/gdec/ontology#theme> ?theme } "
    "GROUP BY ?event ORDER BY DESC(COUNT(?theme)) ?event LIMIT 1"
)


def fill(quads: str, store: str) -> None:
    """Load mapped articles into a new store."""
    import pyoxigraph

    from gdec import terms
    from gdec.store.changing import change

    with change(Path(store)) as step:
        step.store.bulk_load(path=quads, format=pyoxigraph.RdfFormat.N_QUADS)
        step.manifest["base"] = terms.BASE


def made_store(quads: int, folder: Path) -> Path:
    """Make facts up, map them and load them into a store of about so many quads; give its folder."""
    facts, mapped, store = (folder / name for name in ("facts.jsonl", "all.nq", "store"))
    run(generate(str(max(10, quads // QUADS_PER_ARTICLE)), "-o", facts), folder)
    run(gdec("map", facts, "-o", mapped), folder)
    run(python("cold:fill", mapped, store), folder)
    return store


def database_of(store: Path) -> Path:
    """Give the database of a store's current version."""
    from gdec.store.versions import Versions

    versions = Versions(store)
    return versions.database(versions.current())


def most_themes(database: Path) -> str:
    """Give the event of which a store tells most themes."""
    import pyoxigraph

    (found,) = pyoxigraph.Store.read_only(str(database)).query(EVENT, use_default_graph_as_union=True)
    return str(found["event"].value)


def measure(quads: int = 1_000_000, rounds: int = 5) -> list[dict[str, Any]]:
    """Measure a lookup on a store of so many quads, and how long `gdec --help` and `gdec why` take.

    Returns:
        A row for each, as of `measuring.compare`, with `what` and for the lookup `quads` and `answers`.
    """
    import pyoxigraph

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        store, query = made_store(quads, folder), folder / "asked.rq"
        database = database_of(store)
        count = len(pyoxigraph.Store.read_only(str(database)))
        event = most_themes(database)
        asked = ("-p", f"event={event}")
        text = (ROOT / f"queries/{QUERY}.rq").read_text("utf-8")
        query.write_text(re.sub(r"(VALUES \?event) {.*}", rf"\1 {{ <{event}> }}", text), "utf-8")
        out = {name: folder / f"{number}.csv" for number, name in enumerate(("bare", "gdec query", "oxigraph query"))}
        program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
        files = ["--query-file", query, "--results-file", out["oxigraph query"], "--results-format", "csv"]
        theirs, failed = able(
            {
                "oxigraph query": list(
                    map(str, [program, "query", "--location", database, "--union-default-graph", *files])
                )
            },
            folder,
        )
        commands = {
            "bare": [sys.executable, "-c", BARE, *map(str, (database, query, out["bare"]))],
            "gdec query": gdec("query", QUERY, *asked, "-f", "csv", "-o", out["gdec query"], "--store", store),
        } | theirs
        rows = compare({name: partial(run, command, folder) for name, command in commands.items()}, rounds)
        answers = {name: _answers(path) for name, path in out.items() if name in commands}
        assert len(set(answers.values())) == 1, f"the answers differ: {answers}"
        told = {"quads": count, "answers": len(answers["bare"])}
        return [{"what": "lookup"} | row | told for row in rows] + failed + _starts(folder, rounds)


def _answers(path: Path) -> tuple[tuple[str, ...], ...]:
    with path.open(newline="") as file:
        return tuple(sorted(map(tuple, list(csv.reader(file))[1:])))


def _starts(folder: Path, rounds: int) -> list[dict[str, Any]]:
    """Measure the start beside that of Python with click, and `gdec why` on the store of the shipped data."""
    run(gdec("build", ROOT / "data", "--store", folder / "shipped"), folder)
    starts = {"import click": [sys.executable, "-c", "import click"], "gdec --help": gdec("--help")}
    why = {"gdec why": gdec("why", "conference:gdec-2023", "startDate", "--store", folder / "shipped")}
    return [
        {"what": what} | row
        for what, commands in (("start", starts), ("why", why))
        for row in compare({name: partial(run, command, folder) for name, command in commands.items()}, rounds)
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quads", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    measuring.show(measure(given.quads, given.rounds))


if __name__ == "__main__":
    main()
