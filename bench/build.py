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
from typing import Any

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


def dump(store: str, output: str) -> None:
    """Write what a built store holds as N-Quads."""
    import pyoxigraph

    from gdec.store.versions import Versions

    versions = Versions(Path(store))
    database = pyoxigraph.Store.read_only(str(versions.database(versions.current())))
    database.dump(output, pyoxigraph.RdfFormat.N_QUADS)


def measure(sizes: tuple[int, ...] = SIZES, rounds: int = 5) -> list[dict[str, Any]]:
    """Measure all on so many articles: quads a second, memory, and that the stores hold the same."""
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            project = folder / "project"
            run(generate(str(size), "-o", project, "--yaml", "--texts", "0"), folder)
            first = run(gdec("build", project, "--store", "first"), folder)
            run(python("build:dump", "first", "all.nq"), folder)
            commands = {
                "bulk load": python("build:limit", "all.nq", "store"),
                "build without validation": python("build:unvalidated", project, "store"),
                "gdec build": gdec("build", project, "--store", "store"),
            }
            shutil.rmtree(folder / "first")
            contestants = {name: partial(_anew, command, folder) for name, command in commands.items()}
            made = compare(contestants, rounds, {"gdec build": first})
            run(python("build:dump", "store", "again.nq"), folder)
            quads = _content(folder / "all.nq")
            assert quads == _content(folder / "again.nq"), "the stores hold different quads"
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


def _content(path: Path) -> tuple[int, int]:
    """Count the quads of a file, and digest them whatever their order."""
    count = total = 0
    with path.open("rb") as file:
        for line in file:
            count += 1
            total += int.from_bytes(blake2b(line, digest_size=8).digest())
    return count, total % 2**64


if __name__ == "__main__":
    measuring.at_sizes(__doc__, measure, SIZES)
