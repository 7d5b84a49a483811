"""Constraints as SPARQL expressions that are true where a node fails; they never end in an error.

A node is a variable that is bound where the expression stands. Oxigraph evaluates EXISTS for the row at hand, so an
expression reaches the value nodes by a pattern of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count

from pyoxigraph import BlankNode, Literal, NamedNode

from gdec.shacl import lexical, model, patterns
from gdec.shacl.components import constant
from gdec.shacl.data import KEPT, kept
from gdec.shacl.functions import Functions, written
from gdec.shacl.graph import ShapesError
from gdec.shacl.paths import Path, may_be_empty, to_sparql
from gdec.shacl.vocabulary import LANG_STRING, RDF_TYPE, XSD, Node, Term

_LONGEST = 2_000_000
_KINDS = {"IRI": "isIRI", "BlankNode": "isBlank", "Literal": "isLiteral"}
_FEW_CLASSES = 8
# Of a literal of the datatype, what Oxigraph itself understands is well-formed; the rest is asked of `lexical`.
_UNDERSTOOD = {f"{XSD}{name}": "isNumeric({v})" for name in ("integer", "decimal", "float", "double")} | {
    f"{XSD}date": "COALESCE(YEAR({v}) > 0, false)",
    f"{XSD}dateTime": "COALESCE(YEAR({v}) > 0, false)",
}
_ANY_TEXT = frozenset({f"{XSD}string", f"{XSD}anyURI"})


class Expressions:
    """Compiles the constraints of shapes.

    Args:
        shapes: the shapes.
        subclasses: gives a class with all its subclasses in the data.
        functions: takes up what SPARQL must call back.
        conforms: whether a node conforms to a constraint written in SPARQL.
        is_plain: whether no literal of the store is kept as text.
        keep: gives the term of the store that stands for one of the shapes.
    """

    def __init__(
        self,
        shapes: model.Shapes,
        subclasses: Callable[[Node], list[Node]],
        functions: Functions,
        conforms: Callable[[model.Shape, model.Sparql, Term], bool],
        *,
        is_plain: bool,
        keep: Callable[[Term], Term] = kept,
    ) -> None:
        self._shapes, self._functions, self._conforms = shapes, functions, conforms
        self._is_plain, self._keep = is_plain, keep
        self.subclasses = subclasses
        self._numbers = count()

    def new(self) -> str:
        """Give a variable that nothing else uses."""
        return f"?_g{next(self._numbers)}"

    def term(self, term: Term) -> str:
        """Write a term as it stands in the store, where an expression is allowed."""
        if isinstance(term, BlankNode):
            self._functions.table[NamedNode(constant(term)[1:-3])] = lambda: term
        return constant(self._keep(term))

    def same(self, variable: str, term: Term) -> str:
        """Say that a variable is a term."""
        return f"sameTerm({variable}, {self.term(term)})"

    def walk(self, focus: str, path: Path, value: str) -> str:
        """Write the pattern that leads from a focus node to its value nodes."""
        step = f"{focus} {to_sparql(path)} {value} ."
        if not may_be_empty(path):
            return step
        # A node that no triple holds has itself as value, which Oxigraph overlooks.
        return f"LATERAL {{ {{ {step} }} UNION {{ BIND ({focus} AS {value}) }} }}"

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
            fails.append(f"EXISTS {{ {self.walk(focus, shape.path, value)} FILTER ({inner}) }}")
        return self.any_of(fails)

    def any_of(self, expressions: Iterable[str]) -> str:
        """Join expressions by or."""
        found = [one for one in expressions if one != "false"]
        text = found[0] if len(found) == 1 else f"({' || '.join(found)})" if found else "false"
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
        return self.value(constraint, value)

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
                return f"({' && '.join(fails)})" if fails else "true"
            case "Xone":
                return f"(({' + '.join(f'IF({one}, 0, 1)' for one in fails) or '0'}) != 1)"
        return self.any_of(fails)

    def whole(self, shape: model.Shape, constraint: model.Constraint, focus: str) -> str:
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
        return f"{walk} FILTER ({self._not_in_order(value, sign, other)})"

    def value(self, constraint: model.Constraint, v: str) -> str:
        """Say that a value node fails a constraint that looks at nothing else."""
        match constraint:
            case model.ClassOf(cls=cls):
                return f"(!{self.instance_of(v, cls)})"
            case model.Datatype(datatype=datatype):
                return f"(!{self._of_datatype(v, datatype)})"
            case model.NodeKind(kind=kind):
                return f"(!({' || '.join(f'{_KINDS[one]}({v})' for one in kind.split('Or'))}))"
            case model.Range(operator=sign, limit=limit):
                return self._not_in_order(v, sign, str(limit))
            case model.Length(component=component, limit=limit):
                sign = "<" if component == "MinLength" else ">"
                return f"(isBlank({v}) || STRLEN({self._text(v)}) {sign} {limit})"
            case model.Pattern(pattern=pattern, flags=flags):
                return f"(isBlank({v}) || !{self._matches(v, pattern, flags)})"
            case model.LanguageIn(tags=tags):
                matches = " || ".join(f"langMatches(LANG({v}), {Literal(tag)})" for tag in tags)
                return f"(!(isLiteral({v}) && ({matches or 'false'})))"
            case model.In(values=values):
                return f"(!{self._among(v, values)})"
        raise TypeError(constraint)

    def _among(self, v: str, values: tuple[Term, ...]) -> str:
        if values and all(isinstance(value, NamedNode) for value in values):
            return f"({v} IN ({', '.join(map(str, values))}))"
        return f"({' || '.join(self.same(v, value) for value in values) or 'false'})"

    def instance_of(self, v: str, cls: Node) -> str:
        """Say that a node is an instance of a class or one of its subclasses."""
        found = self.subclasses(cls)
        if len(found) <= _FEW_CLASSES and not any(isinstance(one, BlankNode) for one in found):
            return f"({' || '.join(f'EXISTS {{ {v} {RDF_TYPE} {one} }}' for one in found)})"
        own = self.new()
        members = frozenset(found)
        name = self._functions.value(("class", cls), lambda term: Literal(value=term in members))
        return f"EXISTS {{ {v} {RDF_TYPE} {own} . FILTER ({name}({own})) }}"

    def _of_datatype(self, v: str, datatype: NamedNode) -> str:
        if datatype == LANG_STRING:
            return f'(isLiteral({v}) && LANG({v}) != "")'
        iri = datatype.value
        has_it = f"isLiteral({v}) && DATATYPE({v}) = {datatype}"
        if iri not in _ANY_TEXT and iri.startswith(XSD):
            name = self._functions.test(("form", iri), lambda term: is_well_formed(term, iri))
            understood = _UNDERSTOOD.get(iri, "false").format(v=v)
            has_it += f" && ({understood} || {name}({v}))"
        if self._is_plain or not iri.startswith(XSD):
            return f"({has_it})"
        name = self._functions.test(("kept form", iri), lambda term: is_well_formed(term, iri))
        return f"(({has_it}) || ({self._is_kept(v)} && {name}({v})))"

    def _matches(self, v: str, pattern: str, flags: str) -> str:
        if patterns.runs_in_store(pattern, flags):
            return f"REGEX({self._text(v)}, {Literal(pattern)}, {Literal(flags)})"
        matches = patterns.matcher(pattern, flags)
        name = self._functions.test(("pattern", pattern, flags), lambda term: matches(term.value))
        return f"{name}({v})"

    def _text(self, v: str) -> str:
        if self._is_plain:
            return f"STR({v})"
        return f'IF({self._is_kept(v)}, STRAFTER(STR({v}), " "), STR({v}))'

    def _is_kept(self, v: str) -> str:
        return f"(isLiteral({v}) && DATATYPE({v}) = {KEPT})"

    def _value(self, v: str) -> str:
        if self._is_plain or not v.startswith("?"):
            return v
        return f"IF({self._is_kept(v)}, {self._functions.value('value', to_value)}({v}), {v})"

    def _not_in_order(self, v: str, sign: str, limit: str) -> str:
        name = self._functions.value(("order", sign), lambda a, b: Literal(value=not in_order(a, sign, b)))
        return f"COALESCE(!({self._value(v)} {sign} {self._value(limit)}), {name}({v}, {limit}), true)"


def is_of_values(constraint: model.Constraint) -> bool:
    """Whether a constraint of a property shape looks at one value node at a time."""
    kinds = model.Count | model.Qualified | model.HasValue | model.UniqueLang | model.Sparql
    together = isinstance(constraint, kinds)
    return not together and not (isinstance(constraint, model.Pair) and constraint.component != "Disjoint")


def is_well_formed(term: Term, datatype: str) -> bool:
    """Whether a term is a well-formed literal of a datatype."""
    return (
        isinstance(term, Literal) and term.datatype.value == datatype and lexical.is_well_formed(term.value, datatype)
    )


def to_value(term: Term) -> Term | None:
    """Give the literal that a kept one stands for, to be compared; None where it is ill-formed and has no value."""
    literal = written(term)
    is_well = isinstance(literal, Literal) and lexical.is_well_formed(literal.value, literal.datatype.value)
    return literal if is_well else None


def in_order(a: Term, sign: str, b: Term) -> bool:
    """Whether two terms that Oxigraph cannot compare are numbers in the given relation."""
    a, b = written(a), written(b)
    if not isinstance(a, Literal) or not isinstance(b, Literal):
        return False
    return lexical.numbers_compare((a.value, a.datatype.value), sign, (b.value, b.datatype.value))
