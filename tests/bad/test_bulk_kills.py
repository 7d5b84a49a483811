"""A build of many articles, by workers and the bulk loader, killed at any moment."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from generated import ROOT, write_project
from torture import times

from gdec.store.local import open_current

KILLS = times(6, 60)
BUILD = (
    "import sys; from pathlib import Path; from gdec import build as module; from gdec.project import find_project; "
    "module.BATCH = 9000; module.FEW = 5; outcome = module.build(find_project(Path('data')), Path('store'), jobs=3); "
    "print(len(outcome.built), outcome.version)"
)


@pytest.fixture
def folder(tmp_path):
    write_project(tmp_path / "data", 60, seed=4, as_yaml=True, texts=0)
    return tmp_path


def start(folder):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-c", BUILD], cwd=folder, env=environment, start_new_session=True, **pipes)


def change_all(folder, generation):
    """Make all articles say something else, so that all of them are built again."""
    for path in (folder / "data/articles").iterdir():
        lines = path.read_text("utf-8").splitlines(keepends=True)
        changed = [
            f"  url: https://example.org/{generation}\n" if line.startswith("  url: ") else line for line in lines
        ]
        path.write_text("".join(changed), "utf-8")


def generation_of(folder):
    """Give the generation that the store holds whole, 0 where there is no store."""
    if not (folder / "store/current").exists():
        return 0
    with open_current(folder / "store") as reader:
        urls = {str(quad.object) for quad in reader.quads() if quad.predicate.value.endswith("org/url")}
        assert len({quad.graph_name for quad in reader.quads() if "/article/" in str(quad.graph_name)}) == 60
    (url,) = urls
    return int(url.rsplit("/")[-1].strip(">"))


def wait_for_the_end_of(group):
    """Wait until no process of a session is left."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    raise AssertionError("a worker goes on")


def test_a_bulk_load_killed_at_any_moment_loses_nothing_and_leaves_nothing(folder):
    change_all(folder, 1)
    begun = time.monotonic()
    with start(folder) as build:
        assert build.wait() == 0, build.stderr.read()
    seconds = time.monotonic() - begun
    shutil.rmtree(folder / "store")
    chance, last, killed = random.Random(), 0, 0
    for generation in range(1, KILLS + 1):
        change_all(folder, generation)
        with start(folder) as build:
            time.sleep(chance.uniform(0.2, 1) * seconds)
            build.send_signal(chance.choice((signal.SIGKILL, signal.SIGTERM)))
            out, _ = build.communicate()
        wait_for_the_end_of(build.pid)
        killed += build.returncode != 0
        held = generation_of(folder)
        assert held in ((generation,) if out else (last, generation))
        last = held
    assert killed
    with start(folder) as build:
        out, err = build.communicate()
    assert build.returncode == 0, err
    assert generation_of(folder) == KILLS
    version = (folder / "store/current").read_text().strip()
    assert [path.name for path in (folder / "store/versions").iterdir()] == [version]
    names = {path.name for path in (folder / "store/versions" / version).iterdir()}
    assert names == {".in-use", "articles.json", "manifest.json", "oxigraph"}
