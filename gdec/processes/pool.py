"""Do work on many things in as many processes as there are cores, and give the results in the order of the things."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import BinaryIO, TypeVar

from gdec.processes.crew import Crew
from gdec.processes.worker import WRITE, Writer, quietly, worked, write_at
from gdec.progress import listening
from gdec.rdf.files import SPAN, send_off

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def in_workers(work: Callable[[Thing], Result], things: Iterable[Thing], jobs: int) -> Generator[Result]:
    """Do work on each thing, and give the results in the order of the things, however many workers there are.

    The workers are forked when there are two things, so they see what this process has read by then. Things and results
    travel pickled, but for results of bytes, which arrive as they are and may be a bytearray. A single thing, and with
    one job every thing, is worked on in this process. When the iterator is closed, or this process ends in whatever
    way, the workers end too.

    Args:
        work: what is done with each thing.
        things: what it is done with; it is read only as far as the workers keep up.
        jobs: how many workers there are.

    Raises:
        GdecError: a worker was ended from outside.
        Exception: what the work raised, in the place of its result.
    """
    coming = iter(things)
    first = list(islice(coming, 2))
    if jobs < 2 or len(first) < 2:
        yield from map(partial(quietly, work), chain(first, coming))
        return
    pool = Crew(partial(worked, work), jobs)
    pool.start()
    try:
        yield from pool.results(chain(first, coming))
        pool.finish()
    finally:
        pool.end()


def as_they_come(
    work: Callable[[Thing], Result],
    things: Iterable[Thing],
    jobs: int,
    most: int,
    weigh: Callable[[Thing], int] = lambda _: 1,
) -> Generator[tuple[Thing, Result]]:
    """Do work on each thing as `in_workers` does, and give each with its result as soon as that is there.

    So no worker waits for another that has taken on something large. Workers are forked when they are needed, so
    neither who takes the results nor what gives the things may open a database meanwhile. With one job all is worked on
    in this process; else not even a single thing is.

    Args:
        work: what is done with each thing.
        things: what it is done with.
        jobs: how many workers there are.
        most: how much one worker is given; then another is forked in its place, since what large things took of memory,
            a process does not give back.
        weigh: how much a thing is; nobody is given anything beside what is too much for one.
    """
    if jobs < 2:
        yield from ((thing, quietly(work, thing)) for thing in things)
        return
    given: dict[int, Thing] = {}

    def noted() -> Iterator[Thing]:
        for number, thing in enumerate(things):
            given[number] = thing
            yield thing

    pool = Crew(partial(worked, work), jobs, most, weigh)
    try:
        for number, result in pool.as_they_come(noted()):
            yield given.pop(number), result
        pool.finish()
    finally:
        pool.end()


def write_in_workers(
    work: Callable[[Thing], Iterable[bytes]], things: Iterable[Thing], jobs: int, file: BinaryIO
) -> Generator[int]:
    """Do work on each thing, and write the bytes that it gives to a file, in the order of the things.

    All is as with `in_workers`, but that results do not travel: each worker writes its own to the place that it is
    told, when those before are as long as they will be. So the file must be a regular one and not opened to append,
    which is not looked at; its position is behind all of them at the end, and elsewhere until then.

    Yields:
        How many bytes a thing has given.

    Raises:
        OSError: they could not be written.
    """
    coming = iter(things)
    first = list(islice(coming, 2))
    file.flush()
    place = file.tell()
    if jobs < 2 or len(first) < 2:
        sent = place
        for thing in chain(first, coming):
            with listening(None):
                length = write_at(file.fileno(), work(thing), place)
            place += length
            if place - sent >= SPAN:
                send_off(file.fileno(), sent, place - sent)
                sent = place
            yield length
        file.seek(place)
        return
    pool = Crew(Writer(work, file.fileno()).answer, jobs)
    pool.start()
    try:
        for kept in pool.results(chain(first, coming)):
            pool.send(kept.worker, WRITE, pickle.dumps(place))
            place += kept.length
            yield kept.length
        pool.finish()
        file.seek(place)
    finally:
        pool.end()
