"""The history of articles: which facts a store had of them, version by version, and these facts themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gdec.build import map_facts
from gdec.errors import GdecError, nearest
from gdec.facts.migrate import migrate
from gdec.facts.model import Article, Facts
from gdec.facts.sources import Source, is_bulk
from gdec.project import Project
from gdec.store.history import History, Received
from gdec.store.local import open_current


@dataclass(frozen=True)
class Step:
    """One line of an article's history.

    Attributes:
        received: the version of the store that it began with, and the facts' digest.
        told: what the facts say that the publisher did with the article: corrected, retracted, supersedes; or that
            it was removed from the store.
    """

    received: Received
    told: str


@contextmanager
def open_history(store: Path) -> Iterator[History]:
    """Open the history of the store in a folder, as of its current version.

    Raises:
        GdecError: there is no store, or its history cannot be read.
    """
    with open_current(store) as reader, History(store, reader.version) as history:
        yield history


def steps(history: History, article: str = "") -> list[Step]:
    """Give the history of one article, or of all, in the order of articles and of versions.

    Raises:
        GdecError: the store never had an article of that id.
    """
    lines = list(history.lines(article))
    if article and not lines:
        known = {line.article for line in history.lines()}
        raise GdecError(f'the store never held an article "{article}"{nearest(article, known)}')
    return [Step(line, _told(facts_of(history, line).article) if line.digest else "removed") for line in lines]


def received_in(history: History, article: str, version: int) -> Received:
    """Find the facts that a version of the store had of an article; version 0 stands for the latest facts of all.

    Raises:
        GdecError: that version had none, or the store never had the article.
    """
    lines = [step.received for step in steps(history, article)]
    if version > history.version:
        raise GdecError(f"the store is at version {history.version}; there is no version {version} yet")
    held = [line for line in lines if (line.version <= version if version else line.digest)]
    if not held or not held[-1].digest:
        raise GdecError(f'version {version} of the store held no article "{article}"')
    return held[-1]


def facts_of(history: History, line: Received) -> Facts:
    """Read the facts of one line, brought up to the present format.

    Raises:
        GdecError: this gdec cannot read them.
    """
    return _source(history, line).read()


def quads_of(history: History, line: Received, project: Project) -> bytes:
    """Map the facts of one line to N-Quads, with the mappers and the registry of today.

    Raises:
        GdecError: the facts do not fit together with the registry any more.
    """
    return map_facts(project.take(_source(history, line)), project)


def _source(history: History, line: Received) -> Source:
    path, data = Path(line.file), history.data(line.digest)
    if is_bulk(path):
        return Source(path, data, 1)
    return Source(path, migrate(line.file, data))


def _told(article: Article | None) -> str:
    if article is None:
        return ""
    notices = (("corrected", article.corrected), ("retracted", article.retracted))
    told = [f"{what} on {notice.on}: {notice.reason}" for what, notice in notices if notice]
    return "; ".join(told + [f"supersedes {old}" for old in article.supersedes])
