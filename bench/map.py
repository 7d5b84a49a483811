"""How fast articles are mapped, beside the limit: the same lines decoded by msgspec and as many quads formatted.

python bench/map.py [ARTICLES …] [--rounds N]
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from functools import partial
from itertools import cycle, groupby, islice
from pathlib import Path
from typing import Any

import measuring
from measuring import compare, gdec, generate, python, run

SIZES = (1_000, 10_000)
SAMPLE = 50_000
"""How many quads the limit knows beforehand."""


def limit(facts: str, mapped: str, output: str) -> None:
    """Decode each article, and format as many quads as it gives, of its own length, which nothing checks or names."""
    import msgspec

    from gdec.facts.model import Facts

    decoder = msgspec.json.Decoder(Facts)
    with Path(mapped).open("rb") as file:
        lines = list(islice(map(bytes.decode, file), SAMPLE))
    pool = cycle([(*triple.split(" ", 2), graph) for triple, graph, _ in (line.rsplit(" ", 2) for line in lines)])
    counts = Path(f"{mapped}.counts").read_text("ascii").split()
    with Path(facts).open("rb") as articles, Path(output).open("wb") as out:
        for line, count in zip(articles, counts, strict=True):
            decoder.decode(line)
            out.write("".join(f"{s} {p} {o} {g} .\n" for s, p, o, g in islice(pool, int(count))).encode())


def count(mapped: str) -> None:
    """Write down how many quads each article gives."""
    with Path(mapped).open("rb") as file:
        graphs = groupby(line.rsplit(b" ", 2)[1] for line in file)
        Path(f"{mapped}.counts").write_text("\n".join(str(sum(1 for _ in lines)) for _, lines in graphs), "ascii")


def measure(sizes: tuple[int, ...] = SIZES, rounds: int = 5, jobs: tuple[int, ...] = (1, 2, 4)) -> list[dict[str, Any]]:
    """Measure both on so many articles: quads a second, memory, and that all jobs give the same bytes."""
    rows = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for size in sizes:
            facts = folder / f"{size}.jsonl"
            run(generate(str(size), "-o", facts), folder)
            ours = {f"gdec map --jobs {n}": folder / f"{n}.nq" for n in jobs}
            out = {"limit": folder / "limit.nq"} | ours
            mapped = folder / "mapped.nq"
            run(gdec("map", facts, "-o", mapped), folder)
            run(python("map:count", mapped), folder)
            commands = {name: gdec("map", facts, "--jobs", name.split()[-1], "-o", path) for name, path in ours.items()}
            commands = {"limit": python("map:limit", facts, mapped, out["limit"])} | commands
            made = compare({name: partial(run, command, folder) for name, command in commands.items()}, rounds)
            assert {_digest(path) for path in ours.values()} == {_digest(mapped)}, (
                "the bytes depend on the number of jobs"
            )
            assert len({_lines(path) for path in out.values()}) == 1, "the limit wrote another number of quads"
            for row in made:
                quads = _lines(out[row["name"]])
                row |= {"articles": size, "quads": quads, "quads_a_second": round(quads / row["median"])}
            rows += made
            for path in (facts, mapped, *out.values()):
                path.unlink()
    return rows


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    measuring.show(measure(tuple(given.articles), given.rounds))


if __name__ == "__main__":
    main()
