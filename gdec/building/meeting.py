"""Where articles meet: the things that several speak of, and those that they give one property several values."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import NamedNode

from gdec import terms
from gdec.building.recalling import Recalled, digest
from gdec.disagreement.find import SINGLE_VALUED
from gdec.store.changing import Change

_single_valued = frozenset(term.encode() for term in SINGLE_VALUED)
_parts = {term.encode(): place for place, term in enumerate((terms.SUBJECT, terms.PREDICATE, terms.OBJECT))}


class Told(NamedTuple):
    """What the graph of an article tells that others may tell, too.

    Attributes:
        things: IRIs of the things that it says something of.
        values: for each statement of a property that has one value the IRI of its subject, a digest of subject,
            property and language, a digest of the value, and its own IRI.
    """

    things: tuple[bytes, ...] = ()
    values: tuple[tuple[bytes, bytes, bytes, bytes], ...] = ()


def told(quads: bytes) -> Told:
    """Read what a graph tells from its quads, N-Quads as Oxigraph or our mapping writes them."""
    things: dict[bytes, None] = {}
    statements: dict[bytes, list[bytes]] = {}
    for line in quads.splitlines():
        node, predicate, rest = line.split(b" ", 2)
        if b"#" not in node:
            things[node[1:-1]] = None
        elif (place := _parts.get(predicate)) is not None:
            statements.setdefault(node, [b"", b"", b""])[place] = rest.rsplit(b" ", 2)[0]
    values = (
        (subject[1:-1], digest(subject + name + _language(value)), digest(value), node[1:-1])
        for node, (subject, name, value) in statements.items()
        if name in _single_valued
    )
    return Told(tuple(things), tuple(values))


def _language(value: bytes) -> bytes:
    """Give the language of a literal: names in two languages are two properties."""
    tail = value.rpartition(b'"')[2]
    return tail.lower() if tail.startswith(b"@") else b""


class Meeting:
    """Where the articles of a build meet each other, and those of the version before; of most things only digests stay.

    Args:
        step: the next version of the store, if graphs of the version before that are not noted stay in it.

    Attributes:
        shared: the things that graphs which were noted speak of, and others too.
        divided: the things that the graphs which were noted give several values of a property that has one.
        recalled: what the statements of these graphs say; nothing where a version before is asked.
    """

    def __init__(self, step: Change | None) -> None:
        self._step = step
        self._things: set[bytes] = set()
        self._values: dict[bytes, bytes] = {}
        self.shared: set[str] = set()
        self.divided: set[str] = set()
        self.recalled = Recalled()

    def note(self, graph: str, tells: Told) -> None:
        """Note what a graph tells; each graph is noted once."""
        for thing in tells.things:
            name = digest(thing)
            if name in self._things or self._is_elsewhere(thing.decode(), graph):
                self.shared.add(thing.decode())
            self._things.add(name)
        if self._step is None:
            self.recalled.keep(graph, tells.values)
        for subject, name, value, _ in tells.values:
            if self._values.setdefault(name, value) != value:
                self.divided.add(subject.decode())

    def _is_elsewhere(self, thing: str, graph: str) -> bool:
        if self._step is None or self._step.old_store is None:
            return False
        said = self._step.old_store.quads_for_pattern(NamedNode(thing), None, None, None)
        return any(quad.graph_name != NamedNode(graph) for quad in said)
