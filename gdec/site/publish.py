"""Publish: a store as a folder of pages and data, of which only what has changed is made again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from importlib.resources import files as resource_files
from itertools import chain, islice, tee
from pathlib import Path

from gdec import __version__, resources, terms
from gdec.errors import GdecError
from gdec.processes import cores
from gdec.processes.pool import in_workers
from gdec.progress import tell
from gdec.site.apart.again import class_of
from gdec.site.apart.alike import Groups, joined
from gdec.site.dumps.ledger import LEDGER, Ledger
from gdec.site.frame.log import Log, read_log
from gdec.site.frame.settings import Settings
from gdec.site.kept.memory import Memory
from gdec.site.making import menu
from gdec.site.making.planning import Plan, Planner
from gdec.site.making.recording import Now, record
from gdec.site.making.working import NOTHING, Alike, Made, Task, Worker
from gdec.site.making.writing import Place, Trees, mark
from gdec.site.pages.listings import Listing, listings
from gdec.site.reading.excerpts import THINGS_A_BUCKET, Excerpts
from gdec.site.statements.quoting import Quoting
from gdec.store.history import History
from gdec.store.versions import Versions

_TOMBSTONES = "gdec.site.pages.tombstones"
AT_ONCE = 100
"""On the pages of how many articles near-duplicates are named in one go."""
TELLING: tuple[str, ...] = (
    "gdec.site.pages.alike",
    "gdec.site.pages.changes",
    _TOMBSTONES,
    "gdec.site.feeds.feeds",
    "gdec.site.hosts",
)
"""The modules that tell what this publishing changes, and so come last."""


@dataclass(frozen=True)
class Published:
    """What publishing did.

    Attributes:
        pages: how many pages of things and articles the site has.
        made: how many of them were made again.
        written: how many files are new or have changed.
        removed: how many files are gone.
    """

    pages: int
    made: int
    written: int
    removed: int


def publish(
    store: Path, folder: Path, settings: Settings, copies: Path | None = None, *, jobs: int | None = None
) -> Published:
    """Bring a folder up to date with the current version of a store.

    The old site stays whole until the new one is complete, and is then replaced in one step. The same store and
    settings give the same bytes.

    Args:
        store: the store's folder.
        folder: the site's folder, made where there is none.
        settings: what the owner decided.
        copies: a folder of one's own copies of the articles, to show words with a little of what stands around them.
        jobs: how many processes do the work; as many as there are cores where it is not said.

    Raises:
        GdecError: there is no store, or the folder is none of a site, or cannot be written.
    """
    place, versions = Place(folder), Versions(store)
    quoting = Quoting(copies)
    number, held = versions.hold()
    try:
        with place.locked(), closing(Memory(place.memory)) as memory:
            for name in (*menu.PARTS, *TELLING):
                import_module(name)  # once, and not in each process
            worker = Worker(versions, number, held, settings, quoting, kept=place.kept)
            return _Publishing(place, memory, worker, jobs or cores()).run()
    finally:
        os.close(held)


class _Publishing:
    def __init__(self, place: Place, memory: Memory, worker: Worker, jobs: int) -> None:
        self.place, self.memory, self.worker, self.jobs = place, memory, worker, jobs
        self.manifest = worker.versions.head(worker.number)
        if not str(base := self.manifest.get("base", terms.BASE)).endswith("/"):
            raise GdecError(f'the things are named below {base}; only a base that ends with "/" gives each a page')
        self.made = self.written = self.removed = self.parts = 0
        self.changed: set[str] = set()
        self.fresh: set[str] = set()
        self.relisted: set[str] = set()

    def run(self) -> Published:
        memory, worker = self.memory, self.worker
        key = self._key()
        is_known = memory.get("key") == key and memory.get("trees") == repr(self.place.inodes())
        planner = Planner(memory, worker, worker.versions.manifest(worker.number), self.jobs)
        plan = planner.plan(self.place.memory if is_known else None)
        if plan.is_whole:
            memory.forget()
        memory.note(trees="")  # until the end the next tree is neither the old one nor the new one
        before = joined(memory.alike())
        with memory.changing():
            worker.touched, worker.spoken, worker.notes = plan.touched, plan.spoken, plan.notes
            worker.sketches = plan.sketches
            worker.begin(self._trees(plan), plan.classes, names_changes=not plan.is_whole)
            self._remove_gone(plan)
            tell("pages", 0, plan.pages)
            for task, made in self._made_of(plan):
                self._note_part(task, made) if isinstance(task, str) else self._note_things(plan, made)
            self._name_alike(plan, before)
            memory.note_disagreements(plan.disagreements)
            memory.note_notes(plan.notes)
            worker.know(self._log())
            for task, made in self._made(chain(self._listings(plan), TELLING)):
                self._note_part(task, made) if isinstance(task, str) else self._count(made)
            self._put_away(worker.trees.put(mark()))
            self.place.exchange()
            self.place.keep_twin()
            memory.note_changed(self.changed)
            memory.note(key=key, trees=repr(self.place.inodes()), version=str(self.worker.number))
        return Published(plan.total, self.made, self.written, self.removed)

    def _trees(self, plan: Plan) -> Trees:
        if plan.is_whole:
            return self.place.start_afresh()
        trees = self.place.go_on()
        trees.take_over(self.memory.changed())
        return trees

    def _remove_gone(self, plan: Plan) -> None:
        """Remove the pages of what is gone."""
        self.memory.drop_articles(plan.gone_articles)
        for iri in plan.gone:
            if record := self.memory.thing(iri):
                self._remove(record.files.split("\n"))
                self.memory.drop_thing(iri)
                self.relisted.add(record.cls)

    def _made_of(self, plan: Plan) -> Iterator[tuple[Task, Made]]:
        """Make pages and parts; the pages of things that several articles speak of when all of these have been read."""
        if not plan.is_whole:
            yield from self._made([*plan.tasks, *menu.longest_first()])
            return
        with self.place.aside() as folder:
            excerpts = Excerpts(folder, 1 + len(plan.shared) // THINGS_A_BUCKET, tuple(plan.beyond))
            self.worker.excerpts, self.worker.shared = excerpts, plan.shared
            shared = plan.apart
            for task, made in self._made(plan.tasks):
                shared |= made.shared
                yield task, made
            yield from self._made([*excerpts.shared_out(sorted(shared)), *menu.longest_first()])
            self.worker.excerpts = None

    def _note_things(self, plan: Plan, made: Made) -> None:
        """Note the things and articles whose pages were made."""
        memory = self.memory
        if not plan.is_whole:
            for record in made.records:
                before = memory.thing(record.iri)
                if before is None or before[:-1] != record[:-1]:
                    self.relisted.add(record.cls)
                self._remove(set(before.files.split("\n") if before else ()) - set(record.files.split("\n")))
        memory.note_things(made.records)
        memory.note_alike(made.alike)
        memory.note_articles(
            (iri, plan.states.get(iri, ""), "\n".join(things), sketch) for iri, things, sketch in made.articles
        )
        self.worker.sketches.update((iri, sketch) for iri, _, sketch in made.articles)
        self.fresh.update(iri for iri, _, _ in made.articles)
        self.made += len(made.records)
        self._count(made)
        tell("pages", self.made, plan.pages)

    def _name_alike(self, plan: Plan, before: Groups) -> None:
        """Name near-duplicates on pages of articles that were made, or where others are to be named, or otherwise."""
        after = self.worker.alike = joined(self.memory.alike())
        moved = self.fresh.union(plan.touched or ())
        moved.update(iri for iri in {*before, *after} if before.get(iri) != after.get(iri))
        known = sorted(iri for iri in {*before, *after} if self.memory.thing(iri))
        todo = [(iri, group) for iri in known if not moved.isdisjoint((iri, *(group := after.get(iri, ()))))]
        todo.sort(key=lambda each: each[1])  # who names an article names it again
        tasks = [Alike(tuple(todo[at : at + AT_ONCE])) for at in range(0, len(todo), AT_ONCE)]
        for _, made in self._made(tasks):
            self._count(made)

    def _note_part(self, name: str, made: Made) -> None:
        """Note what is not about one thing."""
        if name != _TOMBSTONES:  # where one is gone, the thing itself is back
            self._remove(set(self.memory.part(name)[1]) - set(made.files))
            self.memory.note_part(name, "", made.files)
        self._count(made)
        self.parts += 1
        tell("parts", self.parts, len(menu.PARTS) + len(TELLING))

    def _listings(self, plan: Plan) -> Iterator[Listing]:
        """Give the listings of which a row has changed, and remove those that are no more."""
        classes = {cls for cls, _ in self.memory.classes()}
        if not plan.is_whole:
            classes &= self.relisted.union(map(class_of, plan.touched or ()))
        known = {name for name in self.memory.parts() if _listed_by(name) in classes}
        for listing in listings(self.memory, classes):
            name = f"{_LISTING}{listing.path}"
            known.discard(name)
            if self.memory.part(name)[0] != listing.digest:
                self.memory.note_part(name, listing.digest, [f"{listing.path}.html"])
                yield listing
        for name in sorted(known):
            self._remove(self.memory.part(name)[1])
            self.memory.drop_part(name)

    def _log(self) -> Log:
        """Give the log of changes, with what this publishing changes."""
        worker, forgotten = self.worker, self.manifest.get("forgotten", [])
        with History(worker.versions.folder, worker.number) as history:
            day = max([history.day(), *(each["on"] for each in forgotten)])
        now = Now(
            worker.number,
            day,
            self.manifest.get("base", terms.BASE),
            worker.settings.languages,
            dict(self.memory.classes()),
            len(forgotten),
        )
        with closing(Ledger(self.place.kept / LEDGER)) as ledger:
            moved = ledger.moved()
        return record(read_log(self.place.site), self.place.site, self.place.next, now, moved)

    def _made(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Made]]:
        """Do tasks, so many with the same processes: what large pages took of memory, a process does not give back.

        A single one gets company, or it would be done in this process, which must not open the store.
        """
        coming = iter(tasks)
        while first := list(islice(coming, max(2, self.jobs))):
            todo, given = tee(chain(first, [NOTHING] if len(first) == 1 else (), islice(coming, _AT_ONCE)))
            yield from zip(todo, in_workers(self.worker.make, given, min(self.jobs, max(2, len(first)))), strict=True)

    def _count(self, made: Made) -> None:
        self.written += made.written
        self.changed.update(made.changed)

    def _put_away(self, is_new: bool) -> None:
        self.written += is_new

    def _remove(self, paths: set[str] | list[str]) -> None:
        for path in sorted(paths):
            self.worker.trees.remove(path)
            self.changed.add(path)
            self.removed += 1

    def _key(self) -> str:
        """Digest what every page depends on besides the articles: the settings, the registry, the theme, the engine."""
        settings = self.worker.settings
        parts = [__version__, settings, self.manifest.get("base"), self.manifest.get("registry")]
        # Of somebody who was forgotten, nothing of the old site may stay, not even beside the new one.
        parts += [
            self.manifest.get("editorial"),
            self.manifest.get("forgotten"),
            resources.ontology(),
            *_sources(settings.theme),
        ]
        return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


_AT_ONCE = 128
_LISTING = "listing:"


def _listed_by(part: str) -> str:
    """Give the class of which a part is a listing, or an empty text."""
    return part.removeprefix(_LISTING).partition("-")[0] if part.startswith(_LISTING) else ""


def _sources(theme: Path | None) -> Iterator[tuple[str, bytes]]:
    """Give the engine's modules, templates and static files, and those of the theme."""
    for root in filter(None, (Path(str(resource_files("gdec.site"))), theme)):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield str(path.relative_to(root)), path.read_bytes()
