"""`gdec validate` as a command: what it prints and how it ends."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HARBOUR = Path(__file__).parent / "harbour.ttl"
FOAF = "<https://example.org/a> a <http://xmlns.com/foaf/0.1/Person> .\n"


def gdec(*arguments):
    command = [sys.executable, "-m", "gdec", "validate", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def test_what_conforms_ends_with_0_and_says_how_much_was_checked():
    done = gdec(HARBOUR)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Conforms: 25 things checked.\n", "")


def test_what_does_not_conform_ends_with_1_and_tells_file_and_line(project):
    done = gdec(project("days: {is: 3", "days: {is: 4"))
    assert done.returncode == 1
    place = done.stdout.partition("agency.yaml\n")[2].splitlines()[0]
    assert place == "  11:16  violation  Harbour Data Forum 2031  forum:forum-2031  gdec:durationInDays"
    assert done.stderr == ""


@pytest.mark.parametrize(("arguments", "code"), [((), 1), (("--allow-idle",), 0)])
def test_data_that_the_shapes_do_not_speak_of_ends_with_1_unless_allowed(tmp_path, arguments, code):
    (tmp_path / "foaf.ttl").write_text(FOAF, encoding="utf-8")
    done = gdec(tmp_path / "foaf.ttl", *arguments)
    assert (done.returncode, done.stdout.startswith("Nothing was checked")) == (code, True)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("no-such-file.ttl",), "does not exist"),
        ((HARBOUR, "--shapes", HARBOUR), "holds no shapes"),
        ((HARBOUR, "--shapes", ROOT / "shapes", "--provenance"), "provenance belongs to the shapes of the package"),
        ((ROOT / "pyproject.toml",), "belongs to no format of RDF"),
    ],
)
def test_what_cannot_start_ends_with_2_and_says_why(arguments, reason):
    done = gdec(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["sarif", "github", "text", "json"])
def test_servers_are_told_where_a_file_cannot_be_read(tmp_path, form):
    (tmp_path / "broken.yaml").write_text("format: 1\narticle:\n  id: a\n  titel: A\n", encoding="utf-8")
    done = gdec(tmp_path / "broken.yaml", "-f", form)
    assert done.returncode == 2
    assert 'broken.yaml:4: unknown key "titel"' in done.stderr
    place = {"sarif": '"startLine": 4', "github": "broken.yaml,line=4,"}.get(form, "")
    assert place in done.stdout if place else not done.stdout


WARNED = HARBOUR.read_bytes().replace(b'"2031-05-04"', b'"2031-05-02"').replace(b"InDays 7", b"InDays 5")


@pytest.mark.parametrize(("level", "code"), [("violation", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_what_is_serious_enough_to_fail_can_be_said(tmp_path, level, code):
    (tmp_path / "warned.ttl").write_bytes(WARNED)
    done = gdec(tmp_path / "warned.ttl", "--fail-on", level)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (code, "Conforms: 1 warning; 25 things checked.")


def test_violations_can_be_let_pass_and_results_left_off(tmp_path):
    (tmp_path / "forums.ttl").write_text(
        "@prefix gdec: <https://w3id.org/gdec/ontology#> . <urn:a> a gdec:Forum . <urn:b> a gdec:Forum ."
    )
    done = gdec(tmp_path / "forums.ttl", "--fail-on", "never", "--max-results", "1")
    assert (done.returncode, done.stdout.count("  violation  ")) == (0, 1)
    assert done.stdout.endswith(
        "\n… and 1 more\n\n2  gdecsh:EventShape-label\n\nDoes not conform: 2 violations; 2 things checked.\n"
    )


@pytest.mark.parametrize("engine", ["compiled", "pyshacl", "both"])
@pytest.mark.parametrize(("format", "part"), [("json", '"conforms": true'), ("turtle", "sh:conforms true")])
def test_every_engine_gives_every_form(engine, format, part):
    done = gdec(HARBOUR, "--engine", engine, "-f", format)
    assert (done.returncode, done.stderr) == (0, "")
    assert part in done.stdout


def test_facts_on_standard_input_come_with_the_registry_of_the_folder_data(project, tmp_path_factory):
    facts, here = project(), tmp_path_factory.mktemp("here")
    command = [sys.executable, "-m", "gdec", "validate", "-", "--input-format", "yaml"]
    for folder, code in ((facts, 0), (here, 2)):
        data = (facts / "articles/agency.yaml").read_bytes()
        assert subprocess.run(command, input=data, capture_output=True, cwd=folder, check=False).returncode == code
    facts.rename(here / "data")
    assert subprocess.run(command, input=data, capture_output=True, cwd=here, check=False).returncode == 0


def test_standard_input_is_read_in_the_format_that_is_named(project):
    article = project("days: {is: 3", "days: {is: 4") / "articles" / "agency.yaml"
    command = [sys.executable, "-m", "gdec", "validate", "-"]
    found = "1 violation, 1 warning"
    for data, format, end in (
        (WARNED, ["--input-format", "turtle"], (0, "Conforms: 1 warning; 25 things checked.")),
        (article.read_bytes(), ["--input-format", "yaml"], (1, f"Does not conform: {found}; 5 things checked.")),
    ):
        folder = article.parents[1]
        done = subprocess.run([*command, *format], input=data, capture_output=True, cwd=folder, check=False)
        assert (done.returncode, done.stdout.decode().splitlines()[-1]) == end
        assert done.stdout.startswith(b"-\n  ")
    done = subprocess.run(command, input=WARNED, capture_output=True, check=False)
    assert (done.returncode, b"--input-format" in done.stderr) == (2, True)
