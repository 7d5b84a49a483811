"""Map many articles one after the other, on all cores and in constant memory."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from gdec.errors import GdecError, InputError
from gdec.facts.model import Facts
from gdec.facts.names import Names
from gdec.facts.sources import Source, is_bulk, sources
from gdec.processes.pool import in_workers, write_in_workers
from gdec.progress import tell
from gdec.project import Project, find_project

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
    # Joined are only those articles that travel together.
    work = _Work(files, CHUNK if jobs > 1 else 1)
    with closing(in_workers(lambda chunk: b"".join(work.mapped(chunk)), work.chunks(), jobs)) as pieces:
        for piece in pieces:
            yield piece
            work.tell()


def map_into(file: BinaryIO, files: Iterable[tuple[Project, Path]], jobs: int = 1) -> None:
    """Map files of facts as `map_files` does, into a file, to which the processes write side by side.

    Args:
        file: the file, not opened to append; another process takes no part where it is no regular one.
        files: the files, YAML or JSON Lines.
        jobs: how many processes work side by side.

    Raises:
        GdecError: an article cannot be used; what the file has by then is of no use.
    """
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        with closing(map_files(files, jobs)) as pieces:
            file.writelines(pieces)
        return
    work = _Work(files, CHUNK)
    with closing(write_in_workers(work.mapped, work.chunks(), jobs, file)) as lengths:
        for _ in lengths:
            work.tell()


class _Work:
    """The mapping of files, in chunks for workers, and how far it has come."""

    def __init__(self, files: Iterable[tuple[Project, Path]], size: int) -> None:
        self.files = list(files)
        for project, _ in self.files:
            # Read before the workers are forked, the registry is shared by all of them.
            _ = project.registry
        self.size = size
        self.sizes: deque[int] = deque()
        self.done = 0
        self.total = None if any(is_bulk(path) for _, path in self.files) else len(self.files)

    def chunks(self) -> Iterator[list[tuple[int, Source]]]:
        """Give the articles of all files, some at a time, each with the number of its file."""
        every = ((number, source) for number, (_, path) in enumerate(self.files) for source in sources(path))
        for chunk in chunks(every, self.size):
            self.sizes.append(len(chunk))
            yield chunk

    def mapped(self, chunk: list[tuple[int, Source]]) -> Iterator[bytes]:
        """Map the articles of a chunk, once all are read: each of the two is quicker many times in a row."""
        projects = [self.files[number][0] for number, _ in chunk]
        read = [_read(project, source) for project, (_, source) in zip(projects, chunk, strict=True)]
        return map(map_facts, read, projects)

    def tell(self) -> None:
        """Tell that one more chunk is done."""
        self.done += self.sizes.popleft()
        tell("articles", self.done, self.total)


def _read(project: Project, source: Source) -> Facts:
    facts = project.take(source)
    if facts.article is None:
        raise InputError(source.name, "has no article: a file of the registry is not mapped by itself")
    return facts


def files_of(paths: Iterable[Path]) -> Iterator[tuple[Project, Path]]:
    """Give each file, and those of folders, with its project; each project is read once."""
    known: dict[Path, Project] = {}
    for path in paths:
        found = find_project(path)
        project = known.setdefault(found.folder.resolve(), found)
        yield from ((project, file) for file in (found.articles() if path.is_dir() else [path]))


def chunks(things: Iterable[tuple[int, Source]], size: int) -> Iterator[list[tuple[int, Source]]]:
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
