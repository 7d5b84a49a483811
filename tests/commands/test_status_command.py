"""`gdec status` and `gdec history`, as a user runs them: what was fresh, stale, corrected and retracted."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gdec.freshness import article_digest, common_digest
from gdec.mapping import registry_quads
from gdec.project import find_project
from gdec.store.local import open_current
from gdec.store.versions import Versions

ROOT = Path(__file__).parent.parent.parent
LHASA, BEIJING = "china-org-cn-2024-08-01", "tdi-2023-07-04"
RETRACTED = '  retracted: {on: 2024-09-01, reason: The forum was misreported., url: "https://example.org/notice"}\n'


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    assert gdec("build", cwd=tmp_path).returncode == 0
    return tmp_path


def gdec(*arguments, cwd):
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def article(project, key):
    return project / "data" / "articles" / f"{key}.yaml"


def mend(path, before, after):
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def retract(project):
    mend(article(project, LHASA), "  language: en\n", "  language: en\n" + RETRACTED)


def status(project, *options, code):
    done = gdec("status", "--no-checks", "-f", "json", *options, cwd=project)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def plain(project):
    """Give the subjects of the plain triples in the retracted article's graph."""
    with open_current(project / ".gdec") as store:
        quads = store.quads(f"https://w3id.org/gdec/id/article/{LHASA}#graph")
        return {quad.subject.value for quad in quads if "#" not in quad.subject.value}


def test_a_fresh_store_is_told_with_its_checks(project):
    done = gdec("status", cwd=project)
    assert done.returncode == 0
    assert ".gdec is at version 1: " in done.stdout
    assert "fresh       2 articles\n" in done.stdout
    assert "0 violations" in done.stdout


def test_facts_that_changed_are_stale_and_new_ones_are_not_built(project):
    mend(article(project, BEIJING), "  language: en\n", "  language: en\n  # again\n")
    text = article(project, LHASA).read_text("utf-8").replace(LHASA, "another")
    article(project, "another").write_text(text, "utf-8")
    article(project, LHASA).unlink()
    found = status(project, code=1)
    assert found["stale"] == {BEIJING: "facts"}
    assert found["unbuilt"] == {"another": "data/articles/another.yaml"}
    assert (found["absent"], found["changed"], found["is_fresh"]) == ([LHASA], [], False)


def test_a_registry_that_changed_makes_all_stale_and_a_comment_in_it_nothing(project):
    people = project / "data/registry/people.yaml"
    people.write_text("# Again.\n" + people.read_text())
    assert status(project, code=0)["is_fresh"]
    mend(people, "Printed with offices of Lhasa", "Printed with an office of Lhasa")
    found = status(project, code=1)
    assert found["changed"] == ["registry"]
    assert found["stale"] == {LHASA: "registry", BEIJING: "registry"}
    assert gdec("build", cwd=project).returncode == 0
    assert status(project, code=0)["fresh"] == [LHASA, BEIJING]


def test_tools_that_changed_are_told_from_the_registry(project):
    versions = Versions(project / ".gdec")
    known = versions.manifest(1)
    registry = registry_quads(find_project(project / "data").registry)
    known |= {"tools": "older", "registry": common_digest("older", known["base"], registry)}
    for key, record in known["articles"].items():
        record["state"] = article_digest(known["registry"], article(project, key).read_bytes())
    versions.finish(1, known)
    found = status(project, code=1)
    assert found["changed"] == ["tools"]
    assert found["stale"] == {LHASA: "tools", BEIJING: "tools"}


def test_a_file_that_cannot_be_read_is_told_and_its_article_is_not_absent(project):
    mend(article(project, BEIJING), "format: 1", "format: [")
    found = status(project, code=1)
    assert list(found["unreadable"]) == [f"data/articles/{BEIJING}.yaml"]
    assert found["absent"] == []


def test_a_check_that_fails_makes_the_code_1(project):
    from pyoxigraph import Store

    Store(str(project / ".gdec/versions/1/oxigraph")).update(
        "INSERT DATA { GRAPH <urn:g> { <urn:a> <https://w3id.org/gdec/ontology#partOf> <urn:a> ; a "
        "<https://w3id.org/gdec/ontology#Forum> } }"
    )
    done = gdec("status", cwd=project)
    assert done.returncode == 1
    assert "failing     plain-triple-without-source: " in done.stdout


