"""Queries and their parameters, as one who asks in Python gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import BinaryIO, TypeAlias

from gdec.query.saved import SavedQuery, list_saved, load, parse

Parameter: TypeAlias = str | int | bool | date
"""What a parameter of a query can be: a text or an IRI, a number, a truth value or a day."""


def list_queries(project: str | Path | None = None) -> list[SavedQuery]:
    """List the saved queries: those in the folder `queries` of a project, then those that ship with the package.

    One of the project stands in for one of the package that has its name.

    >>> [query.name for query in list_queries() if "post" in query.summary]
    ['posts-held-at-once', 'who-held-which-post']

    Raises:
        InputError: a file of the project cannot be read, or its head or name is not as it should be.
    """
    return list_saved(Path(project) if project else None)


def list_checks(*names: str) -> list[SavedQuery]:
    """List the data-quality checks, all or the named ones: the most serious first, then by name.

    Raises:
        GdecError: no check has that name.
    """
    from gdec.query.checks import load_checks

    return load_checks(names)


def read_query(query: str | BinaryIO, project: str | Path | None = None) -> SavedQuery:
    """Read a query: a saved one by its name, a file whose name ends in `.rq`, SPARQL, or a stream of it.

    A name is looked for in the folder `queries` of the project first, where one is given.

    >>> read_query("who-spoke").params["event"].type
    'iri'

    Raises:
        InputError: the file or stream cannot be read, or its head is not as it should be.
        GdecError: no saved query has that name.
    """
    if not isinstance(query, str):
        from gdec.facts.utf8 import decode
        from gdec.query.guard import MAX_BYTES

        return parse(decode("-", query.read(MAX_BYTES + 1)), "-")
    return parse(query, "query") if "{" in query else load(query, Path(project) if project else None)


def as_query(query: str | SavedQuery) -> SavedQuery:
    """Give a query that was read already, or read it."""
    return query if isinstance(query, SavedQuery) else read_query(query)


def as_written(values: Mapping[str, Parameter]) -> dict[str, str]:
    """Write parameters as a user of the command would."""
    return {name: _written(value) for name, value in values.items()}


def _written(value: Parameter) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
