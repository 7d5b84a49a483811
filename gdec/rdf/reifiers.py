"""Statements in their two standard forms: nodes of RDF 1.1 reification, and reifiers of RDF 1.2.

A node with `rdf:subject`, `rdf:predicate` and `rdf:object` says the same as a reifier: a node that `rdf:reifies` a
triple term. All else that is said of it stays. From either form the other comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pyoxigraph import NamedNode, Quad, Triple

from gdec import terms
from gdec.errors import InputError
from gdec.rdf.nquads import split_graph
from gdec.rdf.turtle import Names, Predicates, document, in_order

_PARTS = (terms.SUBJECT, terms.PREDICATE, terms.OBJECT)
_CLASS = (terms.TYPE, terms.term("rdf:Statement"))
_TYPED = " ".join((*_CLASS, ".\n")).encode()
_HAS_SUBJECT = f" {terms.SUBJECT} ".encode()
_TYPE, _STATEMENT, _SUBJECT, _PREDICATE, _OBJECT, _REIFIES = (
    NamedNode(term[1:-1]) for term in (*_CLASS, *_PARTS, terms.REIFIES)
)


def typed(ntriples: bytes) -> bytes:
    """Add to lines of N-Triples that each node with an `rdf:subject` is an `rdf:Statement`, as RDF 1.1 wants it."""
    heads = (text[text.rfind(b"\n") + 1 :] for text in ntriples.split(_HAS_SUBJECT)[:-1])
    # A space in front of what looks like the property: it stands in a text.
    return ntriples + b"".join(b"%s %s" % (head, _TYPED) for head in heads if b" " not in head)


def to_reifiers(lines: Iterable[str]) -> Iterator[str]:
    """Turn the statement nodes of RDF 1.1 into reifiers of RDF 1.2.

    A node that lacks one of the three parts, or has one of them twice, is no statement of a triple and stays as it is.

    Args:
        lines: in the form and order of `nquads.sorted_triples` or `nquads.sorted_quads`.
    """
    for _, group in groupby(lines, key=lambda line: line[: line.index(" ")]):
        about = list(group)
        if any(terms.SUBJECT in line for line in about):
            about = sorted(line for part in _in_graphs(about) for line in part)
        yield from about


def _in_graphs(lines: list[str]) -> Iterator[list[str]]:
    """Turn a node into a reifier, in each graph for itself."""
    graphs: dict[str, list[str]] = {}
    for line in lines:
        triple, graph = split_graph(line)
        graphs.setdefault(graph, []).append(triple)
    for graph, triples in graphs.items():
        end = f" {graph}" if graph else ""
        pairs = [_pair(triple) for triple in triples]
        found = reified(pairs)
        node = triples[0].partition(" ")[0]
        if found:
            yield [f"{node} {terms.REIFIES} <<( {' '.join(found)} )>>{end}"]
            pairs = _besides(pairs)
        yield [f"{node} {predicate} {value}{end}" for predicate, value in pairs]


def _pair(triple: str) -> tuple[str, str]:
    _, predicate, value = triple.split(" ", 2)
    return predicate, value


def reified(pairs: list[tuple[str, str]]) -> tuple[str, str, str] | None:
    """Give the triple that a node is the statement of, or None.

    Args:
        pairs: the predicates and objects of all that is said of the node, in N-Triples form.
    """
    parts = [pair for pair in pairs if pair[0] in _PARTS]
    by_part = dict(parts)
    if len(parts) != len(_PARTS) or len(by_part) != len(_PARTS):
        return None
    subject, predicate, value = (by_part[part] for part in _PARTS)
    return (subject, predicate, value) if subject[0] in "<_" and predicate[0] == "<" else None


def _besides(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out of what is said of a statement what makes it the statement of its triple."""
    return [pair for pair in pairs if pair[0] not in _PARTS and pair != _CLASS]


