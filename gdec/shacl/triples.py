"""The triples of a store, to be walked in one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from gdec.shacl.vocabulary import PREFIX_OF_FUNCTIONS, Node, Term

Fact: TypeAlias = tuple[Node, NamedNode, Term]
"""A triple: subject, predicate, object."""
FEW = 16
"""How many triples `Triples.few` gives at most."""


class Triples:
    """The triples of a store, its graphs taken as one, to be walked in while nobody changes them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._few: dict[tuple[Term | None, Term | None, Term | None], list[Fact]] = {}
        self._counts: dict[tuple[str, tuple[tuple[str, Term], ...]], int] = {}
        self._all: dict[tuple[Term, NamedNode], list[Fact]] = {}

    def facts(self, subject: Term | None, predicate: Term | None, value: Term | None) -> Iterator[Fact]:
        """Give the triples with a subject, a predicate and an object, as far as they are named."""
        if not isinstance(subject, Literal) and isinstance(predicate, NamedNode | None):
            for quad in self._store.quads_for_pattern(subject, predicate, value, None):
                if not isinstance(quad.subject, Triple) and not isinstance(quad.object, Triple):
                    yield quad.subject, quad.predicate, quad.object

    def few(self, subject: Term | None, predicate: Term | None, value: Term | None) -> Sequence[Fact]:
        """Give the first `FEW` of them, and keep them in mind."""
        key = (subject, predicate, value)
        if key not in self._few:
            self._few[key] = list(islice(self.facts(*key), FEW))
        return self._few[key]

    def ask(self, pattern: str, values: Mapping[str, Term]) -> bool:
        """Tell whether a pattern matches, with values for some of its variables."""
        return bool(self._query("ASK {}", pattern, values))

    def count(self, pattern: str, values: Mapping[str, Term], most: int) -> int:
        """Count the matches of a pattern, up to some number, and keep it in mind; no term of them is read."""
        key = (pattern, tuple(values.items()))
        if key not in self._counts:
            rows = self._query(
                f"SELECT (COUNT(*) AS ?n) {{{{ {{{{ SELECT * {{}} LIMIT {most} }}}} }}}}", pattern, values
            )
            assert isinstance(rows, QuerySolutions)  # noqa: S101
            self._counts[key] = int(next(rows)["n"].value)
        return self._counts[key]

    def _query(
        self, query: str, pattern: str, values: Mapping[str, Term]
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        names = {name: NamedNode(f"{PREFIX_OF_FUNCTIONS}{name[1:]}") for name in values}
        functions: dict[NamedNode, Callable[..., Term | Triple | None]]
        functions = {names[name]: partial(_same, term) for name, term in values.items()}
        given = " ".join(f"BIND ({function}() AS {name})" for name, function in names.items())
        text = query.format(f"{{ {given} LATERAL {{ {pattern} }} }}")
        return self._store.query(text, use_default_graph_as_union=True, custom_functions=functions)

    def all_of(self, subject: Term, predicate: NamedNode) -> Sequence[Fact]:
        """Give the triples with a subject and a predicate, and keep them in mind."""
        key = (subject, predicate)
        if key not in self._all:
            self._all[key] = list(dict.fromkeys(self.facts(*key, None)))
        return self._all[key]


def _same(term: Term) -> Term:
    return term
