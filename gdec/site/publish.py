"""Publish: a store as a folder of pages and data, of which only what has changed is made again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from pathlib import Path

from gdec import terms
from gdec.errors import GdecError
from gdec.processes import cores
from gdec.processes.pool import as_they_come
from gdec.progress import tell
from gdec.site.apart.again import class_of
from gdec.site.apart.alike import joined
from gdec.site.dumps.ledger import LEDGER, Ledger
from gdec.site.frame.log import Log, read_log
from gdec.site.frame.settings import Settings
from gdec.site.frame.templating import check_theme
from gdec.site.kept.memory import Memory
from gdec.site.kept.naming import Naming, renew
from gdec.site.making import menu
from gdec.site.making.disk import told_of_disk
from gdec.site.making.laying import Trees
from gdec.site.making.planning import Plan, Planner
from gdec.site.making.recording import Now, record
from gdec.site.making.untouched import key_of, origin, seal
from gdec.site.making.working import Alike, Doubled, Made, Task, Worker
from gdec.site.making.writing import Place, mark
from gdec.site.pages.listings import Listing, listings, paths
from gdec.site.reading.excerpts import THINGS_A_BUCKET, Bucket, Excerpts
from gdec.site.reading.quoting import Quoting
from gdec.store.history import days_of
from gdec.store.versions import Versions

_TOMBSTONES = "gdec.site.pages.tombstones"
AT_ONCE = 100
"""On the pages of how many articles near-duplicates are named in one go."""
AT_A_TIME = 50_000
"""How many files are sent off to the disk together; in the end there is less to wait for."""
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
        is_healed: somebody had changed the site, so that nothing of it was trusted and all was made anew.
    """

    pages: int
    made: int
    written: int
    removed: int
    is_healed: bool = False


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
        worker = Worker(versions, number, held, settings, quoting, kept=place.kept)
        with told_of_disk(place.beside), place.locked(), closing(Memory(place.memory)) as memory, closing(worker):
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
        key = key_of(worker.settings, self.manifest)
        is_ours = memory.get("key") == key and memory.get("trees") == repr(self.place.inodes())
        # What somebody did to the site would come back when its tree is the next one.
        is_known = is_ours and memory.get("seal") == seal(self.place.site, memory)
        made_from = origin(worker, key)
        if is_known and memory.get("origin") == made_from:
            return Published(sum(number for _, number in memory.classes()), 0, 0, 0)
        check_theme(worker.settings)
        for name in (*menu.PARTS, *TELLING):
            import_module(name)  # once, and not in each process
        planner = Planner(memory, worker, worker.versions.manifest(worker.number), self.jobs, self.place.site)
        plan = planner.plan(self.place.memory if is_known else None)
        if plan.is_whole:
            memory.forget()
        memory.note(trees="")  # until the end the next tree is neither the old one nor the new one
        if not plan.is_whole:
            renew(self.place.naming, plan.labels, plan.notes, plan.sources, plan.gone)
        before = list(memory.alike())
        with memory.changing(), self.place.aside() as aside:
            self._make(plan, before, aside)
            self.place.exchange()
            self.place.keep_twin()
            memory.note_changed(self.changed)
            self.place.lighten(self.changed)
            memory.note(key=key, trees=repr(self.place.inodes()), version=str(self.worker.number))
            memory.note(origin=made_from, seal=seal(self.place.site, memory))
        return Published(plan.total, self.made, self.written, self.removed, is_ours and not is_known)

    def _make(self, plan: Plan, before: list[tuple[str, ...]], aside: Path) -> None:
        """Make all files, beside the site as it is: first pages and parts, then what tells of these.

        Args:
            plan: what is to be made.
            before: the groups of near-duplicates that the pages there are tell of.
            aside: an empty folder for what is needed until all is made.
        """
        memory, worker = self.memory, self.worker
        worker.touched, worker.spoken = plan.touched, plan.spoken
        worker.sketches, worker.naming, worker.states = plan.sketches, self.place.naming, plan.states
        worker.aside = aside
        worker.begin(self._trees(plan), plan.classes, names_changes=not plan.is_whole)
        self._remove_gone(plan)
        tell("pages", 0, plan.pages)
        for task, made in self._made_of(plan, aside):
            self._note_part(task, made) if isinstance(task, str) else self._note_things(plan, made)
        self._note_all([*menu.counting(), *self._naming(plan, before)])
        memory.note_disagreements(plan.disagreements)
        with closing(Naming(self.place.naming)) as naming:
            notes = naming.notes if plan.spoken is None else plan.notes
            memory.note_notes(notes, notes if plan.spoken is None else plan.spoken)
        worker.know(self._log(), (*paths(memory), *memory.pages(menu.PARTS)))
        self._note_all(chain(self._listings(plan), TELLING))
        self.written += worker.trees.put(mark())
        self._note_all(map(Doubled, worker.trees.folders()))

    def _note_all(self, tasks: Iterable[Task]) -> None:
        """Do tasks that are about no thing, and note what came of them."""
        for task, made in self._made(tasks):
            self._note_part(task, made) if isinstance(task, str) else self._count(made)

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

    def _made_of(self, plan: Plan, aside: Path) -> Iterator[tuple[Task, Made]]:
        """Make pages and parts; the pages of things that several articles speak of when all of these have been read."""
        if not plan.is_whole:
            parts = menu.longest_first()
            yield from self._made([*parts[:1], *plan.tasks, *parts[1:]])
            return
        buckets = 1 + len(plan.shared) // THINGS_A_BUCKET
        excerpts = Excerpts(aside, buckets, tuple(plan.beyond))
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

    def _naming(self, plan: Plan, noted: list[tuple[str, ...]]) -> list[Task]:
        """Give the tasks of naming near-duplicates on pages that were made, or where others than noted are to be."""
        found = list(self.memory.alike())
        after = self.worker.alike = joined(found)
        before = after if found == noted else joined(noted)
        moved = self.fresh.union(plan.touched or ())
        moved.update(iri for iri in {*before, *after} if before.get(iri) != after.get(iri))
        named = ((iri, after.get(iri, ())) for iri in sorted({*before, *after}))
        stale = ((iri, group) for iri, group in named if not moved.isdisjoint((iri, *group)))
        todo = [(iri, group) for iri, group in stale if self.memory.thing(iri)]
        todo.sort(key=lambda each: each[1])  # who names an article names it again
        return [Alike(tuple(todo[at : at + AT_ONCE])) for at in range(0, len(todo), AT_ONCE)]

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
        worker = self.worker
        _, day = days_of(worker.versions.folder, worker.number, self.manifest)
        now = Now(
            worker.number,
            day,
            self.manifest.get("base", terms.BASE),
            worker.settings.languages,
            dict(self.memory.classes()),
            len(self.manifest.get("forgotten", ())),
        )
        with closing(Ledger(self.place.kept / LEDGER)) as ledger:
            moved = ledger.moved()
        return record(read_log(self.place.site), self.place.site, self.place.next, now, moved)

    def _made(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Made]]:
        """Do tasks, in whatever order."""
        return as_they_come(self.worker.make, tasks, self.jobs, _MOST, _weight)

    def _count(self, made: Made) -> None:
        if self.written // AT_A_TIME < (self.written + made.written) // AT_A_TIME:
            self.place.send_off()
        self.written += made.written
        self.changed.update(made.changed)

    def _remove(self, paths: set[str] | list[str]) -> None:
        for path in sorted(paths):
            self.worker.trees.remove(path)
            self.changed.add(path)
            self.removed += 1


_MOST = 128
"""How many tasks one process does; a part is as many, so that nothing waits behind one that takes long."""
_EXCERPTS = 1 << 17
"""So many bytes of excerpts count as a task more."""
_LISTING = "listing:"


def _weight(task: Task) -> int:
    """Tell as how many tasks one counts."""
    if isinstance(task, Bucket):
        return 1 + task.size // _EXCERPTS
    return _MOST if isinstance(task, str) else 1


def _listed_by(part: str) -> str:
    """Give the class of which a part is a listing, or an empty text."""
    return part.removeprefix(_LISTING).partition("-")[0] if part.startswith(_LISTING) else ""
