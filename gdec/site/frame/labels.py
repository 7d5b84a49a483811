"""What things and terms are called, in the language that the site prefers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from gdec import resources, terms
from gdec.site.frame.label import NAMING, Label, chosen
from gdec.store.answer import Solutions
from gdec.store.local import StoreReader

if TYPE_CHECKING:
    from gdec.site.kept.naming import Naming

_FEW = 8
_KEPT = 4096
_FOR_READERS = {
    terms.AGENT: "who",
    terms.ALTERNATE_NAME: "also called",
    terms.AREA_SERVED: "serves",
    terms.AT_EVENT: "at",
    terms.COMPARATOR: "how exact",
    terms.CONTAINED_IN: "lies in",
    terms.HAS_PARTICIPATION: "took part as",
    terms.ORGANIZATION: "organisation",
    terms.PART: "as",
    terms.PARTICIPATION_CLASS: "part played",
    terms.PLACE_TYPE: "kind of place",
    terms.ROLE_NAME: "title",
    terms.SUB_ORGANIZATION_OF: "body within",
    terms.THEME: "theme",
    terms.TOPIC: "topic",
}
"""What pages call terms whose labels, here or in the vocabulary that they are from, only modellers read with ease."""


class Labels:
    """The labels of a store and of the ontology.

    Args:
        reader: the store.
        languages: the preferred language first.
        naming: a table of all labels; where there is none, the store is asked.
    """

    def __init__(self, reader: StoreReader, languages: tuple[str, ...], naming: Naming | None = None) -> None:
        self.reader, self.languages = reader, languages
        self.of = lru_cache(_KEPT)(partial(_looked_up, naming) if naming else self._find)

    def _find(self, iri: str) -> Label:
        """Give the label of a thing or term; the last step of its IRI where it has none."""
        if known := self.terms.get(iri):
            return self.choose(known)
        try:
            node = NamedNode(iri)
        except ValueError:
            return _from_iri(iri)
        # Most of what is named elsewhere is the address of an article, of which nothing is said.
        ways = NAMING if iri.startswith(self.reader.base) or self._is_any(subject=node) else ()
        if found := [(place, label) for place, naming in enumerate(ways) for label in self._plain(node, naming)]:
            return chosen(found, self.languages)
        said = self._said(node)
        return self.choose(said) if said else _from_iri(iri)

    def _is_any(self, **pattern: NamedNode) -> bool:
        return any(True for _ in self.reader.matching(**pattern))

    def _plain(self, node: NamedNode, naming: str) -> list[Label]:
        """Give the labels by a property; each once where many graphs say the same."""
        few = list(islice(self.reader.matching(subject=node, predicate=NamedNode(naming[1:-1])), _FEW))
        if len(few) < _FEW:
            return _labels(quad.object for quad in few)
        answer = self.reader.query(f"SELECT DISTINCT ?o WHERE {{ {node} {naming} ?o }}")
        return _labels(value for (value,) in answer.rows) if isinstance(answer, Solutions) else []

    def _said(self, node: NamedNode) -> list[Label]:
        """Give the labels by which statements name something that is told of no other way: a number that is claimed."""
        if not self._is_any(predicate=NamedNode(terms.SUBJECT[1:-1]), object=node):
            return []
        statement = f"{terms.SUBJECT} {node} ; {terms.PREDICATE} {terms.LABEL} ; {terms.OBJECT} ?label"
        answer = self.reader.query(f"SELECT DISTINCT ?label WHERE {{ ?statement {statement} }}")
        return _labels(value for (value,) in answer.rows) if isinstance(answer, Solutions) else []

    def choose(self, labels: list[Label]) -> Label:
        """Choose among labels that are alike but for their languages."""
        return chosen(((0, label) for label in labels), self.languages)

    @cached_property
    def terms(self) -> dict[str, list[Label]]:
        """What pages call the ontology's terms, and some of others: their labels, where there are no plainer words."""
        found = {term[1:-1]: [Label(text, "en")] for term, text in _FOR_READERS.items()}
        for triple in parse(resources.ontology(), RdfFormat.TURTLE):
            if str(triple.predicate) == terms.LABEL and str(triple.subject) not in _FOR_READERS:
                found.setdefault(str(triple.subject)[1:-1], []).extend(_labels([triple.object]))
        return found


def _labels(values: Iterable[object]) -> list[Label]:
    return [Label(value.value, value.language or "") for value in values if isinstance(value, Literal)]


def _looked_up(naming: Naming, iri: str) -> Label:
    return naming.label(iri) or _from_iri(iri)


def _from_iri(iri: str) -> Label:
    """Give the last step of an IRI in words.

    >>> _from_iri("https://schema.org/startDate"), _from_iri("https://example.org/a/b-c")
    (Label(text='start date', lang=''), Label(text='b-c', lang=''))
    """
    last = unquote(iri.rstrip("/#").replace("#", "/").rpartition("/")[2])
    if last.isascii() and last.isalpha():
        return Label("".join(f" {letter.lower()}" if letter.isupper() else letter for letter in last).strip())
    return Label(last or iri)
