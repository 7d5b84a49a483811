"""Shapes as checks: queries whose rows are what fails, and how to read a row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from msgspec import Struct
from pyoxigraph import BlankNode, NamedNode

from gdec.shacl import model
from gdec.shacl.expressions import NOTHING, Expressions, is_of_values
from gdec.shacl.queries import Query
from gdec.shacl.vocabulary import PREFIX_OF_FUNCTIONS, RDF_TYPE, Node, Term

FOCUS = NamedNode(f"{PREFIX_OF_FUNCTIONS}focus")
"""The function that gives the one node to be checked."""


class Outcome(Struct, frozen=True):
    """What a row says of one constraint.

    Attributes:
        flag: the variable that is true where the constraint fails; "" where every row fails it.
        value: the variable of the value, or "".
        path: the variable of the path, or "" for the path of the shape.
    """

    constraint: model.Constraint
    flag: str = ""
    value: str = ""
    path: str = ""


class Check(Struct, frozen=True):
    """A query, and what its rows say.

    Attributes:
        query: SPARQL.
        shape: whose constraints it checks.
        focus: the variable of the focus node.
        outcomes: what a row may say.
    """

    query: str
    shape: model.Shape
    focus: str
    outcomes: tuple[Outcome, ...]

    @property
    def sparql(self) -> model.Sparql | None:
        """The constraint, where it is written in SPARQL by the shape itself."""
        constraint = self.outcomes[0].constraint
        return constraint if isinstance(constraint, model.Sparql) else None


class _Place(Struct, frozen=True):
    """Where in the data a shape is held to: the pattern that leads there, its variables, and where it starts."""

    pattern: str
    chain: tuple[str, ...]
    start: str = ""

    @property
    def node(self) -> str:
        return self.chain[-1]

    def then(self, pattern: str, variable: str) -> _Place:
        return _Place(f"{self.pattern} {pattern}", (*self.chain, variable), self.start)

    def select(self, columns: tuple[str, ...], more: str) -> str:
        """Write the query that finds more from here on; where the start is given, it goes node by node."""
        pattern = f"{self.pattern} {more}"
        if self.start:
            pattern = f"{self.start} LATERAL {{ {pattern} }}"
        return f"SELECT DISTINCT {' '.join(dict.fromkeys((*self.chain, *columns)))} WHERE {{ {pattern} }}"


class Checks:
    """Compiles shapes to checks.

    Args:
        shapes: the shapes.
        expressions: compiles their constraints.
        select: writes a SELECT that a shape brings along.
    """

    def __init__(
        self, shapes: model.Shapes, expressions: Expressions, select: Callable[[Query], str] = Query.text
    ) -> None:
        self._shapes, self._make, self._select = shapes, expressions, select
        self.walk = expressions.walk

    def all(self) -> Iterator[Check]:
        """Give the checks of every shape that has targets."""
        for shape in self._shapes.roots:
            focus = self._make.new()
            if pattern := self.targets(shape, focus):
                yield from self._shape(shape, _Place(pattern, (focus,)))

    def among(self, shape: model.Shape, nodes: Collection[Term]) -> Iterator[Check]:
        """Give the checks of a shape for some focus nodes only."""
        focus = self._make.new()
        yield from self._shape(shape, _Place("", (focus,), self._make.values.each(focus, nodes)))

    def at_focus(self, node: Node) -> Iterator[Check]:
        """Give the checks of a shape, whatever its targets, for the node that the function `FOCUS` gives."""
        focus = self._make.new()
        yield from self._shape(self._shapes.by_node[node], _Place(f"BIND ({FOCUS}() AS {focus})", (focus,)))

    def targets(self, shape: model.Shape, focus: str) -> str:
        """Write the pattern of a shape's focus nodes; "" where there are none."""
        found = [*self._of_classes(shape, focus), *self._of_nodes(shape, focus)]
        found += [
            f"{focus} {one} {self._make.new()} ." for one in shape.targets.subjects_of if self._make.known.is_used(one)
        ]
        found += [
            f"{self._make.new()} {one} {focus} ." for one in shape.targets.objects_of if self._make.known.is_used(one)
        ]
        if len(found) < 2:
            return "".join(found)
        union = " UNION ".join(f"{{ {pattern} }}" for pattern in found)
        return f"{{ SELECT DISTINCT {focus} {{ {union} }} }}"

    def _of_classes(self, shape: model.Shape, focus: str) -> Iterator[str]:
        found = [one for cls in shape.targets.classes for one in self._make.known.subclasses(cls)]
        for cls in dict.fromkeys(found):
            if isinstance(cls, BlankNode):
                own = self._make.new()
                yield f"{focus} {RDF_TYPE} {own} . FILTER ({self._make.same(own, cls)})"
            else:
                yield f"{focus} {RDF_TYPE} {cls} ."

    def _of_nodes(self, shape: model.Shape, focus: str) -> Iterator[str]:
        nodes = dict.fromkeys(shape.targets.nodes)
        if named := [self._make.term(node) for node in nodes if not isinstance(node, BlankNode)]:
            yield f"VALUES {focus} {{ {' '.join(named)} }}"
        yield from (f"BIND ({self._make.term(node)} AS {focus})" for node in nodes if isinstance(node, BlankNode))

    def _shape(self, shape: model.Shape, place: _Place) -> Iterator[Check]:
        if shape.deactivated:
            return
        values = place
        if shape.path is not None:
            value = self._make.new()
            values = place.then(self._make.walk(place.node, shape.path, value), value)
        yield from self._flagged(shape, place, values)
        for constraint in shape.constraints:
            match constraint:
                case model.Property(shape=inner) if NOTHING not in values.pattern:
                    yield from self._shape(self._shapes.by_node[inner], values)
                case model.Closed():
                    yield self._closed(shape, constraint, place, values)
                case model.Sparql():
                    yield self._sparql(shape, constraint, place, values)
                case model.UniqueLang() | model.Pair():
                    yield from self._several(shape, constraint, place, values)

    def _flagged(self, shape: model.Shape, place: _Place, values: _Place) -> Iterator[Check]:
        simple = [one for one in shape.constraints if not _has_rows_of_its_own(one)]
        alone = [one for one in simple if is_of_values(one) or (shape.path is None and not _is_whole(one))]
        fails = [(one, self._make.constraint(shape, one, place.node, values.node)) for one in alone]
        if NOTHING not in values.pattern:
            yield from self._grouped(shape, values, fails, place.node, values.node)
        together = [(one, self._make.whole(shape, one, place.node)) for one in simple if one not in alone]
        yield from self._grouped(shape, place, together, place.node, "")

    def _grouped(
        self, shape: model.Shape, at: _Place, fails: list[tuple[model.Constraint, str]], focus: str, value: str
    ) -> Iterator[Check]:
        fails = [(constraint, text) for constraint, text in fails if text != "false"]
        if not fails:
            return
        test = self._make.any_of(text for _, text in fails)
        if len(fails) == 1:
            only = Outcome(fails[0][0], "", value)
            yield Check(at.select((), f"FILTER ({test})"), shape, focus, (only,))
            return
        flags = [self._make.new() for _ in fails]
        columns = tuple(f"({text} AS {flag})" for flag, (_, text) in zip(flags, fails, strict=True))
        outcomes = tuple(Outcome(one, flag, value) for flag, (one, _) in zip(flags, fails, strict=True))
        yield Check(at.select(columns, f"FILTER ({test})"), shape, focus, outcomes)

    def _closed(self, shape: model.Shape, constraint: model.Closed, place: _Place, values: _Place) -> Check:
        predicate, value = self._make.new(), self._make.new()
        pattern = f"{values.node} {predicate} {value} . {self._make.not_in(predicate, constraint.allowed)}"
        outcome = Outcome(constraint, "", value, predicate)
        return Check(values.select((predicate, value), pattern), shape, place.node, (outcome,))

    def _several(
        self, shape: model.Shape, constraint: model.Constraint, place: _Place, values: _Place
    ) -> Iterator[Check]:
        """Check what has a result for each pair of values, each language, or each value that is missing."""
        make, focus = self._make, place.node
        value, other = make.new(), make.new()
        columns: tuple[str, ...] = (value,)
        match constraint:
            case model.UniqueLang():
                patterns = [f"{make.same_language(shape, focus, make.new(), value)} BIND (LANG({value}) AS {other})"]
                columns, value = (other,), ""
            case model.Pair(component="Equals"):
                patterns = [one(shape, constraint, focus, value) for one in (make.beyond_equal, make.short_of_equal)]
            case model.Pair(component="Disjoint", predicate=predicate):
                patterns = [f"{focus} {predicate} {values.node} ."]
                place, columns, value = values, (), values.node
            case model.Pair():
                patterns, columns = [make.not_less(shape, constraint, focus, value, other)], (value, other)
        for pattern in patterns:
            yield Check(place.select(columns, pattern), shape, focus, (Outcome(constraint, "", value),))

    def _sparql(self, shape: model.Shape, constraint: model.Sparql, place: _Place, values: _Place) -> Check:
        query, focus = constraint.query, place.node
        if query.is_ask:
            bound = f"BIND ({focus} AS ?this) BIND ({values.node} AS ?value)"
            text = values.select((), f"{bound} FILTER (!EXISTS {query.text()})")
            return Check(f"{query.prologue} {text}", shape, focus, (Outcome(constraint, "", values.node),))
        columns = tuple(f"?{name}" for name in query.variables)
        text = place.select(("?this", *columns), prebound(focus, self._select(query)))
        value = "?value" if "value" in query.variables else "" if shape.path is not None else focus
        path = "?path" if "path" in query.variables else ""
        return Check(f"{query.prologue} {text}", shape, "?this", (Outcome(constraint, "", value, path),))


def prebound(focus: str, query: str) -> str:
    """Write the pattern that runs a SELECT with $this bound to a node, in all its groups and sub-selects."""
    return f"BIND ({focus} AS ?this) LATERAL {{ {query} }}"


def _has_rows_of_its_own(constraint: model.Constraint) -> bool:
    kinds = model.Property | model.Closed | model.Sparql | model.UniqueLang | model.Pair
    return isinstance(constraint, kinds)


def _is_whole(constraint: model.Constraint) -> bool:
    return isinstance(constraint, model.HasValue)