def to_nodes(source: str, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Turn the reifiers of RDF 1.2 into statement nodes of RDF 1.1.

    Args:
        source: the name of the file that the quads come from.
        quads: of either version.

    Raises:
        InputError: what RDF 1.1 cannot say: a reifier of several triples, or a triple term in another place.
    """
    seen: dict[tuple[object, object], Triple] = {}
    for quad in quads:
        triple = quad.object
        if type(triple) is not Triple:
            yield quad
            continue
        node, graph = quad.subject, quad.graph_name
        if quad.predicate != _REIFIES or type(triple.object) is Triple:
            raise InputError(
                source,
                f"{node} {quad.predicate} has a triple as its value, which RDF 1.1 has no form for; "
                "say it of a statement instead (<< … ~ <statement> >>)",
            )
        if seen.setdefault((node, graph), triple) != triple:
            raise InputError(
                source, f"{node} reifies several triples, which one statement of RDF 1.1 cannot; name each on its own"
            )
        yield Quad(node, _TYPE, _STATEMENT, graph)
        yield Quad(node, _SUBJECT, triple.subject, graph)
        yield Quad(node, _PREDICATE, triple.predicate, graph)
        yield Quad(node, _OBJECT, triple.object, graph)


def write(triples: Iterable[str], prefixes: Mapping[str, str]) -> str:
    """Write triples as Turtle 1.2, each statement as an annotation of its triple: `s p o ~ :r {| … |}`.

    The statement of a triple that does not itself stand in the graph is written as `<< s p o ~ :r >> …`, which does
    not assert it.

    Args:
        triples: with statement nodes of RDF 1.1, in the form and order of `nquads.sorted_triples`.
        prefixes: prefix -> namespace; only those that are used are declared.

    Returns:
        The document; the same triples give the same text.
    """
    return write_dataset({"": triples}, prefixes)


def write_dataset(graphs: Mapping[str, Iterable[str]], prefixes: Mapping[str, str]) -> str:
    """Write a dataset as TriG 1.2, its graphs in order of their names; otherwise as `write`.

    Args:
        graphs: the graph's term, or "" for the default graph, -> its triples.
        prefixes: as for `write`.
    """
    names = Names(prefixes)
    parts = list(_Writer(names).blocks(graphs.get("", ()), ""))
    for graph in sorted(filter(None, graphs)):
        blocks = "\n".join(_Writer(names).blocks(graphs[graph], "    "))
        parts.append(f"{names[graph]} {{\n{blocks}}}\n")
    return document(names, parts)


class _Writer:
    """Writes the triples of one graph, its statements as annotations."""

    def __init__(self, names: Names) -> None:
        self.names, self.predicates = names, Predicates(names)

    def blocks(self, triples: Iterable[str], indent: str) -> Iterator[str]:
        """Write each subject's triples as one block of text."""
        said: dict[str, list[tuple[str, str]]] = {}
        for line in triples:
            subject, predicate, value = line.split(" ", 2)
            said.setdefault(subject, []).append((predicate, value))
        statements = {node: triple for node, pairs in said.items() if (triple := reified(pairs))}
        standing = {(subject, *pair) for subject, pairs in said.items() for pair in pairs if subject not in statements}
        of_triple: dict[tuple[str, str, str], list[str]] = {}
        for node, triple in statements.items():
            of_triple.setdefault(triple, []).append(node)
        for subject, pairs in said.items():
            if subject not in statements:
                entries = [
                    self.entry(pair, [(node, said[node]) for node in of_triple.get((subject, *pair), ())], indent)
                    for pair in pairs
                ]
                yield f"{indent}{self.names[subject]} {self.joined(entries, indent)} .\n"
            elif statements[subject] not in standing:
                about = self.about(pairs, indent)
                yield f"{indent}{self.unasserted(subject, statements[subject])}{' ' if about else ''}{about} .\n"

    def unasserted(self, node: str, triple: tuple[str, str, str]) -> str:
        """Write a statement of a triple that does not itself stand."""
        s, p, o = triple
        # Oxigraph does not read a text over several lines in this place.
        value = self.names.literal(o, may_be_long=False) if o[0] == '"' else self.names[o]
        return f"<< {self.names[s]} {self.names[p]} {value} ~ {self.names[node]} >>"

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
        return self.joined([f"{self.predicates[p]} {self.names[o]}" for p, o in _besides(pairs)], indent)

    def joined(self, entries: list[str], indent: str) -> str:
        return f" ;\n{indent}    ".join(in_order(entries))
