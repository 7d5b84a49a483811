"""What the issues ask for, and how each figure is taken from what was measured."""

from __future__ import annotations

from dataclasses import dataclass

from figures import FOUR, ONE, Figure, Results, Rows, best_morph, growth, memory_growth, of, ratio, row, slowest


@dataclass(frozen=True)
class Goal:
    """A figure that is asked for.

    Attributes:
        key: its name, as in `explanations.toml`.
        contest: the contest that measures it.
        what: what is measured, in words.
        limit: the goal.
        unit: what the figure is in; `×` for a ratio.
        is_least: the figure must be no less, rather than no more.
        figure: takes it from the contest's rows; raises LookupError where they do not hold it.
    """

    key: str
    contest: str
    what: str
    limit: float
    unit: str
    is_least: bool
    figure: Figure


@dataclass(frozen=True)
class Outcome:
    """A goal with what was measured, or None where it was not, and the reason."""

    goal: Goal
    measured: float | None
    reason: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None where nothing was measured."""
        if self.measured is None:
            return None
        return self.measured >= self.goal.limit if self.goal.is_least else self.measured <= self.goal.limit

    @property
    def verdict(self) -> str:
        """The outcome in words: met, or missed by how much."""
        if self.measured is None:
            return "not measured" + (f": {self.reason}" if self.reason else "")
        if self.is_met:
            return "met"
        short, long = sorted((self.measured, self.goal.limit))
        return f"missed by {long / short:.2f}×" if short else "missed"


def outcomes(results: Results) -> list[Outcome]:
    """Hold what was measured against every goal."""
    return [_outcome(goal, results.get(goal.contest, [])) for goal in GOALS]


def _outcome(goal: Goal, rows: Rows) -> Outcome:
    try:
        return Outcome(goal, goal.figure([row for row in rows if "failed" not in row]))
    except (LookupError, ValueError):
        failed = dict.fromkeys(f"{row.get('name', goal.contest)}: {row['failed']}" for row in rows if "failed" in row)
        return Outcome(goal, None, "; ".join(failed))


_ours, _alone = {"name": "gdec"}, {"name": "pyoxigraph, loading alone"}
_pyshacl, _pyrudof = {"name": "pySHACL"}, {"name": "pyrudof"}
_bulk = {"name": "bulk load"}

GOALS = (
    Goal("map-rate", "map", "map, one core", 1_000_000, "quads/s", True, of("quads_a_second", name=ONE)),
    Goal("map-morph-kgc", "flat", "map, one core, against morph-kgc at its best", 10, "×", True, best_morph),
    Goal(
        "map-maplib",
        "flat",
        "map, one core, against maplib",
        3,
        "×",
        True,
        ratio("quads_a_second", {"name": ONE}, {"name": "maplib"}),
    ),
    Goal(
        "map-cores",
        "map",
        "map, four cores against one",
        2.8,
        "×",
        True,
        ratio("quads_a_second", {"name": FOUR}, {"name": ONE}, "articles"),
    ),
    Goal(
        "map-memory-growth",
        "map",
        "memory of map, most articles against fewest",
        1.1,
        "×",
        False,
        memory_growth(name=ONE),
    ),
    Goal("map-memory", "map", "memory of map, one worker", 100, "MB", False, of("megabytes", name=ONE)),
    Goal(
        "build-plain",
        "build",
        "whole build without validation, against the bulk load of the same quads",
        1.3,
        "×",
        False,
        ratio("median", {"name": "build without validation"}, _bulk, "articles"),
    ),
    Goal(
        "build-validated",
        "build",
        "whole build with validation, against the bulk load of the same quads",
        2,
        "×",
        False,
        ratio("median", {"name": "gdec build"}, _bulk, "articles"),
    ),
    Goal(
        "build-growth",
        "build",
        "time of build an article, most articles against fewest",
        1.3,
        "×",
        False,
        growth("median", "articles", name="gdec build"),
    ),
    Goal(
        "build-one-changed",
        "build",
        "build after one article among 10,000 changed",
        1,
        "s",
        False,
        of("median", name="one article changed", articles=10_000),
    ),
    Goal(
        "query-cold",
        "cold",
        "lookup, cold, large store",
        0.1,
        "s",
        False,
        of("median", what="lookup", name="gdec query"),
    ),
    Goal(
        "query-bare",
        "cold",
        "lookup, cold, against a bare pyoxigraph script",
        3,
        "×",
        False,
        of("ratio", what="lookup", name="gdec query"),
    ),
    Goal("start", "cold", "`gdec --help` against `import click`", 1.6, "×", False, of("ratio", name="gdec --help")),
    Goal("why-cold", "cold", "`gdec why`, cold, shipped store", 0.15, "s", False, of("median", name="gdec why")),
    Goal(
        "export-turtle",
        "export",
        "sorted Turtle against pyoxigraph's plain serialiser",
        4,
        "×",
        False,
        of("ratio", format="turtle", contestant="gdec"),
    ),
    Goal(
        "export-jsonld",
        "export",
        "flat JSON-LD against pyoxigraph's",
        2,
        "×",
        False,
        of("ratio", format="jsonld", contestant="gdec"),
    ),
    Goal(
        "validate-pyshacl-step",
        "validation",
        "validation step against pySHACL",
        100,
        "×",
        True,
        ratio("step", _pyshacl, _ours, "triples"),
    ),
    Goal(
        "validate-pyshacl-whole",
        "validation",
        "validation, whole process, against pySHACL",
        60,
        "×",
        True,
        ratio("median", _pyshacl, _ours, "triples"),
    ),
    Goal(
        "validate-pyrudof-step",
        "validation",
        "validation step against pyrudof",
        10,
        "×",
        True,
        ratio("step", _pyrudof, _ours, "triples"),
    ),
    Goal(
        "validate-pyrudof-whole",
        "validation",
        "validation, whole process, against pyrudof",
        5,
        "×",
        True,
        ratio("median", _pyrudof, _ours, "triples"),
    ),
    Goal(
        "validate-memory",
        "validation",
        "memory of validation against loading alone",
        1.3,
        "×",
        False,
        ratio("megabytes", _ours, _alone, "triples"),
    ),
    Goal(
        "validate-growth",
        "validation",
        "time of validation a triple, most triples against fewest",
        1.5,
        "×",
        False,
        growth("median", "triples", name="gdec"),
    ),
    Goal(
        "validate-against",
        "against",
        "one new article against a large store, cold",
        0.3,
        "s",
        False,
        of("seconds", what="new article against the store"),
    ),
    Goal("verify-exact", "evidence", "`verify`, exact evidence", 300_000, "a second", True, slowest("exact")),
    Goal("verify-moved", "evidence", "`verify`, moved evidence", 20_000, "a second", True, slowest("moved")),
    Goal(
        "publish-pages",
        "publish",
        "pages of a site made",
        2_000,
        "a second",
        True,
        lambda rows: float(
            row(rows, what="all of it", site="pages alone")["made"]
            / row(rows, what="all of it", site="pages alone")["seconds"]
        ),
    ),
    Goal(
        "publish-again",
        "publish",
        "pages of a site again after one article changed, share of the first time",
        0.05,
        "×",
        False,
        of("ratio", what="one article changed", site="pages alone"),
    ),
    Goal(
        "publish-memory-growth",
        "publish",
        "memory of the pages of a site, most articles against fewest",
        1.1,
        "×",
        False,
        memory_growth(what="all of it", site="pages alone"),
    ),
    Goal(
        "publish-largest",
        "publish",
        "largest page of a whole site, packed by gzip",
        100_000,
        "bytes",
        False,
        of("largest", what="all of it", site="whole site"),
    ),
    Goal(
        "publish-whole-again",
        "publish",
        "whole site again after one article changed, share of the first time",
        0.05,
        "×",
        False,
        of("ratio", what="one article changed", site="whole site"),
    ),
)
