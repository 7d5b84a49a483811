"""Hold articles that conform each by itself to the shapes together: what they break, and which of them breaks it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad, Store

from gdec.disagreement.find import SINGLE_VALUED
from gdec.shacl import report as shacl
from gdec.shacl.data import Data
from gdec.shacl.vocabulary import Term, sh
from gdec.validate import Report, shipped
from gdec.validate.against import class_quads
from gdec.validate.compiled_engine import validator_of
from gdec.validate.results import in_our_words

_single_valued = frozenset(NamedNode(term[1:-1]) for term in SINGLE_VALUED)


class Together:
    """The articles of a store, seen as one graph.

    A result does not count against an article where it comes of a disagreement: where the failing shape looks at a
    property that has one value, and articles give several. Nothing is deleted for that; `gdec conflicts` tells of it.

    Args:
        store: the database after the articles were built.
        before: the database before, or None where there was none.

    Attributes:
        contested: how many results come of disagreements.
    """

    def __init__(self, store: Store, before: Store | None) -> None:
        self._store, self._before = store, before
        self._validator = validator_of(shipped())
        self._beside = tuple(class_quads())
        self.contested = 0

    def broken(self, graphs: Sequence[str], things: Iterable[str]) -> tuple[str, Report] | None:
        """Find what new articles break of things that others speak of too.

        Args:
            graphs: the names of their graphs, in the order in which they came.
            things: the IRIs of these things.

        Returns:
            The last graph that breaks something, with the report of what; None where nothing is broken.
        """
        places = {NamedNode(name): place for place, name in enumerate(graphs)}
        found = self._results(self._store, [NamedNode(thing) for thing in sorted(things)])
        left = [one for one in found if not self._is_disputed(one)]
        self.contested = len(found) - len(left)
        if left and self._before:
            old = {_key(one) for one in self._results(self._before, [one.focus for one in left])}
            left = [one for one in left if _key(one) not in old]
        blamed = {place: one for one in left if (place := self._blamed(one, places)) >= 0}
        if not blamed:
            return None
        last = max(blamed)
        mine = tuple(one for one in left if self._blamed(one, places) == last)
        return graphs[last], in_our_words(shacl.Report(mine, len(mine)), self._data(self._store))

    def _data(self, store: Store) -> Data:
        return Data(store, store, is_union=True, beside=self._beside)

    def _results(self, store: Store, things: Sequence[Term]) -> list[shacl.Result]:
        among = {shape.node: things for shape in self._validator.shapes.roots}
        report = self._validator.run(self._data(store), among=among)
        return [one for one in report.results if one.severity not in (sh("Warning"), sh("Info"))]

    def _is_disputed(self, result: shacl.Result) -> bool:
        """Whether articles give several values of a property that has one, and the failing shape looks at it."""
        return any(
            len({quad.object for quad in self._quads(result.focus, one) if quad.subject == result.focus}) > 1
            for one in _single_valued & self._validator.looks_at(result.shape)
        )

    def _blamed(self, result: shacl.Result, places: dict[NamedNode, int]) -> int:
        """Give the place of the last of the graphs that say what the shape looks at; -1 where none of them does."""
        looks_at = self._validator.looks_at(result.shape)
        said = chain.from_iterable(self._quads(result.focus, one) for one in looks_at)
        found = [places.get(quad.graph_name, -1) for quad in said if isinstance(quad.graph_name, NamedNode)]
        return max(found, default=-1)

    def _quads(self, thing: Term, predicate: NamedNode) -> list[Quad]:
        if isinstance(thing, Literal):
            return []
        from_it = self._store.quads_for_pattern(thing, predicate, None, None)
        return [*from_it, *self._store.quads_for_pattern(None, predicate, thing, None)]


def _key(result: shacl.Result) -> tuple[object, ...]:
    return result.focus, result.path, result.value, result.shape, result.component
