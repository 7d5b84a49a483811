"""How fast a graph is exported, beside pyoxigraph's plain serialiser and rdflib, in one run.

`python bench/export.py [SIZE…] [--rounds N]` prints JSON: for each size (quads; 1000, 25000 and 100000 unless given),
format and contestant the median seconds, the peak memory of its process, and the ratio to pyoxigraph's.
"""

from __future__ import annotations

import csv
import io
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from gdec import terms
from gdec.export import pieces
from gdec.rdf.formats import FORMATS
from gdec.store.changing import change
from gdec.store.local import StoreReader, open_current

SIZES = (1_000, 25_000, 100_000)
NAMES = ("turtle", "jsonld", "nq", "csv", "frame")
RDFLIB_MOST = 100_000
TYPED = f"{terms.TYPE} {terms.term('rdf:Statement')}"
"""What an export says of each statement, for older tools, and no store holds."""
_thing = re.compile(rb"<" + re.escape(terms.BASE.encode()) + rb"\w+/[^#>]+")


def measure(sizes: Iterable[int] = SIZES, rounds: int = 5, formats: Iterable[str] = NAMES) -> list[dict[str, Any]]:
    """Let the contestants export stores of these sizes in turn.

    Args:
        sizes: numbers of quads; the shipped data is multiplied to about so many.
        rounds: how often each contestant runs.
        formats: those of `NAMES` that are written.

    Returns:
        One row a size, format and contestant: seconds (median, least, most), the peak memory in MiB of the process
        (with the quads, where they are in memory) and of its largest fork (with what it shares with the process), the
        bytes written, the quads or triples of the store that were read back, each once, and the ratio of medians to
        pyoxigraph's.

    Raises:
        AssertionError: what was read back differs.
    """
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            store = Path(folder) / str(size)
            multiply(size, store)
            for format in formats:
                rows += compare(store, size, format, rounds)
    return rows


def multiply(size: int, store: Path) -> None:
    """Build a store of copies of the shipped data, each with things of its own."""
    from gdec.build import build
    from gdec.project import find_project

    with tempfile.TemporaryDirectory() as folder:
        build(find_project(Path(__file__).parents[1] / "data"), Path(folder))
        with closing(open_current(folder)) as opened:
            lines = pyoxigraph.serialize(opened.quads(), format=RdfFormat.N_QUADS) or b""
    copies = max(1, round(size / lines.count(b"\n")))
    data = b"".join(_thing.sub(rb"\g<0>-%d" % number, lines) for number in range(copies))
    with change(store) as step:
        step.store.bulk_load(b"".join(data.splitlines(keepends=True)[:size]), format=RdfFormat.N_QUADS)
        step.manifest["base"] = terms.BASE


