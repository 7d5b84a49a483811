"""Tell which pages are to be made: all of them, or those that changed articles bear on.

A page shows what statements say of its thing, and of its neighbours no more than their labels, of an event's parts also
the days and counts, of its counts the numbers with who disagrees, and what an event belongs to at any height. So a
changed article bears on the things that it speaks of or spoke of; on the things beside those whose label, or what tells
it from that of a namesake, is another now; on the events and series above and below one of them, or of which one is a
count; and on what disagreements are about that came or went.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from gdec import terms
from gdec.processes.pool import in_workers
from gdec.site.apart.again import Namesakes
from gdec.site.frame.label import Label
from gdec.site.kept.memory import Memory
from gdec.site.kept.naming import FILE, filling, is_table
from gdec.site.making.reading import Reading
from gdec.site.making.survey import digest
from gdec.site.making.working import Batch, Task, Worker
from gdec.site.reading.named import Source

Item = TypeVar("Item")

ARTICLES_A_TASK = 16
GROUPS_A_QUESTION = 100
"""How many groups of namesakes are told apart at once."""
THINGS_A_TASK = 1
"""Of a thing thousands of statements may speak, so that its pages take as long as those of hundreds of others."""
_IDLE = (("labels", ()), ("labels", ()))


@dataclass
class Plan:
    """What is to be made.

    Attributes:
        is_whole: everything is; nothing of what was published before counts.
        tasks: what is to be made.
        shared: the digests of the things that several articles speak of, to be made from excerpts of these when all
            tasks are done.
        apart: those of them that other graphs than an article's speak of, by name.
        beyond: the graphs that are none of an article's that is published.
        pages: how many pages of things and articles that is.
        total: how many the site has.
        states: the state of each article, by its IRI.
        gone: things and articles whose pages go.
        gone_articles: the articles among them.
        disagreements: what tells the disagreements that there are, by what they are about.
        classes: the classes of which the site has things.
        touched: the things and articles that came, went, or are called something else now, and the articles that have
            changed; None where everything is made.
        spoken: the articles that have changed, and all that they speak of or spoke of; None where everything is made.
        notes: what tells things from their namesakes, those of `spoken` at least; none where everything is made.
        sketches: what is compared of articles to tell their origin; none where everything is made.
        labels: what everything is called now that is spoken of so; none where everything is made.
        sources: the articles that have changed, as sources; none where everything is made.
    """

    is_whole: bool
    tasks: Iterable[Task] = ()
    shared: frozenset[int] = frozenset()
    apart: set[str] = field(default_factory=set)
    beyond: list[str] = field(default_factory=list)
    pages: int = 0
    total: int = 0
    states: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    gone_articles: list[str] = field(default_factory=list)
    disagreements: dict[str, int] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    touched: frozenset[str] | None = None
    spoken: frozenset[str] | None = None
    notes: Mapping[str, Label] = field(default_factory=dict)
    sketches: dict[str, bytes] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)


class Planner:
    """Makes plans.

    Args:
        memory: what was published before.
        worker: asks the store.
        manifest: what the store's maker wrote down.
        jobs: how many processes ask.
        site: the folder of what was published before.
    """

    def __init__(self, memory: Memory, worker: Worker, manifest: dict[str, Any], jobs: int, site: Path) -> None:
        self.memory, self.worker, self.jobs, self.site, self.may_open = memory, worker, jobs, site, False
        self.naming = memory.path.with_name(FILE)
        self.base = manifest.get("base", terms.BASE)
        records = manifest.get("articles", {})
        self.states = {terms.mint(self.base, "article", key)[1:-1]: records[key]["state"] for key in records}

    def plan(self, known: Path | None) -> Plan:
        """Make a plan.

        Args:
            known: the memory of what was published before, if anything is known of it.
        """
        if self.worker.quoting.has_copies:
            (copies,) = self._ask(("copies",))
            for iri in copies.keys() & self.states.keys():
                self.states[iri] += f" {copies[iri]}"
        if known and self.states and is_table(self.naming):
            # One process asks question after question; a second one, idle, keeps this one from opening the store.
            of_changes, _ = in_workers(self._of_changes_in, chain((known, None), self._meanwhile()), 2)
            if of_changes:
                # What is known of all articles is not sent from one process to another.
                of_changes.states = self.states
                of_changes.sketches = self.memory.sketches() | of_changes.sketches
                return of_changes
        return self._of_all()

    def _meanwhile(self) -> Iterator[Path | None]:
        """Ask nothing more, and do meanwhile in this process what is to be done where anything has changed."""
        if self.memory.get("version") != str(self.worker.number):
            self.worker.prepare()
        yield from ()

    def _of_changes_in(self, known: Path | None) -> Plan | None:
        """Plan what changed articles bear on, in a process that may open the store and has the memory for itself."""
        if known is None:
            return None
        self.memory, self.may_open = Memory(known), True
        with closing(self.memory):
            return self._of_changes()

    def _ask(self, *questions: tuple[Any, ...]) -> Iterator[Any]:
        """Ask the store."""
        return self._answers(questions)

    def _answers(self, questions: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """Ask the store; two questions that cost nothing keep this process from opening it."""
        if self.may_open:
            return map(self.worker.answer, questions)
        return islice(in_workers(self.worker.answer, chain(_IDLE, questions), self.jobs), len(_IDLE), None)

    def _of_all(self) -> Plan:
        with filling(self.naming) as table:
            read = Reading(self._ask, table, self.states)
            table.speak({digest(thing): True for thing in read.apart})
            shared, found = table.shared(), table.spoken()
        self.worker.naming = self.naming
        with filling(self.naming, before=self.naming) as table:
            groups = table.namesakes()
            some = iter(lambda: list(islice(groups, GROUPS_A_QUESTION)), [])
            for notes in self._answers(("told_apart", each) for each in some):
                table.note(notes)
        return Plan(
            is_whole=True,
            tasks=(tuple(map(Batch, some)) for some in _cut(read.articles, ARTICLES_A_TASK)),
            shared=shared,
            apart=read.apart,
            beyond=read.beyond,
            pages=len(read.articles) + found,
            total=len(read.articles) + found,
            states=self.states,
            disagreements=read.disagreements,
            classes=tuple(sorted({*read.classes, *self._classes([*read.apart, *read.articles])})),
        )

    def _shown(self, lang: str) -> str:
        """Give a language as pages note it: their own as none."""
        return "" if lang == self.worker.settings.page_language else lang

    def _weight(self, thing: str) -> int:
        """Tell how many bytes the files of a thing have: the longest begin, so that nobody waits for one in the end."""
        record = self.memory.thing(thing)
        return sum(map(self._size, record.files.split("\n"))) if record else 0

    def _size(self, file: str) -> int:
        try:
            return (self.site / file).stat().st_size
        except OSError:
            return 0

    def _classes(self, things: Iterable[str]) -> tuple[str, ...]:
        start = len(self.base)
        return tuple(sorted({thing[start : thing.index("/", start)] for thing in things}))

    def _of_changes(self) -> Plan | None:
        """Plan what changed articles bear on; None where it bears on every page."""
        memory, before = self.memory, self.memory.states()
        changed = sorted(iri for iri, state in self.states.items() if before.get(iri) != state)
        gone = sorted(set(before) - set(self.states))
        spoken_of = {thing for iri in (*changed, *gone) for thing in memory.things_of(iri)}
        *found, disagreements = self._ask(*(("things_of", iri) for iri in changed), ("disagreements",))
        spoken_of.update(thing for each in found for thing in each)
        stale = spoken_of | {about for about, _ in disagreements.items() ^ memory.disagreements().items()}
        above, labels = self._ask(("above", sorted(spoken_of)), ("labels", sorted(spoken_of)))
        stale.update(above)
        # Those that take the place of an article name it, and lead to its page where there is one.
        naming = self._ask(*(("articles_of", iri) for iri in (*changed, *gone)))
        articles, renamed = set(changed).union(*naming), set[str]()

        def rename(iri: str) -> None:
            renamed.add(iri)
            (around,) = self._ask(("articles_of", iri))
            articles.update(around)
            stale.update((iri, *(thing for article in around for thing in memory.things_of(article))))

        for iri, label in labels.items():
            known = memory.thing(iri)
            if known and (known.text, known.lang) != (label.text, self._shown(label.lang)):
                rename(iri)
        (labels,) = self._ask(("labels", sorted(stale | spoken_of)))
        notes, renoted = Namesakes(memory, self._ask).notes(labels)
        for iri in sorted(renoted):
            rename(iri)
        stale.update(*self._ask(("above", sorted(renoted)), ("below", sorted(spoken_of | renoted))))
        plan = self._plan(sorted(stale - set(self.states)), sorted(articles & set(self.states)), gone, disagreements)
        if plan:
            plan.touched = (plan.touched or frozenset()).union(changed, renamed)
            plan.spoken, plan.notes = frozenset(spoken_of.union(changed, gone, renoted)), notes
            sketches = self._ask(*(("sketch", iri) for iri in changed))
            plan.sketches = dict(zip(changed, sketches, strict=True))
            (plan.labels,) = self._ask(("labels", sorted(plan.spoken)))
            plan.sources = dict(zip(changed, self._ask(*(("source", iri) for iri in changed)), strict=True))
        return plan

    def _plan(
        self, stale: list[str], articles: list[str], gone: list[str], disagreements: dict[str, int]
    ) -> Plan | None:
        found = self._ask(*(("is_there", thing) for thing in stale))
        there = [thing for thing, is_there in zip(stale, found, strict=True) if is_there]
        plan = Plan(is_whole=False, disagreements=disagreements, gone_articles=gone)
        plan.gone = [*gone, *(thing for thing in stale if thing not in set(there))]
        by_weight = sorted(there, key=self._weight, reverse=True)
        plan.tasks = [*((Batch(article),) for article in articles), *_shared(by_weight)]
        plan.pages = len(articles) + len(there)
        known = dict(self.memory.classes())
        fresh = [iri for iri in (*there, *articles) if not self.memory.thing(iri)]
        lost = [iri for iri in plan.gone if self.memory.thing(iri)]
        plan.touched = frozenset((*fresh, *plan.gone))
        plan.total = sum(known.values()) + len(fresh) - len(lost)
        for iri in fresh:
            (cls,) = self._classes([iri])
            known[cls] = known.get(cls, 0) + 1
        for iri in lost:
            (cls,) = self._classes([iri])
            known[cls] -= 1
        plan.classes = tuple(sorted(cls for cls, number in known.items() if number))
        # Every page's menu names the classes.
        return plan if plan.classes == tuple(cls for cls, _ in self.memory.classes()) else None


def _shared(things: Sequence[str]) -> Iterator[Task]:
    """Give the tasks for things that several articles speak of."""
    for some in _cut(things, THINGS_A_TASK):
        yield (Batch("", some),)


def _cut(items: Sequence[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Cut a sequence into pieces."""
    return (tuple(items[at : at + size]) for at in range(0, len(items), size))
