"""Build: facts to quads, validated, into the store; all or nothing for each article."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, TypeAlias

from gdec import terms
from gdec.building.choosing import disagreements, write_choices
from gdec.building.holding import Context
from gdec.building.making import Made, make, twin
from gdec.building.meeting import Meeting, told
from gdec.building.outcome import Built
from gdec.building.together import Together
from gdec.disagreement.graph import Contested
from gdec.errors import GdecError, InputError
from gdec.facts.sources import Source, is_bulk, sources
from gdec.facts.utf8 import read_bytes
from gdec.freshness import article_digest, common_digest, tools_digest
from gdec.mapping import registry_quads
from gdec.mapping.stream import map_facts
from gdec.processes import cores
from gdec.processes.pool import in_workers
from gdec.progress import tell
from gdec.project import Project
from gdec.store.changing import Change, change
from gdec.validate import validate

__all__ = ["Built", "build", "map_facts"]

BATCH = 256_000
"""How many bytes of facts a worker gets at a time, so that the shapes are asked of many articles at once."""
FEW = 50
"""How many graphs are replaced one by one; for more the bulk loader is faster."""

Graph: TypeAlias = tuple[str, bytes]
"""A graph's name and its quads."""


def build(project: Project, store: Path, *, prune: bool = False, jobs: int = 0) -> Built:
    """Bring a store up to date with a project.

    An article that cannot be read or does not conform leaves its last good graph in the store as it was.
    The new version of the store becomes current in one step, when all of it is flushed to disk.

    Args:
        project: the folder of facts.
        store: the store's folder, made where there is none.
        prune: also remove the graphs of articles whose facts file is gone.
        jobs: how many processes map and validate side by side; 0 for as many as there are cores.

    Raises:
        GdecError: a registry that cannot be used, or a store that cannot be written.
    """
    if not project.articles() and not project.registry_files():
        raise InputError(str(project.folder), "holds no facts; `gdec new ARTICLE` writes the first file of them")
    _ = project.registry
    with change(store) as step:
        return _Build(project, step, prune, jobs or cores()).run()


class _Entry(NamedTuple):
    """Facts that were found, with the digest of what their graph depends on, and their article if nothing changed."""

    source: Source
    state: str
    known: str | None


