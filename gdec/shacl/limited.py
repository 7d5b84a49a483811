"""Validation with a limit of time, for shapes that are not trusted.

A query of Oxigraph cannot be interrupted, so it runs in a process of its own, which can.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection

from gdec.errors import GdecError
from gdec.shacl.engine import validate
from gdec.shacl.report import Report


def validate_within(
    seconds: float, data: bytes, shapes: bytes, *, ontology: bytes | None = None, jobs: int = 0
) -> Report:
    """Hold data to shapes as `gdec.shacl.engine.validate` does, and give up after a time.

    Args:
        seconds: the limit, the start of a process and the loading of the data included.
        data: N-Quads; its graphs are taken as one.
        shapes: the shapes graph, as N-Quads.
        ontology: what is seen beside the data, as N-Quads.
        jobs: how many checks run side by side; 0 for as many as there are processors.

    Raises:
        GdecError: the time is up, or the other process ended without an answer.
        ShapesError: as `validate` raises it.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(theirs, data, shapes, ontology, jobs), daemon=True)
    worker.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise GdecError(
                f"the shapes were not checked within {seconds:g} s; simplify their queries or allow more time"
            )
        answer = ours.recv()
    except EOFError:
        raise GdecError(
            "the process that checked the shapes ended without an answer; there may be too little memory"
        ) from None
    finally:
        worker.kill()
        worker.join()
        ours.close()
    if isinstance(answer, GdecError):
        raise answer
    assert isinstance(answer, Report)  # noqa: S101
    return answer


def _work(answers: Connection, data: bytes, shapes: bytes, ontology: bytes | None, jobs: int) -> None:
    try:
        answers.send(validate(data, shapes, ontology=ontology, jobs=jobs))
    except GdecError as error:
        answers.send(error)
