"""Make the graphs of articles, in a worker: read, map, hold to the shapes."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from gdec.building.holding import Context, Mapped, refusals
from gdec.building.meeting import Told, told
from gdec.errors import GdecError, InputError
from gdec.facts.doubts import count_doubts
from gdec.facts.model import Facts
from gdec.facts.names import Names
from gdec.facts.sources import Source
from gdec.mapping import article_quads
from gdec.project import Project
from gdec.validate import Report


class Made(NamedTuple):
    """What became of the facts of one article.

    Attributes:
        key: the article's id; empty where the facts cannot be used.
        quads: its graph; empty where it does not conform.
        tells: what it tells that others may tell, too.
        report: why it does not conform.
        error: why the facts cannot be used.
        warnings: how many warnings `gdec validate` gives about it.
    """

    key: str = ""
    quads: bytes = b""
    tells: Told = Told()
    report: Report | None = None
    error: GdecError | None = None
    warnings: int = 0

    def record(self, source: Source, state: str) -> dict[str, str]:
        """Give what a store's manifest has of the article: its file, the digest of what it depends on, its warnings."""
        warnings = {"warnings": str(self.warnings)} if self.warnings else {}
        return {"file": source.path.name, "state": state, **warnings}


def make(project: Project, context: Context, sources: list[Source]) -> list[Made]:
    """Make the graphs of some articles; what cannot be used or does not conform is told in its place."""
    made: list[Made] = []
    mapped: dict[int, tuple[Facts, Mapped]] = {}
    for number, source in enumerate(sources):
        try:
            facts = _taken(project, source)
        except GdecError as error:
            made.append(Made(error=error))
            continue
        assert facts.article is not None  # noqa: S101
        names = Names(facts, project.registry)
        mapped[number] = facts, Mapped(article_quads(facts, names), names)
        quads = mapped[number][1].quads
        made.append(Made(facts.article.id, quads, told(quads)))
    places, warned = list(mapped), Counter[int]()
    refused = refusals([article for _, article in mapped.values()], context, warned)
    for place, number in enumerate(places):
        warnings = warned[place] + count_doubts(mapped[number][0], project.registry)
        made[number] = made[number]._replace(warnings=warnings)
    for place, report in refused.items():
        number = places[place]
        located = report.located(mapped[number][0], project, sources[number])
        made[number] = Made(made[number].key, report=located)
    return made


def twin(name: str, key: str, first: str) -> InputError:
    """Make the error that an article has the id of another one."""
    advice = "neither is taken: give one of the two another id, or remove it"
    return InputError(name, f'the article "{key}" is in {first}, too; {advice}')


def _taken(project: Project, source: Source) -> Facts:
    facts = project.take(source)
    if facts.article is None or not facts.article.id:
        raise InputError(source.name, "has no article: name it under `article:`", 0 if source.line else 1)
    return facts
