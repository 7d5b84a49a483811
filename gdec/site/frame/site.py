"""What every part of the site knows: the store, the names of its pages, and how a page is laid out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from markupsafe import Markup
from pyoxigraph import NamedNode

from gdec import terms
from gdec.disagreement.tell import Chosen, chosen
from gdec.site.apart.origins import Origins
from gdec.site.frame.file import is_path
from gdec.site.frame.label import Label
from gdec.site.frame.labels import Labels
from gdec.site.frame.log import Log
from gdec.site.frame.settings import Settings
from gdec.site.frame.text import day
from gdec.site.reading.blocks import Blocks
from gdec.site.reading.quoting import Quoting
from gdec.store.local import StoreReader

if TYPE_CHECKING:
    from jinja2 import Environment

    from gdec.site.kept.naming import Naming

_SAFE = "-._~!$&'()*+,;=:@/"  # what RFC 3986 allows in a path besides letters and digits
AT_ROOT = frozenset({"disagreements", "editorial", "registry"})
_KEPT = 2048
_LONGEST = ".jsonld"  # of the suffixes that a page and its data have
_is_plain = re.compile(r"[A-Za-z0-9._/-]*").fullmatch


class Leads(NamedTuple):
    """The pages that every page leads to above, and the others below, as path and text, in their order."""

    above: tuple[tuple[str, str], ...] = ()
    below: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Site:
    """A site to be: one version of a store, and the settings.

    Attributes:
        reader: the store, held at one version.
        settings: what the owner decided.
        classes: the first steps of the paths of all things that the site has, as in `person`.
        log: what publishing it changed, this time and before; known when all but a few parts are made.
        kept: a folder beside the site for what parts keep from one publishing to the next, if there is one; it is
            empty where all is made anew.
        aside: a folder beside the site for what a process cannot hold of a file that it makes, if there is one.
        touched: the things and articles that came, went, or are called something else now, and the articles that have
            changed; None where all is made anew.
        spoken: the articles that have changed, and all that they speak of or spoke of; None where all is made anew.
        find_leads: tells what every page leads to; it is asked once.
        quoting: gives words, and holds the owner's copies of articles.
        notes: what pages show behind the label of a thing that has namesakes.
        sketches: what is compared of articles, to tell which have one origin.
        alike: of each article that has near-duplicates all that are of its origin; known when all things are made.
        laid: the paths of the files of all pages; known when all but a few parts are made, without those of these.
        naming: a table of what everything is called, and of articles as sources; where there is none, the store is
            asked.
    """

    reader: StoreReader
    settings: Settings
    classes: tuple[str, ...] = ()
    log: Log = field(default_factory=Log)
    kept: Path | None = None
    aside: Path | None = None
    touched: frozenset[str] | None = None
    spoken: frozenset[str] | None = None
    find_leads: Callable[[Site], Leads] = lambda _: Leads()
    quoting: Quoting = field(default_factory=Quoting)
    notes: Mapping[str, Label] = field(default_factory=dict)
    sketches: Mapping[str, bytes] = field(default_factory=dict)
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    laid: tuple[str, ...] = ()
    naming: Naming | None = None
    _listeners: list[set[str]] = field(default_factory=list)

    @cached_property
    def base(self) -> str:
        """The IRI below which the things are named; it ends with `/`."""
        return self.reader.base

    @cached_property
    def labels(self) -> Labels:
        """What things and terms are called."""
        return Labels(self.reader, self.settings.languages, self.naming)

    @cached_property
    def choices(self) -> dict[str, list[Chosen]]:
        """What editors chose, by the IRI of each statement that they spoke of."""
        return chosen(self.reader)

    @cached_property
    def blocks(self) -> Blocks:
        """What is said of nodes, in each format."""
        return Blocks(self.base)

    @cached_property
    def origins(self) -> Origins:
        """Which articles have one origin."""
        return Origins(self.sketches)

    def label(self, iri: str) -> Label:
        """Give the label of a thing or term in the language preferred most."""
        self.name(iri)
        return self.labels.of(iri)

    def called(self, iri: str) -> Label:
        """Give what pages call a thing or term: its label, with its note where it has namesakes.

        An article is called by its publisher and day, where these are known.
        """
        label = self.label(iri)
        if note := self.notes.get(iri):
            return Label(f"{label.text} ({note.text})", label.lang)
        if "#" in iri or not self.page_of(iri).startswith("article/"):
            return label
        by, on = self._source(iri)
        if not on:
            return label
        name = self.label(by) if by else label
        return Label(f"{name.text}, {day(on, self.settings.page_language)}", name.lang)

    def _source(self, iri: str) -> tuple[str, ...]:
        if self.naming:
            return self.naming.source(iri)[:2]
        return tuple(self._first(iri, name) for name in (terms.PUBLISHER, terms.DATE_PUBLISHED))

    def _first(self, iri: str, name: str) -> str:
        quads = self.reader.matching(subject=NamedNode(iri), predicate=NamedNode(name[1:-1]))
        return min((getattr(quad.object, "value", "") for quad in quads), default="")

    def name(self, iri: str) -> None:
        """Tell those who listen that a page names something."""
        for listener in self._listeners:
            listener.add(iri)

    @contextmanager
    def listening(self) -> Iterator[set[str]]:
        """Give the set of all that pages name meanwhile."""
        self._listeners.append(set())
        try:
            yield self._listeners[-1]
        finally:
            self._listeners.pop()

    @cached_property
    def leads(self) -> Leads:
        """What every page leads to."""
        return self.find_leads(self)

    def page_of(self, iri: str) -> str:
        """Give the page that an IRI of the project is found on, without suffix and fragment.

        It is an empty text for other IRIs, and for one that has no page or would lead outside the site's folder.

        That of `<base>person/ana-lima` is `person/ana-lima`, that of `<base>article/x#s-1f` is `article/x`.
        """
        return self._page_of(iri.partition("#")[0])

    @cached_property
    def _page_of(self) -> Callable[[str], str]:
        return lru_cache(_KEPT)(self._find_page)

    def _find_page(self, iri: str) -> str:
        if not iri.startswith(self.base):
            return ""
        try:
            page = unquote(iri.removeprefix(self.base), errors="strict")
        except UnicodeDecodeError:
            return ""
        cls, _, key = page.partition("/")
        is_ours = cls in AT_ROOT if not key else cls in terms.CLASS_PATHS and "/" not in key
        return page if is_ours and is_path(page) and is_path(f"{page}{_LONGEST}") else ""

    def is_thing(self, iri: str) -> bool:
        """Tell that an IRI is that of a thing with a page of its own, or of an article."""
        return "/" in self.page_of(iri) and "#" not in iri

    def href(self, iri: str, page: str) -> str:
        """Give the link to an IRI from a page: relative for what the site holds, for other things the IRI itself."""
        node, _, fragment = iri.partition("#")
        link = self._href(node, page.count("/"))
        if not link:
            return iri
        return f"{link}#{quoted(fragment)}" if fragment else link

    @cached_property
    def _href(self) -> Callable[[str, int], str]:
        return lru_cache(_KEPT)(self._find_href)

    def _find_href(self, iri: str, depth: int) -> str:
        """Give the link to the page of an IRI from a page so deep; an empty text for what has none."""
        target = self.page_of(iri)
        return "../" * depth + quoted(f"{target}.html") if target else ""

    def link(self, path: str, page: str) -> str:
        """Give the relative link to a file of the site from a page: by way of the site's root."""
        return "../" * page.count("/") + quoted(path)

    @cached_property
    def frames(self) -> dict[tuple[str, int, str], Markup]:
        """What stands above and below the content of pages, by template, depth and class; pages at the root differ."""
        return {}

    def frame(self, template: str, page: str) -> Markup:
        """Lay out what stands above or below the content of a page."""
        key = template, page.count("/"), page.partition("/")[0]
        if key in self.frames:
            return self.frames[key]
        framed = Markup(self.templates.get_template(template).render(site=self, page=page))  # noqa: S704
        if key[1]:
            self.frames[key] = framed
        return framed

    def address(self, path: str) -> str:
        """Give the full address of a file or page of the site; that of the home page is the site's own."""
        return self.settings.base_url + quoted("" if path == "index.html" else path)

    @cached_property
    def templates(self) -> Environment:
        """The templates: those of the project's theme before those of the package, with autoescape."""
        from gdec.site.frame.templating import environment

        return environment(self.settings, label=self.called, site=self)

    def render(self, template: str, page: str, **shows: Any) -> bytes:
        """Lay out a page.

        Args:
            template: the template's file name, as in `thing.html`.
            page: the page's path without suffix, from which its links are relative.
            shows: what the template speaks of.
        """
        return self.templates.get_template(template).render(site=self, page=page, **shows).encode()


def quoted(path: str) -> str:
    """Percent-encode what may not stand in the path or the fragment of an address (RFC 3986)."""
    return path if _is_plain(path) else quote(path, safe=_SAFE)