class _Build:
    """One build: first all that the store can be told before it is open, then the graphs, then what follows of them."""

    def __init__(self, project: Project, step: Change, prune: bool, jobs: int) -> None:
        self.project, self.step, self.prune, self.jobs = project, step, prune, jobs
        self.outcome = Built()
        self.spared: set[str] = set()
        self.seen: dict[str, str] = {}
        self.twins: list[str] = []
        self.fresh: dict[str, tuple[str, Source]] = {}
        self.registry = registry_quads(project.registry)
        self.tools = tools_digest()
        self.key = common_digest(self.tools, project.base, self.registry)
        self.before = dict(step.manifest)
        if self.before.get("base", project.base) != project.base:
            # Every thing has another name now: nothing of the old graphs may stay beside the new ones.
            step.manifest.clear()
            step.manifest |= {name: value for name, value in self.before.items() if name == "forgotten"}
        self.is_anew = step.manifest.get("registry") != self.key
        self.kept: dict[str, dict[str, str]] = dict(step.manifest.get("articles", {}))
        self.same = {(record["file"], record["state"]): key for key, record in self.kept.items()}
        self.meeting = Meeting(None if self.is_anew else step)
        articles = project.articles()
        self.total = None if any(map(is_bulk, articles)) else len(articles)

    def run(self) -> Built:
        step, manifest = self.step, self.step.manifest
        contested = Contested(step, self.project.base)
        with closing(self._made()) as made:
            # The workers are forked when the first graph is asked for: no fork survives the threads of a database.
            first = list(islice(made, 1))
            if self.is_anew:
                self._load_anew(chain(first, made))
                contested.is_all, contested.divided = True, self.meeting.divided
                if self.meeting.recalled.is_whole:
                    contested.telling = lambda things: self.meeting.recalled.of(things, step.store)
            else:
                self._update(chain(first, made), contested)
        with ThreadPoolExecutor(1) as aside:
            # When all is made anew it is known by now what is contested, unless articles are taken out again.
            finding = aside.submit(disagreements, contested) if self.is_anew and not self.twins else None
            self._refuse_twins(contested)
            self._hold_together(contested)
        manifest["articles"] = self.kept
        manifest["editorial"] = sha256(b"".join(map(read_bytes, self.project.editorial_files()))).hexdigest()
        is_void = not self.before and not self.kept and bool(self.outcome.refused or self.outcome.unreadable)
        self.outcome.changed = manifest != self.before and not is_void
        if self.outcome.changed:
            found = finding.result() if finding and contested.divided is not None else disagreements(contested)
            contested.write(found)
            write_choices(self.project, step, self.outcome)
        else:
            step.abandon()
        self.outcome.version = step.version
        self.outcome.warned = {key: int(each["warnings"]) for key, each in self.kept.items() if "warnings" in each}
        return self.outcome

    def _load_anew(self, made: Iterator[Graph]) -> None:
        """Fill an empty database: with the registry, what was made, and old graphs that nothing took the place of."""
        step, manifest = self.step, self.step.manifest
        report = validate(self.registry, provenance=True)
        if not report.conforms:
            raise InputError(str(self.project.folder / "registry"), report.summary())

        def graphs() -> Iterator[Graph]:
            registry = self.project.registry.graph[1:-1]
            self.meeting.note(registry, told(self.registry))
            yield registry, self.registry
            yield from made
            self._take_leave()
            for key in sorted(set(self.kept) - set(self.outcome.built)):
                name = self._graph(key)
                quads = step.old_graph(name)
                self.meeting.note(name, told(quads))
                yield name, quads

        step.start_over()
        step.load(graphs())
        manifest |= {"registry": self.key, "tools": self.tools, "base": self.project.base}

    def _update(self, made: Iterator[Graph], contested: Contested) -> None:
        """Put new graphs in the place of old ones."""
        for name, quads in islice(made, FEW):
            contested.note(name)
            self.step.replace_graph(name, quads)
            contested.note(name)
        if more := list(islice(made, 1)):
            contested.is_all = True
            self.step.load(chain(more, made), replacing=True)
        for name in self._take_leave():
            contested.note(name)
            self.step.drop_graph(name)

    def _hold_together(self, contested: Contested) -> None:
        """Take out again, one after the other, the articles that break what others say with them."""
        together = Together(self.step.store, self.step.old_store) if self.fresh else None
        while together and self.fresh and (found := together.broken(list(self.fresh), self.meeting.shared)):
            name, report = found
            source = self._take_back(name, contested)
            self.outcome.refused[source.name] = report.located(
                self.project.take(_read_again(source)), self.project, source
            )
        self.outcome.contested = together.contested if together else 0

    def _refuse_twins(self, contested: Contested) -> None:
        """Take out again the articles whose id another one has, too: which of them is meant nobody can tell."""
        for name in {self._graph(key) for key in self.twins} & self.fresh.keys():
            self.spared.add(self._take_back(name, contested).path.name)

    def _take_back(self, name: str, contested: Contested) -> Source:
        """Put the graph of the old version in the place of a new one, and give what that was made from."""
        key, source = self.fresh.pop(name)
        old_quads = self.step.old_graph(name)
        contested.note(name)
        self.step.replace_graph(name, old_quads)
        contested.note(name)
        contested.divided = None
        self.meeting.note(name, told(old_quads))
        self.step.history.take_back(key)
        del self.outcome.built[key], self.kept[key]
        if old := self.before.get("articles", {}).get(key):
            self.kept[key] = old
        return source

    def _made(self) -> Generator[Graph]:
        """Read what changed, have its graphs made, and give those that are good, in the order of the sources."""
        project, context = self.project, Context(self.project.base, self.registry)
        waiting: deque[list[_Entry]] = deque()

        def batches() -> Iterator[list[Source]]:
            for batch in self._batches():
                waiting.append(batch)
                if wanted := [entry.source for entry in batch if entry.known is None]:
                    yield wanted

        with closing(in_workers(lambda wanted: make(project, context, wanted), batches(), self.jobs)) as results:
            for result in results:
                yield from self._take(waiting.popleft(), iter(result))
                tell("articles", len(self.seen) + len(self.outcome.unreadable), self.total)
        for batch in waiting:
            yield from self._take(batch, iter(()))

    def _batches(self) -> Iterator[list[_Entry]]:
        """Put what was found together, until there is enough of it that changed."""
        batch: list[_Entry] = []
        size = 0
        for source in self._sources():
            state = article_digest(self.key, source.data)
            known = self.same.get((source.path.name, state))
            if known:
                batch.append(_Entry(Source(source.path, b"", source.line), state, known))
                continue
            batch.append(_Entry(source, state, None))
            size += len(source.data)
            if size >= BATCH:
                yield batch
                batch, size = [], 0
        yield batch

    def _take(self, batch: list[_Entry], made: Iterator[Made]) -> Iterator[Graph]:
        """Note what became of each article, and give the graphs that are to be stored."""
        for source, state, known in batch:
            if known and known not in self.seen:
                self.seen[known] = source.name
                self.outcome.unchanged.append(known)
                continue
            one = Made(known) if known else next(made)
            try:
                if one.error:
                    raise one.error
                if one.key in self.seen:
                    self.twins.append(one.key)
                    raise twin(source.name, one.key, self.seen[one.key])
            except GdecError as error:
                self._unreadable(source.name, source.path, error)
                continue
            self.seen[one.key] = source.name
            if one.report:
                self.outcome.refused[source.name] = one.report
            else:
                self.kept[one.key] = one.record(source, state)
                self.step.history.receive(one.key, source.path.name, source.data)
                self.outcome.built[one.key] = one.quads.count(b"\n")
                name = self._graph(one.key)
                self.fresh[name] = one.key, source._replace(data=b"")
                self.meeting.note(name, one.tells)
                yield name, one.quads

    def _sources(self) -> Iterator[Source]:
        for path in self.project.articles():
            try:
                yield from sources(path)
            except GdecError as error:
                self._unreadable(str(path), path, error)

    def _unreadable(self, name: str, path: Path, error: GdecError) -> None:
        """Note what cannot be used, and spare the articles that its file gave before."""
        self.outcome.unreadable[name] = error
        self.spared.add(path.name)

    def _take_leave(self) -> list[str]:
        """Note the articles whose facts file is gone, and name the graphs that are to go with them."""
        gone = [key for key in sorted(set(self.kept) - set(self.seen)) if self.kept[key]["file"] not in self.spared]
        if not self.prune:
            self.outcome.absent += gone
            return []
        for key in gone:
            self.step.history.remove(key)
            del self.kept[key]
        self.outcome.pruned += gone
        return [self._graph(key) for key in gone]

    def _graph(self, key: str) -> str:
        return f"{terms.mint(self.project.base, 'article', key)[1:-1]}#graph"


def _read_again(source: Source) -> Source:
    return next(one for one in sources(source.path) if one.line == source.line)
