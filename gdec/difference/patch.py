"""Write a difference as a Turtle patch: the SPARQL 1.1 update that makes the new graph of the old one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import DefaultGraph, Quad

from gdec.difference.blanks import is_blank
from gdec.difference.compare import Difference, parsed
from gdec.errors import GdecError
from gdec.rdf import turtle
from gdec.rdf.nquads import sorted_triples


def patch(difference: Difference, prefixes: Mapping[str, str]) -> str:
    """Write `DELETE DATA` and `INSERT DATA` with the triples in Turtle, graph by graph (SPARQL 1.1 Update §3.1).

    Raises:
        GdecError: a quad with a blank node, which no patch can name.
    """
    names = turtle.Names(prefixes)
    parts = [*_part("DELETE DATA", difference.removed, names), *_part("INSERT DATA", difference.added, names)]
    head = "".join(f"PREFIX {prefix}: <{prefixes[prefix]}>\n" for prefix in sorted(names.used))
    return "\n".join(filter(None, [head, " ;\n".join(parts)])) + "\n" * bool(parts)


def _part(operation: str, lines: Iterable[str], names: turtle.Names) -> Iterator[str]:
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in parsed(lines):
        if is_blank(quad):
            raise GdecError(f"a patch cannot name the blank node of {quad}; give the node an IRI, or use -f text")
        graphs["" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)].append(quad)
    if graphs:
        yield f"{operation} {{\n{''.join(_body(graphs[graph], names, graph) for graph in sorted(graphs))}}}"


def _body(quads: list[Quad], names: turtle.Names, graph: str) -> str:
    body = turtle.body(sorted_triples(quad.triple for quad in quads), names, graph)
    return f"GRAPH {body}" if graph else body
