"""Functions that SPARQL calls back for what Oxigraph cannot say."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from pyoxigraph import Literal, NamedNode, Triple

from gdec.shacl.data import written
from gdec.shacl.vocabulary import PREFIX_OF_FUNCTIONS, TRUE, Term

_FALSE = Literal(value=False)


class Functions:
    """The functions of one run, named by number."""

    def __init__(self) -> None:
        self.table: dict[NamedNode, Callable[..., Term | Triple | None]] = {}
        self._names: dict[object, str] = {}
        self._numbers = count()
        self._failure: Exception | None = None

    def test(self, key: object, holds: Callable[[Term], bool]) -> str:
        """Register a test of a term; give its name in SPARQL. Tests with equal keys are one."""
        return self._add(key, lambda term: TRUE if holds(written(term)) else _FALSE)

    def value(self, key: object, give: Callable[..., Term | None]) -> str:
        """Register a function that gives a term, or None for an error; give its name in SPARQL."""
        return self._add(key, give)

    def _add(self, key: object, function: Callable[..., Term | None]) -> str:
        name = self._names.get(key)
        if name is None:
            iri = NamedNode(f"{PREFIX_OF_FUNCTIONS}f{next(self._numbers)}")
            name = self._names[key] = str(iri)
            self.table[iri] = self._watched(function)
        return name

    def _watched(self, function: Callable[..., Term | None]) -> Callable[..., Term | None]:
        def call(*terms: Term) -> Term | None:
            try:
                return function(*terms)
            except Exception as error:  # SPARQL would take it as an error of the row, and leave the row out
                self._failure = self._failure or error
                raise

        return call

    def hold(self) -> None:
        """Raise what a function raised while a query ran.

        Raises:
            Exception: that.
        """
        if self._failure:
            raise self._failure
