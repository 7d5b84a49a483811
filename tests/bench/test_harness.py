"""The harness of the benchmarks: a tiny part of it runs, and its report says what is met, missed and not measured."""

import json
import re
from xml.etree import ElementTree

import pytest
from generated import ROOT

# isort: split
import goals
import harness
import profiles
import report
from machine import name


@pytest.fixture(scope="module")
def told():
    contest = harness.contest("parse", ({"triples": 100, "rounds": 1},))
    mapped = [
        {
            "name": f"gdec map --jobs {jobs}",
            "articles": size,
            "median": size / rate,
            "megabytes": 20.0,
            "seconds": [1.0],
        }
        | {"quads_a_second": rate * 100}
        for size in (100, 1_000)
        for jobs, rate in ((1, 2_000), (4, 5_000))
    ]
    on = {"processor": "Example (R) 3000 CPU @ 2 GHz", "cores": 4, "memory": "8 GB", "system": "Linux"}
    return {
        "date": "2031-05-03",
        "mode": "quick",
        "machine": on,
        "versions": {"Python": "3.11.0"},
        "contests": {
            "map": {"date": "2031-05-03", "load": 0.1, "rows": mapped},
            "flat": {
                "date": "2031-05-03",
                "load": 0.1,
                "rows": [{"name": "limit", "quads_a_second": 9, "median": 1.0}],
            },
            "parse": {"date": "2031-05-03"} | contest,
            "validation": {"date": "2031-05-03", "load": 0.1, "rows": [{"name": "pyrudof", "failed": "no such thing"}]},
        },
    }


def test_contestants_count_the_same_and_each_is_measured_or_told_of(told):
    rows = told["contests"]["parse"]["rows"]
    assert {row["name"] for row in rows} == {"pyoxigraph", "gdec", "rdflib", "rapper"}
    assert len({row["triples"] for row in rows if "failed" not in row}) == 1
    assert all(row["megabytes"] > 0 and row["seconds"] for row in rows if "failed" not in row)


def test_goals_are_met_missed_by_so_much_or_not_measured(told):
    found = {each.goal.key: each for each in goals.outcomes(report.rows_of(told))}
    assert found["map-rate"].verdict == "missed by 5.00×"
    assert found["map-cores"].verdict == "missed by 1.12×"
    assert found["map-memory"].verdict == "met"
    assert found["validate-pyrudof-step"].verdict == "not measured: pyrudof: no such thing"
    assert found["start"].is_met is None


def test_a_missed_goal_needs_an_explanation(told, monkeypatch):
    monkeypatch.setattr(report, "explanations", dict)
    assert "map-rate" in report.unexplained(told)
    assert "start" not in report.unexplained(told)  # its contest was not run
    monkeypatch.setattr(report, "explanations", lambda: {"map-rate": "The machine was asleep."})
    assert "map-rate" not in report.unexplained(told)
    assert "The machine was asleep." in report.table(told)


def test_a_profile_is_written_beside_the_report_and_missed_goals_lead_to_it(told, tmp_path):
    taken = harness.contest("profiles", ({"articles": 3, "names": ["map"]},))
    (row,) = taken["rows"]
    assert row["computing"] > 0
    assert "gdec map" in row["text"]
    told = told | {"contests": told["contests"] | {"profiles": {"date": "2031-05-03"} | taken}}
    report.write(told, tmp_path)
    assert "gdec.mapping" in (tmp_path / "profiles/map.txt").read_text("utf-8")
    assert "](profiles/map.txt)" in report.table(told)
    assert "gdec.mapping" not in next((tmp_path / "results").glob("*.json")).read_text("utf-8")


def test_explanations_are_of_goals():
    assert report.explanations().keys() <= {goal.key for goal in goals.GOALS}
    assert {goal.contest for goal in goals.GOALS} <= harness.CONTESTS.keys()
    assert report.TITLES.keys() == harness.CONTESTS.keys()
    assert {goal for each in profiles.PROFILES.values() for goal in each.goals} <= {goal.key for goal in goals.GOALS}


def test_results_plots_and_page_are_written_and_kept(told, tmp_path):
    report.write(told, tmp_path)
    page = (tmp_path / "README.md").read_text("utf-8")
    assert name(told["machine"]) == "example-3000-cpu-4-cores"
    kept = json.loads((tmp_path / "results/2031-05-03-example-3000-cpu-4-cores.json").read_text("utf-8"))
    assert kept == told
    pictures = re.findall(r"!\[(.+)\]\((.+)\)", page)
    assert {"map.svg", "growth.svg"} <= {file for _, file in pictures}
    for alternative, file in pictures:
        svg = ElementTree.parse(tmp_path / file).getroot()
        assert svg[0].text in alternative
        assert svg[1].text in alternative
    later = harness.with_earlier(told | {"contests": {}}, tmp_path / "results")
    assert later["contests"] == told["contests"]
    other = told["machine"] | {"processor": "Another"}
    elsewhere = harness.with_earlier(told | {"machine": other, "contests": {}}, tmp_path / "results")
    assert all(found["machine"] == told["machine"] for found in elsewhere["contests"].values())
    report.write(elsewhere, tmp_path)
    assert f", on {told['machine']['processor']}, load" in (tmp_path / "README.md").read_text("utf-8")
    (tmp_path / f"results/{told['date']}-{name(told['machine'])}.json").unlink()
    back = harness.with_earlier(told | {"contests": {}}, tmp_path / "results")
    assert back["contests"] == told["contests"]


def test_every_peer_is_pinned_and_has_its_place():
    assert not re.search(r"^[\w-]+$", (ROOT / "bench/peers.txt").read_text("utf-8"), re.MULTILINE)


def test_a_contest_that_fails_is_told_and_does_not_stop_the_others():
    (row,) = harness.contest("flat", ({"articles": "many"},))["rows"]
    assert row["is_whole_contest"]
    assert "CalledProcessError" in row["failed"]
    assert str(ROOT) not in row["failed"]
