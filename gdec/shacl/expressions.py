"""Constraints as SPARQL expressions that are true where a node fails; they never end in an error.

A node is a variable that is bound where the expression stands. Oxigraph evaluates EXISTS for the row at hand, so an
expression reaches the value nodes by a pattern of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import BlankNode, Literal, NamedNode

from gdec.shacl import model
from gdec.shacl.graph import ShapesError
from gdec.shacl.paths import Path, Sequence, may_be_empty, to_sparql, within
from gdec.shacl.values import Known, Values
from gdec.shacl.vocabulary import Node, Term

_LONGEST = 2_000_000
NOTHING = "FILTER (false)"
"""The pattern of a path that no triple of the data matches."""


class Expressions:
    """Compiles the constraints of shapes.

    Args:
        shapes: the shapes.
        known: what is known of the data.
        conforms: whether a node conforms to a constraint written in SPARQL.
    """

    def __init__(
        self, shapes: model.Shapes, known: Known, conforms: Callable[[model.Shape, model.Sparql, Term], bool]
    ) -> None:
        self._shapes, self._conforms, self._functions = shapes, conforms, known.functions
        self.known, self.values = known, Values(known)
        self.new, self.term, self.same = self.values.new, self.values.term, self.values.same

    def walk(self, focus: str, path: Path, value: str) -> str:
        """Write the pattern that leads from a focus node to its value nodes."""
        used = within(path, self.known.is_used)
        if used is None:
            return NOTHING
        step = self._steps(focus, used, value)
        if not may_be_empty(used):
            return step
        # A node that no triple holds has itself as value, which Oxigraph overlooks.
        return f"LATERAL {{ {{ {step} }} UNION {{ BIND ({focus} AS {value}) }} }}"

    def _steps(self, focus: str, path: Path, value: str) -> str:
        """Write a path, one step after the other; left to itself, Oxigraph joins the steps from all of the data."""
        if not isinstance(path, Sequence):
            return f"{focus} {to_sparql(path)} {value} ."
        nodes = [focus, *(self.new() for _ in path.steps[1:]), value]
        steps = [f"{a} {to_sparql(step)} {b} ." for a, step, b in zip(nodes, path.steps, nodes[1:], strict=False)]
        return " LATERAL { ".join(steps) + " }" * (len(steps) - 1)

    def shape(self, node: Node, focus: str) -> str:
        """Say that a focus node does not conform to a shape."""
        shape = self._shapes.by_node[node]
        if shape.deactivated:
            return "false"
        if shape.path is None:
            return self.any_of(self.constraint(shape, one, focus, focus) for one in shape.constraints)
        value = self.new()
        alone = [one for one in shape.constraints if is_of_values(one)]
        together = [one for one in shape.constraints if not is_of_values(one)]
        fails = [self.whole(shape, one, focus) for one in together]
        if alone:
            inner = self.any_of(self.constraint(shape, one, focus, value) for one in alone)
            walk = self.walk(focus, shape.path, value)
            fails.append("false" if walk == NOTHING else f"EXISTS {{ {walk} FILTER ({inner}) }}")
        return self.any_of(fails)

    def any_of(self, expressions: Iterable[str]) -> str:
        """Join expressions by or."""
        found = [one for one in expressions if one != "false"]
        text = _first(found, " || ", "true") if found else "false"
        if len(text) > _LONGEST:
            raise ShapesError("the shapes nest so many shapes that they cannot be checked; name fewer shapes in shapes")
        return text

    def constraint(self, shape: model.Shape, constraint: model.Constraint, focus: str, value: str) -> str:
        """Say that a value node fails a constraint that looks at one value node at a time, or, of a node shape, any."""
        match constraint:
            case model.Logic():
                return self._logic(constraint, value)
            case model.Property(shape=inner):
                return self.shape(inner, value)
            case model.Closed(allowed=allowed):
                predicate = self.new()
                return f"EXISTS {{ {value} {predicate} {self.new()} . {self.not_in(predicate, allowed)} }}"
            case model.Pair(component="Disjoint", predicate=predicate):
                return f"EXISTS {{ {focus} {predicate} {value} }}"
            case model.HasValue() | model.Pair() | model.Sparql():
                return self.whole(shape, constraint, focus)
        return self.values.fails(constraint, value)

    def not_in(self, predicate: str, allowed: tuple[NamedNode, ...]) -> str:
        """Write the filter that leaves the predicates that a closed shape does not allow."""
        return f"FILTER ({predicate} NOT IN ({', '.join(map(str, allowed))}))"

    def _fails(self, shape: model.Shape, constraint: model.Sparql, term: Term) -> Literal:
        return Literal(value=not self._conforms(shape, constraint, term))

    def _logic(self, constraint: model.Logic, value: str) -> str:
        fails = [self.shape(node, value) for node in constraint.shapes]
        match constraint.component:
            case "Not":
                return f"(!{fails[0]})"
            case "Or":
                return _first(fails, " && ", "false") if fails else "true"
            case "Xone":
                return f"(({' + '.join(f'IF({one}, 0, 1)' for one in fails) or '0'}) != 1)"
        return self.any_of(fails)

    def whole(self, shape: model.Shape, constraint: model.Constraint, focus: str) -> str:  # noqa: PLR0911
        """Say that the value nodes of a focus node, taken together, fail a constraint."""
        match constraint:
            case model.Sparql():
                name = self._functions.value(
                    (shape.node, constraint), lambda term: self._fails(shape, constraint, term)
                )
                return f"{name}({focus})"
            case model.Count(component="MinCount", limit=limit):
                return f"(!{self._at_least(shape, focus, limit)})" if limit else "false"
            case model.Count(limit=limit):
                return self._at_least(shape, focus, limit + 1)
            case model.Qualified(component=component, limit=limit):
                if component == "QualifiedMinCount":
                    return f"(!{self._at_least(shape, focus, limit, constraint)})" if limit else "false"
                return self._at_least(shape, focus, limit + 1, constraint)
            case model.HasValue(value=term):
                return self._lacks(shape, focus, term)
            case model.UniqueLang():
                return f"EXISTS {{ {self.same_language(shape, focus, self.new(), self.new())} }}"
            case model.Pair(component="Equals"):
                value = self.new()
                missing = f"EXISTS {{ {self.beyond_equal(shape, constraint, focus, value)} }}"
                return f"({missing} || EXISTS {{ {self.short_of_equal(shape, constraint, focus, self.new())} }})"
            case model.Pair():
                return f"EXISTS {{ {self.not_less(shape, constraint, focus, self.new(), self.new())} }}"
        raise TypeError(constraint)

    def _at_least(self, shape: model.Shape, focus: str, limit: int, only: model.Qualified | None = None) -> str:
        value = self.new()
        walk = self._to_values(shape, focus, value)
        if walk == NOTHING:
            return "false"
        if only:
            walk = f"{walk} FILTER ({self._qualifies(only, value)})"
        if limit == 1:
            return f"EXISTS {{ {walk} }}"
        if limit == 2 and not only:
            other = self.new()
            return f"EXISTS {{ {walk} {self._to_values(shape, focus, other)} FILTER (!sameTerm({value}, {other})) }}"
        having = f"COUNT(DISTINCT {value}) >= {limit}"
        return f"EXISTS {{ SELECT {focus} {{ {walk} }} GROUP BY {focus} HAVING ({having}) }}"

    def _qualifies(self, constraint: model.Qualified, value: str) -> str:
        parts = [f"!{self.shape(constraint.shape, value)}"]
        parts += [self.shape(sibling, value) for sibling in constraint.siblings]
        return " && ".join(parts)

    def _to_values(self, shape: model.Shape, focus: str, value: str) -> str:
        return f"BIND ({focus} AS {value})" if shape.path is None else self.walk(focus, shape.path, value)

    def _lacks(self, shape: model.Shape, focus: str, term: Term) -> str:
        if shape.path is None:
            return f"(!{self.same(focus, term)})"
        if may_be_empty(shape.path) or isinstance(term, BlankNode):
            value = self.new()
            return f"(!EXISTS {{ {self.walk(focus, shape.path, value)} FILTER ({self.same(value, term)}) }})"
        return f"(!EXISTS {{ {self.walk(focus, shape.path, self.term(term))} }})"

    def same_language(self, shape: model.Shape, focus: str, value: str, other: str) -> str:
        """Write the pattern of two value nodes in one language."""
        walks = f"{self._to_values(shape, focus, value)} {self._to_values(shape, focus, other)}"
        tags = f'isLiteral({value}) && isLiteral({other}) && LANG({value}) != "" && LANG({value}) = LANG({other})'
        return f"{walks} FILTER ({tags} && !sameTerm({value}, {other}))"

    def beyond_equal(self, shape: model.Shape, pair: model.Pair, focus: str, value: str) -> str:
        """Write the pattern of value nodes that are no values of the other property."""
        return f"{self._to_values(shape, focus, value)} FILTER NOT EXISTS {{ {focus} {pair.predicate} {value} }}"

    def short_of_equal(self, shape: model.Shape, pair: model.Pair, focus: str, value: str) -> str:
        """Write the pattern of values of the other property that are no value nodes."""
        other = self.new()
        walk = f"{self._to_values(shape, focus, other)} FILTER (sameTerm({other}, {value}))"
        if shape.path is not None and not may_be_empty(shape.path):
            walk = self.walk(focus, shape.path, value)
        return f"{focus} {pair.predicate} {value} . FILTER NOT EXISTS {{ {walk} }}"

    def not_less(self, shape: model.Shape, pair: model.Pair, focus: str, value: str, other: str) -> str:
        """Write the pattern of value nodes that are not less than a value of the other property."""
        sign = "<" if pair.component == "LessThan" else "<="
        walk = f"{self._to_values(shape, focus, value)} {focus} {pair.predicate} {other} ."
        return f"{walk} FILTER ({self.values.not_in_order(value, sign, other)})"


def _first(expressions: list[str], sign: str, settled: str) -> str:
    """Join expressions by a sign; those that lead further are not evaluated where the others settle it.

    Oxigraph evaluates both sides of `||` and `&&`, but of IF only what it needs.
    """
    far = [one for one in expressions if "LATERAL" in one or "SELECT" in one]
    near = [one for one in expressions if one not in far]
    joined = [f"({sign.join(some)})" if len(some) > 1 else some[0] for some in (near, far) if some]
    if len(joined) == 1:
        return joined[0]
    return f"IF({joined[0]}, true, {joined[1]})" if settled == "true" else f"IF({joined[0]}, {joined[1]}, false)"


def is_of_values(constraint: model.Constraint) -> bool:
    """Whether a constraint of a property shape looks at one value node at a time."""
    kinds = model.Count | model.Qualified | model.HasValue | model.UniqueLang | model.Sparql
    together = isinstance(constraint, kinds)
    return not together and not (isinstance(constraint, model.Pair) and constraint.component != "Disjoint")
