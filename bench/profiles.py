"""Where the computing time goes in what has a goal for its time: runs of gdec with `--profile`, their workers included.

python bench/profiles.py [NAME …]

A run that ends at once is profiled many times, and the times are added up.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import against
import build
import cold
from measuring import environment, gdec, generate, run

from gdec.profiling import Sampler, read

LEAST = 0.003
"""The share of all time below which a stack is left out of what is kept."""


class Profiled(NamedTuple):
    """A run to profile: the goals that it is for, how often it is run, and what makes ready and gives the arguments."""

    goals: tuple[str, ...]
    times: int
    ready: Callable[[Path, int], list[Any]]


def measure(articles: int = 2_000, quads: int = 1_000_000, names: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Profile runs, all or the named ones, on made-up facts of so many articles or a store of so many quads.

    Returns:
        A row for each: `what`, `goals`, `computing` in seconds, `mostly` (the wings that took most of it), and `text`,
        the whole profile: shares by wing and by function, then the stacks, of which flame graphs are drawn.
    """
    return [_profile(name, articles, quads) for name in names or PROFILES]


def _profile(name: str, articles: int, quads: int) -> dict[str, Any]:
    profiled = PROFILES[name]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sampler = Sampler(folder / "all")
        arguments = profiled.ready(folder, quads if profiled.times > 1 else articles)
        for _ in range(profiled.times):
            command = [*gdec("--profile", folder / "profile"), *map(str, arguments)]
            subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=True)
            sampler.spent.update(read(folder / "profile"))
    wings, total = sampler.wings(), sampler.spent.total()
    mostly = ", ".join(f"{wing} {spent / total:.0%}" for wing, spent in wings.most_common(4))
    stacks = [f"{stack} {spent}" for stack, spent in sorted(_short(sampler.spent).items()) if spent >= LEAST * total]
    said = f"{name}: gdec {' '.join(str(one).replace(str(folder), '…') for one in arguments)}"
    text = "\n".join([said, "", *sampler.table(), "", f"Stacks of at least {LEAST:.1%}, in microseconds:", *stacks, ""])
    return {
        "what": name,
        "goals": profiled.goals,
        "computing": round(total / 1e6, 3),
        "mostly": mostly,
        "text": text + "\n",
    }


def _short(spent: Counter[str]) -> Counter[str]:
    """Leave out of stacks what is not gdec's, but for the innermost function."""
    short: Counter[str] = Counter()
    for stack, microseconds in spent.items():
        *outer, last = stack.split(";")
        short[";".join([*(name for name in outer if name.startswith("gdec.")), last])] += microseconds
    return short


def _map(jobs: int) -> Callable[[Path, int], list[Any]]:
    def ready(folder: Path, articles: int) -> list[Any]:
        run(generate(str(articles), "-o", folder / "facts.jsonl"), folder)
        return ["map", folder / "facts.jsonl", "--jobs", jobs, "-o", folder / "mapped.nq"]

    return ready


def _build(folder: Path, articles: int) -> list[Any]:
    run(generate(str(articles), "-o", folder / "project", "--yaml", "--texts", "0"), folder)
    return ["build", folder / "project", "--store", folder / "store"]


def _publish(folder: Path, articles: int) -> list[Any]:
    run(gdec(*_build(folder, articles // 2)), folder)
    told = ["--store", folder / "store", "--project", folder / "project", "--base-url", "https://example.org/"]
    return ["publish", folder / "public", *told]


def _publish_again(folder: Path, articles: int) -> list[Any]:
    arguments = _publish(folder, articles)
    run(gdec(*arguments), folder)
    build.change_one(folder / "project", "news0")
    run(gdec("build", folder / "project", "--store", folder / "store"), folder)
    return arguments


def _lookup(folder: Path, quads: int) -> list[Any]:
    store = cold.made_store(quads, folder)
    event = cold.most_themes(cold.database_of(store))
    return ["query", cold.QUERY, "-p", f"event={event}", "-f", "csv", "-o", folder / "rows.csv", "--store", store]


def _against(folder: Path, quads: int) -> list[Any]:
    _, new = against.write(folder, quads)
    return ["validate", new, "--against", folder / "store", "--provenance"]


PROFILES = {
    "map": Profiled(("map-rate", "map-morph-kgc"), 1, _map(1)),
    "map-four-cores": Profiled(("map-cores",), 1, _map(4)),
    "build": Profiled(("build-plain", "build-validated"), 1, _build),
    "query": Profiled(("query-cold",), 25, _lookup),
    "validate-against": Profiled(("validate-against",), 15, _against),
    "publish": Profiled(("publish-pages",), 1, _publish),
    "publish-again": Profiled(("publish-again", "publish-whole-again"), 1, _publish_again),
}


def main() -> None:
    """Profile and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*", choices=[*PROFILES, []])
    for row in measure(names=tuple(parser.parse_args().name)):
        print(row["text"])


if __name__ == "__main__":
    main()
