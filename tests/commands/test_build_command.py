"""`gdec build`, as a user runs it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gdec.store.local import open_current

ROOT = Path(__file__).parent.parent.parent
ARTICLES = ("china-org-cn-2024-08-01", "tdi-2023-07-04")


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def gdec(*arguments, cwd):
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def mend(project, key, before, after):
    path = project / "data" / "articles" / f"{key}.yaml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def lines_of(project, key):
    graph = f"https://w3id.org/gdec/id/article/{key}#graph"
    with open_current(project / ".gdec") as store:
        return sorted(map(str, store.quads(graph)))


def test_a_second_build_changes_nothing_and_says_so(project):
    first = gdec("build", cwd=project)
    assert (first.returncode, first.stderr) == (0, "")
    assert all(f"built      {key}" in first.stdout for key in ARTICLES)
    second = gdec("build", cwd=project)
    assert [line.split()[0] for line in second.stdout.splitlines()] == ["unchanged", "unchanged", ".gdec"]
    assert "stays at version 1" in second.stdout


def test_only_the_article_that_changed_is_built_again(project):
    gdec("build", cwd=project)
    before = lines_of(project, ARTICLES[1])
    mend(project, ARTICLES[0], "mayor, in: unnamed", "Mayor, in: unnamed")
    again = gdec("build", cwd=project).stdout
    assert f"built      {ARTICLES[0]}" in again
    assert f"unchanged  {ARTICLES[1]}" in again
    assert lines_of(project, ARTICLES[1]) == before
    assert any('"Mayor"@en' in line for line in lines_of(project, ARTICLES[0]))


def test_a_first_build_without_a_good_article_makes_no_store(project):
    for key in ARTICLES:
        mend(project, key, "format: 1", "format: 0")
    first = gdec("build", cwd=project)
    assert (first.returncode, first.stdout) == (2, ".gdec is not made, for no article is good\n")
    assert "no store at .gdec" in gdec("status", cwd=project).stderr
    mend(project, ARTICLES[0], "format: 0", "format: 1")
    assert ".gdec is now at version 1" in gdec("build", cwd=project).stdout


def test_an_article_that_does_not_conform_keeps_its_last_good_graph(project):
    gdec("build", cwd=project)
    before = lines_of(project, ARTICLES[1])
    mend(project, ARTICLES[1], "days: {is: 4", "days: {is: 5")
    refused = gdec("build", cwd=project)
    assert refused.returncode == 1
    assert "tdi-2023-07-04.yaml\n  23:1" in refused.stderr
    assert lines_of(project, ARTICLES[1]) == before
    mend(project, ARTICLES[1], "days: {is: 5", "days: {is: 4")
    assert gdec("build", cwd=project).returncode == 0


def test_an_article_that_cannot_be_read_does_not_hold_up_the_others(project):
    mend(project, ARTICLES[1], "kind: scheduled", "kind: sheduled")
    outcome = gdec("build", cwd=project)
    assert outcome.returncode == 2
    assert 'did you mean "scheduled"?' in outcome.stderr
    assert f"built      {ARTICLES[0]}" in outcome.stdout
    assert lines_of(project, ARTICLES[0])
    assert not lines_of(project, ARTICLES[1])


def test_an_article_whose_file_is_gone_stays_until_it_is_pruned(project):
    gdec("build", cwd=project)
    (project / "data" / "articles" / f"{ARTICLES[1]}.yaml").unlink()
    kept = gdec("build", cwd=project)
    assert f"kept       {ARTICLES[1]}" in kept.stdout
    assert lines_of(project, ARTICLES[1])
    assert f"removed    {ARTICLES[1]}" in gdec("build", "--prune", cwd=project).stdout
    assert not lines_of(project, ARTICLES[1])


def test_of_one_article_in_two_files_neither_is_stored_and_both_are_named(project):
    folder = project / "data" / "articles"
    shutil.copy(folder / f"{ARTICLES[0]}.yaml", folder / "zz-copy.yaml")
    outcome = gdec("build", cwd=project)
    assert outcome.returncode == 2
    assert f'data/articles/zz-copy.yaml: the article "{ARTICLES[0]}" is in data/articles/{ARTICLES[0]}.yaml, too' in (
        outcome.stderr
    )
    assert ARTICLES[0] not in outcome.stdout
    assert lines_of(project, ARTICLES[0]) == []
    (folder / "zz-copy.yaml").unlink()
    assert f"built      {ARTICLES[0]}" in gdec("build", cwd=project).stdout
    before = lines_of(project, ARTICLES[0])
    shutil.copy(folder / f"{ARTICLES[0]}.yaml", folder / "aa-copy.yaml")
    mend(project, "aa-copy", "mayor, in: unnamed", "Mayor, in: unnamed")
    assert gdec("build", cwd=project).returncode == 2
    assert lines_of(project, ARTICLES[0]) == before


def test_the_warnings_of_all_articles_in_the_store_are_counted_at_every_build(project):
    mend(project, ARTICLES[0], "exactly: 3, words: three sub-forums", "exactly: 4, words: three sub-forums")
    told = "1 warning about 1 article; `gdec validate data` shows each with its line\n"
    assert gdec("build", cwd=project).stderr == told
    assert gdec("build", "--jobs", "1", cwd=project).stderr == told
    mend(project, ARTICLES[0], "exactly: 4, words: three sub-forums", "exactly: 3, words: three sub-forums")
    assert gdec("build", cwd=project).stderr == ""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_counts_the_warnings_that_validate_gives(project, jobs):
    mend(project, ARTICLES[0], "name: {is: Wang Dui,", "name: {is: Mao Dongjun,")
    mend(project, ARTICLES[0], "{is: GDEC, words: GDEC,", "{is: 数字经济大会, words: GDEC,")
    mend(project, ARTICLES[1], "exactly: 6, words: six summit", "exactly: 7, words: six summit")
    stderr = gdec("build", "--jobs", jobs, cwd=project).stderr
    report = gdec("validate", "data", cwd=project).stdout
    number = re.search(r"Conforms: (\d+) warnings", report)
    assert number
    assert number[1] == "3"
    assert stderr.startswith(f"{number[1]} warnings about 2 articles")


@pytest.mark.parametrize("place", ["registry/broken.yaml", f"articles/{ARTICLES[0]}.yaml"])
def test_a_first_build_that_fails_leaves_nothing(project, place):
    for key in ARTICLES:
        mend(project, key, "format: 1", "format: 0")
    (project / "data" / place).write_text("x: {", "utf-8")
    assert gdec("build", cwd=project).returncode == 2
    assert [path.name for path in project.iterdir()] == ["data"]


def test_a_first_build_that_fails_leaves_a_folder_that_was_there(project):
    (project / ".gdec").mkdir()
    (project / "data/registry/broken.yaml").write_text("x: {", "utf-8")
    assert gdec("build", cwd=project).returncode == 2
    assert (project / ".gdec").is_dir()


def test_another_base_leaves_nothing_of_the_old_names(project):
    gdec("build", cwd=project)
    settings = project / "data" / "gdec.toml"
    settings.write_text('base = "https://example.org/things/"\n', "utf-8")
    assert gdec("build", cwd=project).returncode == 0
    with open_current(project / ".gdec") as store:
        assert not [quad for quad in store.quads() if "w3id.org/gdec/id/" in str(quad)]
        assert list(store.quads("https://example.org/things/registry#graph"))


def test_map_gives_the_same_bytes_as_the_store_holds_and_twice_the_same(project):
    once = gdec("map", "data", cwd=project).stdout
    assert once == gdec("map", "data", cwd=project).stdout
    gdec("build", cwd=project)
    stored = sum(len(lines_of(project, key)) for key in ARTICLES)
    assert len(once.splitlines()) == stored


@pytest.mark.parametrize("way", [["-m", "gdec"], [str(ROOT / "cli.py")]], ids=["python -m gdec", "python cli.py"])
def test_every_way_in_leads_to_the_same_program(way):
    done = subprocess.run([sys.executable, *way, "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "coverage" in done.stdout


def test_a_misspelt_verb_is_told_the_nearest():
    done = gdec("biuld", cwd=ROOT)
    assert done.returncode == 2
    assert 'did you mean "build"?' in done.stderr
