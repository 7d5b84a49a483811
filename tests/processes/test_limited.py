"""Work in a process of its own: what it writes and returns arrives, and it ends when it must."""

import io
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from gdec.errors import GdecError, InputError, RemoteError, TookTooLong
from gdec.processes.limited import result_in_worker, run_in_worker
from gdec.processes.reaping import reap
from gdec.progress import counted, listening


def run(work, seconds=60.0):
    out = io.BytesIO()
    return run_in_worker(work, out, seconds), out.getvalue()


@pytest.fixture(autouse=True)
def leaves_no_worker_behind():
    """Hold that each child ends by itself; a server that other tests share may be there before and after."""
    before = children()
    yield
    until = time.monotonic() + 5
    while not children() <= before and time.monotonic() < until:
        time.sleep(0.01)
        reap()
    assert children() <= before


def children():
    listed = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    return set(listed.read_text("ascii").split()) if listed.exists() else set()


def test_a_worker_has_workers_of_its_own():
    for number in range(3):
        assert result_in_worker(lambda number=number: result_in_worker(lambda: number, 60.0), 60.0) == number


def test_what_is_written_and_returned_arrives():
    assert run(lambda out: out.write(b"x" * 1_000_000)) == (1_000_000, b"x" * 1_000_000)
    assert run(lambda out: False) == (False, b"")
    assert run(lambda out: "done") == ("done", b"")


def test_the_work_is_done_in_another_process():
    assert run(lambda out: os.getpid())[0] != os.getpid()


@pytest.mark.parametrize(("kind", "code"), [(GdecError, 2), (RemoteError, 3)])
def test_an_error_comes_through_with_its_exit_code(kind, code):
    def fail(out):
        out.write(b"half")
        raise kind("what is wrong; what to do")

    with pytest.raises(GdecError, match=r"^what is wrong; what to do$") as error:
        run(fail)
    assert error.value.exit_code == code


def test_a_bug_comes_through_with_its_traceback():
    with pytest.raises(RuntimeError, match=r"(?s)in the worker:.*ZeroDivisionError"):
        run(lambda out: 1 // 0)


def test_work_that_takes_too_long_is_ended():
    with pytest.raises(TookTooLong, match=r"longer than 0.2 seconds; ask for less, or give more with --timeout"):
        run(lambda out: time.sleep(1000), seconds=0.2)


def test_work_that_goes_on_after_its_last_byte_is_ended():
    def work(out):
        out.close()
        time.sleep(1000)

    with pytest.raises(TookTooLong):
        run(work, seconds=0.2)


def test_time_that_the_reader_takes_is_not_counted():
    class Slow(io.BytesIO):
        def write(self, data):
            time.sleep(0.3)
            return super().write(data)

    out = Slow()
    assert run_in_worker(lambda to: to.write(b"x" * 300_000), out, 1.0) == 300_000
    assert len(out.getvalue()) == 300_000


def test_work_that_brings_its_process_down_is_told():
    with pytest.raises(GdecError, match=r"brought its process down \(signal 9\)"):
        run(lambda out: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(GdecError, match=r"brought its process down \(exit code 7\)"):
        run(lambda out: os._exit(7))


def test_a_reader_who_leaves_ends_the_work():
    class Gone(io.BytesIO):
        def write(self, data):
            raise BrokenPipeError

    def endless(out):
        while True:
            out.write(b"x" * 1000)

    with pytest.raises(BrokenPipeError):
        run_in_worker(endless, Gone(), 60.0)


def test_work_that_nobody_waits_for_any_more_is_ended_though_it_writes_nothing():
    ours, theirs = os.pipe()

    def work(out):
        os.close(ours)
        out.write(b"x")
        out.flush()
        signal.pause()

    leaving = threading.Thread(target=lambda: (os.read(ours, 1), os.close(ours)))
    leaving.start()
    with os.fdopen(theirs, "wb") as out, pytest.raises(BrokenPipeError):
        run_in_worker(work, out, 60.0)
    leaving.join()


def test_a_result_comes_back_whole_and_its_progress_is_told_here():
    told = []

    def work():
        for _ in counted("articles", range(3), 3):
            pass
        return {"rows": [1, None]}

    with listening(lambda *progress: told.append(progress)):
        assert result_in_worker(work, 60.0) == {"rows": [1, None]}
    assert told == [("articles", 1, 3), ("articles", 2, 3), ("articles", 3, 3)]
    assert result_in_worker(work, 60.0) == {"rows": [1, None]}


def test_an_error_keeps_its_class_its_file_and_line():
    def fail():
        raise InputError("bad.ttl", "what is wrong", 7)

    with pytest.raises(InputError) as error:
        result_in_worker(fail, 60.0)
    assert (error.value.source, error.value.line) == ("bad.ttl", 7)


def test_a_result_that_cannot_travel_is_a_bug_and_ends_the_worker():
    with pytest.raises(RuntimeError, match=r"(?s)in the worker:.*pickle"):
        result_in_worker(lambda: lambda: None, 60.0)
