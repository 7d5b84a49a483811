"""Name blank nodes by what is said of them, so that the same said twice is equal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Triple

from gdec.errors import GdecError

MOST = 2000
"""How many quads one knot of blank nodes may have. A hostile knot of fewer takes exponential time all the same."""


def is_blank(quad: Quad) -> bool:
    """Tell that a quad speaks of a blank node."""
    return bool(_blanks(quad))


def named_by_meaning(quads: Iterable[Quad]) -> frozenset[str]:
    """Give quads with blank nodes as texts in which equal knots of blank nodes have equal names.

    Nodes that are bound to each other are canonicalised together by RDFC-1.0 (RDF Dataset Canonicalization, W3C
    2024), and named by the digest of their canonical form. So a change in one knot leaves the names in others alone.

    Raises:
        GdecError: a knot is too large.
    """
    return frozenset(line for knot in _knots(list(quads)) for line in _named(knot))


def _named(knot: list[Quad]) -> list[str]:
    if len(knot) > MOST:
        raise GdecError(f"{len(knot):,} quads hang together by blank nodes; give the nodes IRIs to have them compared")
    canonical = Dataset(knot)
    canonical.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    digest = sha256("\n".join(sorted(map(str, canonical))).encode()).hexdigest()[:16]
    return [str(Quad(*(_renamed(term, f"b{digest}n") for term in quad))) for quad in canonical]


def _renamed(term: Any, prefix: str) -> Any:
    if isinstance(term, BlankNode):
        return BlankNode(prefix + term.value.removeprefix("c14n"))
    return Triple(*(_renamed(each, prefix) for each in term)) if isinstance(term, Triple) else term


def _knots(quads: list[Quad]) -> Iterable[list[Quad]]:
    """Divide quads into those that hang together by blank nodes (union-find)."""
    parent: dict[BlankNode, BlankNode] = {}

    def root(node: BlankNode) -> BlankNode:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for quad in quads:
        first, *others = _blanks(quad)
        for other in others:
            parent[root(other)] = root(first)
    knots: dict[BlankNode, list[Quad]] = defaultdict(list)
    for quad in quads:
        knots[root(_blanks(quad)[0])].append(quad)
    return knots.values()


def _blanks(quad: Quad | Triple) -> list[BlankNode]:
    found = [term for term in quad if isinstance(term, BlankNode)]
    return found + [node for term in quad if isinstance(term, Triple) for node in _blanks(term)]
