"""The work of publishing, as it is shared among processes: each opens the store for itself."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from gdec.site.frame.file import File
from gdec.site.frame.labels import NAMING, Label
from gdec.site.frame.log import Log
from gdec.site.frame.settings import Settings
from gdec.site.frame.site import Site
from gdec.site.frame.templating import compile_early
from gdec.site.kept.memory import Record
from gdec.site.making.menu import leads
from gdec.site.making.survey import Survey
from gdec.site.making.writing import Trees
from gdec.site.pages.listings import Listing, file_of
from gdec.site.pages.things import Pages
from gdec.site.reading.blocks import jsonld_writer
from gdec.site.reading.excerpts import Bucket, Excerpts
from gdec.site.reading.graphs import Graph, Graphs, Node
from gdec.site.statements.quoting import Quoting
from gdec.site.statements.standing import Names
from gdec.site.statements.values import text_of
from gdec.store.local import StoreReader
from gdec.store.versions import Versions


class Batch(NamedTuple):
    """An article, and things to be made while it is at hand.

    Attributes:
        article: the article's IRI, or an empty text.
        has_page: its own page is to be made.
        things: each with whether no other article speaks of it.
    """

    article: str
    has_page: bool
    things: tuple[tuple[str, bool], ...]


Task: TypeAlias = tuple[Batch, ...] | Bucket | Listing | str
"""Batches of things, a bucket of things that several articles speak of, a page of a listing, or the name of a part."""
NOTHING: Task = ()

_TEMPLATES = (
    "page.html", "above.html", "below.html", "thing.html", "article.html", "more.html", "sections.html", "trees.html",
)  # fmt: skip
"""The templates that most processes use."""


@dataclass
class Made:
    """What came of a task.

    Attributes:
        records: the things and articles whose pages were made.
        articles: of each article the things that it speaks of.
        files: the files of a part or a listing.
        changed: those files that are new or differ from the site's.
        written: how many these are.
    """

    records: list[Record] = field(default_factory=list)
    articles: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
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
        kept: the folder for what parts keep from one publishing to the next.
        touched: the things and articles that came, went, or are called something else now, and the articles that have
            changed; None where all is made anew.
        spoken: the articles that have changed, and all that they speak of or spoke of; None where all is made anew.
        excerpts: what articles say of things that several speak of, where all pages are made.
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
    kept: Path | None = None
    touched: frozenset[str] | None = None
    spoken: frozenset[str] | None = None
    excerpts: Excerpts | None = None
    _process: int = 0

    def open(self) -> None:
        """Open the store, where this process has not done so; a process cannot use what another one opened."""
        if self._process == os.getpid():
            return
        self._process = os.getpid()
        # Pages leave hardly any cycles behind; looking for them as often as Python does takes a tenth of the time.
        gc.set_threshold(50_000, 20, 20)
        reader = StoreReader(self.versions, (self.number, os.dup(self.held)))
        known = (self.settings, self.classes, self.log, self.kept, self.touched, self.spoken, leads, self.quoting)
        self.site = Site(reader, *known)
        self.graphs = Graphs(reader)
        self.pages = Pages(self.site, self.graphs, self.quoting)
        self.survey = Survey(self.site, self.graphs)

    def begin(self, trees: Trees, classes: tuple[str, ...], *, names_changes: bool) -> None:
        """Begin to make pages: whatever was opened for questions is opened anew."""
        self.trees, self.classes, self.names_changes = trees, classes, names_changes
        self._process = 0
        if self.touched is None or self.touched:
            compile_early(self.settings, _TEMPLATES)
            jsonld_writer()

    def know(self, log: Log) -> None:
        """Make what is still to be made with the log of changes."""
        self.log = log
        self._process = 0

    def answer(self, question: tuple[Any, ...]) -> Any:
        """Answer a question of planning: the name of what `gdec.site.making.survey.Survey` does, and its arguments."""
        self.open()
        name, *arguments = question
        return getattr(self.survey, name)(*arguments)

    def make(self, task: Task) -> Made:
        """Do a task."""
        self.open()
        made = Made()
        if isinstance(task, Listing):
            self._put([file_of(self.site, Names(self.site, self.graphs, "index"), task)], made)
        elif isinstance(task, Bucket):
            self._bucket(task, made)
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
            nodes = self.graphs.take(batch.article).nodes
            self.graphs.at_hand.whole = {f"<{thing}>" for thing in self._alone(batch)}
            self.site.labels.take(dict(self._labels(batch, nodes)))
        else:
            self.graphs.hold(Graph())
        if batch.has_page:
            self._record(self.pages.of_article(batch.article), made)
            made.articles.append((batch.article, tuple(self.pages.things_of_article)))
            if self.excerpts:
                self.excerpts.add(batch.article, self.graphs.at_hand, self._of_several(batch))
        for thing, _ in batch.things:
            self._record(self.pages.of_thing(thing), made)

    def _alone(self, batch: Batch) -> set[str]:
        """Name the things that nothing but the article at hand speaks of."""
        return {thing for thing, is_alone in batch.things if is_alone and thing not in self.pages.registered}

    def _of_several(self, batch: Batch) -> Iterator[str]:
        """Name the things that the article at hand is not the only one to speak of."""
        graph, alone = self.graphs.at_hand, {thing for thing, is_alone in batch.things if is_alone}
        named = {*graph.nodes, *chain.from_iterable(graph.speaking_of.values())}
        iris = (name[1:-1] for name in named if name[0] == "<" and "#" not in name)
        return (iri for iri in iris if iri not in alone and iri != batch.article and self.site.is_thing(iri))

    def _bucket(self, bucket: Bucket, made: Made) -> None:
        if self.excerpts:
            for thing, graph in self.excerpts.read(bucket):
                graph.add(*self.graphs.beyond(thing, self.excerpts.beyond))
                graph.whole = {f"<{thing}>"}
                self.graphs.hold(graph)
                self._record(self.pages.of_thing(thing), made)

    def _labels(self, batch: Batch, nodes: dict[str, Node]) -> Iterator[tuple[str, Label]]:
        """Give the labels of those things that only the article at hand speaks of."""
        for thing in self._alone(batch):
            node = nodes.get(f"<{thing}>", {})
            if name := next((name for name in NAMING if name in node), None):
                yield thing, self.site.labels.choose([Label(*text_of(value)[:2]) for value in node[name]])

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
