"""The pages of the registry: which mentions in which articles are one thing, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pyoxigraph import NamedNode

from gdec import terms
from gdec.following.names import rows
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.paging import Page, pages, path_of
from gdec.site.frame.site import Site
from gdec.site.kept.remembering import remembered
from gdec.site.pages.formats import SIBLINGS, siblings_of_list
from gdec.site.reading.graphs import GRAPH
from gdec.site.reading.values import str_of

PAGE = "registry"
SIZE = 200
"""How many entries stand on a page."""
ANCHORED = 4_000
"""For how many more the first page holds the anchor."""


@dataclass(frozen=True)
class Mention:
    """An article that mentions a thing, with the names that it prints, each with the statement that says so."""

    article: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Entry:
    """An entry; names are IRIs."""

    iri: str
    thing: str
    reason: str
    mentions: tuple[Mention, ...]

    @property
    def anchor(self) -> str:
        """The fragment of its IRI."""
        return self.iri.rpartition("#")[2]


def files(site: Site) -> Iterator[File]:
    """Give the pages of the registry."""
    known = [(str_of(iri), str_of(thing)) for iri, thing in rows(site.reader, _ALL)]
    with remembered(site, PAGE) as kept:
        for page in pages(PAGE, known, SIZE):
            later = list(enumerate(known))[SIZE : SIZE + ANCHORED] if page.number == 1 else []
            elsewhere = [(iri.rpartition("#")[2], path_of(PAGE, at // SIZE + 1)) for at, (iri, _) in later]
            state = [len(known), page.items, elsewhere]  # the graph of the registry is part of the site's key
            yield kept.page(f"{page.path}.html", state, partial(_page, site, page, len(known), elsewhere))
            yield from siblings_of_list(site, kept, page, dict(page.items), elsewhere)


def _page(site: Site, page: Page[tuple[str, str]], total: int, elsewhere: list[tuple[str, str]]) -> bytes:
    return site.render(
        "registry.html",
        page.path,
        paged=page,
        total=total,
        shown=_entries(site, page.items),
        elsewhere=elsewhere,
        alternates=SIBLINGS,
        to=from_page(site, page.path),
    )


_ALL = (
    f"SELECT DISTINCT ?entry ?thing WHERE {{ ?entry {terms.TYPE} {terms.REGISTRY_ENTRY_CLASS} ; "
    f"{terms.REGISTERS} ?thing }} ORDER BY ?thing ?entry"
)


def _entries(site: Site, known: Sequence[tuple[str, str]]) -> list[Entry]:
    values = " ".join(str(NamedNode(iri)) for iri, _ in known)
    reasons = rows(
        site.reader, f"SELECT ?entry ?reason WHERE {{ VALUES ?entry {{ {values} }} ?entry {terms.REASON} ?reason }}"
    )
    reason = {str_of(entry): str_of(why) for entry, why in reasons}
    mentions: dict[str, list[str]] = {}
    for entry, article in rows(
        site.reader,
        f"SELECT DISTINCT ?entry ?article WHERE {{ VALUES ?entry {{ {values} }} ?entry {terms.MENTION} ?article }} "
        "ORDER BY ?entry ?article",
    ):
        mentions.setdefault(str_of(entry), []).append(str_of(article))
    printed = _printed(site, [(thing, article) for iri, thing in known for article in mentions.get(iri, ())])
    return [
        Entry(
            iri,
            thing,
            reason.get(iri, ""),
            tuple(
                Mention(article, tuple(printed.get((thing, article), {}).items())) for article in mentions.get(iri, ())
            ),
        )
        for iri, thing in known
    ]


def _printed(site: Site, mentioned: Sequence[tuple[str, str]]) -> dict[tuple[str, str], dict[str, str]]:
    """Give the names that articles print for things, each with the first statement that says so.

    Args:
        site: the site.
        mentioned: each thing with an article that mentions it: others may speak of it by the thousand.
    """
    names: dict[tuple[str, str], dict[str, str]] = {}
    values = (f"({NamedNode(thing)} {NamedNode(f'{article}{GRAPH}')})" for thing, article in mentioned)
    for thing, article, name, statement in rows(
        site.reader,
        f"SELECT DISTINCT ?thing ?article ?name ?statement WHERE {{ VALUES (?thing ?graph) {{ {' '.join(values)} }} "
        f"GRAPH ?graph {{ ?statement {terms.SUBJECT} ?thing ; {terms.PREDICATE} ?p ; {terms.ARTICLE} ?article ; "
        f"{terms.OBJECT} ?name . FILTER (?p IN ({terms.NAME}, {terms.ALTERNATE_NAME})) }} }} "
        "ORDER BY ?thing ?article ?name ?statement",
    ):
        names.setdefault((str_of(thing), str_of(article)), {}).setdefault(str_of(name), str_of(statement))
    return names
