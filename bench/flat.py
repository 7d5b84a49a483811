"""How fast mappers map the same flat records: ours from the facts whole, the peers from a table of what it gave.

python bench/flat.py [ARTICLES] [--rounds N]

A record is a statement whose object is an IRI, with its evidence: fourteen triples. The peers are given the table,
which spares them the nested facts, the names and the digests that `gdec map` makes; what counts is triples a second.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import measuring
from measuring import ROOT, compare, gdec, generate, python, run
from peers.calling import able, peer

from gdec import terms

STATEMENT = {
    "article": "gdec:article",
    "thing": "rdf:subject",
    "property": "rdf:predicate",
    "value": "rdf:object",
    "kind": "gdec:kind",
    "evidence": "gdec:evidence",
}
NUMBERS = {"paragraph": "gdec:paragraph", "start": "oa:start", "end": "oa:end"}
TEXTS = {"sha256": "gdec:sha256", "words": "gdec:words"}
# morph-kgc takes columns called subject, predicate and object for its own.
COLUMNS = ("statement", *STATEMENT, *NUMBERS, *TEXTS)
PEERS = {"morph-kgc": "4", "morph-kgc, one process": "1", "maplib": ""}


def records(quads: str, folder: str) -> None:
    """Write the flat records of mapped facts as CSV and as JSON Lines."""
    names = {terms.term(name): field for field, name in (STATEMENT | NUMBERS | TEXTS).items()}
    nodes: dict[str, dict[str, str]] = {}
    for line in Path(quads).read_text("utf-8").split("\n")[:-1]:
        subject, predicate, rest = line.split(" ", 2)
        if predicate in names and ("#s-" in subject or "#e-" in subject):
            nodes.setdefault(subject, {})[names[predicate]] = rest.rsplit(" ", 2)[0]
    seen: set[str] = set()
    with Path(folder, "flat.csv").open("w", newline="") as table, Path(folder, "flat.jsonl").open("w") as lines:
        rows = csv.DictWriter(table, COLUMNS, lineterminator="\n")
        rows.writeheader()
        for name, node in nodes.items():
            evidence = node.get("evidence", "")
            if not node.get("value", "").startswith("<") or evidence in seen or evidence not in nodes:
                continue
            seen.add(evidence)
            record = {"statement": name} | nodes[evidence] | node
            row = {field: _bare(record[field]) for field in COLUMNS}
            rows.writerow(row)
            numbers = {field: int(row[field]) for field in NUMBERS}
            lines.write(json.dumps(row | numbers, ensure_ascii=False) + "\n")


def _bare(term: str) -> str:
    """Give an IRI or the text of a literal."""
    return term[1:-1] if term.startswith("<") else json.loads(term[: term.rindex('"') + 1])


def limit(source: str, output: str) -> None:
    """Decode each record with msgspec and format its triples, which nothing checks."""
    import msgspec

    record = msgspec.defstruct("record", [(name, int if name in NUMBERS else str) for name in COLUMNS])
    decoder = msgspec.json.Decoder(record)
    ends = {name: terms.term(iri) for name, iri in (STATEMENT | NUMBERS | TEXTS).items()}
    a, integer = terms.term("rdf:type"), terms.term("xsd:integer")
    form = f"<{{0.statement}}> {a} {terms.term('gdec:Statement')} .\n"
    form += "".join(f"<{{0.statement}}> {ends[name]} <{{0.{name}}}> .\n" for name in STATEMENT)
    form += f"<{{0.evidence}}> {a} {terms.term('gdec:Evidence')} .\n"
    form += f"<{{0.evidence}}> {ends['article']} <{{0.article}}> .\n"
    form += "".join(f'<{{0.evidence}}> {ends[name]} "{{0.{name}}}"^^{integer} .\n' for name in NUMBERS)
    form += "".join(f'<{{0.evidence}}> {ends[name]} "{{0.{name}}}" .\n' for name in TEXTS)
    with Path(source).open("rb") as lines, Path(output).open("wb") as out:
        for line in lines:
            out.write(form.format(decoder.decode(line)).encode())


def by_rdflib(source: str, output: str) -> None:
    """Make a graph of the records by hand, and serialise it."""
    from rdflib import RDF, XSD, Graph, Literal, URIRef

    graph = Graph()
    ends = {name: URIRef(terms.term(iri)[1:-1]) for name, iri in (STATEMENT | NUMBERS | TEXTS).items()}
    statements, evidences = (URIRef(terms.term(name)[1:-1]) for name in ("gdec:Statement", "gdec:Evidence"))
    with Path(source).open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            statement, evidence = URIRef(record["statement"]), URIRef(record["evidence"])
            graph.add((statement, RDF.type, statements))
            graph.add((evidence, RDF.type, evidences))
            graph.add((evidence, ends["article"], URIRef(record["article"])))
            for name in STATEMENT:
                graph.add((statement, ends[name], URIRef(record[name])))
            for name in NUMBERS:
                graph.add((evidence, ends[name], Literal(record[name], datatype=XSD.integer)))
            for name in TEXTS:
                graph.add((evidence, ends[name], Literal(record[name])))
    graph.serialize(output, format="nt", encoding="utf-8")


def measure(articles: int = 2_000, rounds: int = 5) -> list[dict[str, Any]]:
    """Measure ours and the peers on the facts of so many articles.

    Returns:
        A row for each, as of `measuring.compare`, with `quads` and `quads_a_second`; of a peer that could not run,
        `name` and `failed`, the reason.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        facts, ours, jsonl = folder / "facts.jsonl", folder / "ours.nq", folder / "flat.jsonl"
        run(generate(str(articles), "-o", facts), folder)
        run(gdec("map", facts, "--jobs", "1", "-o", ours), folder)
        run(python("flat:records", ours, folder), folder)
        out = {name: folder / f"{number}.nt" for number, name in enumerate(("limit", "rdflib by hand", *PEERS))}
        script = {name: ROOT / f"bench/peers/map_{name.partition(',')[0].replace('-', '_')}.py" for name in PEERS}
        commands = {
            "limit": python("flat:limit", jsonl, out["limit"]),
            "rdflib by hand": python("flat:by_rdflib", jsonl, out["rdflib by hand"]),
        }
        theirs = {
            name: peer(name.partition(",")[0], script[name], folder / "flat.csv", out[name], *filter(None, [processes]))
            for name, processes in PEERS.items()
        }
        theirs, failed = able(theirs, folder)
        commands |= theirs
        commands |= {f"gdec map --jobs {n}": gdec("map", facts, "--jobs", str(n), "-o", ours) for n in (1, 4)}
        rows = compare({name: partial(run, command, folder) for name, command in commands.items()}, rounds)
        wanted = _triples(out["limit"])
        assert wanted <= _triples(ours), "the peers were asked for what gdec map does not give"
        told = {name: _told(out[name], wanted) for name in commands.keys() & out.keys()}
        assert not told["limit"] + told["rdflib by hand"], told
        failed += [{"name": name, "failed": reason} for name, reason in told.items() if reason]
        rows = [row for row in rows if not told.get(row["name"])]
        for row in rows:
            quads = len(wanted) if row["name"] in out else ours.read_bytes().count(b"\n")
            row |= {"articles": articles, "quads": quads, "quads_a_second": round(quads / row["median"])}
        return rows + failed


def _told(path: Path, wanted: set[int]) -> str:
    """Tell what is wrong with the triples of a file, or give an empty text."""
    try:
        found = _triples(path)
    except SyntaxError as error:
        return f"what it wrote is no N-Triples: line {error.lineno}"
    return "" if found == wanted else f"{len(wanted - found)} triples were missing, {len(found - wanted)} wrong"


def _triples(path: Path) -> set[int]:
    """Digest each triple of a file, as pyoxigraph writes it."""
    import pyoxigraph

    return {hash(quad.triple) for quad in pyoxigraph.parse(path=path)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    measuring.show(measure(given.articles, given.rounds))


if __name__ == "__main__":
    main()
