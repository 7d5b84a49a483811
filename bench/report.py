"""The results as files: JSON, plots, and the README with its tables."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plots
from figures import Results, Rows
from goals import Outcome, outcomes
from machine import name

HERE = Path(__file__).parent
TITLES = {
    "map": "Map: the facts of made-up articles to quads",
    "flat": "Map: flat records, beside other mappers",
    "build": "Build: a folder of YAML facts to a store",
    "cold": "Cold processes: a lookup, `gdec --help`, `gdec why`",
    "query": "Saved queries, cold, on a large store (how oxigraph plans each is in `results/`)",
    "parse": "Parse (rapper also writes what it reads, as N-Triples)",
    "export": "Export and serialise",
    "validation": "Validation",
    "against": "One new article against a store",
    "evidence": "Evidence verified in memory",
    "publish": "A site of pages",
    "profiles": "Where the computing time goes, by wing",
}
COLUMNS = {
    "what": "",
    "site": "of",
    "format": "format",
    "name": "contestant",
    "contestant": "contestant",
    "articles": "articles",
    "size": "quads",
    "quads": "quads",
    "triples": "triples",
    "pages": "pages",
    "made": "made",
    "median": "median s",
    "least": "least s",
    "most": "most s",
    "step": "step s",
    "computing": "computing s",
    "mostly": "mostly",
    "profile": "",
    "rounds": "rounds",
    "ratio": "ratio",
    "quads_a_second": "quads/s",
    "evidences_a_second": "a second",
    "results": "results",
    "answers": "answers",
    "megabytes": "MB",
    "largest": "largest page, bytes",
    "differs": "differs",
    "failed": "could not run",
}
INTRODUCTION = """\
# Benchmarks

`make bench` measures gdec beside its peers in one run and writes this page, the plots and `results/`. It takes about
half an hour; `python bench/harness.py --quick` shows within two that all of it runs, `--only map,build` runs some
contests, `--full` adds 100,000 articles and ten million triples. Each contest is a module that runs by itself too.

