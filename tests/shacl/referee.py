"""pySHACL as the referee: its results and ours in one form."""

from __future__ import annotations

import logging
from collections import Counter

from pyoxigraph import Literal, RdfFormat, parse, serialize

from gdec import terms
from gdec.shacl import paths
from gdec.shacl.engine import validate
from gdec.shacl.graph import Graph
from gdec.shacl.vocabulary import sh
from gdec.validate.rdflib_terms import add_quads

PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in terms.PREFIXES.items())
EXAMPLE = "@prefix : <http://example.org/> .\n"


def quads(turtle: str) -> bytes:
    """Give Turtle, with the usual prefixes, as N-Quads."""
    return serialize(parse((PREFIXES + EXAMPLE + turtle).encode(), RdfFormat.TURTLE), format=RdfFormat.N_QUADS)


def ours(data: bytes, shapes: bytes, *, with_messages: bool = False) -> Counter:
    """Give our results as a bag of tuples."""
    return Counter(
        (
            shown(result.focus),
            paths.to_sparql(result.path) if result.path is not None else "",
            shown(result.value),
            str(result.shape),
            result.component.value.rpartition("#")[2],
            result.severity.value.rpartition("#")[2],
            *([tuple(sorted(map(str, result.messages)))] if with_messages else []),
        )
        for result in validate(data, shapes).results
    )


def theirs(data: bytes, shapes: bytes, *, with_messages: bool = False) -> Counter:
    """Give pySHACL's results in the same form."""
    report = Graph(parse(report_of(data, shapes).encode(), RdfFormat.N_TRIPLES))
    return results_in(report, with_messages=with_messages)


def results_in(report: Graph, *, with_messages: bool = False) -> Counter:
    """Give the results of a report, as the standard describes it, in the same form."""
    found: Counter = Counter()
    for _, node in report.pairs(sh("result")):
        path = report.one(node, sh("resultPath"))
        found[
            (
                shown(report.one(node, sh("focusNode"))),
                "" if path is None else paths.to_sparql(paths.read(report, path)),
                shown(report.one(node, sh("value"))),
                str(report.one(node, sh("sourceShape"))),
                report.one(node, sh("sourceConstraintComponent")).value.rpartition("#")[2],
                report.one(node, sh("resultSeverity")).value.rpartition("#")[2],
                *([tuple(sorted(map(str, report.objects(node, sh("resultMessage")))))] if with_messages else []),
            )
        ] += 1
    return found


def shown(term) -> str:
    """Write a term; tags of languages are the same in capitals and small letters."""
    if isinstance(term, Literal) and term.language:
        return str(Literal(term.value, language=term.language.lower()))
    return "" if term is None else str(term)


def report_of(data: bytes, shapes: bytes) -> str:
    """Give pySHACL's report as N-Triples, its nodes those of the data and of the shapes."""
    from pyshacl import Validator
    from pyshacl.graph_abstraction import DataGraph
    from rdflib import SH, BNode
    from rdflib import Graph as RdfGraph

    class Plain(Validator):
        @classmethod
        def create_validation_report(cls, _shapes, _conforms, results):
            report = RdfGraph()
            for _, result, triples in results:
                report.add((BNode("report"), SH.result, result))
                for subject, predicate, value in triples:
                    report.add((subject, predicate, value[1] if isinstance(value, tuple) else value))
            copy_paths(report, shapes_graph)
            return report, ""

    logger = logging.Logger("referee", logging.CRITICAL)
    data_graph, shapes_graph = RdfGraph(), RdfGraph()
    logging.getLogger("rdflib.term").disabled = True
    try:
        add_quads(data_graph, data)
        add_quads(shapes_graph, shapes)
        report = Plain(DataGraph.from_rdflib(data_graph), shacl_graph=shapes_graph, options={"logger": logger}).run()[1]
    finally:
        logging.getLogger("rdflib.term").disabled = False
    return report.serialize(format="nt")


def copy_paths(report, shapes) -> None:
    """Take over the blank nodes of paths."""
    from rdflib import SH, BNode

    waiting = [node for node in report.objects(None, SH.resultPath) if isinstance(node, BNode)]
    seen = set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for predicate, value in shapes.predicate_objects(node):
            report.add((node, predicate, value))
            waiting += [value] if isinstance(value, BNode) else []
