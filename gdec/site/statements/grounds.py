"""What statements rest on, many at once: what they say, how they stand, and the words in their articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.following.names import rows
from gdec.site.frame.site import Site
from gdec.site.reading.values import str_of
from gdec.store.answer import Term


@dataclass(frozen=True, order=True)
class Words:
    """Words of an article: where they stand, and all of them or the first and last."""

    paragraph: int
    start: int
    text: str
    iri: str


@dataclass(frozen=True)
class Ground:
    """A statement; names are IRIs, and empty where there is none.

    Attributes:
        value: the object of its triple, or what was said.
        words: its evidence, in the order of the text.
    """

    iri: str
    subject: str
    predicate: str
    value: Term
    kind: str
    speaker: str
    article: str
    rule: str
    words: tuple[Words, ...]


def grounds(site: Site, statements: Iterable[str]) -> dict[str, Ground]:
    """Fetch statements by their IRIs; one that the store lacks is left out."""
    found: dict[str, dict[str, list[Term]]] = {}
    me = " ".join(str(NamedNode(iri)) for iri in sorted(set(statements)))
    for node, predicate, value in rows(
        site.reader, f"SELECT DISTINCT ?me ?p ?o WHERE {{ VALUES ?me {{ {me} }} ?me {terms.KIND} ?k ; ?p ?o }}"
    ):
        if value is not None:
            found.setdefault(str_of(node), {}).setdefault(str(predicate), []).append(value)
    words = _words(site, [str_of(each) for has in found.values() for each in has.get(terms.EVIDENCE, ())])
    return {iri: _ground(iri, has, words) for iri, has in sorted(found.items())}


def _ground(iri: str, has: dict[str, list[Term]], words: dict[str, Words]) -> Ground:
    def one(name: str) -> str:
        return min(map(str_of, has.get(name, ())), default="")

    value = (has.get(terms.OBJECT) or has.get(terms.CONTENT) or [Literal("")])[0]
    evidence = (words[str_of(each)] for each in has.get(terms.EVIDENCE, ()) if str_of(each) in words)
    return Ground(
        iri=iri,
        subject=one(terms.SUBJECT),
        predicate=one(terms.PREDICATE),
        value=value,
        kind=one(terms.KIND),
        speaker=one(terms.ACCORDING_TO),
        article=one(terms.ARTICLE),
        rule=one(terms.RULE),
        words=tuple(sorted(evidence)),
    )


def _words(site: Site, evidence: Iterable[str]) -> dict[str, Words]:
    me = " ".join(str(NamedNode(iri)) for iri in sorted(set(evidence)))
    found = rows(
        site.reader,
        f"SELECT ?me ?paragraph ?start ?words ?first ?last WHERE {{ VALUES ?me {{ {me} }} "
        f"?me {terms.PARAGRAPH} ?paragraph ; {terms.START} ?start . "
        f"OPTIONAL {{ ?me {terms.WORDS} ?words }} "
        f"OPTIONAL {{ ?me {terms.FIRST_WORDS} ?first ; {terms.LAST_WORDS} ?last }} }}",
    )
    return {
        str_of(iri): Words(
            int(str_of(paragraph)),
            int(str_of(start)),
            str_of(whole) or f"{str_of(first)} … {str_of(last)}",
            str_of(iri),
        )
        for iri, paragraph, start, whole, first, last in found
    }
