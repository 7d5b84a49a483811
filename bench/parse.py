"""How fast N-Triples and Turtle are read by pyoxigraph, rdflib and rapper, and what gdec adds to load them.

python bench/parse.py [TRIPLES] [--rounds N]
"""

from __future__ import annotations

import argparse
import logging
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import measuring
from measuring import compare, python, run
from peers.calling import able

FORMATS = {"nt": "ntriples", "ttl": "turtle"}


def write(triples: str, folder: str) -> None:
    """Write one graph in both formats."""
    import random

    import pyoxigraph
    import shacl

    data = shacl.conference_graph(int(triples), random.Random(7))
    Path(folder, "data.nt").write_bytes(data)
    read = (quad.triple for quad in pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_TRIPLES))
    pyoxigraph.serialize(read, str(Path(folder, "data.ttl")), format=pyoxigraph.RdfFormat.TURTLE)


def by_pyoxigraph(path: str, output: str) -> None:
    """Count the triples that pyoxigraph parses."""
    import pyoxigraph

    Path(output).write_text(str(sum(1 for _ in pyoxigraph.parse(path=path))))


def by_gdec(path: str, output: str) -> None:
    """Count the quads that gdec reads from a file to validate them."""
    from gdec.validate.inputs import read_inputs

    Path(output).write_text(str(read_inputs([Path(path)]).quads.count(b"\n")))


def by_rdflib(path: str, output: str) -> None:
    """Count the triples of the graph that rdflib parses."""
    from rdflib import Graph

    logging.getLogger("rdflib.term").disabled = True  # it would tell of each seeded date that is none
    Path(output).write_text(str(len(Graph().parse(path, format=Path(path).suffix[1:]))))


def by_rapper(program: str, path: str, output: str) -> list[str]:
    """Give the command that writes as N-Triples what rapper reads."""
    return [
        "sh",
        "-c",
        '"$0" --quiet -i "$1" -o ntriples "$2" > "$3"',
        program,
        FORMATS[Path(path).suffix[1:]],
        path,
        output,
    ]


def measure(triples: int = 100_000, rounds: int = 5) -> list[dict[str, Any]]:
    """Measure all on one graph in each format.

    Returns:
        A row for each, as of `measuring.compare`, with `format` and `triples`.
    """
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        run(python("parse:write", str(triples), folder), folder)
        for suffix in FORMATS:
            path, told, lines = str(folder / f"data.{suffix}"), folder / "told", folder / "rapper.nt"
            commands = {name: python(f"parse:by_{name}", path, told) for name in ("pyoxigraph", "gdec", "rdflib")}
            program = shutil.which("rapper")
            rapper = {"rapper": by_rapper(program or "rapper", path, str(lines))}
            working, failed = (
                able(rapper, folder) if program else ({}, [{"name": "rapper", "failed": "it is not installed"}])
            )
            counts: dict[str, int] = {}
            contestants = {
                name: partial(_run, name, command, folder, lines if name == "rapper" else told, counts)
                for name, command in (commands | working).items()
            }
            made = compare(contestants, rounds)
            assert len(set(counts.values())) == 1, f"the parsers count differently: {counts}"
            rows += [{"format": suffix} | row | {"triples": counts["gdec"]} for row in made]
            rows += [{"format": suffix} | row for row in failed]
    return rows


def _run(name: str, command: list[str], folder: Path, output: Path, counts: dict[str, int]) -> measuring.Run:
    made = run(command, folder)
    text = output.read_bytes()
    counts[name] = text.count(b"\n") if name == "rapper" else int(text)
    return made


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("triples", type=int, nargs="?", default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    measuring.show(measure(given.triples, given.rounds))


if __name__ == "__main__":
    main()
