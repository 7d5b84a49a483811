"""Map many articles one after the other, on all cores and in constant memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from gdec.errors import GdecError, InputError
from gdec.facts.model import Facts
from gdec.facts.names import Names
from gdec.facts.sources import Source, is_bulk, sources
from gdec.progress import tell
from gdec.project import Project, find_project
from gdec.workers import in_workers

from .statements import article_quads

CHUNK = 1 << 14
"""How many bytes of facts a worker gets at a time, or one article that has more."""


def map_files(files: Iterable[tuple[Project, Path]], jobs: int = 1) -> Generator[bytes]:
    """Map files of facts, each with the project that it belongs to.

    Args:
        files: the files, YAML or JSON Lines.
        jobs: how many processes work side by side.

    Yields:
        The named graphs of some articles as N-Quads, all in the order of the files, whatever the number of jobs.

    Raises:
        GdecError: an article cannot be used; it is the first one, and what was given by then ends before it.
    """
    listed = list(files)
    for project, _ in listed:
        # Read before the workers are forked, the registry is shared by all of them.
        _ = project.registry

    def work(chunk: list[tuple[int, Source]]) -> bytes:
        return b"".join(_mapped(listed[number][0], source) for number, source in chunk)

    every = ((number, source) for number, (_, path) in enumerate(listed) for source in sources(path))
    sizes: deque[int] = deque()

    def counted() -> Iterator[list[tuple[int, Source]]]:
        for chunk in chunks(every):
            sizes.append(len(chunk))
            yield chunk

    done, total = 0, None if any(is_bulk(path) for _, path in listed) else len(listed)
    with closing(in_workers(work, counted(), jobs)) as mapped:
        for piece in mapped:
            done += sizes.popleft()
            yield piece
            tell("articles", done, total)


def _mapped(project: Project, source: Source) -> bytes:
    facts = project.take(source)
    if facts.article is None:
        raise InputError(source.name, "has no article: a file of the registry is not mapped by itself")
    return map_facts(facts, project)


def files_of(paths: Iterable[Path]) -> Iterator[tuple[Project, Path]]:
    """Give each file, and those of folders, with its project; each project is read once."""
    known: dict[Path, Project] = {}
    for path in paths:
        found = find_project(path)
        project = known.setdefault(found.folder.resolve(), found)
        yield from ((project, file) for file in (found.articles() if path.is_dir() else [path]))


def chunks(things: Iterable[tuple[int, Source]], size: int = CHUNK) -> Iterator[list[tuple[int, Source]]]:
    """Put sources together until they have so many bytes."""
    chunk: list[tuple[int, Source]] = []
    total = 0
    for number, source in things:
        chunk.append((number, source))
        total += len(source.data)
        if total >= size:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk


def map_facts(facts: Facts, project: Project) -> bytes:
    """Map one complete and checked facts file to N-Quads in its article's named graph.

    Raises:
        GdecError: the facts are those of a registry, which are mapped together with the articles that use them.
    """
    if facts.article is None:
        raise GdecError("the facts have no article: a file of the registry is not mapped by itself")
    return article_quads(facts, Names(facts, project.registry))
