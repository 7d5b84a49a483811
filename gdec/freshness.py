"""What a graph in the store depends on, as digests: they tell whether it must be made anew."""

from __future__ import annotations

from hashlib import sha256

from gdec import __version__, resources


def tools_digest() -> str:
    """Digest all that a graph depends on besides facts and registry: the version, mappers, ontology and shapes."""
    parts = [__version__.encode(), resources.ontology()]
    parts += [text for _, text in resources.shapes(provenance=True)]
    parts += [text for _, text in resources.mappers()]
    return sha256(b"\0".join(parts)).hexdigest()


def common_digest(tools: str, base: str, registry: bytes) -> str:
    """Digest what all articles of a project share: the tools, the base of its names, the quads of its registry."""
    return sha256(tools.encode() + base.encode() + registry).hexdigest()


def article_digest(common: str, data: bytes) -> str:
    """Digest what the graph of one article depends on: what all articles share, and its own facts as received."""
    return sha256(common.encode() + data).hexdigest()
