"""Where a store stands beside the facts that it was built from: what is fresh, what is not, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from gdec import terms
from gdec.errors import GdecError
from gdec.facts.sources import Source, sources
from gdec.facts.utf8 import read_bytes
from gdec.following.names import rows
from gdec.freshness import article_digest, common_digest, tools_digest
from gdec.mapping import registry_quads
from gdec.project import Project
from gdec.query.checks import Finding, load_checks, run_checks
from gdec.store.answer import Term
from gdec.store.history import History
from gdec.store.local import StoreReader, open_current
from gdec.store.versions import Versions


@dataclass
class Status:
    """A store and a project, compared.

    Articles are named by their ids; those in `stale`, `unbuilt` and `unreadable` have the reason or the file beside
    them.

    Attributes:
        version: the store's version.
        made: when it was made, in universal time.
        base: the IRI below which the store's things are named.
        quads: how many quads it holds.
        changed: what all articles share and has changed since: registry, tools, base or editorial choices.
        fresh: articles whose facts and all that their graphs depend on are as they were.
        stale: articles whose graph would be made anew, each with what has changed.
        absent: articles in the store whose facts file is gone.
        unbuilt: articles that the store has never held, or holds no more, each with its file.
        unreadable: files, or lines, that cannot be used, each with what is wrong.
        superseded: how many earlier versions of an article's facts are kept, where there are any.
        replaced: articles that another one is a revision of, with the IRIs of those.
        retracted: articles that were retracted, with the day.
        forgotten: how many people were forgotten.
        findings: what the checks found; empty where none were run.
    """

    version: int
    made: datetime
    base: str
    quads: int
    changed: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    stale: dict[str, str] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    unbuilt: dict[str, str] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    superseded: dict[str, int] = field(default_factory=dict)
    replaced: dict[str, list[str]] = field(default_factory=dict)
    retracted: dict[str, str] = field(default_factory=dict)
    forgotten: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_fresh(self) -> bool:
        """Whether a build would change nothing."""
        return not (self.changed or self.stale or self.unbuilt or self.unreadable)

    @property
    def failing(self) -> list[Finding]:
        """What checks found that is as serious as a violation."""
        return [finding for finding in self.findings if finding.is_at_least("violation")]


def status(project: Project, store: Path, *, with_checks: bool = True) -> Status:
    """Compare a store with the project that it is built from.

    Args:
        project: the folder of facts.
        store: the store's folder.
        with_checks: also run the data-quality checks.

    Raises:
        GdecError: there is no store, or the registry cannot be used.
    """
    with open_current(store) as reader:
        manifest = Versions(store).manifest(reader.version)
        made = datetime.fromtimestamp((store / "versions" / str(reader.version) / "manifest.json").stat().st_mtime, UTC)
        found = Status(reader.version, made, manifest.get("base", terms.BASE), reader.count())
        _compare(found, project, manifest)
        _ask(found, reader)
        with History(store, reader.version) as history:
            _count_versions(found, history)
        found.forgotten = len(manifest.get("forgotten", ()))
        if with_checks:
            found.findings = list(run_checks(reader, load_checks()))
    return found


def _compare(found: Status, project: Project, manifest: dict[str, object]) -> None:
    quads, tools = registry_quads(project.registry), tools_digest()
    before = str(manifest.get("registry", ""))
    if project.base != found.base:
        found.changed.append("base")
    if manifest.get("tools") != tools:
        found.changed.append("tools")
    if common_digest(str(manifest.get("tools")), found.base, quads) != before and project.base == found.base:
        found.changed.append("registry")
    editorial = sha256(b"".join(map(read_bytes, project.editorial_files()))).hexdigest()
    if manifest.get("editorial", editorial) != editorial:
        found.changed.append("editorial choices")
    known = manifest.get("articles")
    _Articles(found, known if isinstance(known, dict) else {}, before, common_digest(tools, project.base, quads)).read(
        project
    )


class _Articles:
    """The articles of a project, each held against its record in the store's manifest."""

    def __init__(self, found: Status, known: dict[str, dict[str, str]], before: str, now: str) -> None:
        self.found, self.known, self.before, self.now = found, known, before, now
        self.by_state = {(record["file"], record["state"]): key for key, record in known.items()}
        self.seen: set[str] = set()
        self.spared: set[str] = set()

    def read(self, project: Project) -> None:
        for path in project.articles():
            try:
                for source in sources(path):
                    self.compare(source)
            except GdecError as error:
                self.unreadable(str(path), path, error)
        for key, record in self.known.items():
            if key not in self.seen and record["file"] not in self.spared:
                self.found.absent.append(key)

    def compare(self, source: Source) -> None:
        name = source.path.name
        if key := self.by_state.get((name, article_digest(self.now, source.data))):
            self.found.fresh.append(key)
        elif key := self.by_state.get((name, article_digest(self.before, source.data))):
            self.found.stale[key] = " and ".join(self.found.changed)
        else:
            try:
                article = source.read().article
            except GdecError as error:
                self.unreadable(source.name, source.path, error)
                return
            key = article.id if article else ""
            if key in self.known:
                self.found.stale[key] = "facts"
            else:
                self.found.unbuilt[key] = source.name
        self.seen.add(key)

    def unreadable(self, name: str, path: Path, error: GdecError) -> None:
        self.found.unreadable[name] = str(error)
        self.spared.add(path.name)


def _ask(found: Status, reader: StoreReader) -> None:
    """Ask the store which articles were retracted, and which are revisions of others."""
    for article, day in rows(reader, f"SELECT ?it ?day {{ ?it {terms.RETRACTED_ON} ?day }} ORDER BY ?it"):
        found.retracted[_id(article, found.base)] = getattr(day, "value", "")
    for new, old in rows(reader, f"SELECT ?new ?old {{ ?new {terms.REVISION_OF} ?old }} ORDER BY ?old ?new"):
        found.replaced.setdefault(_id(old, found.base), []).append(_id(new, found.base))


def _count_versions(found: Status, history: History) -> None:
    counts: dict[str, int] = {}
    for line in history.lines():
        counts[line.article] = counts.get(line.article, -1) + bool(line.digest)
    found.superseded = {key: count for key, count in counts.items() if count > 0}


def _id(article: Term | None, base: str) -> str:
    return getattr(article, "value", "").removeprefix(f"{base}article/")
