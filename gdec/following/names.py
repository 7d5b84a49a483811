"""Find what a user names: by IRI, by prefixed name, or by label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.errors import GdecError, nearest
from gdec.query.table import shorten
from gdec.rdf.nquads import literal
from gdec.store import Store
from gdec.store.answer import Row, Solutions

LABELS = " ".join((terms.LABEL, terms.NAME, terms.ALTERNATE_NAME, terms.HEADLINE))
"""The properties whose values things can be called by."""

FIRST = 3
"""How many things are named where none is near."""

_FULL_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://|urn:")


def rows(store: Store, sparql: str) -> list[Row]:
    """Give the solutions of a SELECT query of ours.

    Raises:
        GdecError: the store cannot be read.
        RemoteError: another machine failed.
    """
    answer = store.query(sparql)
    return list(answer.rows) if isinstance(answer, Solutions) else []


def iri_of(text: str, prefixes: Mapping[str, str]) -> NamedNode | None:
    """Give the IRI that is written out or as a prefixed name, or None for any other text.

    >>> iri_of("forum:harbour-2031", terms.prefixes())
    <NamedNode value=https://w3id.org/gdec/id/forum/harbour-2031>
    """
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    prefix, colon, local = bare.partition(":")
    try:
        if _FULL_IRI.match(bare):
            return NamedNode(bare)
        return NamedNode(prefixes[prefix] + local) if colon and prefix in prefixes else None
    except ValueError as error:
        raise GdecError(f"{text!a} is no IRI: {error}") from None


def find_thing(store: Store, text: str) -> NamedNode:
    """Find the one thing that a text names: an IRI, a prefixed name, or a label; upper and lower case alike.

    Raises:
        GdecError: nothing is called so, or several things are; the message lists them, or names the nearest label.
    """
    if named := iri_of(text, store.prefixes):
        return named
    wanted = literal(text.lower())
    found = rows(
        store,
        f"SELECT DISTINCT ?thing ?label WHERE {{ VALUES ?p {{ {LABELS} }} ?thing ?p ?label . "
        f"FILTER (LCASE(STR(?label)) = {wanted}) }}",
    )
    exact = [thing for thing, label in found if isinstance(label, Literal) and label.value == text]
    things = sorted({thing.value for thing in exact or (row[0] for row in found) if isinstance(thing, NamedNode)})
    if len(things) == 1:
        return NamedNode(things[0])
    if things:
        shown = ", ".join(shorten(thing, store.prefixes) for thing in things)
        raise GdecError(f'"{text}" is the label of {len(things)} things; name one of them: {shown}')
    known = rows(store, f"SELECT DISTINCT ?label WHERE {{ VALUES ?p {{ {LABELS} }} ?thing ?p ?label }}")
    labels = [label.value for (label,) in known if isinstance(label, Literal)]
    keyed = f"; did you mean {' or '.join(called)}?" if (called := called_so(store, text)) else ""
    raise GdecError(f'nothing is called "{text}"{keyed or nearest(text, labels)}')


def refuse_stranger(store: Store, thing: NamedNode) -> None:
    """Refuse an IRI that stands nowhere in a store.

    Raises:
        GdecError: it stands nowhere; the message names the nearest of the things whose IRIs begin alike, or the first.
    """
    if store.query(f"ASK {{ {{ {thing} ?p ?o }} UNION {{ ?s ?p {thing} }} }}"):
        return
    start = literal(re.split(r"[^/#]*$", thing.value)[0])
    found = rows(store, f"SELECT DISTINCT ?s WHERE {{ ?s {terms.LABEL} ?label FILTER (STRSTARTS(STR(?s), {start})) }}")
    known = sorted(shorten(each.value, store.prefixes) for (each,) in found if isinstance(each, NamedNode))
    name = shorten(thing.value, store.prefixes)
    near = [each for each in known if nearest(_local(name), [_local(each)])]
    raise GdecError(f'nothing is called "{name}"{nearest(name, near) or _first(known)}')


def _local(name: str) -> str:
    return re.split(r"[:/#]", name)[-1]


def _first(names: Sequence[str]) -> str:
    """Name the first of some things, and how many more there are."""
    more = f" and {len(names) - FIRST:,} more" if len(names) > FIRST else ""
    return f"; there are {', '.join(names[:FIRST])}{more}" if names else ""


def called_so(store: Store, key: str) -> list[str]:
    """Give the things whose IRIs end with a key, as prefixed names."""
    if not key or re.search(r"[\s/#]", key):
        return []
    ends = f"FILTER (STRENDS(STR(?s), {literal('/' + key)}))"
    found = rows(store, f"SELECT DISTINCT ?s WHERE {{ ?s {terms.LABEL} ?label {ends} }}")
    return sorted(shorten(each.value, store.prefixes) for (each,) in found if isinstance(each, NamedNode))


def strangers(store: Store, names: Iterable[str]) -> list[str]:
    """Tell of those of some IRIs and prefixed names that stand nowhere in a store, as `refuse_stranger` would."""
    found = []
    for thing in filter(None, (iri_of(name, store.prefixes) for name in names)):
        try:
            refuse_stranger(store, thing)
        except GdecError as error:
            found.append(str(error))
    return found


def find_predicate(text: str, known: Iterable[NamedNode], prefixes: Mapping[str, str]) -> NamedNode:
    """Find the one property that a text names: an IRI, a prefixed name, or its local name, also in separate words.

    Raises:
        GdecError: none of the known properties is called so, or several are.
    """
    if named := iri_of(text, prefixes):
        return named
    by_name: dict[str, set[str]] = {}
    for predicate in known:
        by_name.setdefault(_plain(re.split(r"[/#]", predicate.value)[-1]), set()).add(predicate.value)
    found = sorted(by_name.get(_plain(text), ()))
    if len(found) == 1:
        return NamedNode(found[0])
    if found:
        shown = ", ".join(shorten(each, prefixes) for each in found)
        raise GdecError(f'"{text}" is the name of {len(found)} properties; name one of them: {shown}')
    shown = ", ".join(sorted(shorten(value, prefixes) for values in by_name.values() for value in values))
    hint = nearest(_plain(text), by_name)
    raise GdecError(f'no property here is called "{text}"{hint}' + (f"; there are {shown}" if shown else ""))


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()
