"""Work in a process of its own: what it writes and returns arrives, and it ends when it must."""

import io
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from gdec.errors import GdecError, RemoteError, TookTooLong
from gdec.query.worker import run_in_worker


def run(work, seconds=60.0):
    out = io.BytesIO()
    return run_in_worker(work, out, seconds), out.getvalue()


@pytest.fixture(autouse=True)
def leaves_no_worker_behind():
    """Hold that a test leaves no child behind; a server that other tests share may be there before and after."""
    before = children()
    yield
    assert children() <= before


def children():
    listed = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    return set(listed.read_text("ascii").split()) if listed.exists() else set()


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
