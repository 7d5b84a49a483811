"""What is wrong with shapes that are well-formed: rules that nobody checks, or that cannot fail."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from pyoxigraph import Literal, NamedNode

from gdec.errors import nearest
from gdec.shacl import model, paths, patterns
from gdec.shacl.graph import Graph, ShapesError
from gdec.shacl.parse import read
from gdec.shacl.vocabulary import SH, Node, sh

_TERMS = """
    NodeShape PropertyShape Shape Parameterizable Parameter ConstraintComponent Validator SPARQLExecutable
    SPARQLAskExecutable SPARQLSelectExecutable SPARQLConstructExecutable SPARQLUpdateExecutable SPARQLAskValidator
    SPARQLSelectValidator SPARQLConstraint SPARQLConstraintComponent SPARQLFunction SPARQLTarget SPARQLTargetType
    PrefixDeclaration PropertyGroup NodeKind BlankNode IRI Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral
    Severity Info Warning Violation ValidationReport ValidationResult AbstractResult ResultAnnotation
    JSConstraint JSExecutable JSFunction JSLibrary JSRule JSTarget JSTargetType JSValidator Function Rule Target
    TargetType TripleRule SPARQLRule Expression this
    targetClass targetNode targetObjectsOf targetSubjectsOf target path inversePath alternativePath zeroOrMorePath
    oneOrMorePath zeroOrOnePath class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive
    maxInclusive minLength maxLength pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not
    and or xone node property qualifiedValueShape qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint
    closed ignoredProperties hasValue in sparql select ask construct update prefixes declare prefix namespace name
    description order group defaultValue message severity deactivated conforms result focusNode resultPath value
    sourceShape sourceConstraint sourceConstraintComponent resultMessage resultSeverity detail
    shapesGraphWellFormed shapesGraph suggestedShapesGraph entailment parameter optional labelTemplate validator
    nodeValidator propertyValidator annotationProperty annotationValue annotationVarName resultAnnotation
    rule condition subject predicate object returnType filterShape nodes intersection union expression values js
    jsFunctionName jsLibrary jsLibraryURL
"""
_COMPONENTS = """
    Class Datatype NodeKind MinCount MaxCount MinExclusive MinInclusive MaxExclusive MaxInclusive MinLength MaxLength
    Pattern LanguageIn UniqueLang Equals Disjoint LessThan LessThanOrEquals Not And Or Xone Node Property
    QualifiedMinCount QualifiedMaxCount Closed HasValue In Expression JS
"""


_OFTEN_MEANT = {"shape": "; write sh:node for a node shape and sh:property for a property shape"}


class Finding(Struct, frozen=True):
    """Something wrong with a shape.

    Attributes:
        shape: the shape or other node that it stands at.
        message: what is wrong and what to do.
    """

    shape: Node
    message: str


def lint(shapes: Graph, is_used: frozenset[NamedNode] | None = None) -> list[Finding]:
    """Find what is wrong with shapes.

    Args:
        shapes: a shapes graph.
        is_used: the predicates of some data that the shapes are for, or None to leave paths alone.

    Raises:
        ShapesError: the shapes are ill-formed, and nothing that is found tells why.
    """
    found = [*_unknown_terms(shapes), *_bad_patterns(shapes)]
    try:
        known = read(shapes)
    except ShapesError:
        if not found:
            raise
        return sorted(found, key=_order)
    found += _unused_shapes(shapes, known)
    for shape in known.by_node.values():
        found += [Finding(shape.node, why) for constraint in shape.constraints for why in _idle(shape, constraint)]
        if is_used is not None and shape.path is not None:
            found += _unmatched(shape.node, shape.path, is_used)
    return sorted(dict.fromkeys(found), key=_order)


def _order(finding: Finding) -> tuple[str, str]:
    return str(finding.shape), finding.message


@lru_cache(maxsize=1)
def terms_of_shacl() -> frozenset[NamedNode]:
    """Give every term of SHACL and of its advanced features."""
    components = (f"{name}ConstraintComponent" for name in _COMPONENTS.split())
    return frozenset(map(sh, (*_TERMS.split(), *components)))


def _unknown_terms(graph: Graph) -> Iterator[Finding]:
    known = terms_of_shacl()
    names = [one.value.removeprefix(SH) for one in known]
    for subject, predicate, value in graph.triples():
        for one in (predicate, value):
            if isinstance(one, NamedNode) and one.value.startswith(SH) and one not in known:
                local = one.value.removeprefix(SH)
                hint = _OFTEN_MEANT.get(local) or nearest(local, names)
                yield Finding(subject, f"SHACL has no term sh:{local}{hint}")


def _unused_shapes(graph: Graph, known: model.Shapes) -> Iterator[Finding]:
    declared = dict.fromkeys([*graph.instances(sh("NodeShape")), *graph.instances(sh("PropertyShape"))])
    for node in declared:
        if node not in known.by_node and not graph.objects(node, sh("target")):
            yield Finding(node, "the shape has no target and no shape with a target leads to it; nothing is checked")


def _bad_patterns(graph: Graph) -> Iterator[Finding]:
    for node, pattern in graph.pairs(sh("pattern")):
        flags = graph.one(node, sh("flags"))
        if isinstance(pattern, Literal):
            try:
                patterns.for_store(pattern.value, flags.value if isinstance(flags, Literal) else "")
            except ShapesError as error:
                yield Finding(node, str(error))


def _unmatched(node: Node, path: paths.Path, is_used: frozenset[NamedNode]) -> Iterator[Finding]:
    unused = [one for one in paths.predicates(path) if one not in is_used]
    if paths.within(path, is_used.__contains__) is None:
        names = " and ".join(map(str, unused))
        hint = nearest(unused[0].value, [one.value for one in is_used])
        yield Finding(node, f"the path occurs nowhere in the data: no triple has {names}{hint}")


def _idle(shape: model.Shape, constraint: model.Constraint) -> Iterator[str]:
    """Say why a constraint cannot fail, or why it always does."""
    match constraint:
        case model.Count(component="MinCount", limit=0) | model.Qualified(component="QualifiedMinCount", limit=0):
            yield f"sh:{_local(constraint)} 0 cannot fail; leave it out"
        case model.Count(component="MaxCount", limit=limit) if limit >= _HUGE:
            yield f"sh:maxCount {limit} cannot fail in any likely data; leave it out"
        case model.Length(component="MinLength", limit=0) if not _may_be_blank(shape):
            yield "sh:minLength 0 cannot fail; leave it out"
        case model.Logic(component="And", shapes=()):
            yield "sh:and () cannot fail; list shapes or leave it out"
        case model.Pair(component="Equals" | "LessThanOrEquals", predicate=predicate) if predicate == shape.path:
            yield f"sh:{_local(constraint)} compares the property with itself; name another"
        case model.Pattern(pattern=pattern) if pattern in ("", ".*", "^.*$", "^.*", ".*$"):
            yield f"sh:pattern {pattern!r} matches every text; leave it out"
        case model.In(values=()):
            yield "sh:in ( ) lets no value pass; list some, or write sh:maxCount 0"


_HUGE = 1_000_000


def _may_be_blank(shape: model.Shape) -> bool:
    return not any(isinstance(one, model.Datatype) for one in shape.constraints)


def _local(constraint: model.Constraint) -> str:
    return constraint.component[0].lower() + constraint.component[1:]
