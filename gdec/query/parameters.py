"""Fill in a query's parameters: a value becomes one typed term of SPARQL and is never pasted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from gdec import terms
from gdec.errors import GdecError, nearest
from gdec.query import tokens
from gdec.query.saved import SavedQuery, values_line
from gdec.rdf.nquads import boolean, integer, iri, literal

_FULL_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://|urn:")


def bind(
    query: SavedQuery,
    values: Mapping[str, str],
    prefixes: Mapping[str, str],
    called_so: Callable[[str], Sequence[str]] = lambda _: (),
) -> str:
    """Give the query's text with terms in the place of the defaults.

    Args:
        query: the query.
        values: values by parameter, as a user writes them; a parameter without one keeps its default.
        prefixes: what a prefixed name may begin with, besides the prefixes that the query declares itself. In a shipped
            query, which declares those of the shipped data, these go first: they are the store's own.
        called_so: names the things that a key without a prefix may mean; it is asked when an IRI is wanted.

    Raises:
        GdecError: the query has no such parameter, or the value is not of its type.
    """
    text = query.text
    declared = tokens.prefixes(text)
    prefixes = {**declared, **prefixes} if query.is_shipped else {**prefixes, **declared}
    for name, value in values.items():
        if name not in query.params:
            known = f"; it has {', '.join(query.params)}" if query.params else "; it has none"
            raise GdecError(f'{query.source}: no parameter "{name}"{nearest(name, query.params) or known}')
        kind = query.params[name].type
        try:
            term = _iri(value, prefixes, called_so) if kind == "iri" else _FORM[kind](value)
        except ValueError as error:
            raise GdecError(f'{query.source}: parameter "{name}": {error}') from None
        text = _put(text, name, term)
    return text


def _put(text: str, name: str, term: str) -> str:
    return values_line(name).sub(lambda line: f"{line['before']} {term} {line['after']}", text)


def _iri(value: str, prefixes: Mapping[str, str], called_so: Callable[[str], Sequence[str]]) -> str:
    prefix, colon, local = value.partition(":")
    if _FULL_IRI.match(value):
        return iri(value)
    if prefix in prefixes and colon:
        return iri(prefixes[prefix] + local)
    example = " or ".join([] if colon else called_so(value)) or "forum:…"
    near = nearest(prefix, prefixes) if colon else ""
    hint = near or f"; write it in full or with a known prefix, as in {example}"
    raise ValueError(f"{value!a} is no IRI{hint}")


def _string(value: str) -> str:
    return literal(value)


def _integer(value: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        raise ValueError(f"{value!a} is no whole number, as in 12")
    return integer(int(value))


def _date(value: str) -> str:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!a} is no day of the calendar, as in 2024-08-01") from None
    return literal(value, datatype=terms.term("xsd:date"))


def _boolean(value: str) -> str:
    if value not in ("true", "false"):
        raise ValueError(f"{value!a} is neither true nor false")
    return boolean(value == "true")


_FORM: dict[str, Callable[[str], str]] = {
    "string": _string,
    "integer": _integer,
    "date": _date,
    "boolean": _boolean,
}
