"""The nodes that a query sees otherwise when a triple comes or goes: its patterns solved backwards from that triple."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct
from pyoxigraph import NamedNode

from gdec.shacl.groups import CONSTANT, End, Pattern
from gdec.shacl.triples import Fact, Triples
from gdec.shacl.vocabulary import Term

Binding: TypeAlias = dict[str, Term]


class Delta(Struct, frozen=True):
    """A pattern of a query with those that must match beside it for the query to see what it matches.

    Attributes:
        pattern: the pattern; its path is a predicate or a variable.
        beside: patterns of the same sort, which hang together with it and with the target.
        target: the variable of the nodes that are asked for.
        coming: whether it matters to the query that a triple comes.
        going: whether it matters to the query that a triple goes.
    """

    pattern: Pattern
    beside: tuple[Pattern, ...]
    target: str
    coming: bool
    going: bool

    def nodes(self, fact: Fact, graph: Triples) -> set[Term]:
        """Find the nodes for which the query sees a triple of a graph by way of this pattern."""
        binding = _matched(self.pattern, fact, {})
        if binding is None:
            return set()
        return {binding[self.target]} if self.target in binding else set(self._solve(self.beside, binding, graph))

    def _solve(self, patterns: tuple[Pattern, ...], binding: Binding, graph: Triples) -> Iterator[Term]:
        if self.target not in binding:
            for rest, fresh in _step(patterns, binding, graph):
                yield from self._solve(rest, fresh, graph)
        elif has_solution(patterns, binding, graph):
            yield binding[self.target]


def delta(pattern: Pattern, context: Iterable[Pattern], targets: Iterable[str]) -> Delta | None:
    """Find how to solve a query from one of its patterns; None where no target hangs together with it."""
    beside: list[Pattern] = []
    waiting = [one for one in context if one != pattern and is_plain(one)]
    known = set(variables(pattern))
    while found := next((one for one in waiting if known & variables(one)), None):
        waiting.remove(found)
        beside.append(found)
        known |= variables(found)
    target = next((name for name in targets if name in known), None)
    return Delta(pattern, tuple(beside), target, coming=True, going=True) if target and is_plain(pattern) else None


def is_plain(pattern: Pattern) -> bool:
    """Whether a pattern stands for single triples."""
    return isinstance(pattern.path, NamedNode | str)


def variables(pattern: Pattern) -> set[str]:
    """Give the names of a pattern's variables."""
    return {end for end in (pattern.subject, pattern.path, pattern.object) if isinstance(end, str) and end}


def has_solution(
    patterns: tuple[Pattern, ...],
    binding: Binding,
    graph: Triples,
    allowed: Mapping[str, Collection[Term]] = MappingProxyType({}),
) -> bool:
    """Whether patterns that hang together with some variables match for the values of these.

    Args:
        patterns: the patterns.
        binding: the variables and their values.
        graph: where they are to match.
        allowed: the terms that some of the variables may be.
    """
    if any(binding[name] not in terms for name, terms in allowed.items() if name in binding):
        return False
    steps = _step(patterns, binding, graph) if patterns else ()
    return not patterns or any(has_solution(rest, fresh, graph, allowed) for rest, fresh in steps)


def _step(
    patterns: tuple[Pattern, ...], binding: Binding, graph: Triples
) -> Iterator[tuple[tuple[Pattern, ...], Binding]]:
    """Match a pattern of which all is known, else the one that has the fewest matches.

    Returns:
        For each match what is left to be matched, and the values.
    """
    if whole := next((one for one in patterns if variables(one) <= binding.keys()), None):
        if graph.has(*ends(whole, binding)):
            yield tuple(one for one in patterns if one is not whole), binding
        return
    near = [one for one in patterns if variables(one) & binding.keys()]
    if not near:
        raise ValueError("the patterns do not hang together")
    number, facts = graph.fewest([ends(one, binding) for one in near]) or (0, graph.facts(*ends(near[0], binding)))
    rest = tuple(one for one in patterns if one is not near[number])
    for fact in facts:
        fresh = _matched(near[number], fact, binding)
        if fresh is not None:
            yield rest, fresh


def ends(pattern: Pattern, binding: Binding) -> tuple[Term | None, Term | None, Term | None]:
    """Give what a pattern asks for: its terms and the values of its variables, as far as they are known."""
    return _value(pattern.subject, binding), _value(pattern.path, binding), _value(pattern.object, binding)


def _value(end: object, binding: Binding) -> Term | None:
    return end if isinstance(end, NamedNode) else binding.get(str(end))


def _matched(pattern: Pattern, fact: Fact, binding: Binding) -> Binding | None:
    """Give a binding extended by what a pattern matches in a triple; None where it does not match."""
    found = dict(binding)
    ends: tuple[End | object, ...] = (pattern.subject, pattern.path, pattern.object)
    for end, term in zip(ends, fact, strict=True):
        if isinstance(end, NamedNode):
            if end != term:
                return None
        elif isinstance(end, str) and end != CONSTANT and found.setdefault(end, term) != term:
            return None
    return found