def test_an_article_that_was_retracted_keeps_its_statements_and_gives_no_plain_triple(project):
    before = plain(project)
    retract(project)
    built = gdec("build", cwd=project)
    assert built.returncode == 0, built.stderr
    assert len(before) == 50
    kept = {iri.removeprefix("https://w3id.org/gdec/id/") for iri in plain(project)}
    assert kept <= {f"article/{LHASA}", "organisation/china-org-cn"}
    assert status(project, code=0)["retracted"] == {LHASA: "2024-09-01"}
    why = gdec("why", "forum:lhasa-forum-2024", "gdec:openingDate", cwd=project).stdout
    assert "no plain triple: what says so was retracted" in why
    assert f"article:{LHASA} (RETRACTED on 2024-09-01)" in why
    asked = gdec("query", "retracted-articles", "-f", "csv", cwd=project).stdout
    assert "retracted,2024-09-01,The forum was misreported." in asked
    timeline = gdec("query", "timeline", "-f", "csv", cwd=project).stdout
    assert LHASA not in timeline
    assert BEIJING in timeline


def test_a_retraction_taken_back_gives_the_same_graph_as_before(project):
    def lines():
        with open_current(project / ".gdec") as store:
            return sorted(map(str, store.quads()))

    before = lines()
    facts = article(project, LHASA).read_bytes()
    retract(project)
    gdec("build", cwd=project)
    assert lines() != before
    article(project, LHASA).write_bytes(facts)
    gdec("build", cwd=project)
    assert lines() == before


def test_a_correction_and_a_replacement_stand_in_the_graph(project):
    notices = f"  corrected: {{on: 2024-08-02, reason: The date was wrong.}}\n  supersedes: [{LHASA}]\n"
    mend(article(project, BEIJING), "  language: en\n", "  language: en\n" + notices)
    assert gdec("build", cwd=project).returncode == 0
    assert status(project, code=0)["replaced"] == {LHASA: [BEIJING]}
    found = gdec("check", "replaced-but-not-retracted", cwd=project)
    assert f"article:{LHASA}  article:{BEIJING}" in found.stdout
    assert found.stderr == "1 check: 0 violations, 1 warning, 0 infos\n"
    assert "corrected,2024-08-02,The date was wrong." in gdec(
        "query", "retracted-articles", "-f", "csv", cwd=project
    ).stdout.replace("\r", "")


def test_each_version_of_an_article_comes_back_byte_for_byte_and_as_quads(project):
    first = article(project, LHASA).read_bytes()
    quads = gdec("map", f"data/articles/{LHASA}.yaml", cwd=project).stdout
    retract(project)
    gdec("build", cwd=project)
    listed = gdec("history", LHASA, cwd=project).stdout.splitlines()
    assert [line.split()[1] for line in listed] == ["1", "2"]
    assert listed[1].endswith("retracted on 2024-09-01: The forum was misreported.")
    assert status(project, code=0)["superseded"] == {LHASA: 1}
    gdec("history", LHASA, "--version", "1", "-o", "before.yaml", cwd=project)
    assert (project / "before.yaml").read_bytes() == first
    assert gdec("history", LHASA, "--version", "1", "-f", "nq", cwd=project).stdout == quads
    latest = gdec("history", LHASA, "--version", "0", cwd=project).stdout
    assert latest.encode() == article(project, LHASA).read_bytes()
    (article(project, LHASA)).unlink()
    gdec("build", "--prune", cwd=project)
    assert gdec("history", LHASA, cwd=project).stdout.splitlines()[-1].endswith("removed")
    assert gdec("history", LHASA, "--version", "2", cwd=project).stdout == latest
    gone = gdec("history", LHASA, "--version", "3", cwd=project)
    assert (gone.returncode, gone.stdout) == (2, "")
    assert f'version 3 of the store held no article "{LHASA}"' in gone.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tdi-2023-07-05"], 'never held an article "tdi-2023-07-05"; did you mean "tdi-2023-07-04"?'),
        ([BEIJING, "--version", "9"], "the store is at version 1; there is no version 9 yet"),
        (["--version", "1"], "name the ARTICLE"),
        ([BEIJING, "-f", "nq"], "-f nq does not go without --version"),
        ([BEIJING, "--version", "1", "-f", "json"], "-f json does not go with --version"),
    ],
)
def test_what_history_cannot_give_is_told(project, arguments, said):
    done = gdec("history", *arguments, cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_forget_lists_candidates_and_tells_what_it_touched(project):
    unknown = gdec("forget", "wang", cwd=project)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    dry = gdec("forget", "Wang Lei", "--dry-run", cwd=project)
    assert dry.returncode == 0
    assert dry.stderr.endswith("were not looked at; name their folders with --exports\n")
    assert dry.stdout.endswith("nothing was changed\n")
    done = gdec("forget", "Wang Lei", cwd=project)
    assert done.returncode == 0, done.stderr
    assert f"data/articles/{BEIJING}.yaml: 3 facts removed\n" in done.stdout
    assert done.stdout.endswith(".gdec is now at version 2\n")
    assert "unchanged" in gdec("build", cwd=project).stdout
    assert gdec("check", cwd=project).returncode == 0
