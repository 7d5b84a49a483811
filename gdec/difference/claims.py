"""What came and went of that which articles tell as somebody's words, and which stands in no plain triple."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple

from gdec import terms

_PARTS = (terms.SUBJECT, terms.PREDICATE, terms.OBJECT, terms.CONTENT, terms.KIND, terms.ACCORDING_TO)


class Claim(NamedTuple):
    """What a statement says that does not stand plainly: attributed, intended, hoped or evaluated.

    Attributes:
        triple: what it says; of what it gives only the content of, its speaker has that, or its article.
        kind: how it stands.
    """

    triple: Triple
    kind: NamedNode


def claims(lines: Iterable[str]) -> set[Claim]:
    """Give what the statements claim that have all their quads among some.

    Args:
        lines: quads in N-Quads, without the final full stop.
    """
    parts: dict[str, dict[str, str]] = {}
    for line in lines:
        subject, predicate, value = line.split(" ", 2)
        if predicate in _PARTS:
            parts.setdefault(subject, {})[predicate] = value
    found = (_claim(me, has) for me, has in parts.items() if has.get(terms.KIND, "").partition(" ")[0] in _CLAIMING)
    return {claim for claim in found if claim}


def _claim(me: str, has: dict[str, str]) -> Claim | None:
    """Read a claim from the parts of a statement, each with its graph; none where some are missing."""
    if terms.CONTENT in has:
        article = f"{me.partition('#')[0].removesuffix('>')}>"
        said = f"{_bare(has.get(terms.ACCORDING_TO, article))} {terms.CONTENT} {has[terms.CONTENT]}"
    elif terms.SUBJECT in has and terms.PREDICATE in has and terms.OBJECT in has:
        said = f"{_bare(has[terms.SUBJECT])} {_bare(has[terms.PREDICATE])} {has[terms.OBJECT]}"
    else:
        return None
    (quad,) = pyoxigraph.parse(f"{said} .\n", RdfFormat.N_QUADS)
    return Claim(quad.triple, NamedNode(_bare(has[terms.KIND])[1:-1]))


def _bare(value: str) -> str:
    """Give an IRI or a blank node without the graph behind it."""
    return value.partition(" ")[0]


_CLAIMING = frozenset(terms.KINDS.values()) - terms.PASSING
