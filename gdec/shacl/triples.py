"""The triples of a store, to be walked in one by one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple, TypeAlias, cast

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from gdec.shacl.vocabulary import PREFIX_OF_FUNCTIONS, Node, Term

Fact: TypeAlias = tuple[Node, NamedNode, Term]
"""A triple: subject, predicate, object."""
Asked: TypeAlias = tuple[Term | None, Term | None, Term | None]
"""What is asked of triples: subject, predicate and object, None for any."""


class _Beginning(NamedTuple):
    """The first triples of those that are asked for, and whether there may be more."""

    found: Sequence[Fact]
    goes_on: bool


_SIZES = (2, 6, 16)
"""How many triples are read at first, and then where that is not enough to tell; the last are many."""
_NOTHING = _Beginning((), goes_on=True)


class _Few:
    """A few triples, found by their ends."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._by: tuple[dict[Term, list[Fact]], ...] = ({}, {}, {})
        self._facts = facts
        for fact in facts:
            for found, end in zip(self._by, fact, strict=True):
                found.setdefault(end, []).append(fact)

    def has(self, subject: Term) -> bool:
        """Tell whether there is a triple with a subject."""
        return subject in self._by[0]

    def facts(self, *asked: Term | None) -> Iterator[Fact]:
        """Give the triples with a subject, a predicate and an object, as far as they are named."""
        some = [found.get(end, ()) for found, end in zip(self._by, asked, strict=True) if end is not None]
        for fact in min(some, key=len, default=self._facts):
            if all(end in (None, own) for end, own in zip(asked, fact, strict=True)):
                yield fact


class Triples:
    """The triples of a store, its graphs taken as one, to be walked in while nobody changes them.

    Args:
        store: the store.
        beside: triples that are seen too.
        without: triples that are not seen.
        asked: gives the store that queries are asked of, where these are to see the same; by default it is the store.
    """

    def __init__(
        self,
        store: Store,
        beside: Sequence[Fact] = (),
        without: Collection[Fact] = (),
        asked: Callable[[], Store] | None = None,
    ) -> None:
        self.store, self._asked = store, asked or (lambda: store)
        self._without = frozenset(without)
        self._beside = _Few(beside)
        self._stored: dict[Term, bool] = {}
        self._begun: dict[Asked, _Beginning] = {}
        self._counts: dict[tuple[str, tuple[tuple[str, Term], ...]], int] = {}
        self._all: dict[tuple[Term, NamedNode], dict[Fact, None]] = {}

    def facts(self, subject: Term | None, predicate: Term | None, value: Term | None) -> Iterator[Fact]:
        """Give the triples with a subject, a predicate and an object, as far as they are named."""
        if isinstance(subject, Literal | Triple) or not isinstance(predicate, NamedNode | None):
            return
        if subject is None or self._is_stored(subject):
            for quad in self.store.quads_for_pattern(subject, predicate, value, None):
                fact = cast(Fact, (quad.subject, quad.predicate, quad.object))
                if fact not in self._without:
                    yield fact
        yield from self._beside.facts(subject, predicate, value)

    def _is_stored(self, subject: Node) -> bool:
        """Tell whether a subject is in the store; of those beside it, most are in no store, and looked for often."""
        if not self._beside.has(subject):
            return True
        if subject not in self._stored:
            found = self.store.quads_for_pattern(subject, None, None, None)
            self._stored[subject] = next(found, None) is not None
        return self._stored[subject]

    def has(self, subject: Term | None, predicate: Term | None, value: Term | None) -> bool:
        """Tell whether there is one of them."""
        return next(self.facts(subject, predicate, value), None) is not None

    def fewest(self, asked: Sequence[Asked]) -> tuple[int, Sequence[Fact]] | None:
        """Give the number of what has the fewest triples, and these; None where all have many.

        As few as can be are read, and kept in mind: to read a triple of a large store is dear.
        """
        while True:
            begun = [self._begun.get(one, _NOTHING) for one in asked]
            number = min(range(len(begun)), key=lambda n: (len(begun[n].found), begun[n].goes_on))
            shortest = begun[number]
            if not shortest.goes_on:
                return number, shortest.found
            size = next((size for size in _SIZES if size > len(shortest.found)), None)
            if size is None:
                return None
            found = list(islice(self.facts(*asked[number]), size))
            self._begun[asked[number]] = _Beginning(found, len(found) == size)

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
        return self._asked().query(text, use_default_graph_as_union=True, custom_functions=functions)

    def all_of(self, subject: Term, predicate: NamedNode) -> Collection[Fact]:
        """Give the triples with a subject and a predicate, and keep them in mind."""
        key = (subject, predicate)
        if key not in self._all:
            self._all[key] = dict.fromkeys(self.facts(*key, None))
        return self._all[key]

    def learn(self, subjects: Iterable[Term], predicate: NamedNode) -> None:
        """Keep the triples of some subjects in mind; asked for at once, each is read once and not for each graph."""
        asked = [each for each in subjects if isinstance(each, NamedNode) and (each, predicate) not in self._all]
        stored = " ".join(str(each) for each in asked if self._is_stored(each))
        rows = self.store.query(
            f"SELECT DISTINCT ?s ?o {{ VALUES ?s {{ {stored} }} ?s {predicate} ?o }}", use_default_graph_as_union=True
        )
        assert isinstance(rows, QuerySolutions)  # noqa: S101
        for each in asked:
            self._all[each, predicate] = dict.fromkeys(self._beside.facts(each, predicate, None))
        for row in rows:
            fact = (row["s"], predicate, row["o"])
            if fact not in self._without:
                self._all[row["s"], predicate][fact] = None


def _same(term: Term) -> Term:
    return term
