"""Read shapes from a shapes graph, and refuse what is ill-formed or recursive."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode

from gdec.shacl import model, paths
from gdec.shacl.components import Components
from gdec.shacl.graph import Graph, ShapesError
from gdec.shacl.vocabulary import RDF_TYPE, RDFS_CLASS, TRUE, XSD, Node, Term, named, sh

_DEEPEST = 24
_KINDS = ("BlankNode", "IRI", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
_RANGES = {"minInclusive": ">=", "minExclusive": ">", "maxInclusive": "<=", "maxExclusive": "<"}
_OF_PROPERTIES = ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals")


def read(graph: Graph) -> model.Shapes:
    """Read every shape that has targets, and those that it leads to.

    Raises:
        ShapesError: a shape is ill-formed, recursive, or asks for what is refused.
    """
    reader = _Reader(graph)
    for node in reader.roots():
        reader.read(node, ())
    return model.Shapes(reader.found)


class _Reader:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.found: dict[Node, model.Shape] = {}
        self._components = Components(graph)
        classes = [RDFS_CLASS, named("owl:Class")]
        self._classes = {node for cls in classes for node in graph.instances(cls)}
        self._node_shapes = set(graph.instances(sh("NodeShape")))
        self._property_shapes = set(graph.instances(sh("PropertyShape")))

    def roots(self) -> list[Node]:
        predicates = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
        targeted = [s for local in predicates for s, _ in self.graph.pairs(sh(local))]
        implicit = [s for s, _ in self.graph.pairs(RDF_TYPE) if self._is_implicit(s)]
        return list(dict.fromkeys(targeted + implicit))

    def _is_implicit(self, node: Node) -> bool:
        return node in self._classes and (node in self._node_shapes or node in self._property_shapes)

    def read(self, node: Node, above: tuple[Node, ...]) -> None:
        if node in above:
            raise ShapesError(
                f"{node} is recursive: it leads to itself by way of {' and '.join(map(str, above[1:] or above))}"
            )
        if len(above) > _DEEPEST:
            raise ShapesError(f"{above[0]} nests shapes more than {_DEEPEST} deep")
        if node not in self.found:
            shape = self._shape(node)
            for constraint in shape.constraints:
                for inner in model.references(constraint):
                    self.read(inner, (*above, node))
            self.found[node] = shape
        elif above:
            self._measure(node, len(above))

    def _measure(self, node: Node, depth: int) -> None:
        if depth > _DEEPEST:
            raise ShapesError(f"{node} nests shapes more than {_DEEPEST} deep")
        for constraint in self.found[node].constraints:
            for inner in model.references(constraint):
                self._measure(inner, depth + 1)

    def _shape(self, node: Node) -> model.Shape:
        graph = self.graph
        path = self._path(node)
        severity = graph.one(node, sh("severity"))
        if severity is not None and not isinstance(severity, NamedNode):
            raise ShapesError(f"{node} has the severity {severity}; write an IRI, as in sh:Warning")
        messages = tuple(value for value in graph.objects(node, sh("message")) if isinstance(value, Literal))
        deactivated = graph.has(node, sh("deactivated"), TRUE)
        constraints = () if deactivated else tuple(self._constraints(node, path))
        return model.Shape(
            node, path, self._targets(node), constraints, severity or sh("Violation"), messages, deactivated
        )

    def _path(self, node: Node) -> paths.Path | None:
        found = self.graph.one(node, sh("path"))
        if found is not None and node in self._node_shapes:
            raise ShapesError(f"{node} is a node shape and has a sh:path; make it a sh:PropertyShape")
        if found is None and node in self._property_shapes:
            raise ShapesError(f"{node} is a property shape without a sh:path")
        return None if found is None else paths.read(self.graph, found)

    def _targets(self, node: Node) -> model.Targets:
        graph = self.graph
        implicit = (node,) if self._is_implicit(node) else ()
        return model.Targets(
            (*graph.nodes(node, sh("targetClass")), *implicit),
            tuple(graph.objects(node, sh("targetNode"))),
            self._iris(node, "targetSubjectsOf"),
            self._iris(node, "targetObjectsOf"),
        )

    def _constraints(self, node: Node, path: paths.Path | None) -> Iterator[model.Constraint]:
        if path is None:
            for local in _OF_PROPERTIES:
                if self.graph.objects(node, sh(local)):
                    raise ShapesError(f"{node} has sh:{local}, which needs a sh:path")
        else:
            yield from self._counts(node)
        yield from self._values(node)
        yield from self._texts(node)
        yield from self._pairs(node)
        yield from self._logic(node)
        yield from self._components.constraints(node, path)

    def _counts(self, node: Node) -> Iterator[model.Constraint]:
        for local in ("minCount", "maxCount"):
            if (limit := self._integer(node, local)) is not None:
                yield model.Count(_component(local), limit)
        if self.graph.has(node, sh("uniqueLang"), TRUE):
            yield model.UniqueLang("UniqueLang")
        shape = self.graph.one(node, sh("qualifiedValueShape"))
        if shape is None:
            return
        if isinstance(shape, Literal):
            raise ShapesError(f"{node} has sh:qualifiedValueShape {shape}; a shape is needed")
        siblings = self._siblings(node, shape)
        for local in ("qualifiedMinCount", "qualifiedMaxCount"):
            if (limit := self._integer(node, local)) is not None:
                yield model.Qualified(_component(local), shape, limit, siblings)

    def _siblings(self, node: Node, shape: Node) -> tuple[Node, ...]:
        if not self.graph.has(node, sh("qualifiedValueShapesDisjoint"), TRUE):
            return ()
        parents = [s for s, o in self.graph.pairs(sh("property")) if o == node]
        properties = [value for parent in parents for value in self.graph.nodes(parent, sh("property"))]
        found = [value for one in properties for value in self.graph.nodes(one, sh("qualifiedValueShape"))]
        return tuple(dict.fromkeys(value for value in found if value != shape))

    def _values(self, node: Node) -> Iterator[model.Constraint]:
        graph = self.graph
        for cls in graph.nodes(node, sh("class")):
            yield model.ClassOf("Class", cls)
        for datatype in self._iris(node, "datatype", single=True):
            yield model.Datatype("Datatype", datatype)
        for kind in self._iris(node, "nodeKind", single=True):
            if kind not in map(sh, _KINDS):
                raise ShapesError(f"{node} has sh:nodeKind {kind}; write one of sh:{', sh:'.join(_KINDS)}")
            yield model.NodeKind("NodeKind", next(local for local in _KINDS if sh(local) == kind))
        for local, operator in _RANGES.items():
            limit = graph.one(node, sh(local))
            if isinstance(limit, Literal):
                yield model.Range(_component(local), operator, limit)
            elif limit is not None:
                raise ShapesError(f"{node} has sh:{local} {limit}; a literal is needed")
        for value in graph.objects(node, sh("hasValue")):
            yield model.HasValue("HasValue", value)
        if (head := graph.one(node, sh("in"))) is not None:
            yield model.In("In", tuple(graph.members(head)))

    def _texts(self, node: Node) -> Iterator[model.Constraint]:
        for local in ("minLength", "maxLength"):
            if (limit := self._integer(node, local)) is not None:
                yield model.Length(_component(local), limit)
        flags = self.graph.one(node, sh("flags"))
        for pattern in self.graph.objects(node, sh("pattern")):
            if not isinstance(pattern, Literal) or isinstance(flags, NamedNode | BlankNode):
                raise ShapesError(f"{node} has a sh:pattern or sh:flags that is no text")
            yield model.Pattern("Pattern", pattern.value, flags.value if flags else "")
        if (head := self.graph.one(node, sh("languageIn"))) is not None:
            yield model.LanguageIn("LanguageIn", tuple(self._text(node, tag) for tag in self.graph.members(head)))

    def _pairs(self, node: Node) -> Iterator[model.Constraint]:
        for local in ("equals", "disjoint", "lessThan", "lessThanOrEquals"):
            for predicate in self._iris(node, local):
                yield model.Pair(_component(local), predicate)
        if self.graph.has(node, sh("closed"), TRUE):
            properties = self.graph.nodes(node, sh("property"))
            allowed = [path for one in properties for path in self.graph.objects(one, sh("path"))]
            ignored = self.graph.one(node, sh("ignoredProperties"))
            allowed += self.graph.members(ignored) if ignored is not None else []
            yield model.Closed("Closed", tuple(path for path in allowed if isinstance(path, NamedNode)))

    def _logic(self, node: Node) -> Iterator[model.Constraint]:
        for local in ("node", "not"):
            for shape in self.graph.nodes(node, sh(local)):
                if local == "node" and self.graph.objects(shape, sh("path")):
                    raise ShapesError(f"{node} has the sh:node {shape}, which has a sh:path; write sh:property")
                yield model.Logic(_component(local), (shape,))
        for local in ("and", "or", "xone"):
            for head in self.graph.objects(node, sh(local)):
                yield model.Logic(
                    _component(local), tuple(self._shape_node(node, one) for one in self.graph.members(head))
                )
        for shape in self.graph.nodes(node, sh("property")):
            if not self.graph.objects(shape, sh("path")):
                raise ShapesError(f"{node} has the sh:property {shape}, which has no sh:path")
            yield model.Property("Property", shape)

    def _shape_node(self, node: Node, value: Term) -> Node:
        if isinstance(value, Literal):
            raise ShapesError(f"{node} lists {value} where a shape is needed")
        return value

    def _iris(self, node: Node, local: str, *, single: bool = False) -> tuple[NamedNode, ...]:
        values = self.graph.objects(node, sh(local))
        if single:
            self.graph.one(node, sh(local))
        return tuple(_expect_iri(node, local, value) for value in values)

    def _integer(self, node: Node, local: str) -> int | None:
        value = self.graph.one(node, sh(local))
        if value is None:
            return None
        if (
            isinstance(value, Literal)
            and value.datatype.value == f"{XSD}integer"
            and value.value.lstrip("+").isdecimal()
        ):
            return int(value.value)
        raise ShapesError(f"{node} has sh:{local} {value}; a whole number from 0 is needed")

    def _text(self, node: Node, value: Term) -> str:
        if isinstance(value, Literal):
            return value.value
        raise ShapesError(f"{node} has {value} where a text is needed")


def _expect_iri(node: Node, local: str, value: Term) -> NamedNode:
    if isinstance(value, NamedNode):
        return value
    raise ShapesError(f"{node} has sh:{local} {value}; an IRI is needed")


def _component(local: str) -> str:
    return local[0].upper() + local[1:]
