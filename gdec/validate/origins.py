"""Where the triples of facts come from: the entry, the key and the value of a YAML file, or of a line of JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from gdec.errors import GdecError
from gdec.facts.model import Fact, Facts
from gdec.facts.names import Names, sections
from gdec.facts.nodes import Document, Mapping, Node, Scalar, Sequence, compose
from gdec.facts.sources import Source
from gdec.facts.walk import structs_of
from gdec.mapping.find import triples
from gdec.rdf.nquads import literal
from gdec.validate.json_places import readable
from gdec.validate.places import Places, Ruler, Where

_VALUES = ("is", "title", "content", "exactly", "more_than", "at_least", "about", "several", "of", "in")


def add_facts(places: Places, facts: Facts, names: Names, source: Source) -> None:
    """Note where the triples of one facts file come from.

    Args:
        places: the index to add to.
        facts: the file, of an article or of the registry.
        names: the names that hold for it.
        source: the bytes that it was read from.
    """
    file, name = _File(facts, source), str(source.path)
    if facts.article:
        places.add_thing(name, f"<{names.article}>", file.key(facts.article))
    for _, section in sections(facts):
        for key, entry in section.items():
            places.add_thing(name, names.iri[key], file.key(entry))
    for fact, s, p, o, _ in triples(facts, names):
        where = file.key(fact)
        places.add(name, (s, p, o), (where, where, file.value(fact, o, names)))


class _File:
    """The tree of a file beside the structs that were read from it."""

    def __init__(self, facts: Facts, source: Source) -> None:
        self.row = source.line
        self.paths = {id(found.struct): found.path for found in structs_of(facts)}
        self.document = _document(source)
        self.ruler = Ruler(self.document.text) if self.document else None

    def key(self, struct: Struct) -> Where:
        """Give the place of an entry or a fact: of its key, or of its dash."""
        return self.place(struct, self.nodes(struct)[0])

    def value(self, fact: Fact, obj: str, names: Names) -> Where:
        """Give the place of the value that gave a triple its object."""
        node = self.nodes(fact)[1]
        if isinstance(node, Mapping):
            node = _field(node, obj, names)
        return self.place(fact, node)

    def nodes(self, struct: Struct) -> tuple[Node | None, Node | None]:
        """Give the nodes of a struct, of its key and of its value."""
        path = self.paths.get(id(struct))
        return _follow(self.document.root, path) if self.document and path else (None, None)

    def place(self, struct: Struct, node: Node | None) -> Where:
        """Give the place of a node of a struct; the struct's line alone where there is none."""
        line: int = getattr(struct, "line", 0)
        if not node or not self.ruler:
            return line, 0
        row, column = self.ruler.at(node.start)
        return self.row or row, column


def _document(source: Source) -> Document | None:
    """Compose the tree of a file, or of a line of JSON; None for JSON that is no YAML, whose lines must do."""
    try:
        data = readable(source.data.decode()).encode() if source.line else source.data
        return compose(str(source.path), data)
    except GdecError:
        return None


def _follow(node: Node, path: tuple[str, ...]) -> tuple[Node | None, Node | None]:
    """Go down a path, and give the key and the value that it ends at."""
    key: Node | None = None
    for step in path:
        if isinstance(node, Mapping) and step in node.pairs:
            key, node = node.pairs[step]
        elif isinstance(node, Sequence) and step.isdecimal() and int(step) < len(node.items):
            key = node = node.items[int(step)]
        else:
            return None, None
    return key, node


def _field(fact: Mapping, obj: str, names: Names) -> Node:
    """Find the value of a fact that a triple's object was made of."""
    scalars = dict(_scalars(fact))
    for text, node in scalars.values():
        if names.iri.get(text) == obj or obj.startswith(literal(text)):
            return node
    return next((scalars[name][1] for name in _VALUES if name in scalars), fact)


def _scalars(fact: Mapping) -> Iterator[tuple[str, tuple[str, Scalar]]]:
    for name, pair in fact.pairs.items():
        if isinstance(pair.value, Scalar) and name not in ("words", "sha256", "kind", "rule", "speaker"):
            yield name, (pair.value.value, pair.value)
