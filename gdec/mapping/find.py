"""Find the mappers by name: whoever adds a module to mappers/ adds a mapper."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeAlias

from gdec import resources
from gdec.facts.model import SECTIONS, Fact, Facts
from gdec.facts.names import Names

Triple: TypeAlias = tuple[Fact, str, str, str, str | None]
Mapper: TypeAlias = Callable[[str, str, Any, Names], Iterator[Triple]]


@cache
def mappers() -> dict[str, Mapper]:
    """Give the mapper of each section of a facts file."""
    found: dict[str, Mapper] = {}
    for name, _ in resources.mappers():
        if name != "__init__.py":
            module = importlib.import_module(f"gdec.mappers.{name.removesuffix('.py')}")
            found |= dict.fromkeys(module.SECTIONS, getattr(module, "triples", None))
    return found


def triples(facts: Facts, names: Names) -> Iterator[Triple]:
    """Run the mappers over a facts file, section by section in the format's order.

    Yields:
        `(fact, subject, predicate, object, rule)` with terms in N-Triples form, and `rule` where the triple
        rests on its fact by a structural rule.
    """
    known = mappers()
    if facts.article:
        yield from known["article"]("article", facts.article.id, facts.article, names)
    for name in SECTIONS:
        section = getattr(facts, name)
        if section:
            mapper = known[name]
            for key, entry in section.items():
                yield from mapper(name, key, entry, names)
