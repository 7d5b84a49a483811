"""A disk that takes no more is told as what it is, from whatever process, and the next publishing makes all good."""

import subprocess
import sys

import pytest
from generated import articles
from published import empty_project, store, tree

from gdec.site.frame.settings import Settings
from gdec.site.publish import publish

SETTINGS = Settings("https://example.org/data/", title="Made up")
CODE = (
    "import resource, sys; from pathlib import Path\n"
    "from gdec.errors import GdecError; from gdec.site.frame.settings import Settings\n"
    "from gdec.site.publish import publish\n"
    "folder, site, most, jobs = sys.argv[1:]\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), resource.RLIM_INFINITY))\n"
    "try: publish(Path(folder), Path(site), Settings('https://example.org/data/', title='Made up'), jobs=int(jobs))\n"
    "except GdecError as error: print(error)\n"
    "else: print('done')\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Give a store and the site of it."""
    folder = tmp_path_factory.mktemp("disk")
    facts = [article.facts for article in articles(3)]
    publish(store(folder / "store", facts, empty_project(folder / "project")), folder / "whole", SETTINGS)
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("most", [0, 2_000, 8_000, 30_000, 70_000, 120_000])
def test_a_disk_that_takes_no_more_is_told(made, tmp_path, most, jobs):
    """No file may have more bytes, which a disk answers as when it is full."""
    command = [sys.executable, "-c", CODE, str(made / "store"), str(tmp_path / "site"), str(most), str(jobs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert str(tmp_path) in done.stdout
    assert "cannot be written: " in done.stdout
    assert not (tmp_path / "site").exists()


def test_what_it_left_is_no_trouble(made, tmp_path):
    command = [sys.executable, "-c", CODE, str(made / "store"), str(tmp_path / "site"), "30000", "2"]
    subprocess.run(command, capture_output=True, check=True)
    publish(made / "store", tmp_path / "site", SETTINGS)
    assert tree(tmp_path / "site") == tree(made / "whole")
