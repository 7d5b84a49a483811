"""Work done side by side: in order, whole, and with nobody left over."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest

from gdec.errors import GdecError, InputError, Problems
from gdec.processes import cores
from gdec.processes.pool import as_they_come, in_workers, write_in_workers


def is_running(process):
    try:
        with open(f"/proc/{process}/stat") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_things(jobs):
    def work(number):
        time.sleep(0.01 if number % 3 == 0 else 0)
        return number * number

    assert list(in_workers(work, range(40), jobs)) == [number * number for number in range(40)]


@pytest.mark.parametrize("things", [[], [7]])
def test_a_single_thing_needs_no_worker(things):
    assert list(in_workers(lambda thing: (thing, os.getpid()), things, 4)) == [(thing, os.getpid()) for thing in things]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_each_thing_comes_with_its_result(jobs):
    found = list(as_they_come(lambda number: number * number, range(40), jobs, most=3))
    assert sorted(found) == [(number, number * number) for number in range(40)]


def test_nobody_waits_for_who_has_taken_on_something_large(tmp_path):
    def work(number):
        while number == 0 and not (tmp_path / "enough").exists():
            time.sleep(0.001)
        return number

    found = as_they_come(work, range(100), 2, most=1000)
    others = []
    for number, _ in found:
        others.append(number)
        if len(others) == 98:  # and one waits behind the large one
            (tmp_path / "enough").touch()
    assert others.index(0) >= 98
    assert sorted(others) == list(range(100))


def test_a_worker_has_so_many_things_and_then_another_is_forked():
    workers = [worker for _, worker in as_they_come(lambda _: os.getpid(), range(20), 3, most=4)]
    assert os.getpid() not in workers
    assert max(map(workers.count, workers)) <= 4
    assert len(set(workers)) >= 5
    assert not any(map(is_running, workers))


@pytest.mark.parametrize("things", [0, 1])
def test_no_more_workers_are_forked_than_there_are_things(things):
    workers = {worker for _, worker in as_they_come(lambda _: os.getpid(), range(things), 4, most=9)}
    assert len(workers) == things
    assert os.getpid() not in workers


def test_what_is_raised_comes_at_once():
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        list(as_they_come(lambda number: 1 // number, [1, 0, 1], 2, most=1))


def test_that_a_worker_was_killed_is_told_where_others_take_its_place():
    workers = []
    found = as_they_come(lambda number: os.kill(os.getpid(), 9) if number == 9 else os.getpid(), range(20), 2, most=2)
    with pytest.raises(GdecError, match=r"ended by signal 9"):
        workers.extend(worker for _, worker in found)
    assert not any(map(is_running, workers))


@pytest.mark.parametrize("size", [60_000, 500_000, 3_000_000])
def test_large_things_and_results_pass_whole(size):
    """Those of the middle wait in a pipe, whole, while their worker gives a result that no pipe holds."""
    things = [bytes([number]) * size for number in range(12)]
    assert list(in_workers(lambda thing: thing * 5, things, 2)) == [thing * 5 for thing in things]


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_is_raised_stands_in_the_place_of_its_result(jobs):
    wrong = Problems([InputError("a.yaml", "is wrong", 3), InputError("a.yaml", "is bad", 2)])

    def work(number):
        if number == 4:
            raise wrong
        return number

    found = in_workers(work, range(9), jobs)
    assert [next(found) for _ in range(4)] == [0, 1, 2, 3]
    with pytest.raises(Problems) as error:
        next(found)
    assert str(error.value) == str(wrong)
    assert [problem.line for problem in error.value.problems] == [2, 3]


def test_a_bug_in_a_worker_is_told_with_its_traceback():
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        list(in_workers(lambda number: 1 // number, [1, 0, 1], 2))


def test_a_worker_that_is_killed_is_told_and_the_others_end():
    def work(number):
        return os.kill(os.getpid(), 9) if number == 9 else os.getpid()

    workers = []
    with pytest.raises(GdecError, match=r"ended by signal 9.*fewer --jobs"):
        workers.extend(in_workers(work, range(20), 2))
    assert workers
    assert not any(map(is_running, workers))


def test_closing_ends_the_workers_while_they_work():
    with closing(in_workers(lambda number: os.getpid() if number < 2 else time.sleep(60), range(9), 2)) as found:
        workers = [next(found), next(found)]
    assert not any(map(is_running, workers))


def test_things_are_read_no_further_than_the_workers_keep_up():
    asked = []

    def things():
        for number in range(1000):
            asked.append(number)
            yield number

    with closing(in_workers(str, things(), 2)) as found:
        next(found)
        assert len(asked) < 20


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_the_process_that_forked_it(number):
    program = (
        "import os, time\nfrom gdec.processes.pool import in_workers\n"
        "def work(number):\n    time.sleep(0.05)\n    return os.getpid()\n"
        "for process in in_workers(work, range(10**6), 3): print(process, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        workers = {int(process.stdout.readline()) for _ in range(6)}
        process.send_signal(number)
        process.wait()
        deadline = time.monotonic() + 20
        while any(map(is_running, workers)) and time.monotonic() < deadline:
            time.sleep(0.02)
    assert workers
    assert not any(map(is_running, workers))


def lines_of(number):
    """Give what is written of a number: nothing of some, more than a pipe holds of others, in two pieces."""
    time.sleep(0.01 if number % 3 == 0 else 0)
    return [] if number == 5 else [b"%d," % number * number, b"%d\n" % number * 100_000 * (number % 4 == 0)]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_bytes_are_written_in_the_order_of_the_things(tmp_path, jobs):
    with (tmp_path / "out").open("wb") as file:
        file.write(b"before")
        lengths = list(write_in_workers(lines_of, range(40), jobs, file))
        file.write(b"behind")
    results = [b"".join(lines_of(number)) for number in range(40)]
    assert lengths == [len(result) for result in results]
    assert (tmp_path / "out").read_bytes() == b"before" + b"".join(results) + b"behind"


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_is_raised_where_bytes_are_written_comes_in_its_place(tmp_path, jobs):
    def work(number):
        if number == 4:
            raise InputError("a.yaml", "is wrong", 3)
        return lines_of(number)

    with (tmp_path / "out").open("wb") as file:
        lengths = write_in_workers(work, range(9), jobs, file)
        assert [next(lengths) for _ in range(4)] == [len(b"".join(lines_of(number))) for number in range(4)]
        with pytest.raises(InputError, match=r"a\.yaml:3: is wrong"):
            next(lengths)


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_file_that_has_no_room_is_told(tmp_path, jobs):
    program = (
        "import resource, sys\nfrom gdec.processes.pool import write_in_workers\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))\n"
        "with open(sys.argv[1], 'wb') as file:\n"
        "    list(write_in_workers(lambda number: [bytes(number)], [2_000] * 3, int(sys.argv[2]), file))\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "out"), str(jobs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "OSError: [Errno 27] File too large" in done.stderr


def test_a_worker_that_is_killed_while_it_keeps_bytes_is_told(tmp_path):
    def work(number):
        return os.kill(os.getpid(), 9) if number == 9 else [bytes(number)]

    with (tmp_path / "out").open("wb") as file, pytest.raises(GdecError, match=r"ended by signal 9.*fewer --jobs"):
        list(write_in_workers(work, range(20), 2, file))


def test_there_is_a_core():
    assert cores() >= 1


def test_what_is_too_much_for_one_worker_is_all_that_it_does():
    weights = [9, 1, 1, 9, 1, 1, 1]
    done = list(as_they_come(lambda _: os.getpid(), range(len(weights)), 2, 4, weights.__getitem__))
    by_worker = {}
    for number, worker in done:
        by_worker.setdefault(worker, []).append(number)
    assert sorted(number for number, _ in done) == list(range(len(weights)))
    # A worker may have been at something small before.
    assert all(3 not in some[:-1] and 0 not in some[:-1] for some in by_worker.values())
    assert [0] in by_worker.values()
