"""Facts mapped to quads, and graphs compared."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from gdec.api.choices import DifferenceForm, Format
from gdec.api.timing import within
from gdec.errors import GdecError

if TYPE_CHECKING:
    from gdec.difference.compare import Difference
    from gdec.facts.model import Facts
    from gdec.project import Project


def map_facts(facts: Facts, project: Project) -> bytes:
    """Map the facts of one article to N-Quads in its named graph; the same facts give the same bytes.

    >>> from gdec import find_project, read_facts
    >>> quads = map_facts(read_facts("data/articles/tdi-2023-07-04.yaml"), find_project("data"))
    >>> quads.splitlines()[0].split()[0]
    b'<https://w3id.org/gdec/id/article/tdi-2023-07-04>'

    Raises:
        GdecError: the facts are of no article, or do not fit together with the registry of the project.
    """
    from gdec.facts.check import check
    from gdec.facts.complete import complete
    from gdec.mapping.stream import map_facts

    if facts.article is None:
        raise GdecError("facts without an article are of a registry; build_store maps these")
    check(facts, project.registry, facts.article.id)
    return map_facts(complete(facts), project)


def map_files(*files: str | Path, jobs: int | None = None) -> Generator[bytes]:
    """Map facts files, or folders of them, each as one of the project that it lies in.

    Args:
        files: the files, YAML or JSON Lines.
        jobs: how many processes work side by side; by default as many as there are cores.

    Yields:
        The named graphs of some articles as N-Quads, all in the order of the files, whatever the number of jobs.

    Raises:
        GdecError: an article cannot be used; what was given by then ends before it.
    """
    from gdec.mapping.stream import files_of, map_files
    from gdec.processes import cores

    return map_files(files_of(map(Path, files)), jobs or cores())


def map_files_to(path: str | Path, *files: str | Path, jobs: int | None = None) -> None:
    """Write what `map_files` gives to a file, which appears whole or not at all.

    Args:
        path: the file to write; the processes write to it side by side.
        files: the files to map, or folders of them.
        jobs: how many processes work side by side; by default as many as there are cores.

    Raises:
        GdecError: an article cannot be used, or the file cannot be written.
    """
    from gdec.mapping.stream import files_of, map_into
    from gdec.processes import cores
    from gdec.rdf.files import written_whole

    with written_whole(path) as file:
        map_into(file, files_of(map(Path, files)), jobs or cores())


def compare_graphs(old: str | Path, new: str | Path, *, timeout: float | None = None) -> Difference:
    """Find what differs between two graphs, whatever order, prefixes and names of blank nodes they are written with.

    >>> bool(compare_graphs("data", "data"))
    False

    Args:
        old: the folder of a store or of a published site, or a file or folder of facts or RDF.
        new: another.
        timeout: how many seconds it may take; then it is done in a process of its own, which is forked.

    Raises:
        GdecError: a side cannot be read, or its blank nodes are too entangled to be told apart.
        TookTooLong: it took longer than the timeout.
    """

    def work() -> Difference:
        from gdec.difference.compare import compare
        from gdec.difference.sides import read_sides

        return compare(*read_sides(Path(old), Path(new)))

    return within(timeout, work, "comparing", "give blank nodes IRIs")


def format_difference(difference: Difference, form: DifferenceForm = "text") -> str:
    """Write a difference as text, as a patch (a SPARQL update), or as a page in HTML that stands by itself.

    Raises:
        GdecError: the form cannot hold the difference.
    """
    from gdec.difference.forms import write

    return write(difference, form)


def format_of(path: str | Path) -> Format:
    """Tell from a file's suffix what the format of an export to it is called.

    >>> format_of("gdec.ttl")
    'turtle'

    Raises:
        InputError: the suffix belongs to no format.
    """
    from gdec.export import name_of_format

    return cast("Format", name_of_format(Path(path)))
