"""The page of questions: what each saved query asks, and what a store answers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from gdec.query.results import write
from gdec.query.run import ask
from gdec.query.saved import SavedQuery
from gdec.store import Store

_HEAD = """\
# Questions

What the shipped data answers. `make questions` writes this page; a test fails when it is stale.

Each answer says where it comes from: the article, and the paragraph of its text (non-blank lines, counted from 1).
`gdec query NAME -p parameter=value` asks the same of another thing, and `gdec query NAME --show` prints the SPARQL.
"""


def questions_page(store: Store, queries: Iterable[SavedQuery]) -> str:
    """Write the page in Markdown: each query's question, the command that asks it, its parameters and its answer.

    Args:
        store: what answers.
        queries: saved queries, each asked with the defaults of its parameters.

    Raises:
        GdecError: as `gdec.query.run.ask`.
    """
    return "\n".join([_HEAD, *(line for query in queries for line in _section(store, query))])


def _section(store: Store, query: SavedQuery) -> Iterator[str]:
    yield f"## {query.question}\n"
    yield f"`gdec query {query.name}`: {query.summary[:1].lower()}{query.summary[1:]}.\n"
    if query.params:
        yield "".join(f"- `-p {name}=…`: {parameter.help}\n" for name, parameter in query.params.items())
    table = io.BytesIO()
    write(ask(store, query, {}), "markdown", table, store.prefixes)
    yield table.getvalue().decode()
