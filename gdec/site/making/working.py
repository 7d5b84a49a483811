"""The work of publishing, as it is shared among processes: each opens the store for itself."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from gdec import terms
from gdec.site.apart.alike import with_note
from gdec.site.apart.origins import sketch_of
from gdec.site.frame.file import File
from gdec.site.frame.log import Log
from gdec.site.frame.settings import Settings
from gdec.site.frame.site import Site
from gdec.site.frame.templating import compile_early
from gdec.site.kept.memory import Record
from gdec.site.kept.naming import Naming
from gdec.site.making.disk import told_of_disk
from gdec.site.making.laying import Trees
from gdec.site.making.menu import leads
from gdec.site.making.survey import Survey, digest
from gdec.site.pages.listings import Listing, file_of
from gdec.site.pages.things import Pages
from gdec.site.reading.blocks import jsonld_writer
from gdec.site.reading.excerpts import Bucket, Excerpts
from gdec.site.reading.graphs import Graph, Graphs
from gdec.site.reading.named import RECORDS
from gdec.site.reading.quoting import Quoting
from gdec.site.reading.shelf import Shelf
from gdec.site.statements.standing import Names
from gdec.store.local import StoreReader
from gdec.store.versions import Versions


class Batch(NamedTuple):
    """An article whose page is to be made, or some things.

    Attributes:
        article: the article's IRI, or an empty text.
        things: the things; where all pages are made, those that nothing but the article speaks of are made with it.
    """

    article: str
    things: tuple[str, ...] = ()


class Alike(NamedTuple):
    """Articles on whose pages near-duplicates are to be named, each with those of one origin."""

    articles: tuple[tuple[str, tuple[str, ...]], ...]


class Doubled(NamedTuple):
    """What the twin of the new tree is to get: a folder with all that is in it, or a file."""

    name: str


Task: TypeAlias = tuple[Batch, ...] | Bucket | Listing | Alike | Doubled | str
"""Batches, a bucket of things that several articles speak of, a page of a listing, notes, files, or a part's name."""

_TEMPLATES = (
    "page.html", "above.html", "below.html", "thing.html", "article.html", "more.html", "sections.html", "trees.html",
    "passages.html", "way.html",
)  # fmt: skip
"""The templates that most processes use."""

_GROWTH = 12 << 20
"""By so many bytes a process may grow before it lets go of what the database keeps of what was read."""


@dataclass
class Made:
    """What came of a task.

    Attributes:
        records: the things and articles whose pages were made.
        articles: of each article the things that it speaks of, and its sketch.
        alike: of each thing the groups of near-duplicates that support a value.
        shared: the things that are still to be made, as other articles speak of them too.
        files: the files of a part or a listing.
        changed: those files that are new or differ from the site's.
        written: how many these are.
    """

    records: list[Record] = field(default_factory=list)
    articles: list[tuple[str, tuple[str, ...], bytes]] = field(default_factory=list)
    alike: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    files: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    written: int = 0


