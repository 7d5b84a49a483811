import os
import signal
import time

import pytest

from gdec.errors import GdecError
from gdec.processes.blocks import mapped


def twice(block):
    return f"{os.getpid()} {int(block[0]) * 2}".encode()


def numbers(count):
    return [[str(number)] for number in range(count)]


def test_outcomes_come_in_order_from_other_processes():
    found = [text.decode().split() for text in mapped(twice, numbers(20), jobs=3)]
    assert [int(number) for _, number in found] == [number * 2 for number in range(20)]
    workers = {worker for worker, _ in found}
    assert len(workers) == 3
    assert str(os.getpid()) not in workers


@pytest.mark.parametrize(("items", "jobs"), [([["4"]], 3), ([["4"], ["5"]], 1), ([], 3)])
def test_a_single_item_or_job_stays_here(items, jobs):
    assert list(mapped(twice, items, jobs)) == [twice(item) for item in items]


def test_large_outcomes_come_whole():
    blocks = [["名" * size, "", "x"] for size in (10, 300_000, 0, 700_000)]
    assert list(mapped(lambda block: "\n".join(block).encode(), blocks, jobs=2)) == [
        "\n".join(b).encode() for b in blocks
    ]


def test_items_are_taken_only_as_forks_become_free():
    taken = []
    outcomes = mapped(twice, (taken.append(block) or block for block in numbers(100)), jobs=2)
    next(outcomes)
    assert len(taken) <= 4
    outcomes.close()


def test_what_goes_wrong_in_a_fork_is_raised_here():
    def work(block):
        if block == ["3"]:
            raise GdecError("three")
        return b"done"

    outcomes = mapped(work, numbers(6), jobs=2)
    assert [next(outcomes) for _ in range(3)] == [b"done"] * 3
    with pytest.raises(GdecError, match="three"):
        next(outcomes)


def test_a_fork_that_is_killed_costs_nothing_but_time():
    here = os.getpid()

    def work(block):
        if os.getpid() != here and block == ["1"]:
            os.kill(os.getpid(), signal.SIGKILL)
        return block[0].encode()

    assert list(mapped(work, numbers(6), jobs=2)) == [b"0", b"1", b"2", b"3", b"4", b"5"]


def test_leaving_early_ends_the_forks(monkeypatch):
    here, fork, workers = os.getpid(), os.fork, []

    def counted():
        worker = fork()
        workers.append(worker)
        return worker

    def work(block):
        if block != ["0"] and os.getpid() != here:
            time.sleep(60)
        return b"done"

    monkeypatch.setattr(os, "fork", counted)
    outcomes = mapped(work, numbers(4), jobs=3)
    next(outcomes)
    outcomes.close()
    assert len(workers) == 3
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
