"""What to write instead: the nearest right value for what a result blames, where the shapes and the data tell one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import get_close_matches
from functools import cache, cached_property
from itertools import islice

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from gdec.shacl.graph import Graph
from gdec.shacl.vocabulary import RDF_TYPE, RDFS_SUBCLASS, Node, Term, sh
from gdec.validate.dates import mend
from gdec.validate.report import Report, Result
from gdec.validate.rewriting import in_datatype, in_pattern
from gdec.validate.text import shown

_MOST = 20_000
"""Among how many things the nearest is looked for."""
_quad = re.compile(r"[^\s]+ (<[^>]*>) (.+?)(?: <[^>\s]*>)? \.")
_tail = re.compile(r"[^/#:]+(?=[/#]?$)")


def advise(report: Report, shapes: bytes, data: bytes, classes: bytes = b"") -> Report:
    """Give the report with a hint for each result where one can be told. A report without results costs nothing.

    Args:
        report: what was found.
        shapes: the shapes graph, as N-Quads.
        data: the data that was checked, as N-Quads.
        classes: what else is known of subclasses, as N-Quads.
    """
    if not report.results:
        return report
    things = {term for one in report.results for term in (one.focus, one.value)}
    adviser = _Adviser(Graph(pyoxigraph.parse(shapes, RdfFormat.N_QUADS)), data, classes, things)
    advised = (replace(one, hint=adviser.hint(one), beside=adviser.beside(one)) for one in report.results)
    return replace(report, results=tuple(advised))


class _Adviser:
    def __init__(self, shapes: Graph, data: bytes, classes: bytes, things: set[str]) -> None:
        self.shapes, self.data, self.axioms, self.things = shapes, data, classes, things
        self.instances = cache(self._instances)

    def hint(self, one: Result) -> str:
        """Give the hint for a result, or nothing."""
        advice = _ADVICE.get(one.component.removesuffix("ConstraintComponent"))
        shape = _term(one.shape)
        return advice(self, one, shape) if advice and isinstance(shape, NamedNode | BlankNode) else ""

    def misnamed(self, one: Result, shape: Node) -> str:
        """Advise on a value of a wrong class: another thing of that class, or what the value is."""
        known = [thing for cls in self.shapes.objects(shape, sh("class")) for thing in self.instances(cls)]
        if one.value in known or one.value.startswith("_:"):
            return ""
        if types := sorted(self.objects(one.value, str(RDF_TYPE))):
            return f"{shown(one.value)} is a {shown(types[0])}"
        return did_you_mean(one.value, known)

    def not_among(self, one: Result, shape: Node) -> str:
        """Advise on a value that is not in a list: its nearest member."""
        heads = self.shapes.objects(shape, sh("in"))
        return did_you_mean(one.value, [str(term) for head in heads for term in self.shapes.members(head)])

    def ill_typed(self, one: Result, shape: Node) -> str:
        """Advise on a value of a wrong datatype: the same in the right one."""
        value = _term(one.value)
        wanted = self.shapes.objects(shape, sh("datatype"))
        return _write(in_datatype(value, wanted[0])) if wanted and isinstance(value, Literal) else ""

    def ill_formed(self, one: Result, shape: Node) -> str:
        """Advise on a text that does not match: the same, written otherwise."""
        value = _term(one.value)
        pattern, flags = (self.shapes.objects(shape, sh(name)) for name in ("pattern", "flags"))
        if not isinstance(value, Literal) or len(pattern) != 1:
            return ""
        right = in_pattern(value, pattern[0].value, flags[0].value if flags else "")
        return self.ill_typed(one, shape) or _write(right)

    def in_no_language(self, one: Result, shape: Node) -> str:
        """Advise on a text in a wrong language or in none: a tag that is allowed."""
        value = _term(one.value)
        heads = self.shapes.objects(shape, sh("languageIn"))
        tags = [term.value for head in heads for term in self.shapes.members(head)]
        if not isinstance(value, Literal) or not tags:
            return ""
        near = get_close_matches((value.language or "").lower(), [tag.lower() for tag in tags], 1) or tags
        return _write(str(Literal(value.value, language=near[0])))

    def of_wrong_kind(self, one: Result, shape: Node) -> str:
        """Advise on a text where a thing is wanted, or the other way round."""
        value, kinds = _term(one.value), [kind.value for kind in self.shapes.objects(shape, sh("nodeKind"))]
        if isinstance(value, Literal) and re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", value.value):
            return _write(f"<{value.value}>") if any("IRI" in kind for kind in kinds) else ""
        return _write(str(Literal(value.value))) if isinstance(value, NamedNode) else ""

    def missing(self, one: Result, _shape: Node) -> str:
        """Advise on a missing value: a predicate of the thing that is nearly the one wanted."""
        if len(one.predicates) != 1:
            return ""
        there = {predicate for predicate, _ in self.said(one.focus)} - set(one.predicates)
        near = _nearest(one.predicates[0], there, 0.8)
        return f"it has {shown(near)}; write {shown(one.predicates[0])}" if near else ""

    def too_many(self, one: Result, _shape: Node) -> str:
        """Advise on too many values: which there are."""
        values = self._values(one)
        told = ", ".join(map(shown, values[:5])) + (", …" if len(values) > 5 else "")
        return f"there are {told}" if len(values) > 1 else ""

    def _values(self, one: Result) -> list[str]:
        """Give the values of the one predicate that a result is about."""
        return sorted(self.objects(one.focus, one.predicates[0])) if len(one.predicates) == 1 else []

    def unknown(self, one: Result, shape: Node) -> str:
        """Advise on a predicate that a closed shape does not know: the nearest that it knows."""
        properties = self.shapes.objects(shape, sh("property"))
        known = {str(path) for each in properties for path in self.shapes.objects(each, sh("path"))}
        return did_you_mean(one.predicates[0], known) if len(one.predicates) == 1 else ""

    def absent(self, _one: Result, shape: Node) -> str:
        """Advise on a value that must be there."""
        return next((f"add {shown(str(value))}" for value in self.shapes.objects(shape, sh("hasValue"))), "")

    def of_no_kind(self, one: Result, shape: Node) -> str:
        """Advise on a value that fits none of several shapes: the first advice that one of them gives."""
        heads = [head for name in ("or", "xone") for head in self.shapes.objects(shape, sh(name))]
        members = (term for head in heads for term in self.shapes.members(head))
        nodes = [term for term in members if isinstance(term, NamedNode | BlankNode)]
        advice = (_ADVICE[name](self, one, node) for node in nodes for name in ("Datatype", "Class", "In"))
        return next(filter(None, advice), "")

    def compared(self, one: Result, shape: Node) -> str:
        """Advise on a value that a query holds against others of the thing: what these are, and which to write."""
        others = [told for told, _, _ in self.beside(one)]
        once = {path: value for path, value in self.said(one.focus) if len(self.objects(one.focus, path)) == 1}
        return "; ".join(filter(None, [*others, mend(str(shape), once)]))

    def beside(self, one: Result) -> tuple[tuple[str, str, str], ...]:
        """Give the values that a query holds a value against, or that are too many: as told, predicate, and value."""
        if one.component == "MaxCountConstraintComponent":
            values = self._values(one)
            return tuple((shown(value), one.predicates[0], value) for value in values) if len(values) <= 5 else ()
        shape = _term(one.shape)
        if one.component != "SPARQLConstraintComponent" or not isinstance(shape, NamedNode | BlankNode):
            return ()
        constraints = self.shapes.objects(shape, sh("sparql"))
        queries = [query.value for each in constraints for query in self.shapes.objects(each, sh("select"))]
        known = sorted({(shown(path), path, value) for path, value in self.said(one.focus)} if queries else ())
        others = [
            (f"{name} is {shown(value)}", path, value)
            for name, path, value in known
            if path not in one.predicates and any(re.search(rf"{re.escape(name)}\b", query) for query in queries)
        ]
        return tuple(others) if len(others) < 5 else ()

    def said(self, thing: str) -> list[tuple[str, str]]:
        """Give the predicates and objects of a thing in the report, as terms in N-Triples form."""
        return self._said.get(thing.encode(), [])

    @cached_property
    def _said(self) -> dict[bytes, list[tuple[str, str]]]:
        """What the data says of the things in the report, read once for all of them."""
        said: dict[bytes, list[tuple[str, str]]] = {thing.encode(): [] for thing in self.things}
        for line in self.data.split(b"\n"):
            about = said.get(line[: line.find(b" ")])
            if about is not None and (found := _quad.fullmatch(line.decode())):
                about.append((found[1], found[2]))
        return said

    @cached_property
    def classes(self) -> Graph:
        """What is known of subclasses."""
        axioms = rb"^[^\s]+ " + re.escape(str(RDFS_SUBCLASS).encode()) + rb" .+\n"
        quads = b"".join(re.findall(axioms, self.data, re.MULTILINE)) + self.axioms
        return Graph(pyoxigraph.parse(quads, RdfFormat.N_QUADS))

    def objects(self, thing: str, predicate: str) -> set[str]:
        """Give the objects of a thing and a predicate."""
        return {value for path, value in self.said(thing) if path == predicate}

    def _instances(self, cls: Term) -> list[str]:
        names = b"|".join(re.escape(str(each).encode()) for each in self.classes.subclasses(cls))
        line = rb"^(<[^>]*>) " + re.escape(str(RDF_TYPE).encode()) + rb" (?:" + names + rb") "
        found = re.finditer(line, self.data, re.MULTILINE)
        return list(dict.fromkeys(each[1].decode() for each in islice(found, _MOST)))


_ADVICE: dict[str, Callable[[_Adviser, Result, Node], str]] = {
    "Class": _Adviser.misnamed,
    "Closed": _Adviser.unknown,
    **dict.fromkeys(("Datatype", "MaxExclusive", "MaxInclusive", "MinExclusive", "MinInclusive"), _Adviser.ill_typed),
    "HasValue": _Adviser.absent,
    "In": _Adviser.not_among,
    "LanguageIn": _Adviser.in_no_language,
    "MaxCount": _Adviser.too_many,
    "MinCount": _Adviser.missing,
    "NodeKind": _Adviser.of_wrong_kind,
    "Or": _Adviser.of_no_kind,
    "Pattern": _Adviser.ill_formed,
    "SPARQL": _Adviser.compared,
    "Xone": _Adviser.of_no_kind,
}


def _term(text: str) -> Term:
    """Read a term in N-Triples form."""
    if text.startswith("_:"):
        return BlankNode(text[2:])
    if not text:
        return Literal("")
    line = f"<urn:x> <urn:x> {text} ."
    term: Term = next(iter(pyoxigraph.parse(line, RdfFormat.N_TRIPLES))).object
    return term


def _words(term: str) -> str:
    """Give what of a term a person may have misspelt: the end of an IRI, or a text as such an end is written."""
    if term.startswith("<"):
        found = _tail.search(term[1:-1])
        return found[0].casefold() if found else term
    value = _term(term)
    return re.sub(r"\s+", "-", value.value.strip()).casefold()


def _nearest(term: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Give the known term whose words are nearest to those of another, or nothing."""
    by_words = {_words(each): each for each in sorted(known, reverse=True)}
    near = get_close_matches(_words(term), by_words, 1, cutoff)
    return by_words[near[0]] if near else ""


def did_you_mean(term: str, known: Iterable[str]) -> str:
    """Give the hint for a misspelt term in N-Triples form, or nothing where no known one is near."""
    near = _nearest(term, known)
    return f"did you mean {shown(near)}?" if near else ""


def _write(term: str) -> str:
    return f"write {shown(term)}" if term else ""
