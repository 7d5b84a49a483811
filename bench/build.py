"""How fast stores are built, beside the limit: pyoxigraph's bulk load of the same quads.

python bench/build.py [ARTICLES …] [--rounds N]
"""

from __future__ import annotations

import re
import shutil
import tempfile
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

import measuring
from measuring import compare, gdec, generate, python, run

SIZES = (1_000, 10_000)


def limit(quads: str, store: str) -> None:
    """Load a file of N-Quads into a new store."""
    import pyoxigraph

    database = pyoxigraph.Store(store)
    database.bulk_load(path=quads, format=pyoxigraph.RdfFormat.N_QUADS)
    database.flush()


def unvalidated(project: str, store: str) -> None:
    """Build with nothing held to the shapes."""
    from gdec import build as building
    from gdec.building import making
    from gdec.project import find_project

    vars(making)["refusals"] = lambda *_: {}
    vars(building)["Together"] = lambda *_: None
    building.build(find_project(Path(project)), Path(store))


class Content:
    """Counts the quads that are written to it, digests them whatever their order, and passes them on to a file."""

    def __init__(self, file: BinaryIO | None = None) -> None:
        self.count = self.total = 0
        self._file, self._rest = file, b""

    def write(self, data: bytes) -> int:
        """Take some bytes of N-Quads."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        self.count += len(lines)
        self.total += sum(int.from_bytes(blake2b(line, digest_size=8).digest()) for line in lines)
        return self._file.write(data) if self._file else len(data)

    def flush(self) -> None:
        """Do nothing: what is passed on is flushed when the file is closed."""


def content(store: Path, file: BinaryIO | None = None) -> tuple[int, int]:
    """Count and digest the quads of a built store; with a file, write them there as N-Quads too."""
    import pyoxigraph

    from gdec.store.versions import Versions

    versions = Versions(store)
    database = pyoxigraph.Store.read_only(str(versions.database(versions.current())))
    found = Content(file)
    database.dump(found, pyoxigraph.RdfFormat.N_QUADS)
    return found.count, found.total % 2**64


def measure(sizes: tuple[int, ...] = SIZES, rounds: int = 5) -> list[dict[str, Any]]:
    """Measure all on so many articles: quads a second, memory, and that the stores hold the same."""
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            project = folder / "project"
            run(generate(str(size), "-o", project, "--yaml", "--texts", "0"), folder)
            first = run(gdec("build", project, "--store", "first"), folder)
            with (folder / "all.nq").open("wb") as file:
                quads = content(folder / "first", file)
            commands = {
                "bulk load": python("build:limit", "all.nq", "store"),
                "build without validation": python("build:unvalidated", project, "store"),
                "gdec build": gdec("build", project, "--store", "store"),
            }
            shutil.rmtree(folder / "first")
            contestants = {name: partial(_anew, command, folder) for name, command in commands.items()}
            made = compare(contestants, rounds, {"gdec build": first})
            assert quads == content(folder / "store"), "the stores hold different quads"
            for row in made:
                row["quads_a_second"] = round(quads[0] / row["median"])
            rows += [
                row | {"articles": size, "quads": quads[0]} for row in made + _incremental(folder, project, rounds)
            ]
    return rows


def _anew(command: list[str], folder: Path) -> measuring.Run:
    shutil.rmtree(folder / "store", ignore_errors=True)
    return run(command, folder)


def _incremental(folder: Path, project: Path, rounds: int) -> list[dict[str, Any]]:
    """Measure a build after one article changed, and one after nothing did."""
    turn = iter(range(2 * rounds))

    def changed() -> measuring.Run:
        change_one(project, f"news{next(turn)}")
        return run(gdec("build", project, "--store", "store"), folder)

    contestants = {
        "nothing changed": lambda: run(gdec("build", project, "--store", "store"), folder),
        "one article changed": changed,
    }
    return compare(contestants, rounds)


def change_one(project: Path, host: str) -> None:
    """Let the first article of a project have stood at another host."""
    article = sorted((project / "articles").iterdir())[0]
    article.write_text(re.sub(r"\bnews\d*\.example\.org", f"{host}.example.org", article.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    measuring.at_sizes(__doc__, measure, SIZES)
