"""How fast articles are mapped, beside the limit: the same lines decoded by msgspec and as many quads formatted.

python bench/map.py [ARTICLES …] [--rounds N]
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import partial
from itertools import cycle, groupby, islice
from pathlib import Path
from typing import Any, NamedTuple

import measuring
from measuring import compare, gdec, generate, python, run

SIZES = (1_000, 10_000)
SAMPLE = 50_000
"""How many quads the limit knows beforehand."""


class Written(NamedTuple):
    """How many lines were written, and their digest."""

    lines: int
    digest: str


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
            mapped, out = folder / "mapped.nq", folder / "out.nq"
            run(gdec("map", facts, "-o", mapped), folder)
            run(python("map:count", mapped), folder)
            commands = {f"gdec map --jobs {n}": gdec("map", facts, "--jobs", n, "-o", out) for n in jobs}
            written: dict[str, set[Written]] = {"all of them": {_written(mapped)}}
            os.truncate(mapped, _end(mapped, SAMPLE))
            commands = {"limit": python("map:limit", facts, mapped, out)} | commands
            contestants = {name: partial(_run, name, command, out, written) for name, command in commands.items()}
            made = compare(contestants, rounds)
            ours = [written[name] for name in written if name != "limit"]
            assert len(set.union(*ours)) == 1, "the bytes depend on the number of jobs"
            assert len({one.lines for each in written.values() for one in each}) == 1, "the limit wrote other quads"
            (whole,) = ours[0]
            for row in made:
                row |= {"articles": size, "quads": whole.lines}
                row["quads_a_second"] = round(whole.lines / row["median"])
            rows += made
            facts.unlink()
    return rows


def _run(name: str, command: list[str], out: Path, written: dict[str, set[Written]]) -> measuring.Run:
    """Run a contestant, look at what it wrote, and remove it: all of them together would fill a disk."""
    done = run(command, out.parent)
    written.setdefault(name, set()).add(_written(out))
    out.unlink()
    return done


def _written(path: Path) -> Written:
    lines, digest = 0, hashlib.sha256()
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            lines += piece.count(b"\n")
            digest.update(piece)
    return Written(lines, digest.hexdigest())


def _end(path: Path, lines: int) -> int:
    """Give where so many lines of a file end."""
    with path.open("rb") as file:
        return sum(map(len, islice(file, lines)))


if __name__ == "__main__":
    measuring.at_sizes(__doc__, measure, SIZES)