@dataclass
class Worker:
    """Does the work in whatever process it is called in.

    Attributes:
        versions: the store's folder.
        number: the version that is published.
        held: an open file that holds the version.
        settings: what the owner decided.
        quoting: gives words.
        trees: where files are laid, once that is known.
        classes: the classes of which the site has things, once they are known.
        names_changes: changed files are named, and not only counted.
        log: what this publishing and those before it changed, once that is known.
        laid: the pages that were laid down before that, as paths of their files.
        kept: the folder for what parts keep from one publishing to the next.
        aside: a folder for what is needed until all is made.
        touched: the things and articles that came, went, or are called something else now, and the articles that have
            changed; None where all is made anew.
        spoken: the articles that have changed, and all that they speak of or spoke of; None where all is made anew.
        states: the state that each article is in.
        excerpts: what articles say of things that several speak of, where all pages are made.
        shared: the digests of these things.
        sketches: what is compared of articles to tell their origin, as far as they were read.
        alike: the articles of one origin, once they are known.
        naming: the file of a table of what everything is called, once that is there.
    """

    versions: Versions
    number: int
    held: int
    settings: Settings
    quoting: Quoting
    trees: Trees = field(default_factory=lambda: Trees("", None, None))
    classes: tuple[str, ...] = ()
    names_changes: bool = False
    log: Log = field(default_factory=Log)
    laid: tuple[str, ...] = ()
    kept: Path | None = None
    aside: Path | None = None
    touched: frozenset[str] | None = None
    spoken: frozenset[str] | None = None
    states: Mapping[str, str] = field(default_factory=dict)
    excerpts: Excerpts | None = None
    shared: frozenset[int] = frozenset()
    sketches: dict[str, bytes] = field(default_factory=dict)
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    naming: Path | None = None
    _process: int = 0
    _threshold: tuple[int, int, int] = (0, 0, 0)

    def open(self) -> None:
        """Open the store, where this process has not done so; a process cannot use what another one opened."""
        if self._process == os.getpid():
            return
        self._process = os.getpid()
        # Pages leave hardly any cycles behind; looking for them as often as Python does takes a tenth of the time.
        self._threshold = gc.get_threshold()
        gc.set_threshold(50_000, 20, 20)
        reader = StoreReader(self.versions, (self.number, os.dup(self.held)), growth=_GROWTH)
        naming = Naming(self.naming) if self.naming else None
        known = (self.settings, self.classes, self.log, self.kept, self.aside, self.touched, self.spoken)
        notes = naming.notes if naming else {}
        self.site = Site(reader, *known, leads, self.quoting, notes, self.sketches, self.alike, self.laid, naming)
        self.graphs = Graphs(reader)
        shelf = Shelf(self.graphs, self.kept / "excerpts" if self.kept else None, self.states)
        self.pages = Pages(self.site, self.graphs, self.quoting, shelf)
        self.survey = Survey(self.site, self.graphs)

    def close(self) -> None:
        """Let go of what this process has opened; what another one has opened is not touched."""
        if self._process == os.getpid():
            self.site.reader.close()
            if self.site.naming:
                self.site.naming.close()
            gc.set_threshold(*self._threshold)
        self._process = 0

    def begin(self, trees: Trees, classes: tuple[str, ...], *, names_changes: bool) -> None:
        """Begin to make pages: whatever was opened for questions is opened anew."""
        self.trees, self.classes, self.names_changes = trees, classes, names_changes
        self.close()
        if self.touched is None or self.touched:
            self.prepare()

    def prepare(self) -> None:
        """Make in this process what all that are forked from it would make, each for itself."""
        compile_early(self.settings, _TEMPLATES)
        jsonld_writer()

    def know(self, log: Log, laid: tuple[str, ...]) -> None:
        """Make what is still to be made with the log of changes, and knowing the pages that there are."""
        self.log, self.laid = log, laid
        self.close()

    def answer(self, question: tuple[Any, ...]) -> Any:
        """Answer a question of planning: the name of what `gdec.site.making.survey.Survey` does, and its arguments."""
        self.open()
        name, *arguments = question
        return getattr(self.survey, name)(*arguments)

    def make(self, task: Task) -> Made:
        """Do a task.

        Raises:
            GdecError: what it gives cannot be written.
        """
        with told_of_disk(self.trees.new):
            self.open()
            return self._make(task)

    def _make(self, task: Task) -> Made:
        made = Made()
        if isinstance(task, Listing):
            self._put([file_of(self.site, Names(self.site, self.graphs, "index"), task)], made)
        elif isinstance(task, Bucket):
            self._bucket(task, made)
        elif isinstance(task, Alike):
            self._name_alike(task, made)
        elif isinstance(task, Doubled):
            self.trees.double(task.name)
        elif isinstance(task, str):
            self._put(import_module(task).files(self.site), made)
        else:
            for batch in task:
                self._batch(batch, made)
            if self.excerpts:
                self.excerpts.set_aside()
        return made

    def _batch(self, batch: Batch, made: Made) -> None:
        if batch.article:
            self._article(batch.article, made)
        else:
            self.graphs.hold(Graph())
        for thing in batch.things:
            self._thing(thing, made)

    def _article(self, article: str, made: Made) -> None:
        """Make the page of an article, and where all pages are made those of things that nothing else speaks of."""
        graph = self.graphs.take(article)
        alone, several = self._shared_out(graph) if self.excerpts else (set(), set())
        whole = alone - self.pages.registered
        graph.whole = frozenset(f"<{thing}>" for thing in whole)
        self._record(self.pages.of_article(article), made)
        sketch = sketch_of(graph.nodes, article, self.quoting)
        made.articles.append((article, tuple(self.pages.things_of_article), sketch))
        if self.excerpts:
            self.excerpts.add(article, self.states.get(article, ""), graph, several)
            made.shared |= several
        for thing in sorted(alone):
            self._thing(thing, made)

    def _shared_out(self, graph: Graph) -> tuple[set[str], set[str]]:
        """Name the things that nothing but the article at hand speaks of, and those that others speak of too."""
        spoken = set(chain.from_iterable(graph.speaking_of.values()))
        spoken.update(name for name, node in graph.nodes.items() if set(node.get(terms.TYPE, ())).difference(RECORDS))
        named = {iri for iri in map(_iri, spoken.union(graph.nodes)) if iri and self.survey.has_page(iri)}
        several = {iri for iri in named if digest(iri) in self.shared}
        alone = named.difference(several).intersection(map(_iri, spoken))
        return alone, several

    def _bucket(self, bucket: Bucket, made: Made) -> None:
        if self.excerpts:
            for thing, packed in self.excerpts.read(bucket):
                self.graphs.hold(self.pages.shelf.put_together(thing, packed, self.excerpts.beyond))
                self._thing(thing, made)
            self.graphs.hold(Graph())

    def _name_alike(self, task: Alike, made: Made) -> None:
        """Name near-duplicates on the pages of articles."""
        names = Names(self.site, self.graphs, "article/x")
        for article, group in task.articles:
            path = f"{self.site.page_of(article)}.html"
            made.written += self.trees.edit(path, lambda html: with_note(self.site, names, html, article, group))  # noqa: B023
            made.changed.append(path)

    def _thing(self, thing: str, made: Made) -> None:
        self._record(self.pages.of_thing(thing), made)
        made.alike[thing] = self.site.origins.take()

    def _record(self, files: Iterable[File], made: Made) -> None:
        """Lay down the files of a thing and note them with it."""
        own = Made()
        self._put(files, own)
        made.records.append(self.pages.record._replace(files="\n".join(own.files)))
        made.changed += own.changed
        made.written += own.written

    def _put(self, files: Iterable[File], made: Made) -> None:
        for file in files:
            is_changed = self.trees.put(file)
            made.files.append(file.path)
            made.written += is_changed
            if is_changed and self.names_changes:
                made.changed.append(file.path)


def _iri(term: str) -> str:
    """Give the IRI of a term, or an empty text for what has none, or is a fragment."""
    return term[1:-1] if term[0] == "<" and "#" not in term else ""