Contestants run in turn, each run a process of its own, timed from without. Memory is the most that a process and all
that it started held together. A ratio is that of medians, to the first contestant of the contest. That contestants make
the same is asserted: quads are counted and compared. The facts are made up by `generate.py`, the same for a seed. The
peers are pinned in `peers.txt`, each in an environment of its own; one that could not run is named with the reason.
"""


def rows_of(told: dict[str, Any]) -> Results:
    """Give the rows of each contest."""
    return {each: found["rows"] for each, found in told["contests"].items()}


def explanations() -> dict[str, str]:
    """Give what explanations.toml says of missed goals, by their keys."""
    texts: dict[str, str] = tomllib.loads((HERE / "explanations.toml").read_text("utf-8"))
    return texts


def unexplained(told: dict[str, Any]) -> list[str]:
    """Name the goals that are missed, or could not be measured, and that nothing is said of."""
    known = explanations()
    return [
        each.goal.key
        for each in outcomes(rows_of(told))
        if each.goal.contest in told["contests"] and not each.is_met and not known.get(each.goal.key, "").strip()
    ]


def table(told: dict[str, Any]) -> str:
    """Give the goals beside what was measured as a table in Markdown."""
    lines = ["| what | goal | measured | | why |", "| --- | ---: | ---: | --- | --- |"]
    why, results = explanations(), rows_of(told)
    profile = {goal: _profile(row) for row in results.get("profiles", []) for goal in row.get("goals", ())}
    for each in outcomes(results):
        if each.goal.contest in told["contests"]:
            key = each.goal.key
            reason = "" if each.is_met else " ".join((why.get(key, "") + " " + profile.get(key, "")).split())
            lines.append(f"| {each.goal.what} | {_goal(each)} | {_measured(each)} | {each.verdict} | {reason} |")
    return "\n".join(lines)


def write(told: dict[str, Any], folder: Path) -> None:
    """Write the results, the plots and the README into a folder."""
    (folder / "results").mkdir(exist_ok=True)
    _write_profiles(rows_of(told).get("profiles", []), folder / "profiles")
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    (folder / f"results/{told['date']}-{name(told['machine'])}.json").write_text(text, "utf-8")
    pictures = []
    for stem, title, said, svg in drawn(rows_of(told)):
        (folder / f"{stem}.svg").write_bytes(svg)
        pictures.append(f"![{title}. {said}]({stem}.svg)\n")
    parts = [INTRODUCTION, _ran_on(told), "## Goals\n", table(told) + "\n", *pictures, *_contests(told)]
    (folder / "README.md").write_text("\n".join(parts), "utf-8")


def _write_profiles(rows: Rows, folder: Path) -> None:
    """Write each profile that was taken into a file of its own, out of the results."""
    folder.mkdir(exist_ok=True)
    for row in rows:
        if text := row.pop("text", None):
            (folder / f"{row['what']}.txt").write_text(text, "utf-8")


def _profile(row: dict[str, Any]) -> str:
    return f"[Profile: {row['what']}](profiles/{row['what']}.txt)."


def drawn(results: Results) -> Iterator[tuple[str, str, str, bytes]]:
    """Give each plot for which there are figures: name, title, what is to be seen in words, and the SVG."""
    rates = sorted(_last(results.get("flat", []), "quads_a_second"), key=lambda row: -row["quads_a_second"])
    if rates:
        title = "Quads mapped a second"
        amounts = [(row["name"], row["quads_a_second"], f"{row['quads_a_second']:,} quads/s") for row in rates]
        said = "; ".join(f"{text}: {told}" for text, _, told in amounts)
        yield "map", title, said, plots.bars("map", title, said, amounts)
    steps = _last([row for row in results.get("validation", []) if row.get("triples", 0) <= 200_000], "step")
    if steps:
        title = f"Seconds of the validation step, {steps[0]['triples']:,} triples"
        amounts = [(row["name"], row["step"], f"{row['step']:.3g} s") for row in steps]
        said = "; ".join(f"{text}: {told}" for text, _, told in amounts)
        yield "validation", title, said, plots.bars("validation", title, said, amounts)
    yield from _growth(results)


def _growth(results: Results) -> Iterator[tuple[str, str, str, bytes]]:
    """Plot the time of map and build over the number of articles."""
    names = ("gdec map --jobs 1", "gdec map --jobs 4", "bulk load", "gdec build")
    rows = [row for each in ("map", "build") for row in results.get(each, []) if row.get("name") in names]
    series = {each: [(row["articles"], row["median"]) for row in rows if row["name"] == each] for each in names}
    series = {each: points for each, points in series.items() if points}
    if series:
        title = "Seconds over articles"
        told = {each: ", ".join(f"{y:g} s for {x:,}" for x, y in sorted(points)) for each, points in series.items()}
        said = "; ".join(f"{each}: {points}" for each, points in told.items())
        yield "growth", title, said, plots.curves("growth", title, said, ("articles", "seconds"), series)


def _last(rows: Rows, field: str) -> Rows:
    """Give the last row of each contestant that has a field."""
    return list({row["name"]: row for row in rows if field in row}.values())


def _ran_on(told: dict[str, Any]) -> str:
    on = told["machine"]
    packages = ", ".join(f"{package} {version}" for package, version in told["versions"].items())
    return (
        f"Measured on {told['date']} on {on['processor']}, {on['cores']} cores, {on['memory']}, {on['system']}.\n"
        f"Versions: {packages}.\n"
    )


def _contests(told: dict[str, Any]) -> Iterator[str]:
    for each, found in told["contests"].items():
        yield f"## {TITLES[each]}\n"
        on = f", on {machine['processor']}" if (machine := found.get("machine")) else ""
        yield f"`bench/{each}.py`, {found['date']}{on}, load average at the start {found['load']}.\n"
        yield _rows(found["rows"]) + "\n"


def _rows(rows: Rows) -> str:
    """Give rows as a table of the columns that they have."""
    full = [_spread(row) for row in rows]
    columns = [column for column in COLUMNS if any(column in row for row in full)]
    lines = ["| " + " | ".join(COLUMNS[column] for column in columns) + " |"]
    lines.append("| " + " | ".join("---" if _is_text(full, column) else "---:" for column in columns) + " |")
    lines += ["| " + " | ".join(_cell(row.get(column, "")) for column in columns) + " |" for row in full]
    return "\n".join(lines)


def _spread(row: dict[str, Any]) -> dict[str, Any]:
    """Name the fields of a row as the table does, whichever contest it is of."""
    row = dict(row)
    seconds = row.get("seconds")
    if isinstance(seconds, list):
        row |= {"least": min(seconds), "most": max(seconds), "rounds": len(seconds)}
    elif seconds is not None:
        row["median"] = seconds
    if "cpu" in row:
        row["computing"] = row["cpu"]
    if "mostly" in row:
        row["profile"] = _profile(row)
    if "peak_mib" in row:
        row["megabytes"] = row["peak_mib"]
    return row


def _is_text(rows: Rows, column: str) -> bool:
    return any(isinstance(row.get(column), str) for row in rows)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 1_000 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|")


def _goal(outcome: Outcome) -> str:
    goal = outcome.goal
    return f"{'≥' if goal.is_least else '≤'} {goal.limit:,} {goal.unit}"


def _measured(outcome: Outcome) -> str:
    return "" if outcome.measured is None else f"{_cell(float(outcome.measured))} {outcome.goal.unit}"
