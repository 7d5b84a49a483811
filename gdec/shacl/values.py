"""Constraints that look at one value node and nothing else, as SPARQL expressions that are true where it fails."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import count

from msgspec import Struct, field
from pyoxigraph import BlankNode, Literal, NamedNode

from gdec.shacl import lexical, model, patterns
from gdec.shacl.components import constant
from gdec.shacl.data import KEPT, kept, written
from gdec.shacl.functions import Functions
from gdec.shacl.vocabulary import LANG_STRING, RDF_TYPE, XSD, Node, Term

_KINDS = {"IRI": "isIRI", "BlankNode": "isBlank", "Literal": "isLiteral"}
_FEW_CLASSES = 8
# Of a literal of the datatype, what Oxigraph itself understands is well-formed; the rest is asked of `lexical`.
_UNDERSTOOD = {f"{XSD}{name}": "isNumeric({v})" for name in ("integer", "decimal", "float", "double")} | {
    f"{XSD}date": "COALESCE(YEAR({v}) > 0, false)",
    f"{XSD}dateTime": "COALESCE(YEAR({v}) > 0, false)",
}
_ANY_TEXT = frozenset({f"{XSD}string", f"{XSD}anyURI"})


class Known(Struct, frozen=True):
    """What is known of the data that constraints are compiled for.

    Attributes:
        subclasses: gives those of a class and its subclasses that have instances in the data.
        is_used: whether the data has a predicate.
        functions: takes up what SPARQL must call back.
        is_plain: whether no literal of the store is kept as text.
        keep: gives the term of the store that stands for one of the shapes.
    """

    subclasses: Callable[[Node], list[Node]]
    is_used: Callable[[NamedNode], bool]
    functions: Functions
    is_plain: bool
    keep: Callable[[Term], Term] = kept
    numbers: count[int] = field(default_factory=count)


class Values:
    """Compiles the constraints that look at one value node and nothing else."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._functions, self._is_plain = known.functions, known.is_plain

    def new(self) -> str:
        """Give a variable that nothing else uses."""
        return f"?_g{next(self._known.numbers)}"

    def term(self, term: Term) -> str:
        """Write a term as it stands in the store, where an expression is allowed."""
        if isinstance(term, BlankNode):
            self._functions.table[NamedNode(constant(term)[1:-3])] = lambda: term
        return constant(self._known.keep(term))

    def each(self, variable: str, nodes: Collection[Term]) -> str:
        """Write the pattern that binds a variable to each of some nodes, in turn."""
        terms = [self._known.keep(node) for node in nodes]
        if all(isinstance(term, NamedNode) for term in terms):
            return f"VALUES {variable} {{ {' '.join(map(str, terms))} }}"
        number = self.new()
        name = self._functions.value(object(), lambda n: terms[int(n.value)])
        return f"VALUES {number} {{ {' '.join(map(str, range(len(terms))))} }} BIND ({name}({number}) AS {variable})"

    def same(self, variable: str, term: Term) -> str:
        """Say that a variable is a term."""
        return f"sameTerm({variable}, {self.term(term)})"

    def fails(self, constraint: model.Constraint, v: str) -> str:  # noqa: PLR0911
        """Say that a value node fails a constraint."""
        match constraint:
            case model.ClassOf(cls=cls):
                return f"(!{self.instance_of(v, cls)})"
            case model.Datatype(datatype=datatype):
                return f"(!{self._of_datatype(v, datatype)})"
            case model.NodeKind(kind=kind):
                return f"(!({' || '.join(f'{_KINDS[one]}({v})' for one in kind.split('Or'))}))"
            case model.Range(operator=sign, limit=limit):
                return self.not_in_order(v, sign, str(limit))
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
        found = self._known.subclasses(cls)
        if not found:
            return "false"
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
        if ours := patterns.for_store(pattern, flags):
            return f"REGEX({self._text(v)}, {Literal(ours)}, {Literal(flags)})"
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

    def not_in_order(self, v: str, sign: str, limit: str) -> str:
        """Say that a value does not stand in a relation to another, be it a variable or a literal."""
        name = self._functions.value(("order", sign), lambda a, b: Literal(value=not in_order(a, sign, b)))
        return f"COALESCE(!({self._value(v)} {sign} {self._value(limit)}), {name}({v}, {limit}), true)"


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
