"""Statements in their two standard forms: nodes of RDF 1.1 reification, and reifiers of RDF 1.2.

A node with `rdf:subject`, `rdf:predicate` and `rdf:object` says the same as a reifier: a node that `rdf:reifies` a
triple term. All else that is said of it stays. From either form the other comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple

from gdec import terms
from gdec.errors import GdecError
from gdec.rdf.turtle import _document, _in_order, _Names, _Predicates

SUBJECT, PREDICATE, OBJECT = (NamedNode(term[1:-1]) for term in (terms.SUBJECT, terms.PREDICATE, terms.OBJECT))
REIFIES = NamedNode(terms.REIFIES[1:-1])

_PARTS = (terms.SUBJECT, terms.PREDICATE, terms.OBJECT)


def to_reifiers(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Turn the statement nodes of RDF 1.1 into reifiers of RDF 1.2.

    A node that lacks one of the three parts, or has one of them twice, is no statement of a triple and stays as it is.
    """
    parts: dict[tuple[Any, Any], list[Quad]] = {}
    for quad in quads:
        if quad.predicate in (SUBJECT, PREDICATE, OBJECT):
            parts.setdefault((quad.subject, quad.graph_name), []).append(quad)
        else:
            yield quad
    for (node, graph), found in parts.items():
        by_part = {quad.predicate: quad.object for quad in found}
        triple = _triple(by_part) if len(found) == len(by_part) == len(_PARTS) else None
        yield from [Quad(node, REIFIES, triple, graph)] if triple else found


def to_nodes(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Turn the reifiers of RDF 1.2 into statement nodes of RDF 1.1.

    Raises:
        GdecError: what RDF 1.1 cannot say: a reifier of several triples, or a triple term in another place.
    """
    seen = set()
    for quad in quads:
        if not isinstance(quad.object, Triple):
            yield quad
            continue
        node, graph = quad.subject, quad.graph_name
        if quad.predicate != REIFIES or isinstance(quad.object.object, Triple):
            raise GdecError(f"{node} {quad.predicate} has a triple as its value, which RDF 1.1 has no form for")
        if (node, graph) in seen:
            raise GdecError(f"{node} reifies several triples, which one statement of RDF 1.1 cannot")
        seen.add((node, graph))
        yield Quad(node, SUBJECT, quad.object.subject, graph)
        yield Quad(node, PREDICATE, quad.object.predicate, graph)
        yield Quad(node, OBJECT, quad.object.object, graph)


def write(triples: Iterable[str], prefixes: Mapping[str, str]) -> str:
    """Write triples as Turtle 1.2, each statement as an annotation of its triple: `s p o ~ :r {| … |}`.

    The statement of a triple that does not itself stand in the graph is written as `<< s p o ~ :r >> …`.

    Args:
        triples: with statement nodes of RDF 1.1, in the form and order of `nquads.sorted_triples`.
        prefixes: prefix -> namespace; only those that are used are declared.

    Returns:
        The document; the same triples give the same text.
    """
    names = _Names(prefixes)
    return _document(names, list(_Writer(names).blocks(triples, "")))


def write_dataset(graphs: Mapping[str, Iterable[str]], prefixes: Mapping[str, str]) -> str:
    """Write a dataset as TriG 1.2, its graphs in order of their names; otherwise as `write`.

    Args:
        graphs: the graph's term, or "" for the default graph, -> its triples.
        prefixes: as for `write`.
    """
    names = _Names(prefixes)
    parts = list(_Writer(names).blocks(graphs.get("", ()), ""))
    for graph in sorted(filter(None, graphs)):
        blocks = "\n".join(_Writer(names).blocks(graphs[graph], "    "))
        parts.append(f"{names[graph]} {{\n{blocks}}}\n")
    return _document(names, parts)


class _Writer:
    """Writes the triples of one graph, its statements as annotations."""

    def __init__(self, names: _Names) -> None:
        self.names, self.predicates = names, _Predicates(names)

    def blocks(self, triples: Iterable[str], indent: str) -> Iterator[str]:
        """Write each subject's triples as one block of text."""
        said: dict[str, list[tuple[str, str]]] = {}
        for line in triples:
            subject, predicate, value = line.split(" ", 2)
            said.setdefault(subject, []).append((predicate, value))
        reified = {node: triple for node, pairs in said.items() if (triple := _reified(pairs))}
        standing = {(subject, *pair) for subject, pairs in said.items() for pair in pairs if subject not in reified}
        reifiers: dict[tuple[str, str, str], list[str]] = {}
        for node, triple in reified.items():
            reifiers.setdefault(triple, []).append(node)
        for subject, pairs in said.items():
            if subject not in reified:
                entries = [
                    self.entry(pair, [(node, said[node]) for node in reifiers.get((subject, *pair), ())], indent)
                    for pair in pairs
                ]
                yield f"{indent}{self.names[subject]} {self.joined(entries, indent)} .\n"
            elif reified[subject] not in standing:
                s, p, o = (self.names[term] for term in reified[subject])
                about = self.about(pairs, indent)
                yield f"{indent}<< {s} {p} {o} ~ {self.names[subject]} >>{' ' if about else ''}{about} .\n"

    def entry(self, pair: tuple[str, str], statements: list[tuple[str, list[tuple[str, str]]]], indent: str) -> str:
        """Write a predicate and its object, with the statements of the triple."""
        predicate, value = pair
        text = f"{self.predicates[predicate]} {self.names[value]}"
        for node, pairs in statements:
            about = self.about(pairs, f"{indent}        ")
            text += f"\n{indent}        ~ {self.names[node]}" + (f" {{| {about} |}}" if about else "")
        return text

    def about(self, pairs: list[tuple[str, str]], indent: str) -> str:
        """Write what is said of a statement, besides its triple."""
        rest = [f"{self.predicates[p]} {self.names[o]}" for p, o in pairs if p not in _PARTS]
        return self.joined(rest, indent)

    def joined(self, entries: list[str], indent: str) -> str:
        return f" ;\n{indent}    ".join(_in_order(entries))


def read(data: bytes, format: RdfFormat) -> Iterator[Quad]:
    """Read RDF 1.2 of our own making, with its reifiers turned into statement nodes.

    Raises:
        GdecError: what RDF 1.1 cannot say.
        SyntaxError: the data is not in the format.
    """
    return to_nodes(pyoxigraph.parse(data, format))


def _triple(by_part: Mapping[NamedNode, Any]) -> Triple | None:
    subject, predicate = by_part[SUBJECT], by_part[PREDICATE]
    if isinstance(subject, (NamedNode, BlankNode)) and isinstance(predicate, NamedNode):
        return Triple(subject, predicate, by_part[OBJECT])
    return None


def _reified(pairs: list[tuple[str, str]]) -> tuple[str, str, str] | None:
    """Give the triple that a node is the statement of, or None."""
    parts = [pair for pair in pairs if pair[0] in _PARTS]
    by_part = dict(parts)
    if len(parts) != len(_PARTS) or len(by_part) != len(_PARTS):
        return None
    subject, predicate, value = (by_part[part] for part in _PARTS)
    return (subject, predicate, value) if subject[0] in "<_" and predicate[0] == "<" else None
