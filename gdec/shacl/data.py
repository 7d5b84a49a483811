"""The data that is checked: a store in which every literal can be told from every other, as it was written.

Oxigraph's store keeps values, not texts: `"1.10"^^xsd:decimal` and `"1.1"^^xsd:decimal` become one term, `xsd:byte`
becomes `xsd:integer`. A literal that the store would change is therefore kept as a literal of a datatype of our own,
which holds it as text; comparisons of values turn it back. Most data has none, and pays nothing. Language tags are the
same in capitals and small letters; the parser itself writes them small.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from gdec.aside import Aside
from gdec.shacl.triples import Triples
from gdec.shacl.vocabulary import PREFIX_OF_FUNCTIONS, XSD, Node, Term

KEPT = NamedNode(f"{PREFIX_OF_FUNCTIONS}as-written")
"""The datatype of literals that the store would change."""

_graph_names = re.compile(rb"^([^\s]+ [^\s]+ .+) (?:<[^<>]*>|_:[^\s]+) \.$", re.MULTILINE)
_typed = re.compile(rb'"([^"\n]*)"\^\^<' + re.escape(XSD).encode() + rb"(\w+)>")
_SURELY_KEPT = {
    "integer": re.compile(r"0|-?[1-9]\d{0,16}"),
    "boolean": re.compile("true|false"),
    "date": re.compile(r"[12]\d{3}-\d\d-\d\d"),
    "gYear": re.compile(r"[12]\d{3}"),
    "gYearMonth": re.compile(r"[12]\d{3}-\d\d"),
    "dateTime": re.compile(r"[12]\d{3}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\dZ?"),
    "time": re.compile(r"(?:[01]\d|2[0-3]):\d\d:\d\dZ?"),
    "decimal": re.compile(r"-?(?:0|[1-9]\d{0,9})\.\d{0,5}[1-9]"),
    "string": re.compile(".*", re.DOTALL),
    "anyURI": re.compile(".*", re.DOTALL),
}


class Data:
    """What is checked.

    Attributes:
        store: all triples, changed literals as `KEPT`.
        plain: the same with literals as Oxigraph keeps them, for the queries that shapes bring along.
        is_plain: whether the two are one.
        is_union: whether the named graphs of the store belong to the data too.
        beside: what is known of classes, and is not in the store.
        triples: those of the store, to be walked in.
        plain_triples: those of the store with literals as Oxigraph keeps them.
    """

    def __init__(
        self,
        store: Store,
        plain: Store,
        *,
        is_union: bool = False,
        beside: Collection[Quad] = (),
        triples: tuple[Triples, Triples] | None = None,
    ) -> None:
        self.store, self.plain, self.is_plain, self.is_union = store, plain, store is plain, is_union
        self.beside = beside
        self.triples, self.plain_triples = triples or (Triples(store), Triples(plain))

    def quads(self, predicate: NamedNode, value: Node | None = None) -> Iterator[Quad]:
        """Give the triples of the data with a predicate and, where one is named, a value."""
        yield from self.store.quads_for_pattern(None, predicate, value, None if self.is_union else DefaultGraph())
        yield from (quad for quad in self.beside if quad.predicate == predicate and value in (None, quad.object))


def load(source: bytes | Iterable[Quad] | Store, ontology: bytes | Iterable[Quad] | None = None) -> Data:
    """Load data, all its graphs as one.

    Args:
        source: N-Quads, quads, or a store. A store with nothing beside it is used where it stands: it has already
            changed some literals, and a query of a shape sees a triple once for each of its graphs.
        ontology: N-Quads or quads to be seen beside the data, as for the classes above a class.
    """
    if isinstance(source, Store) and ontology is None:
        return Data(source, source, is_union=True)
    # The parts stay apart: joined, the data would lie in memory once more.
    quads = [_bytes(part) for part in ((source,) if ontology is None else (source, ontology))]
    changes = Aside(lambda: any(map(_changed, quads)))
    plain = _store(quads)
    if not changes.result():
        return Data(plain, plain)
    store = Store()
    every = chain.from_iterable(parse(part, RdfFormat.N_QUADS) for part in quads)
    store.bulk_extend(Quad(q.subject, q.predicate, kept(q.object)) for q in every)
    return Data(store, plain)


def _bytes(source: bytes | Iterable[Quad] | Store) -> bytes:
    if isinstance(source, bytes):
        return source if source.endswith(b"\n") or not source else source + b"\n"
    if isinstance(source, Store):
        return source.dump(format=RdfFormat.N_QUADS) or b""
    return serialize(source, format=RdfFormat.N_QUADS) or b""


def _store(quads: list[bytes]) -> Store:
    if not any(map(_has_blanks, quads)):
        try:
            store = Store()
            for part in quads:
                _load_triples(store, part)
        except SyntaxError:  # spaces where N-Quads allows them, but nobody writes them
            pass
        else:
            return store
    # Loading as above gives blank nodes new names, and a report must use those of the data.
    store = Store()
    for part in quads:
        store.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in parse(part, RdfFormat.N_QUADS))
    return store


def _has_blanks(quads: bytes) -> bool:
    return quads.startswith(b"_:") or b"\n_:" in quads or b"> _:" in quads


def _load_triples(store: Store, quads: bytes) -> None:
    """Load N-Quads without the names of their graphs; to look for those takes a third as long as to load."""
    if not _graph_names.match(quads):
        try:
            store.bulk_load(quads, RdfFormat.N_TRIPLES)
        except SyntaxError:  # some are named further down; what was loaded until there is loaded again, and is the same
            pass
        else:
            return
    store.bulk_load(_graph_names.sub(rb"\1 .", quads), RdfFormat.N_TRIPLES)


def _changed(quads: bytes) -> bool:
    literals = {found.groups() for found in _typed.finditer(quads)}
    return any(b"\\" in text or not is_kept(text.decode(), kind.decode()) for text, kind in literals)


@lru_cache(maxsize=65536)
def is_kept(text: str, kind: str) -> bool:
    """Whether the store gives a literal back as it was written; `kind` is the name of an XML Schema datatype."""
    form = _SURELY_KEPT.get(kind)
    if form and form.fullmatch(text):
        return True
    literal = Literal(text, datatype=NamedNode(XSD + kind))
    return stored(literal) == literal


@lru_cache(maxsize=65536)
def stored(term: Term) -> Term:
    """Give a term as a store gives it back."""
    store = Store()
    store.add(Quad(BlankNode(), KEPT, term, DefaultGraph()))
    value = next(iter(store)).object
    return term if isinstance(value, Triple) else value


def kept(term: Term) -> Term:
    """Give the term that stands for another in a store, so that no two become one."""
    if not isinstance(term, Literal) or term.language or not term.datatype.value.startswith(XSD):
        return term
    kind = term.datatype.value.removeprefix(XSD)
    return term if is_kept(term.value, kind) else Literal(f"{kind} {term.value}", datatype=KEPT)


def written(term: Term) -> Term:
    """Give the term that one of a store stands for."""
    if not isinstance(term, Literal) or term.datatype != KEPT:
        return term
    kind, _, text = term.value.partition(" ")
    return Literal(text, datatype=NamedNode(XSD + kind))
