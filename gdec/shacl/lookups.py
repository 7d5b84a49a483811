"""NOT EXISTS in a shape's query, answered from the index that has the fewest matches at hand.

Where a query is run for a few nodes of a large store, the order in which a pattern is looked up decides: of a place
that thousands of statements speak of, one statement is wanted; of a class, one instance.
"""

from __future__ import annotations

from itertools import chain

from pyoxigraph import Literal

from gdec.shacl.deltas import ends, has_solution, is_plain, variables
from gdec.shacl.functions import Functions
from gdec.shacl.grammar import Unclear, parse, words
from gdec.shacl.groups import CONSTANT, Group, Pattern
from gdec.shacl.queries import Query, Token
from gdec.shacl.triples import Triples
from gdec.shacl.vocabulary import Term

_MANY = 512
"""How many matches of a pattern are counted at most."""


def with_lookups(query: Query, given: frozenset[str], functions: Functions, graph: Triples) -> str:
    """Write a query with calls of functions for those of its NOT EXISTS that are plain patterns.

    Args:
        query: a SELECT.
        given: the variables that are bound before it runs.
        functions: takes up the functions.
        graph: where they look.
    """
    try:
        group = parse(query)
    except Unclear:
        return query.text()
    tokens = words(query)
    texts = [token.space + token.text for token in tokens]
    _follow_open_patterns(tokens, texts, group.span)
    bound = given | _names(tuple(one for one in group.items if isinstance(one, Pattern)))
    calls: list[tuple[int, str]] = []
    for absent in group.absent:
        patterns = _plain(absent)
        shared = sorted(bound & _names(patterns))
        if shared and len(_in_order(patterns, patterns[0], set(shared))) == len(patterns):
            name = functions.value(object(), _Lookup(patterns, shared, absent, graph).absent)
            calls.append((len(patterns), f"{name}({', '.join(f'?{one}' for one in shared)})"))
            start, end = absent.span
            texts[start - 2 : end] = [" (true)", *[""] * (end - start + 1)]
    if calls:
        # A triple is seen once for each of its graphs, and a call takes longer than to leave out what was seen: as a
        # BIND it is called after that, while Oxigraph moves a FILTER to where there is most.
        start, end = group.span
        texts[start] = " { { SELECT DISTINCT * {"
        test = " && ".join(call for _, call in sorted(calls))  # the simplest first
        texts[end - 1] = f" }} }} BIND ({test} AS ?_absent) FILTER (?_absent) }}"
    return "".join(texts)


def _follow_open_patterns(tokens: list[Token], texts: list[str], span: tuple[int, int]) -> None:
    """Have a pattern of three variables matched for each match of those before it.

    Oxigraph takes it for the patterns that are known best, and looks for all triples of a thing in place of the one.
    """
    depth = 0
    for i in range(span[0] + 1, span[1] - 4):
        depth += {"{": 1, "}": -1}.get(tokens[i].text, 0)
        before, *three, after = tokens[i : i + 5]
        if not depth and before.text == after.text == "." and all(token.variable for token in three):
            texts[i + 1] = f" LATERAL {{{texts[i + 1]}"
            texts[i + 3] += " }"


def _plain(group: Group) -> tuple[Pattern, ...]:
    """Give the patterns of a group that is nothing more; none where it is."""
    found = tuple(one for one in group.items if isinstance(one, Pattern))
    is_more = len(found) < len(group.items) or group.absent or group.exists or group.is_filtered
    is_open = group.allowed.keys() - _names(found)  # a filter of a variable that only stands around it
    named = chain.from_iterable((one.subject, one.object) for one in found)
    return () if is_more or is_open or CONSTANT in named or not all(map(is_plain, found)) else found


def _in_order(patterns: tuple[Pattern, ...], first: Pattern, known: set[str]) -> tuple[Pattern, ...]:
    """Give patterns so that each hangs together with what is known or comes before it; fewer where they do not."""
    found, left = [first], [one for one in patterns if one is not first]
    while one := next((each for each in left if variables(each) & known.union(*map(variables, found))), None):
        left.remove(one)
        found.append(one)
    return tuple(found)


class _Lookup:
    """Tells whether patterns match for given values of variables that they share with what stands around them."""

    def __init__(self, patterns: tuple[Pattern, ...], shared: list[str], group: Group, graph: Triples) -> None:
        self._graph, self._allowed = graph, group.allowed
        self._names = {name: f"?v{number}" for number, name in enumerate(sorted(_names(patterns)))}
        self._shared = shared
        self._patterns = {one: self._text(one) for one in patterns}
        self._known: dict[tuple[Term, ...], Literal] = {}

    def absent(self, *terms: Term) -> Literal:
        """Say that nothing matches."""
        if terms not in self._known:
            self._known[terms] = Literal(value=not self._is_there(dict(zip(self._shared, terms, strict=True))))
        return self._known[terms]

    def _is_there(self, values: dict[str, Term]) -> bool:
        """Walk in the triples where a pattern has few; a query takes longer to read than those."""
        known = values.keys()
        near = [ends(one, values) for one in self._patterns if variables(one) & known and variables(one) - known]
        if not near or self._graph.fewest(near):
            return has_solution(tuple(self._patterns), values, self._graph, self._allowed)
        return self._graph.ask(self._query(self._smallest(values)), self._bound(values))

    def _smallest(self, values: dict[str, Term]) -> Pattern:
        """Give the pattern with the fewest matches."""
        counts = {}
        for one, text in self._patterns.items():
            if known := {name: values[name] for name in values if name in variables(one)}:
                counts[one] = self._graph.count(text, self._bound(known), _MANY)
        return min(counts, key=lambda one: counts[one])

    def _bound(self, values: dict[str, Term]) -> dict[str, Term]:
        return {self._names[name]: term for name, term in values.items()}

    def _query(self, first: Pattern) -> str:
        """Ask for the patterns one after the other: left to itself, Oxigraph may begin with any of them."""
        steps = [self._patterns[one] for one in _in_order(tuple(self._patterns), first, set(self._shared))]
        tests = [
            f"FILTER ({self._names[name]} IN ({', '.join(map(str, terms))}))"
            for name, terms in self._allowed.items()
            if name in self._names
        ]
        return f"{' LATERAL { '.join(steps)} {' '.join(tests)} {'}' * (len(steps) - 1)}"

    def _text(self, pattern: Pattern) -> str:
        ends = (pattern.subject, pattern.path, pattern.object)
        return " ".join(self._names[end] if isinstance(end, str) else str(end) for end in ends)


def _names(patterns: tuple[Pattern, ...]) -> set[str]:
    return set(chain.from_iterable(map(variables, patterns)))
