"""What the pages of questions ask: a project's own queries, and the shipped ones in a form that fits its data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from pyoxigraph import NamedNode

from gdec import terms
from gdec.errors import GdecError, InputError, TookTooLong
from gdec.processes.limited import result_in_worker
from gdec.query import tokens
from gdec.query.run import ask
from gdec.query.saved import SavedQuery, list_saved, values_line
from gdec.site.frame.site import Site
from gdec.store.answer import Row, Solutions, Triples
from gdec.store.local import StoreReader

KEPT = 10_000
"""How many rows of an answer stand in its CSV and JSON."""
SECONDS = 60.0
"""How long the answer to one of a project's own queries may take; then nothing is published, and no page says less."""

_OF_ONE = "what-is-known-of"
"""The shipped query that asks all of one thing: of every thing that is all there is, which their pages tell."""

_DECLARED = re.compile(r"(?im)^(?P<before>[ \t]*PREFIX[ \t]+(?P<prefix>[a-z]+):[ \t]*)<[^<>\s]*>")
_SELECT = re.compile(r"(?m)^SELECT( DISTINCT)?\b")
_QUESTION = re.compile(r"(?m)^#\+[ \t]*question[ \t]*:.*\n")


@dataclass(frozen=True)
class Found:
    """What a query found.

    Attributes:
        columns: the names of its columns; an ASK query has none, and a row where it is answered with yes.
        rows: its rows, `KEPT` at the most.
        has_more: whether there are more of them.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    has_more: bool = False


def questions(site: Site) -> Iterator[SavedQuery]:
    """Give what is asked of a site's data: the project's own queries, then the shipped ones, as they fit the data."""
    own = site.settings.queries
    yield from own
    names = {query.name for query in own}
    for query in list_saved():
        if query.name not in names:
            fits = _fits(query, site.reader)
            if fits or query.name != _OF_ONE:
                yield query if fits else opened(query, site.reader.prefixes)


def opened(query: SavedQuery, prefixes: Mapping[str, str]) -> SavedQuery:
    """Give a shipped query as it is asked of data that do not have what its question names.

    Each parameter stands for anything, what the first stood for is told in the first column, and its summary is what is
    asked.

    Args:
        query: the query.
        prefixes: those of the data, which stand in for those of the shipped data.
    """
    text = _QUESTION.sub("", query.text)
    for name in query.defaults:
        text = values_line(name).sub(lambda line: f"{line['before']} UNDEF {line['after']}", text)
    for name in islice(query.defaults, 1):
        if name not in query.columns:
            text = _SELECT.sub(rf"\g<0> ?{name}", text, count=1)
            text = text.replace("#+ columns: [", f'#+ columns: ["{name}", ', 1)
    text = _DECLARED.sub(lambda line: f"{line['before']}<{prefixes[line['prefix']]}>", text)
    return replace(query, text=text, question="")


def _fits(query: SavedQuery, reader: StoreReader) -> bool:
    """Tell whether a shipped query is about things that the data have."""
    return reader.base == terms.BASE and all(_is_there(term, query, reader) for term in query.defaults.values())


def _is_there(term: str, query: SavedQuery, reader: StoreReader) -> bool:
    """Tell whether a default is no thing that the data do not have."""
    prefix, _, local = term.partition(":")
    iri = f"{tokens.prefixes(query.text).get(prefix, '')}{local}"
    return not iri.startswith(terms.BASE) or any(True for _ in reader.matching(subject=NamedNode(iri)))


def find(query: SavedQuery, reader: StoreReader) -> Found:
    """Ask a query; one that is not of the package is asked in a process of its own, which is ended in time.

    Raises:
        InputError: the query is no SPARQL, or is refused.
        GdecError: it takes too long, or cannot be worked out.
    """
    if query.is_shipped:
        return _find(query, reader)
    try:
        return result_in_worker(lambda: _find(query, reader.doubled()), SECONDS)
    except InputError:
        raise
    except TookTooLong:
        raise TookTooLong(f"{query.source}: the answer takes longer than {SECONDS:g} seconds; ask for less") from None
    except GdecError as error:
        raise GdecError(f"{query.source}: {error}") from None


def _find(query: SavedQuery, reader: StoreReader) -> Found:
    answer = ask(reader, query, {})
    if isinstance(answer, bool):
        return Found(rows=((),) if answer else ())
    if isinstance(answer, Triples):
        answer = Solutions(("subject", "predicate", "object"), map(tuple, answer.triples))
    rows = tuple(islice(answer.rows, KEPT + 1))
    return Found(answer.columns, rows[:KEPT], len(rows) > KEPT)
