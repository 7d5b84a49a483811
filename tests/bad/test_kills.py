"""A build that is killed, or stopped, at any moment: the store opens, nothing acknowledged is lost, no half article."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from running import BUG, ROOT
from torture import times
from village import ARTICLES, Village

from gdec.store.history import History

KILLS = times(20, 200)
AT_ONCE = 4
GDEC = [sys.executable, "-m", "gdec"]


def start(*argv, cwd):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([*GDEC, *argv], cwd=cwd, env=environment, **pipes)


@pytest.fixture(scope="module")
def seconds(good, gdec, tmp_path_factory):
    """Measure how long an undisturbed build takes."""
    village = Village(tmp_path_factory.mktemp("measured") / "work", good, gdec)
    village.write(0)
    begun = time.monotonic()
    with start("build", cwd=village.folder) as build:
        assert build.wait() == 0
    return time.monotonic() - begun


def is_bug(err):
    """Tell whether there is a bug in what a build said; a traceback of the interpreter before it comes to us is none."""
    return BUG.search(err) and re.search(r"cli\.py|gdec/\w+/|click", err)


def left_behind(village):
    """Give how many versions lie there that are not the current one, and the unfinished output files."""
    versions = len(list((village.store / "versions").glob("*")))
    return versions - (village.store / "current").exists(), list(village.folder.rglob(".gdec-*"))


def wait_for_next_version(build, folder):
    """Wait until a build has begun to write: from then on each moment counts."""
    before = set((folder / ".gdec/versions").glob("*"))
    while build.poll() is None and set((folder / ".gdec/versions").glob("*")) <= before:
        time.sleep(0.002)


def disturb(village, kills, seconds, number):
    """Send a signal to builds at random moments, each of a generation of its own."""
    chance, last, outcomes = random.Random(), None, []
    for generation in range(1, kills + 1):
        village.write(generation)
        with start("build", cwd=village.folder) as build:
            if chance.random() < 0.6:
                wait_for_next_version(build, village.folder)
                time.sleep(chance.uniform(0, seconds * 0.5))
            else:
                time.sleep(chance.uniform(0, seconds))
            build.send_signal(number)
            out, err = build.communicate()
        assert not is_bug(err), err
        acknowledged = "is now at version" in out
        last = village.hold(*([generation] if acknowledged else [last, generation]))
        outcomes.append((build.returncode, err, *left_behind(village)))
    return last, outcomes


def finish(village, last, kills):
    """Build once more, undisturbed: all is there, and nothing else."""
    with start("build", cwd=village.folder) as build:
        _, err = build.communicate()
    assert (build.returncode, err) == (0, ""), err
    village.hold(kills)
    version = (village.folder / ".gdec/current").read_text().strip()
    assert [path.name for path in (village.folder / ".gdec/versions").iterdir()] == [version]
    left = sorted(path.name for path in (village.folder / ".gdec").iterdir())
    assert left == ["current", "graphs.sqlite", "history.sqlite", "lock", "versions"]
    assert not list(village.folder.rglob(".gdec-*"))
    assert last in (None, *range(kills + 1))
    with History(village.folder / ".gdec", int(version)) as history:
        for name in ARTICLES:
            *_, line = history.lines(f"{name}-2031-05-03")
            assert history.data(line.digest) == (village.folder / f"data/articles/{name}.yaml").read_bytes()


def test_a_build_killed_at_any_moment_loses_nothing(good, gdec, seconds, tmp_path):
    kills = KILLS // AT_ONCE
    villages = [Village(tmp_path / str(number), good, gdec) for number in range(AT_ONCE)]
    returned: Counter[int] = Counter()
    leftovers = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = [pool.submit(disturb, village, kills, seconds, signal.SIGKILL) for village in villages]
        for village, run in zip(villages, runs, strict=True):
            last, outcomes = run.result()
            returned.update(code for code, *_ in outcomes)
            leftovers += sum(versions for _, _, versions, _ in outcomes)
            finish(village, last, kills)
    assert set(returned) <= {0, -signal.SIGKILL}
    assert returned[-signal.SIGKILL]
    assert leftovers, "no kill fell into the making of a version, so nothing was tried"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["SIGINT", "SIGTERM"])
def test_a_build_stopped_at_any_moment_tidies_up(good, gdec, seconds, tmp_path, number, code):
    village = Village(tmp_path / "work", good, gdec)
    last, outcomes = disturb(village, times(6, 40), seconds, number)
    for returned, err, _, files in outcomes:
        # Before the command line is there, the signal ends the process by itself; a shell shows the same number.
        assert returned in (0, code, -number) or (not is_bug(err) and "Traceback" in err), err
        assert not files
    finish(village, last, times(6, 40))


def test_nothing_is_left_of_the_process_that_ran_a_query(good, tmp_path):
    """A query that is stopped ends with its worker, whatever ends it."""
    (tmp_path / "slow.rq").write_text("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)):
        with start("query", "slow.rq", "-o", "out.csv", "--store", str(good / ".gdec"), cwd=tmp_path) as query:
            children = f"/proc/{query.pid}/task/{query.pid}/children"
            if not os.path.exists(children):  # noqa: PTH110
                query.kill()
                pytest.skip("this system does not list the children of a process")
            worker = ""
            while not worker and query.poll() is None:
                with open(children) as file:  # noqa: PTH123
                    worker = file.read().strip()
            query.send_signal(number)
            _, err = query.communicate()
        assert (query.returncode, err) == (code, "")
        for _ in range(500):
            if not os.path.exists(f"/proc/{worker}") or is_ended(worker):  # noqa: PTH110
                break
            time.sleep(0.01)
        else:
            raise AssertionError("the worker goes on")
        if number != signal.SIGKILL:
            assert [path.name for path in tmp_path.iterdir()] == ["slow.rq"]


def is_ended(process):
    try:
        with open(f"/proc/{process}/stat") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
