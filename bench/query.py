"""How fast each saved query is answered by a cold process, beside a bare script and oxigraph, and how it is planned.

python bench/query.py STORE [QUERY …] [--rounds N]

A query is asked with its defaults, and again with what the store speaks of most. The rows are lines of JSON.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import measuring
import pyoxigraph
from measuring import compare, gdec, run

from gdec.query.parameters import bind
from gdec.query.saved import SavedQuery, list_saved
from gdec.store.answer import Solutions
from gdec.store.local import StoreReader, open_current
from gdec.store.versions import Versions
from gdec.terms import prefixes

KNOWN = prefixes()
BARE = """import sys, pyoxigraph as ox
store, query, out = sys.argv[1:]
answer = ox.Store.read_only(store).query(open(query, encoding="utf-8").read(), use_default_graph_as_union=True)
answer.serialize(out, ox.QueryResultsFormat.CSV)"""
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


def measure(store: str | Path, rounds: int = 5, names: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Measure the saved queries, all or the named ones, on a store in a folder.

    Returns:
        A row for each query, its parameters and contestant, as of `measuring.compare`, with `what`, `asked`, `answers`
        and in the row of oxigraph its `plan`.
    """
    # As when it was installed: a checkout whose modules are compiled at each start is another matter.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    chosen = [query for query in list_saved() if not names or query.name in names]
    with tempfile.TemporaryDirectory() as name, open_current(store) as reader:
        folder = Path(name)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        versions = Versions(Path(store))
        # The oxigraph program writes into the folder of a store that it reads.
        database = shutil.copytree(versions.database(reader.version), folder / "database")
        place = Place(Path(store).resolve(), database, folder)
        spoken_of = {name: _most(reader, triples) for name, triples in SPOKEN_OF.items()}
        asked = [(query, values) for query in chosen for values in _asked(query, spoken_of)]
        return [row for query, values in asked for row in _contest(query, values, place, rounds)]


def _most(reader: StoreReader, triples: str) -> str:
    head = "".join(f"PREFIX {name}: <{start}>\n" for name, start in KNOWN.items())
    query = f"{head}SELECT ?it {{ {triples} }} GROUP BY ?it ORDER BY DESC(COUNT(*)) ?it LIMIT 1"
    found = reader.query(query)
    assert isinstance(found, Solutions)
    return next((row[0].value for row in found.rows if isinstance(row[0], pyoxigraph.NamedNode)), "")


def _asked(query: SavedQuery, spoken_of: dict[str, str]) -> Iterator[dict[str, str]]:
    yield {}
    if values := {name: spoken_of[name] for name in query.params if spoken_of.get(name)}:
        yield values


def _contest(query: SavedQuery, values: dict[str, str], place: Place, rounds: int) -> list[dict[str, Any]]:
    """Let the contestants answer one query in turn, and hold that they answer the same."""
    text = place.folder / "asked.rq"
    text.write_text(bind(query, values, KNOWN), "utf-8")
    out = {name: place.folder / f"{number}.csv" for number, name in enumerate(("bare", "gdec query", "oxigraph query"))}
    given = [part for name, value in values.items() for part in ("-p", f"{name}={value}")]
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    theirs = [program, "query", "--location", str(place.database), "--union-default-graph", "--query-file", str(text)]
    commands = {
        "bare": [sys.executable, "-c", BARE, str(place.database), str(text), str(out["bare"])],
        "gdec query": gdec("query", query.name, *given, "-f", "csv", "-o", out["gdec query"], "--store", place.store),
        "oxigraph query": [*theirs, "--results-file", str(out["oxigraph query"]), "--results-format", "csv"],
    }
    rows = compare({name: partial(run, command, place.folder) for name, command in commands.items()}, rounds)
    answers = {name: _answers(path) for name, path in out.items()}
    assert len(set(answers.values())) == 1, f"{query.name}: the answers differ"
    rows[-1]["plan"] = _plan(theirs)
    return [{"what": query.name, "asked": values, "answers": len(answers["bare"])} | row for row in rows]


def _answers(path: Path) -> tuple[tuple[str, ...], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(sorted(map(tuple, list(csv.reader(file))[1:])))


def _plan(command: list[str]) -> list[str]:
    """Give the lines of the plan by which oxigraph answers a query, with the rows that each step found."""
    asked = [*command, "--explain", "--stats", "--results-format", "csv"]
    told = subprocess.run(asked, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True).stderr
    return told.splitlines()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("queries", nargs="*")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    measuring.show(measure(given.store, given.rounds, given.queries))


if __name__ == "__main__":
    main()
