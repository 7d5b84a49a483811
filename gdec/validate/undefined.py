"""Terms that stand in the ontology's namespace and not in the ontology: no shape looks at what is written with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat

from gdec import resources, terms
from gdec.shacl import report as shacl
from gdec.shacl.vocabulary import RDF_TYPE, named, sh
from gdec.validate.hints import did_you_mean
from gdec.validate.report import Result
from gdec.validate.text import shown

RULE = NamedNode(terms.PREFIXES["gdecsh"] + "term-of-the-ontology")
"""What stands in the place of the shape."""
HINTED = 100
"""For how many terms the nearest is looked for."""
_CLASS = named("owl:Class")
_PROPERTIES = frozenset({named("owl:ObjectProperty"), named("owl:DatatypeProperty")})
_ours = re.compile(rb"<" + re.escape(terms.GDEC.encode()) + rb"[^>\s]+>")


def undefined(quads: bytes) -> Iterator[tuple[Result, shacl.Result]]:
    """Give a violation for each predicate, class or other value that the ontology does not define, where it first is.

    Args:
        quads: N-Quads.

    Yields:
        The result as ours, and as the standard has it; one for a term, however often it is used.
    """
    strange = set(_ours.findall(quads))
    strange.difference_update(str(term).encode() for term in _defined())
    if not strange:
        return
    told = 0
    for quad in _quads_with(quads, strange):
        for term in (quad.predicate, quad.object):
            if isinstance(term, NamedNode) and (name := str(term).encode()) in strange:
                strange.remove(name)
                told += 1
                yield _violation(quad, term, is_hinted=told <= HINTED)


def _quads_with(quads: bytes, wanted: set[bytes]) -> Iterator[Quad]:
    """Give the quads in whose lines a term stands that is wanted at that time, each once."""
    end = 0
    for found in _ours.finditer(quads):
        if found.start() >= end and found[0] in wanted:
            start, end = quads.rfind(b"\n", 0, found.start()) + 1, quads.find(b"\n", found.end())
            yield from pyoxigraph.parse(quads[start:end], RdfFormat.N_QUADS)


@cache
def _defined() -> dict[NamedNode, frozenset[NamedNode]]:
    """Give the terms of the ontology, each with its classes."""
    classes: dict[NamedNode, set[NamedNode]] = {}
    for quad in pyoxigraph.parse(resources.ontology(), RdfFormat.TURTLE):
        if quad.predicate == RDF_TYPE and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            classes.setdefault(quad.subject, set()).add(quad.object)
    return {term: frozenset(found) for term, found in classes.items() if term.value.startswith(terms.GDEC)}


def _violation(quad: Quad, term: NamedNode, *, is_hinted: bool) -> tuple[Result, shacl.Result]:
    is_predicate = term == quad.predicate
    focus = quad.subject
    assert isinstance(focus, NamedNode | BlankNode)  # noqa: S101
    message = f"{shown(str(term))}: no such term in the ontology, and so no shape looks at it."
    found = shacl.Result(
        focus=focus,
        path=quad.predicate,
        value=None if is_predicate else term,
        shape=RULE,
        component=RULE,
        constraint=None,
        severity=sh("Violation"),
        messages=(Literal(message, language="en"),),
    )
    result = Result(
        focus=str(focus),
        label="",
        path=shown(str(quad.predicate)),
        predicates=(str(quad.predicate),),
        value="" if is_predicate else str(term),
        shape=str(RULE),
        component=RULE.value.rpartition("#")[2],
        severity="Violation",
        message=message,
        hint=did_you_mean(str(term), _alike(quad, is_predicate=is_predicate)) if is_hinted else "",
    )
    return result, found


def _alike(quad: Quad, *, is_predicate: bool) -> list[str]:
    """Give the terms that could stand in the place of one: properties, classes, or individuals."""
    if is_predicate:
        return [str(term) for term, classes in _defined().items() if classes & _PROPERTIES]
    if quad.predicate == RDF_TYPE:
        return [str(term) for term, classes in _defined().items() if _CLASS in classes]
    return [str(term) for term, classes in _defined().items() if not classes & _PROPERTIES]
