"""Data held to shapes, and the shapes themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gdec.api.choices import DataFormat, Engine, ReportForm
from gdec.api.timing import within
from gdec.errors import GdecError, InputError, Problems

if TYPE_CHECKING:
    from gdec.validate.report import Report


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a shape.

    Attributes:
        source: the file that it stands in.
        shape: the shape, with a prefix where one is known.
        message: what is wrong.
    """

    source: str
    shape: str
    message: str


def validate_data(
    *data: str | Path | bytes,
    shapes: Iterable[str | Path] = (),
    provenance: bool = False,
    against: str | Path | None = None,
    engine: Engine = "compiled",
    format: DataFormat | None = None,
    timeout: float | None = None,
    check_timeout: float | None = None,
) -> Report:
    """Hold data to shapes, together as one graph. That it does not conform is told in the report, and is no error.

    >>> report = validate_data(b'<https://example.org/a> <https://schema.org/name> "A conference" .')
    >>> report.conforms, report.checked
    (True, 0)

    Args:
        data: files of facts or of RDF, folders of them, or bytes.
        shapes: files or folders of shapes of your own, instead of those of the package.
        provenance: with the shapes of the package, also those of statements, evidence and the registry.
        against: the folder of a store; only what the data breaks there is told, and the store stays as it is.
        engine: what checks; with `both`, a difference between the two is an error.
        format: what bytes and the files that are named are in; by default N-Quads, and what their suffixes tell.
        timeout: how many seconds it may take; then it is done in a process of its own, which is forked.
        check_timeout: how many seconds one check of a shape may take; the error names the shape.

    Raises:
        InputError: the data or the shapes cannot be read, at their line.
        GdecError: what the shapes ask for cannot be done, or is asked of an engine that cannot do it.
        TookTooLong: it took longer than the timeout.
    """
    given = list(shapes)
    if given and provenance:
        raise GdecError("provenance belongs to the shapes of the package; leave it or your shapes out")
    if against and engine != "compiled":
        raise GdecError("what data breaks in a store is checked by the compiled engine alone; leave the engine out")
    work = partial(_held_to, given, provenance, against, engine, check_timeout, data, format)
    return within(timeout, work, "the shapes", "simplify them")


def _held_to(
    shapes: list[str | Path],
    provenance: bool,
    against: str | Path | None,
    engine: Engine,
    limit: float | None,
    data: Iterable[str | Path | bytes],
    format: DataFormat | None,
) -> Report:
    if against:
        return _held_against(against, shapes, provenance, limit, data, format)
    from gdec.validate import validate
    from gdec.validate.inputs import read_inputs

    wanted, inputs = _shapes(shapes), read_inputs(_paths(data), format)
    report = validate(inputs.quads, wanted, provenance=provenance, engine=engine, limit=limit)
    return inputs.locate(report if shapes else inputs.held_to_ontology(inputs.doubted(report)))


def _held_against(
    store: str | Path,
    shapes: list[str | Path],
    provenance: bool,
    limit: float | None,
    data: Iterable[str | Path | bytes],
    format: DataFormat | None,
) -> Report:
    """Hold data to shapes in the context of a store; the data is read beside all else, which takes as long."""
    from gdec.processes.apart import Apart
    from gdec.validate.taken import take

    with Apart(partial(take, _paths(data), format)) as reading:
        from gdec.store.copies import copies_of_current

        with copies_of_current(store) as copies:
            from gdec.validate.against import validate_against

            wanted = _shapes(shapes)
            report: Report = validate_against(copies, reading.result, wanted, provenance=provenance, limit=limit)
            taken = reading.result()
    if not report.results and (shapes or not taken.quads_of(facts=False)):
        return report
    inputs = taken.whole()
    return inputs.locate(report if shapes else inputs.held_to_ontology(report))


def _shapes(shapes: list[str | Path]) -> bytes | None:
    if not shapes:
        return None
    from gdec.validate.shapes import read_shapes

    return read_shapes(map(Path, shapes))


def _paths(data: Iterable[str | Path | bytes]) -> list[Path | bytes]:
    return [each if isinstance(each, bytes) else Path(each) for each in data]


def format_report(report: Report | InputError | Problems, form: ReportForm = "text", most: int | None = None) -> str:
    """Write a report in a form for people, programs or servers.

    Args:
        report: what was found; for servers also what is wrong with an input that cannot be read.
        form: the form.
        most: how many results to write; the rest is counted.

    Raises:
        GdecError: an error that is to be written in a form that is not for servers; it is that error.
    """
    from gdec.validate import FOR_SERVERS, FORMS

    if isinstance(report, GdecError):
        if form not in FOR_SERVERS:
            raise report
        from gdec.validate import unreadable

        report = unreadable(report)
    return FORMS[form](report, most)


def show_report(report: Report, terminal: BinaryIO, most: int | None = None) -> None:
    """Write a report as text in colours, no wider than the terminal."""
    from gdec.validate import show

    show(report, terminal, most)


def lint_shapes(*shapes: str | Path, data: Iterable[str | Path] = ()) -> list[Flaw]:
    """Find what is wrong with shapes: rules that nobody checks or that cannot fail.

    Args:
        shapes: files or folders of shapes; without any, those of the package.
        data: data that the shapes are for, to tell of paths that occur nowhere in it.

    Raises:
        InputError: a file that cannot be read.
        GdecError: the shapes are ill-formed, and nothing that is found tells why.
    """
    from gdec.validate.inputs import read_inputs
    from gdec.validate.shapes import lint_shapes
    from gdec.validate.text import shown

    found = lint_shapes(map(Path, shapes), read_inputs(map(Path, data)).quads)
    return [Flaw(source, shown(str(finding.shape)), finding.message) for source, finding in found]
