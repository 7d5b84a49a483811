"""The pages of questions: each saved query with its answer, its SPARQL, and the answer as CSV and JSON beside it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.query import tokens
from gdec.query.checks import load_checks
from gdec.query.results import write
from gdec.query.saved import SavedQuery
from gdec.site.dumps.updating import counted
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.site import Site
from gdec.site.frame.text import guarded
from gdec.site.pages.asking import Found, find, questions
from gdec.site.pages.overview import kinds
from gdec.store.answer import Row, Solutions, Term

PAGE = "queries"
SHOWN = 200
"""How many rows of an answer stand on its page."""

LARGE = 20_000
"""With more statements than this, nothing is answered ahead: a question is about all of the data, so that each
publishing would ask it anew, whatever has changed.

It is a number of statements and not of seconds, so that the same store gives the same pages.
"""

_OWN = "Asked by this project"
_EVENTS = "About events"
_OTHERS = "About people, bodies, places and initiatives"
_WHOLE = "About all that is stated"
_ABOUT = {
    **dict.fromkeys(("event", "series"), _EVENTS),
    **dict.fromkeys(("person", "speaker", "body", "place", "initiative"), _OTHERS),
}
"""What a query is about, by the name of its first parameter; any other is about the whole."""


class Cell(NamedTuple):
    """A cell of an answer as its page shows it: its column's head, its term, and where a paragraph leads."""

    head: str
    term: Term | None
    href: str


class Asked(NamedTuple):
    """What a query's parameter stood for: its name, what it may be, and its value as a thing's IRI or as written."""

    name: str
    hint: str
    iri: str
    written: str


@dataclass(frozen=True)
class Answered:
    """A query with its answer.

    Attributes:
        is_check: whether each row is a finding.
        found: what it found; None where it was not asked.
    """

    query: SavedQuery
    is_check: bool
    found: Found | None

    @property
    def is_asked(self) -> bool:
        """Whether it was asked at all."""
        return self.found is not None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return self.found.columns if self.found else ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Its rows, or the first of them."""
        return self.found.rows if self.found else ()

    @property
    def is_left_out(self) -> bool:
        """Whether it has no page: nobody of this project asks it, and nothing answers it."""
        return self.query.is_shipped and not self.is_check and self.is_asked and not self.rows

    @property
    def path(self) -> str:
        """The path of its page, without suffix."""
        return f"{'check' if self.is_check else 'query'}/{self.query.name}"

    @property
    def about(self) -> str:
        """The heading that its query stands below."""
        if not self.query.is_shipped:
            return _OWN
        return _ABOUT.get(next(iter(self.query.params), ""), _WHOLE)

    @property
    def total(self) -> str:
        """How many rows there are."""
        if not self.found:
            return "not asked"
        return f"more than {len(self.rows):,}" if self.found.has_more else f"{len(self.rows):,}"

    @property
    def told(self) -> str:
        """What the list of questions tells of the answer."""
        if self.is_asked and not self.columns:
            return "yes" if self.rows else "no"
        return self.total + ((" row" if self.total == "1" else " rows") if self.is_asked else "")


def menu(_: Site) -> list[tuple[str, str]]:
    """Give the page's place in the menu."""
    return [(f"{PAGE}.html", "Questions")]


def files(site: Site) -> Iterator[File]:
    """Give a page and two tables for each query and check, and the page that lists them."""
    listed: list[Answered] = []
    is_large = sum(number for _, _, number in kinds(site, counted(site))) > LARGE
    checks = load_checks() if site.settings.checks else []
    for query, is_check in [*((query, False) for query in questions(site)), *((check, True) for check in checks)]:
        answered = Answered(query, is_check, None if is_large else find(query, site.reader))
        if not answered.is_left_out:
            yield from _files_of(site, answered)
        listed.append(answered)
    yield File(f"{PAGE}.html", _list(site, listed, LARGE if is_large else 0))


def _list(site: Site, listed: list[Answered], most: int) -> bytes:
    """Lay out the page that lists queries and checks; `most` is how many statements are too many to be asked, or 0."""
    queries, checks = ([each for each in listed if each.is_check is which] for which in (False, True))
    unanswered = [each.query for each in queries if each.is_left_out]
    groups = [
        (about, [each for each in queries if each.about == about and not each.is_left_out])
        for about in (_OWN, _EVENTS, _OTHERS, _WHOLE)
    ]
    return site.render("queries.html", PAGE, groups=groups, checks=checks, unanswered=unanswered, most=most)


def _files_of(site: Site, answered: Answered) -> Iterator[File]:
    page, query, to = answered.path, answered.query, from_page(site, answered.path)
    shown = list(_shown(site, answered, to))
    asked = list(_asked(site, query))
    sparql = _without_head(query.text)
    yield File(
        f"{page}.html",
        site.render("query.html", page, answered=answered, shown=shown, asked=asked, sparql=sparql, to=to),
    )
    for form in ("csv", "json") if answered.is_asked else ():
        table = io.BytesIO()
        rows = map(_guarded, answered.rows) if form == "csv" else iter(answered.rows)
        write(Solutions(answered.columns, rows), form, table, site.reader.prefixes)
        yield File(f"{page}.{form}", table.getvalue())
    yield File(f"{page}.rq", answered.query.text.encode())


def _guarded(row: Row) -> Row:
    """Give a row of which a spreadsheet takes nothing for a formula: who opens the site's tables wrote none of it."""
    return tuple(Literal(guarded(term.value)) if isinstance(term, Literal) else term for term in row)


def _shown(site: Site, answered: Answered, to: Callable[[str], str]) -> Iterator[list[Cell]]:
    """Give the rows that the page shows, without columns that only name the thing that is linked left of them."""
    columns, rows = answered.columns, answered.rows[:SHOWN]
    kept = [at for at in range(len(columns)) if not at or not all(_names(site, *row[at - 1 : at + 1]) for row in rows)]
    article = columns.index("article") if "article" in columns else None
    for row in rows:
        source = None if article is None else row[article]
        yield [
            Cell(columns[at].replace("_", " "), row[at], _paragraph(site, columns[at], source, row[at], to))
            for at in kept
        ]


def _names(site: Site, thing: Term | None, name: Term | None) -> bool:
    """Tell that a name is what the thing beside it is called on pages, too."""
    if not isinstance(thing, NamedNode) or not isinstance(name, Literal):
        return False
    return name.value in (site.label(thing.value).text, site.called(thing.value).text)


def _paragraph(site: Site, column: str, article: Term | None, number: Term | None, to: Callable[[str], str]) -> str:
    """Give the link to a paragraph on its article's page, or an empty text for what is none."""
    if not column.endswith("paragraph") or not isinstance(article, NamedNode) or not isinstance(number, Literal):
        return ""
    page = to(article.value) if site.is_thing(article.value) else ""
    return f"{page}#paragraph-{number.value}" if page and number.value.isdecimal() else ""


def _asked(site: Site, query: SavedQuery) -> Iterator[Asked]:
    """Tell what each parameter of a query stood for; both IRI and text are empty where it stood for anything."""
    declared = tokens.prefixes(query.text)
    for name, parameter in query.params.items():
        hint = parameter.help.partition(";")[0]
        written = query.defaults.get(name, "")
        prefix, _, local = written.partition(":")
        iri = f"{declared.get(prefix, '')}{local}"
        is_named = site.is_thing(iri) or iri.startswith(terms.GDEC)
        yield Asked(name, "" if hint == f"the {name}" else hint, iri if is_named else "", written)


def _without_head(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith("#+")).strip()
