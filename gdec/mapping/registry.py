"""The registry's graph: plain triples that rest on registry entries with their reasons."""

from __future__ import annotations

from collections.abc import Iterator

from gdec import terms
from gdec.facts.names import Names, Registry, sections
from gdec.rdf.nquads import literal

from .find import triples


def registry_quads(registry: Registry) -> bytes:
    """Map the registry to N-Quads: what its entries say as plain triples, and each entry with its reason."""
    end = f" {registry.graph} .\n"
    return "".join(triple + end for triple in dict.fromkeys(_triples(registry))).encode()


def _triples(registry: Registry) -> Iterator[str]:
    for facts in registry.files:
        for _, subject, predicate, obj, _ in triples(facts, Names(facts, registry)):
            yield f"{subject} {predicate} {obj}"
        for _, section in sections(facts):
            for key, entry in section.items():
                me = registry.entry(key)
                yield f"{me} {terms.TYPE} {terms.REGISTRY_ENTRY_CLASS}"
                yield f"{me} {terms.REGISTERS} {registry.iris[key]}"
                yield f"{me} {terms.REASON} {literal(entry.reason or '')}"
                for article in entry.mentions:
                    yield f"{me} {terms.MENTION} {terms.mint(registry.base, 'article', article)}"
