"""Write JSON-LD nested by conference: series, their editions, the forums of these and the parts of those.

All else is nested where it is first met, and named by its IRI afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from gdec.rdf import jsonld

REVERSED = {
    "editionOf": "editions",
    "partOf": "parts",
    "atEvent": "participations",
    "launchedAt": "initiatives",
}
"""The context's words for properties that lead up the tree, and the words under which they are written downwards."""

MAX_DEPTH = 40
"""How deep things may be nested; readers, ours among them, refuse JSON that is nested too deep."""

Node: TypeAlias = dict[str, Any]


def write(triples: Iterable[str], context: Mapping[str, Any]) -> str:
    """Write triples as framed JSON-LD 1.1, with a context of its own in the document; nothing is lost.

    Args:
        triples: in the form and order of `nquads.sorted_triples`.
        context: as for `jsonld.write`.

    Returns:
        The document; the same triples and context give the same text.

    Raises:
        GdecError: as `jsonld.write`.
    """
    upward = {up: down for up, down in REVERSED.items() if _is_link(context.get(up))}
    down_words = {down: {"@reverse": context[up]["@id"], "@type": "@id"} for up, down in upward.items()}
    flat = f"[{','.join(jsonld.Writer(context).objects(triples))}]"
    tree = _Tree(json.loads(flat), {**context, **down_words}, upward)
    document = {"@context": tree.context, "@graph": list(tree.roots())}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


class _Tree:
    """Flat objects on their way into a tree."""

    def __init__(self, objects: list[Node], context: Mapping[str, Any], upward: Mapping[str, str]) -> None:
        self.context = context
        words = {meaning: name for name, meaning in context.items() if isinstance(meaning, str)}
        self.id, self.type = (words.get(keyword, keyword) for keyword in ("@id", "@type"))
        self.links = {name for name, meaning in context.items() if _is_link(meaning)}
        self.nodes = {node[self.id]: node for node in objects}
        self.below: dict[str, dict[str, list[str]]] = {}
        self.homed: set[str] = set()
        self.placed: set[str] = set()
        for node in objects:
            for up, down in upward.items():
                self._turn(node, up, down)

    def _turn(self, node: Node, up: str, down: str) -> None:
        """Move links to things above from the node to these things."""
        values = _listed(node.pop(up, []))
        above = [value for value in values if value in self.nodes]
        elsewhere = [value for value in values if value not in self.nodes]
        for value in above:
            self.below.setdefault(value, {}).setdefault(down, []).append(node[self.id])
            self.homed.add(node[self.id])
        if elsewhere:
            node[up] = elsewhere if len(elsewhere) > 1 else elsewhere[0]

    def roots(self) -> Iterator[Node]:
        """Give what stands under nothing else: what has editions or parts first, then what was not met below them."""
        for name in sorted(self.nodes, key=self._rank):
            if name not in self.placed:
                yield self._placed(name, 1)

    def _rank(self, name: str) -> tuple[bool, ...]:
        below = self.below.get(name, {})
        return name in self.homed, "editions" not in below, "parts" not in below

    def _placed(self, name: str, depth: int) -> Node:
        """Give a node with all that is first met in it."""
        self.placed.add(name)
        node = self.nodes[name]
        for key, value in node.items():
            if key not in (self.id, self.type):
                node[key] = self._nested(key, value, depth)
        for down, names in sorted(self.below.get(name, {}).items()):
            node[down] = [self._met(below, depth) if below not in self.placed else below for below in names]
        return node

    def _nested(self, key: str, value: Any, depth: int) -> Any:
        if isinstance(value, list):
            return [self._nested(key, one, depth) for one in value]
        name = value if key in self.links else value.get("@id") if isinstance(value, dict) else None
        if not isinstance(name, str) or name not in self.nodes or name in self.placed or name in self.homed:
            return value
        return self._met(name, depth, value)

    def _met(self, name: str, depth: int, reference: Any = None) -> Any:
        return self._placed(name, depth + 1) if depth < MAX_DEPTH else reference or name


def _is_link(meaning: Any) -> bool:
    return isinstance(meaning, dict) and meaning.get("@type") == "@id"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