def compare(store: Path, size: int, format: str, rounds: int) -> list[dict[str, Any]]:
    """Let the contestants write one format in turn."""
    names = [name for name in CONTESTANTS if name != "rdflib" or size <= RDFLIB_MOST]
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            command = [sys.executable, __file__, "--one", name, format, str(store)]
            runs[name].append(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
    held = {run.pop("content") for found in runs.values() for run in found}
    assert len(held) == 1, f"what the contestants wrote as {format} differs"
    medians = {name: statistics.median(run["seconds"] for run in found) for name, found in runs.items()}
    return [
        {
            "size": size,
            "format": format,
            "contestant": name,
            "rounds": rounds,
            "seconds": medians[name],
            "least": min(run["seconds"] for run in found),
            "most": max(run["seconds"] for run in found),
            "peak_mib": max(run["peak_mib"] for run in found),
            "fork_mib": max(run["fork_mib"] for run in found),
            "bytes": found[0]["bytes"],
            "quads": found[0]["quads"],
            "ratio": round(medians[name] / medians[_plain(name)], 2),
        }
        for name, found in runs.items()
    ]


def _plain(name: str) -> str:
    return "pyoxigraph, in memory" if "memory" in name else "pyoxigraph"


def ours(source: StoreReader | list[Quad], format: str) -> Iterable[bytes]:
    """Export with statements, in pieces; `frame` is JSON-LD, framed."""
    return pieces(source, "jsonld" if format == "frame" else format, statements="reified", frame=format == "frame")


def theirs(source: StoreReader | list[Quad], format: str) -> Iterable[bytes]:
    """Serialise with pyoxigraph: neither sorted nor compacted, and N-Quads where it has no such format."""
    quads = source.quads() if isinstance(source, StoreReader) else source
    if format in ("nq", "csv"):
        yield pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b""
    else:
        rdf = RdfFormat.TURTLE if format == "turtle" else RdfFormat.JSON_LD
        yield pyoxigraph.serialize((quad.triple for quad in quads), format=rdf) or b""


def by_rdflib(source: Any, format: str) -> Iterable[bytes]:
    """Serialise a graph in memory with rdflib."""
    names = {"turtle": "turtle", "nq": "nquads", "csv": "nquads"}
    yield source.serialize(format=names.get(format, "json-ld"), encoding="utf-8")


def rdflib_graph(store: StoreReader, format: str) -> Any:
    """Fill a graph or dataset of rdflib."""
    import rdflib

    if format in ("nq", "csv"):
        dataset = rdflib.Dataset()
        dataset.parse(data=pyoxigraph.serialize(store.quads(), format=RdfFormat.N_QUADS), format="nquads")
        return dataset
    triples = pyoxigraph.serialize((quad.triple for quad in store.quads()), format=RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples, format="nt")


CONTESTANTS: dict[str, tuple[Callable[[StoreReader, str], Any], Callable[[Any, str], Iterable[bytes]]]] = {
    "gdec": (lambda store, _: store, ours),
    "pyoxigraph": (lambda store, _: store, theirs),
    "gdec, in memory": (lambda store, _: list(store.quads()), ours),
    "pyoxigraph, in memory": (lambda store, _: list(store.quads()), theirs),
    "rdflib": (rdflib_graph, by_rdflib),
}
"""What each contestant reads from, made before the clock starts, and how it writes."""


def one(name: str, format: str, store: str) -> dict[str, Any]:
    """Let one contestant write one format once, in this process."""
    prepare, write = CONTESTANTS[name]
    with closing(open_current(store)) as opened, tempfile.TemporaryFile() as file:
        source = prepare(opened, format)
        begun = time.perf_counter()
        file.writelines(write(source, format))
        seconds = time.perf_counter() - begun
        peak, fork = _peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
        size = file.tell()
        file.seek(0)
        quads, content = held_in(file, "nq" if format == "csv" and not name.startswith("gdec") else format)
        found = {"bytes": size, "quads": quads, "content": content}
        return {"seconds": seconds, "peak_mib": peak, "fork_mib": fork} | found


def _peak() -> int:
    """Give the most memory that this process had, in MiB; ru_maxrss would count what its parent had before."""
    status = Path("/proc/self/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) >> 10


def held_in(file: BinaryIO, format: str) -> tuple[int, int]:
    """Count and digest what of a store stands in a file, each quad or triple once, whatever their order."""
    rdf = FORMATS["jsonld" if format == "frame" else format].rdf if format != "csv" else None
    read = map(str, pyoxigraph.parse(file, rdf) if rdf else read_csv(file))
    found = {blake2b(line.encode(), digest_size=8).digest() for line in read if TYPED not in line}
    return len(found), sum(map(int.from_bytes, found)) % 2**64


def read_csv(file: BinaryIO) -> Iterator[Quad]:
    """Read the quads of an export as CSV, as its columns say."""
    for row in csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", newline="")):
        text, datatype, language = row["object"], row["datatype"], row["language"]
        if language:
            value: Literal | NamedNode | BlankNode = Literal(text, language=language)
        else:
            value = Literal(text, datatype=NamedNode(datatype)) if datatype else _node(text)
        graph = _node(row["graph"]) if row["graph"] else DefaultGraph()
        yield Quad(_node(row["subject"]), NamedNode(row["predicate"]), value, graph)


def _node(text: str) -> NamedNode | BlankNode:
    return BlankNode(text[2:]) if text.startswith("_:") else NamedNode(text)


def main() -> None:
    """Print what was measured as JSON."""
    if "--one" in sys.argv:
        print(json.dumps(one(*sys.argv[2:])))
        return
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    rounds = numbers.pop() if "--rounds" in sys.argv else 5
    print(json.dumps(measure(numbers or SIZES, rounds), indent=2))


if __name__ == "__main__":
    main()
