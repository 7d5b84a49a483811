"""Build: facts to quads, validated, into the store; all or nothing for each article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from gdec import __version__, resources, terms
from gdec.disagreement.editorial import choice_quads
from gdec.disagreement.find import disagreements, nquads
from gdec.errors import GdecError, InputError
from gdec.facts.model import Facts
from gdec.facts.names import Names
from gdec.facts.sources import Source, sources
from gdec.facts.utf8 import read_bytes
from gdec.mapping import article_quads, registry_quads
from gdec.project import Project
from gdec.store.local import Change, change
from gdec.validate import Report, validate


@dataclass
class Built:
    """What a build did, article by article.

    Attributes:
        version: the store's version after the build.
        changed: whether that is a new version.
        built: ids of the articles whose graphs were made anew, with their numbers of quads.
        unchanged: ids of the articles whose facts, registry and tools are as they were.
        unreadable: facts files, or lines of JSON Lines, that cannot be used, with the reason.
        refused: facts files, or lines, whose graph does not conform, with the report.
        absent: ids of articles in the store whose facts file is gone; they stay unless pruned.
        pruned: ids of such articles that were removed.
    """

    version: int = 0
    changed: bool = True
    built: dict[str, int] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    unreadable: dict[str, GdecError] = field(default_factory=dict)
    refused: dict[str, Report] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    pruned: list[str] = field(default_factory=list)


def build(project: Project, store: Path, *, prune: bool = False) -> Built:
    """Bring a store up to date with a project.

    An article that cannot be read or does not conform leaves its last good graph in the store as it was.
    The new version of the store becomes current in one step, when all of it is flushed to disk.

    Args:
        project: the folder of facts.
        store: the store's folder, made where there is none.
        prune: also remove the graphs of articles whose facts file is gone.

    Raises:
        GdecError: a registry that cannot be used, or a store that cannot be written.
    """
    return _Build(project, store, prune).run()


class _Build:
    def __init__(self, project: Project, store: Path, prune: bool) -> None:
        self.project, self.store, self.prune = project, store, prune
        self.outcome = Built()
        self.spared: set[str] = set()
        self.registry = registry_quads(project.registry)
        self.key = sha256(_engine_digest().encode() + project.base.encode() + self.registry).hexdigest()

    def run(self) -> Built:
        outcome = self.outcome
        if not self.project.articles() and not self.project.registry_files():
            raise InputError(
                str(self.project.folder), "holds no facts; `gdec new ARTICLE` writes the first file of them"
            )
        with change(self.store) as step:
            before = dict(step.manifest)
            if before.get("base", self.project.base) != self.project.base:
                # Every thing has another name now: nothing of the old graphs may stay beside the new ones.
                step.store.clear()
                step.manifest.clear()
            self._registry(step)
            step.manifest["articles"] = self._articles(step, step.manifest.get("articles", {}))
            step.manifest["editorial"] = sha256(b"".join(map(read_bytes, self.project.editorial_files()))).hexdigest()
            if step.manifest == before:
                step.abandon()
                outcome.changed = False
            else:
                self._disagreements(step)
            outcome.version = step.version
        return outcome

    def _registry(self, step: Change) -> None:
        if step.manifest.get("registry") == self.key:
            return
        report = validate(self.registry, provenance=True)
        if not report.conforms:
            raise InputError(str(self.project.folder / "registry"), report.summary())
        step.replace_graph(self.project.registry.graph[1:-1], self.registry)
        step.manifest["registry"] = self.key
        step.manifest["base"] = self.project.base

    def _articles(self, step: Change, known: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        """Bring each article's graph up to date and give the manifest's record of them."""
        kept = dict(known)
        seen: dict[str, Source] = {}
        same = {(record["file"], record["state"]): key for key, record in known.items()}
        for source in self._sources():
            try:
                key, record = self._article(step, source, same, seen)
            except GdecError as error:
                self._unreadable(source.name, source.path, error)
                continue
            seen[key] = source
            kept |= {key: record} if record else {}
        for key in sorted(set(kept) - set(seen)):
            if kept[key]["file"] not in self.spared:
                self._absent(step, key, kept)
        return kept

    def _disagreements(self, step: Change) -> None:
        """Find anew what disagrees, and what editors chose."""
        base = self.project.base
        step.replace_graph(f"{base}disagreements#graph", nquads(disagreements(step), base))
        choices = b""
        for path in self.project.editorial_files():
            try:
                choices += choice_quads(path, step, terms.prefixes(base), base)
            except GdecError as error:
                self.outcome.unreadable[str(path)] = error
        step.replace_graph(f"{base}editorial#graph", choices)

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

    def _article(
        self, step: Change, source: Source, same: dict[tuple[str, str], str], seen: dict[str, Source]
    ) -> tuple[str, dict[str, str]]:
        state = sha256(self.key.encode() + source.data).hexdigest()
        record = {"file": source.path.name, "state": state}
        known = same.get((source.path.name, state))
        if known and known not in seen:
            self.outcome.unchanged.append(known)
            return known, record
        facts = self.project.take(source)
        key = facts.article.id if facts.article else ""
        if not key:
            raise InputError(source.name, "has no article: name it under `article:`", 0 if source.line else 1)
        if key in seen:
            raise InputError(source.name, f'the article "{key}" is in {seen[key].name} already')
        quads = map_facts(facts, self.project)
        report = validate(quads + self.registry, provenance=True)
        if not report.conforms:
            self.outcome.refused[source.name] = report.located(facts, self.project, str(source.path))
            return key, {}
        step.replace_graph(Names(facts, self.project.registry).article + "#graph", quads)
        self.outcome.built[key] = quads.count(b"\n")
        return key, record

    def _absent(self, step: Change, key: str, kept: dict[str, dict[str, str]]) -> None:
        if not self.prune:
            self.outcome.absent.append(key)
            return
        step.drop_graph(f"{self.project.base}article/{key}#graph")
        del kept[key]
        self.outcome.pruned.append(key)


def map_facts(facts: Facts, project: Project) -> bytes:
    """Map one complete and checked facts file to N-Quads in its article's named graph.

    Raises:
        GdecError: the facts are those of a registry, which are mapped together with the articles that use them.
    """
    if facts.article is None:
        raise GdecError("the facts have no article: a file of the registry is not mapped by itself")
    return article_quads(facts, Names(facts, project.registry))


def _engine_digest() -> str:
    """Digest all that a graph depends on besides its facts: the version, the mappers, the ontology, the shapes."""
    parts = [__version__.encode(), resources.ontology()]
    parts += [text for _, text in resources.shapes(provenance=True)]
    mappers = files("gdec.mappers").iterdir()
    parts += [path.read_bytes() for path in sorted(mappers, key=lambda path: path.name) if path.name.endswith(".py")]
    return sha256(b"\0".join(parts)).hexdigest()
