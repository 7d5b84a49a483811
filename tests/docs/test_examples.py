"""The pages of documentation, followed word by word."""

import doctest
import re
import shutil

import pages
import pytest
from pages import DOCS, ROOT

from gdec import build_store
from gdec.cli import VERBS
from gdec.cli import gdec as group

COMMANDS = sorted((DOCS / "commands").glob("*.md"))


@pytest.fixture(scope="session")
def programs(tmp_path_factory):
    return pages.shim(tmp_path_factory.mktemp("programs"))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Give the folder of a project with a store, in which nothing may be changed."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copytree(DOCS / "examples", folder, dirs_exist_ok=True)
    build_store(folder / "data", folder / ".gdec")
    return folder


@pytest.fixture
def project(built, tmp_path):
    return shutil.copytree(built, tmp_path / "project")


def test_every_command_has_a_page_and_every_page_a_command():
    assert {path.stem for path in COMMANDS} == set(VERBS)


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.stem)
def test_a_page_begins_with_what_the_command_does_and_has_examples(path):
    text = path.read_text("utf-8")
    assert text.startswith(f"# gdec {path.stem}\n\n")
    assert any(not isinstance(step, tuple) for step in pages.steps(text))
    assert "\n## Options\n" in text
    assert "\n## Exit codes\n" in text


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.stem)
def test_a_page_names_every_option_of_its_command_and_no_other(path):
    command = group.get_command(None, path.stem)
    params = [param for each in (command, *getattr(command, "commands", {}).values()) for param in each.params]
    options = {name for param in params for name in param.opts if name.startswith("-")}
    section = path.read_text("utf-8").partition("\n## Options\n")[2].partition("\n## ")[0]
    named = {name for line in section.splitlines() if line.startswith("| `-") for name in names_in(line)}
    assert named == options


def names_in(line):
    return {name.split()[0] for name in line.split("|")[1].replace("`", "").split(",")}


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.stem)
def test_the_examples_of_a_command_print_what_its_page_says(path, project, programs):
    if path.stem == "build":
        shutil.rmtree(project / ".gdec")
    pages.follow(path, project, programs)


def test_links_lead_to_files():
    for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#]+)", path.read_text("utf-8")):
            assert link.startswith("https://") or (path.parent / link).exists(), f"{path}: {link}"


@pytest.mark.parametrize("page", ["tutorial", "project"])
def test_a_page_leads_from_an_empty_folder_to_an_answer(page, tmp_path, programs):
    pages.follow(DOCS / f"{page}.md", tmp_path, programs)


def test_the_tutorial_shows_the_files_of_the_examples():
    shown = pages.files((DOCS / "tutorial.md").read_text("utf-8"))
    assert shown["porto.txt"] == (DOCS / "examples/porto.txt").read_text("utf-8")
    assert shown["data/articles/porto.yaml"] == (DOCS / "examples/porto.yaml").read_text("utf-8")


def test_the_examples_in_python(project, monkeypatch):
    pytest.importorskip("pandas", reason="pandas is an extra, and not installed")
    pytest.importorskip("polars", reason="Polars is an extra, and not installed")
    monkeypatch.chdir(project)
    shutil.rmtree(project / ".gdec")
    failed, tried = doctest.testfile(str(DOCS / "python.md"), module_relative=False, encoding="utf-8")
    assert tried
    assert not failed


def test_the_first_result_in_python(built, monkeypatch):
    monkeypatch.chdir(built)
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert tried
    assert not failed
