"""Ask a store a query: fill in the parameters, refuse what may not be asked, and tell mistakes at their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from gdec.errors import InputError, nearest
from gdec.query import tokens
from gdec.query.parameters import bind
from gdec.query.saved import SavedQuery
from gdec.store import Store
from gdec.store.answer import Answer, Solutions

_PLACE = re.compile(r"error at (\d+):(\d+): ")
# Among the signs that Oxigraph expected there may be a sentence, and only that one helps.
_SENTENCE = re.compile(r"(?:The|IRI|[A-Z][a-z]+) [A-Za-z][^,\[\]]{8,}")


def ask(store: Store, query: SavedQuery, values: Mapping[str, str]) -> Answer:
    """Ask a store a query.

    Args:
        store: where it is asked.
        query: what is asked.
        values: values of the query's parameters, as a user writes them.

    Raises:
        InputError: the query is no SPARQL, or is refused.
        GdecError: a parameter that the query does not have, a value that is not of its type, or a query that the
            store cannot work out.
        RemoteError: the endpoint failed.
    """
    text = bind(query, values, store.prefixes, partial(_called_so, store))
    has_from = not query.is_shipped and _guarded(text, query.source, store)
    try:
        answer = store.query(text, union=not has_from)
    except SyntaxError as error:
        raise _located(error, query.source, text, store.prefixes) from None
    if query.judge and isinstance(answer, Solutions):
        from gdec.query.judging import judged

        return judged(answer, query.judge)
    return answer


def _called_so(store: Store, key: str) -> list[str]:
    from gdec.following.names import called_so

    return called_so(store, key)


def _guarded(text: str, source: str, store: Store) -> bool:
    from gdec.query import guard

    return guard.check(text, source, store.has_graph)


def _located(error: SyntaxError, source: str, text: str, known: Mapping[str, str]) -> InputError:
    declared = tokens.prefixes(text)
    for token in tokens.tokens(text):
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in declared:
            line = text.count("\n", 0, token.start) + 1
            return InputError(source, f'the prefix "{prefix}:" is not declared{_remedy(prefix, declared, known)}', line)
    from gdec.query.unfinished import slip

    if found := slip(text):
        return InputError(source, f"is no SPARQL query: {found.message}", found.line)
    place, sentence = _PLACE.match(str(error)), _SENTENCE.search(str(error))
    why = f": {sentence[0]}" if sentence else ""
    if place is None:
        return InputError(source, f"is no SPARQL query{why}")
    number, column = int(place[1]), int(place[2])
    shown = text.split("\n")[number - 1].strip()[:80]
    return InputError(source, f'is no SPARQL query, near column {column} of "{shown}"{why}', number)


def _remedy(prefix: str, declared: Mapping[str, str], known: Mapping[str, str]) -> str:
    return f"; add PREFIX {prefix}: <{known[prefix]}>" if prefix in known else nearest(prefix, declared)
