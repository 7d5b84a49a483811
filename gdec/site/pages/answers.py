"""The pages of questions: each saved query with its answer, its SPARQL, and the answer as CSV and JSON beside it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal

from gdec.query.checks import load_checks
from gdec.query.results import write
from gdec.query.run import ask
from gdec.query.saved import SavedQuery, list_saved, values_line
from gdec.query.table import shorten
from gdec.site.dumps.updating import counted
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.site import Site
from gdec.site.frame.text import guarded
from gdec.site.pages.overview import kinds
from gdec.store.answer import Row, Solutions, Triples

PAGE = "queries"
SHOWN = 200
"""How many rows of an answer stand on its page."""
KEPT = 10_000
"""How many rows of an answer stand in its CSV and JSON."""

LARGE = 20_000
"""With more statements than this, nothing is answered ahead: a question is about all of the data, so that each
publishing would ask it anew, whatever has changed.

It is a number of statements and not of seconds, so that the same store gives the same pages.
"""


@dataclass(frozen=True)
class Answered:
    """A query with its answer.

    Attributes:
        is_asked: whether it was asked at all.
        rows: its rows, `KEPT` at the most.
        has_more: whether there are more of them.
        is_check: whether each row is a finding.
    """

    query: SavedQuery
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    has_more: bool
    is_check: bool
    is_asked: bool = True

    @property
    def path(self) -> str:
        """The path of its page, without suffix."""
        return f"{'check' if self.is_check else 'query'}/{self.query.name}"

    @property
    def total(self) -> str:
        """How many rows there are."""
        if not self.is_asked:
            return "not asked"
        return f"more than {len(self.rows):,}" if self.has_more else f"{len(self.rows):,}"


def menu(_: Site) -> list[tuple[str, str]]:
    """Give the page's place in the menu."""
    return [(f"{PAGE}.html", "Questions")]


def files(site: Site) -> Iterator[File]:
    """Give a page and two tables for each query and check, and the page that lists them."""
    listed: list[Answered] = []
    is_large = sum(number for _, _, number in kinds(site, counted(site))) > LARGE
    for query, is_check in [(query, False) for query in list_saved()] + [(check, True) for check in load_checks()]:
        answered = Answered(query, (), (), False, is_check, False) if is_large else _answer(site, query, is_check)
        yield from _files_of(site, answered)
        listed.append(answered)
    queries, checks = ([each for each in listed if each.is_check is which] for which in (False, True))
    most = LARGE if is_large else 0
    yield File(f"{PAGE}.html", site.render("queries.html", PAGE, queries=queries, checks=checks, most=most))


def _answer(site: Site, query: SavedQuery, is_check: bool) -> Answered:
    answer = ask(site.reader, query, {})
    if isinstance(answer, bool):
        answer = Solutions((), iter([()] if answer else []))
    if isinstance(answer, Triples):
        answer = Solutions(("subject", "predicate", "object"), map(tuple, answer.triples))
    found = tuple(islice(answer.rows, KEPT + 1))
    return Answered(query, answer.columns, found[:KEPT], len(found) > KEPT, is_check)


def _files_of(site: Site, answered: Answered) -> Iterator[File]:
    page, prefixes = answered.path, site.reader.prefixes
    defaults = {
        name: (parameter, match["value"].strip() if (match := values_line(name).search(answered.query.text)) else "")
        for name, parameter in answered.query.params.items()
    }
    yield File(
        f"{page}.html",
        site.render(
            "query.html",
            page,
            answered=answered,
            shown=answered.rows[:SHOWN],
            parameters=defaults,
            sparql=_without_head(answered.query.text),
            short=lambda iri: shorten(iri, prefixes),
            to=from_page(site, page),
        ),
    )
    for form in ("csv", "json") if answered.is_asked else ():
        table = io.BytesIO()
        rows = map(_guarded, answered.rows) if form == "csv" else iter(answered.rows)
        write(Solutions(answered.columns, rows), form, table, prefixes)
        yield File(f"{page}.{form}", table.getvalue())
    yield File(f"{page}.rq", answered.query.text.encode())


def _guarded(row: Row) -> Row:
    """Give a row of which a spreadsheet takes nothing for a formula: who opens the site's tables wrote none of it."""
    return tuple(Literal(guarded(term.value)) if isinstance(term, Literal) else term for term in row)


def _without_head(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith("#+")).strip()
