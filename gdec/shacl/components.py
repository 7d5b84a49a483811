"""Constraints that shapes write in SPARQL: `sh:sparql`, and constraint components of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from pyoxigraph import BlankNode, Literal, NamedNode

from gdec.shacl import model, paths, queries
from gdec.shacl.graph import Graph, ShapesError
from gdec.shacl.vocabulary import PREFIX_OF_FUNCTIONS, SH, TRUE, Node, Term, named, sh

SHAPES_GRAPH = NamedNode(f"{PREFIX_OF_FUNCTIONS}shapes-graph")
"""The graph in which a query of a shape finds the shapes."""


class _Parameter(Struct, frozen=True):
    predicate: NamedNode
    optional: bool

    @property
    def name(self) -> str:
        """The variable: the local name of the predicate."""
        match = re.search(r"\w+$", self.predicate.value)
        if not match:
            raise ShapesError(f"the parameter {self.predicate} ends in no name that a variable could have")
        return match.group()


class _Component(Struct, frozen=True):
    node: NamedNode
    parameters: tuple[_Parameter, ...]


class Components:
    """The constraints written in SPARQL, and the constraint components that a shapes graph defines."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        nodes = graph.instances(sh("ConstraintComponent"))
        self._found = [self._read(node) for node in nodes if isinstance(node, NamedNode) and self._is_own(node)]

    def _is_own(self, node: NamedNode) -> bool:
        validators = ("validator", "nodeValidator", "propertyValidator")
        return not node.value.startswith(SH) and any(self._graph.objects(node, sh(local)) for local in validators)

    def _read(self, node: NamedNode) -> _Component:
        parameters = []
        for parameter in self._graph.nodes(node, sh("parameter")):
            predicate = self._graph.one(parameter, sh("path"))
            if not isinstance(predicate, NamedNode):
                raise ShapesError(f"a parameter of {node} has no IRI as its sh:path")
            parameters.append(_Parameter(predicate, self._graph.has(parameter, sh("optional"), TRUE)))
        if all(parameter.optional for parameter in parameters):
            raise ShapesError(f"{node} has no parameter that must be given")
        return _Component(node, tuple(parameters))

    def constraints(self, node: Node, path: paths.Path | None) -> Iterator[model.Constraint]:
        """Give the constraints of a shape that are written in SPARQL.

        Raises:
            ShapesError: one of them is ill-formed, or asks for what is refused.
        """
        for constraint in self._graph.nodes(node, sh("sparql")):
            if not self._graph.has(constraint, sh("deactivated"), TRUE):
                query, messages = self._query(constraint, "select", frozenset())
                constants = self._constants(node, path)
                yield model.Sparql("SPARQL", constraint, query.filled(constants), messages)
        for component in self._found:
            for values in self._given(node, component):
                yield self._custom(node, path, component, values)

    def _given(self, node: Node, component: _Component) -> Iterator[dict[_Parameter, Term]]:
        given = {one: self._graph.objects(node, one.predicate) for one in component.parameters}
        if any(not values and not one.optional for one, values in given.items()):
            return
        if len(component.parameters) == 1:
            for one, values in given.items():
                yield from ({one: value} for value in values)
            return
        if any(len(values) > 1 for values in given.values()):
            raise ShapesError(
                f"{node} gives a parameter of {component.node} twice; with several parameters, each has one value"
            )
        yield {one: values[0] for one, values in given.items() if values}

    def _custom(
        self, node: Node, path: paths.Path | None, component: _Component, values: dict[_Parameter, Term]
    ) -> model.Constraint:
        validator, form = self._validator(component, is_property=path is not None)
        names = frozenset(one.name for one in component.parameters)
        query, messages = self._query(validator, form, names)
        parameters = {one.name: value for one, value in values.items()}
        constants = self._constants(node, path) | {name: constant(value) for name, value in parameters.items()}
        messages = messages or self._messages(component.node)
        named_parameters = tuple(parameters.items())
        return model.Sparql("SPARQL", None, query.filled(constants), messages, component.node, named_parameters)

    def _validator(self, component: _Component, *, is_property: bool) -> tuple[Node, str]:
        own = "propertyValidator" if is_property else "nodeValidator"
        for local in (own, "validator"):
            for validator in self._graph.nodes(component.node, sh(local)):
                return validator, "ask" if self._graph.objects(validator, sh("ask")) else "select"
        raise ShapesError(f"{component.node} has no validator for {'property' if is_property else 'node'} shapes")

    def _query(self, node: Node, form: str, names: frozenset[str]) -> tuple[queries.Query, tuple[Literal, ...]]:
        text = self._graph.one(node, sh(form))
        if not isinstance(text, Literal):
            raise ShapesError(f"{node} has no sh:{form}")
        return queries.read(text.value, form.upper(), self._prefixes(node), names), self._messages(node)

    def _messages(self, node: Node) -> tuple[Literal, ...]:
        return tuple(value for value in self._graph.objects(node, sh("message")) if isinstance(value, Literal))

    def _constants(self, node: Node, path: paths.Path | None) -> dict[str, str]:
        shared = {"shapesGraph": str(SHAPES_GRAPH), "currentShape": constant(node)}
        return shared | ({"PATH": paths.to_sparql(path)} if path is not None else {})

    def _prefixes(self, node: Node) -> str:
        waiting, seen = list(self._graph.nodes(node, sh("prefixes"))), set[Node]()
        declared: dict[str, str] = {}
        while waiting:
            source = waiting.pop()
            if source in seen:
                continue
            seen.add(source)
            waiting += self._graph.nodes(source, named("owl:imports"))
            for declaration in self._graph.nodes(source, sh("declare")):
                self._declare(declaration, declared)
        return " ".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in sorted(declared.items()))

    def _declare(self, declaration: Node, declared: dict[str, str]) -> None:
        prefix, namespace = self._graph.one(declaration, sh("prefix")), self._graph.one(declaration, sh("namespace"))
        if not isinstance(prefix, Literal) or not isinstance(namespace, Literal):
            raise ShapesError(f"the sh:declare {declaration} needs a sh:prefix and a sh:namespace, both of them texts")
        if not re.fullmatch(r"|[^\W\d_][\w-]*", prefix.value) or re.search(r'[\x00-\x20<>"{}|^`\\]', namespace.value):
            raise ShapesError(f"{declaration} declares a prefix or namespace that SPARQL cannot hold")
        if declared.setdefault(prefix.value, namespace.value) != namespace.value:
            raise ShapesError(f"the prefix {prefix.value}: is declared for two namespaces")


def constant(term: Term) -> str:
    """Write a term as SPARQL; a blank node becomes the call of a function that gives it."""
    if not isinstance(term, BlankNode):
        return str(term)
    return f"<{PREFIX_OF_FUNCTIONS}blank-{term.value}>()"
