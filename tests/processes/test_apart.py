"""Work in a process of its own: what it gives arrives, and it ends with the block."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from gdec.errors import GdecError, InputError
from gdec.processes.apart import Apart, let_do
from gdec.processes.reaping import reap
from gdec.progress import counted, listening


@pytest.fixture
def alone(monkeypatch):
    """Count no other threads: those of the test runner, and of browsers that it drove before, are idle."""
    monkeypatch.setattr("gdec.processes.apart.active_count", lambda: 1)


def is_there(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("given", [None, 42, b"", b"x" * 1_000_000, {"a": [1, ("b",)]}, ValueError("a value")])
@pytest.mark.usefixtures("alone")
def test_what_the_work_gives_arrives(given):
    with Apart(lambda: given) as work:
        assert repr(work.result()) == repr(given)
        assert work.result() is work.result()


@pytest.mark.usefixtures("alone")
def test_it_is_done_elsewhere_and_begun_at_once(tmp_path):
    with Apart(lambda: (tmp_path / "begun").write_text(str(os.getpid()))) as work:
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)
        work.result()
    assert (tmp_path / "begun").read_text() != str(os.getpid())


@pytest.mark.usefixtures("alone")
def test_an_error_is_raised_where_the_result_is_asked_for():
    def fail():
        raise InputError("a.yaml", "is wrong", 7)

    with Apart(fail) as work, pytest.raises(InputError, match=r"^a\.yaml:7: is wrong$"):
        work.result()


@pytest.mark.usefixtures("alone")
def test_a_bug_tells_its_traceback():
    with Apart(lambda: 1 // 0) as work, pytest.raises(RuntimeError, match=r"(?s)in a worker:.*ZeroDivisionError"):
        work.result()


@pytest.mark.usefixtures("alone")
def test_a_process_that_is_ended_from_outside_is_told():
    with Apart(lambda: os.kill(os.getpid(), signal.SIGKILL)) as work, pytest.raises(GdecError, match="ended from out"):
        work.result()


@pytest.mark.usefixtures("alone")
def test_leaving_the_block_ends_it(tmp_path):
    def work():
        (tmp_path / "new").write_text(str(os.getpid()))
        (tmp_path / "new").rename(tmp_path / "process")
        time.sleep(600)

    with Apart(work):
        while not (tmp_path / "process").exists():
            time.sleep(0.01)
        process = int((tmp_path / "process").read_text())
        assert is_there(process)
    until = time.monotonic() + 5
    while is_there(process) and time.monotonic() < until:
        time.sleep(0.01)
        reap()
    assert not is_there(process)


def test_beside_other_threads_and_listeners_it_is_done_here():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    with Apart(os.getpid) as work:
        assert work.result() == os.getpid()
    done.set()
    thread.join()
    told = []
    with listening(lambda *progress: told.append(progress)), Apart(lambda: list(counted("files", "ab", 2))) as work:
        assert work.result() == ["a", "b"]
    assert told == [("files", 1, 2), ("files", 2, 2)]


def test_work_that_nobody_waits_for_is_done_and_holds_no_open_file(tmp_path):
    into, out = os.pipe()

    def work():
        (tmp_path / "held").write_text(str(Path(f"/proc/self/fd/{out}").exists()))
        (tmp_path / "held").rename(tmp_path / "done")

    let_do(work)
    os.close(out)
    assert os.read(into, 100) == b""
    os.close(into)
    deadline = time.monotonic() + 20
    while not (tmp_path / "done").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (tmp_path / "done").read_text() == "False"
    reap()
