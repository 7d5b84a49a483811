"""How fast each saved query is answered by a cold process, beside a bare script and oxigraph, and how it is planned.

python bench/query.py [QUADS] [--store STORE] [--only QUERY,QUERY] [--rounds N]

A query is asked of the thing that the store speaks of most, or with its defaults where it has no such parameter. The
rows are lines of JSON; those of oxigraph have the plan by which it went.
"""

from __future__ import annotations

import argparse
import csv
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import measuring
import pyoxigraph
from cold import BARE, database_of, made_store
from measuring import compare, gdec, run
from peers.calling import able

from gdec.query.parameters import bind
from gdec.query.saved import SavedQuery, list_saved
from gdec.store.answer import Solutions
from gdec.store.local import StoreReader, open_current
from gdec.terms import prefixes

KNOWN = prefixes()
_STEP = re.compile(
    r'^(?P<depth> *)name: "(?P<name>.*)",\n *number of results: (?P<rows>\d+),\n'
    r" *duration in seconds: (?P<seconds>[\d.e-]+),$",
    re.MULTILINE,
)
SPOKEN_OF = {
    "body": "?any org:organization ?it",
    "event": "?any gdec:atEvent ?it",
    "initiative": "?it gdec:launchedAt ?any",
    "person": "?it gdec:holds ?any",
    "place": "?any schema:location ?it",
    "series": "?any gdec:editionOf ?it",
    "speaker": "?any sem:accordingTo ?it",
    "thing": "?any gdec:about ?it",
}
"""For each parameter the triples of which the thing has most that is asked about."""


class Place(NamedTuple):
    """Where the contestants find the store: gdec its folder, the others a copy of its database; and a folder to use."""

    store: Path
    database: Path
    folder: Path


def measure(
    quads: int = 1_000_000, rounds: int = 5, names: Iterable[str] = (), store: str | Path = ""
) -> list[dict[str, Any]]:
    """Measure the saved queries, all or the named ones, on a store in a folder, or on a made-up one of so many quads.

    Returns:
        A row for each query and contestant, as of `measuring.compare`, with `what`, `asked`, `answers`, and in the row
        of oxigraph its `plan`.
    """
    chosen = [query for query in list_saved() if not names or query.name in names]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asked = Path(store).resolve() if store else made_store(quads, folder)
        # The oxigraph program writes into the folder of a store that it reads.
        place = Place(asked, shutil.copytree(database_of(asked), folder / "database"), folder)
        with open_current(asked) as reader:
            spoken_of = {name: _most(reader, triples) for name, triples in SPOKEN_OF.items()}
        _, failed = able({"oxigraph query": [_program(), "--version"]}, folder)
        rows = [_contest(query, _values(query, spoken_of), place, rounds, is_alone=bool(failed)) for query in chosen]
        return list(chain.from_iterable(rows)) + failed


def _program() -> str:
    return shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"


def _most(reader: StoreReader, triples: str) -> str:
    head = "".join(f"PREFIX {name}: <{start}>\n" for name, start in KNOWN.items())
    query = f"{head}SELECT ?it {{ {triples} }} GROUP BY ?it ORDER BY DESC(COUNT(*)) ?it LIMIT 1"
    found = reader.query(query)
    assert isinstance(found, Solutions)
    return next((row[0].value for row in found.rows if isinstance(row[0], pyoxigraph.NamedNode)), "")


def _values(query: SavedQuery, spoken_of: dict[str, str]) -> dict[str, str]:
    return {name: spoken_of[name] for name in query.params if spoken_of.get(name)}


def _contest(
    query: SavedQuery, values: dict[str, str], place: Place, rounds: int, *, is_alone: bool
) -> list[dict[str, Any]]:
    """Let the contestants answer one query in turn, and hold that they answer the same."""
    text = place.folder / "asked.rq"
    text.write_text(bind(query, values, KNOWN), "utf-8")
    out = {name: place.folder / f"{number}.csv" for number, name in enumerate(("bare", "gdec query", "oxigraph query"))}
    given = [part for name, value in values.items() for part in ("-p", f"{name}={value}")]
    told = ["--location", str(place.database), "--union-default-graph", "--query-file", str(text)]
    theirs = [_program(), "query", *told, "--results-format", "csv"]
    commands = {
        "bare": [sys.executable, "-c", BARE, str(place.database), str(text), str(out["bare"])],
        "gdec query": gdec("query", query.name, *given, "-f", "csv", "-o", out["gdec query"], "--store", place.store),
        "oxigraph query": [*theirs, "--results-file", str(out["oxigraph query"])],
    }
    if is_alone:
        del commands["oxigraph query"]
    rows = compare({name: partial(run, command, place.folder) for name, command in commands.items()}, rounds)
    answers = {name: _answers(out[name]) for name in commands}
    assert len(set(answers.values())) == 1, f"{query.name}: the answers differ"
    if not is_alone:
        rows[-1]["plan"] = _plan(theirs)
    return [{"what": query.name, "asked": values, "answers": len(answers["bare"])} | row for row in rows]


def _answers(path: Path) -> tuple[tuple[str, ...], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(sorted(map(tuple, list(csv.reader(file))[1:])))


def _plan(command: list[str]) -> list[str]:
    """Give the steps by which oxigraph answers a query, each with the rows that it found and its seconds."""
    asked = [*command, "--explain", "--stats"]
    told = subprocess.run(asked, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True).stderr
    return [
        f"{' ' * (len(step['depth']) // 8)}{step['name']}: {step['rows']} rows, {float(step['seconds']):.4f} s"
        for step in _STEP.finditer(told)
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quads", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--store", default="")
    parser.add_argument("--only", type=lambda text: text.split(","), default=())
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    measuring.show(measure(given.quads, given.rounds, given.only, given.store))


if __name__ == "__main__":
    main()
