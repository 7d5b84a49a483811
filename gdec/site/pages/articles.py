"""Articles as their pages show them: every statement below the words that it rests on, in the order of reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from markupsafe import Markup, escape

from gdec import terms
from gdec.site.apart.again import class_of
from gdec.site.frame.html import html
from gdec.site.reading.graphs import Graph, Node
from gdec.site.reading.quoting import Quote
from gdec.site.reading.values import first, iri_of
from gdec.site.statements.shown import Unknown
from gdec.site.statements.standing import Name, Telling, is_structural

_UNSHOWN = frozenset({terms.TYPE, terms.LABEL, terms.HEADLINE, terms.URL, terms.RETRACTED_ON, terms.RETRACTION_REASON})
_OF_TEXT = frozenset({terms.EXTRACTOR, terms.SHA256})
"""How the text was taken in, which tells programs more than readers."""
_NONE = ("",)
SHARE = 0.5
"""The share of an article's words that its page shows from a copy at the most."""


class Said(NamedTuple):
    """A statement as it stands on the page of its article.

    Attributes:
        by_rule: it follows by a rule of the mappers, and no author wrote it down.
        id: the fragment of its IRI, as HTML.
        property: what its property is called, or an empty text where it has content.
        told: its triple or its content, as HTML.
        source: its kind, speaker, rule, what it is about and rests on, as HTML.
    """

    by_rule: bool
    id: Markup
    property: str
    told: Markup
    source: Markup


class Passage(NamedTuple):
    """Words of the article with the statements that rest on them; there is no quote for statements without words."""

    id: Markup
    paragraph: int
    quote: Quote | None
    words: Markup | None
    statements: tuple[Said, ...]

    @property
    def number(self) -> int:
        """How many statements rest on them."""
        return len(self.statements)


@dataclass
class Article:
    """An article as its page shows it.

    Attributes:
        iri: its IRI.
        name: its headline.
        facts: what is known of it: property and values.
        of_text: how its text was taken in, in the same form.
        address: its web address, or an empty text.
        retracted: the day on which it was retracted, and why.
        sentences: the path of the page that accounts for its sentences, where there is a copy of it.
        passages: its words with their statements.
        things: the things that it speaks of.
    """

    iri: str
    page: str
    name: Name
    plain: Node
    facts: list[tuple[Name, tuple[Name, ...]]] = field(default_factory=list)
    of_text: list[tuple[Name, tuple[Name, ...]]] = field(default_factory=list)
    address: str = ""
    retracted: tuple[str, str] = ("", "")
    sentences: str = ""
    passages: list[Passage] = field(default_factory=list)
    unknowns: list[tuple[Markup, Name, Unknown]] = field(default_factory=list)
    things: list[str] = field(default_factory=list)

    @cached_property
    def paragraphs(self) -> list[tuple[int, list[Passage]]]:
        """The passages that have words, by paragraph."""
        number = attrgetter("paragraph")
        worded = sorted((passage for passage in self.passages if passage.quote), key=number)
        return [(paragraph, list(passages)) for paragraph, passages in groupby(worded, number)]

    @cached_property
    def wordless(self) -> list[Passage]:
        """The passage of the statements without words, if there are any."""
        return [passage for passage in self.passages if not passage.quote]


class Reader:
    """Reads what one article's graph says.

    Args:
        telling: tells of statements on the article's page.
        iri: the article.
        graph: its graph.
    """

    def __init__(self, telling: Telling, iri: str, graph: Graph) -> None:
        self.telling, self.iri, self.graph = telling, iri, graph
        self.term = f"<{iri}>"

    def read(self) -> Article:
        """Read the article."""
        nodes, telling = self.graph.nodes, self.telling
        plain = nodes.get(self.term, {})
        name = telling.name(self.iri) if terms.HEADLINE in plain else telling.names.source(self.iri).name
        article = Article(self.iri, telling.page, name, plain)
        article.address = first(plain, terms.URL)
        article.retracted = first(plain, terms.RETRACTED_ON), first(plain, terms.RETRACTION_REASON)
        if telling.quoting.has(first(plain, terms.SHA256)):
            article.sentences = telling.page.replace("article/", "coverage/", 1)
        for predicate, values in sorted(plain.items()):
            if predicate not in _UNSHOWN:
                told = article.of_text if predicate in _OF_TEXT else article.facts
                told.append((telling.name(iri_of(predicate)), tuple(map(telling.value, sorted(values)))))
        article.passages = self.passages(plain)
        article.unknowns = [self._unknown(term, node) for term, node in sorted(nodes.items()) if terms.QUESTION in node]
        article.things = self.things()
        return article

    def things(self) -> list[str]:
        """Name the things that the article speaks of, sorted; an article that it takes the place of is none."""
        spoken_of = {
            iri_of(term) for by_thing in self.graph.speaking_of.values() for term in by_thing if term[0] == "<"
        }
        return sorted(iri for iri in spoken_of if self.telling.site.is_thing(iri) and class_of(iri) != "article")

    def passages(self, plain: Node) -> list[Passage]:
        """Give the article's words in the order of reading, each with its statements; last those without words."""
        nodes, telling = self.graph.nodes, self.telling
        by_evidence: dict[str, list[str]] = {}
        for term, node in nodes.items():
            if terms.KIND in node:
                by_evidence.setdefault(min(node.get(terms.EVIDENCE, _NONE)), []).append(term)
        length = telling.quoting.length(first(plain, terms.SHA256))
        allowed = length * SHARE
        found = []
        for evidence in sorted(by_evidence, key=self._place):
            said = tuple(sorted([self._said(term, nodes[term]) for term in by_evidence[evidence]]))
            if not evidence:
                found.append(Passage(html(""), 0, None, None, said))
                continue
            words = telling.words(evidence, plain)
            if length:
                allowed -= len(" ".join(words.quote[:4]).split())
                if allowed < 0:
                    words = telling.words(evidence, plain, from_copy=False)
            found.append(Passage(_fragment(evidence), words.paragraph, words.quote, words.html, said))
        return found

    def _place(self, evidence: str) -> tuple[bool, int, int, str]:
        node = self.graph.nodes.get(evidence, {})
        return not evidence, int(first(node, terms.START) or 0), int(first(node, terms.END) or 0), evidence

    def _said(self, term: str, node: Node) -> Said:
        rule = first(node, terms.RULE)
        stands = self.telling.names.standing(first(node, terms.KIND), first(node, terms.ACCORDING_TO), "", rule)
        source: list[str] = [stands]
        if about := node.get(terms.ABOUT):
            source += ", about ", ", ".join([self.telling.value(each).link for each in sorted(about)])
        if resting := node.get(terms.RESTS_ON):
            # Several may be of one property: then the values tell them apart.
            part = terms.PREDICATE if len(resting) == 1 else terms.OBJECT
            these = [f'<a href="#{_fragment(each)}">{self._called(each, part)}</a>' for each in sorted(resting)]
            source += ", resting on ", " and ".join(these)
        name = node.get(terms.PREDICATE)
        called = self.telling.value(name[0]).text if name else ""
        return Said(is_structural(rule), _fragment(term), called, self._told(node), html("".join(source)))

    def _called(self, statement: str, part: str) -> Markup:
        """Name a part of a statement of the article, or say that it was said where it is no triple."""
        found = self.graph.nodes.get(statement, {}).get(part)
        return self.telling.value(found[0]).html if found else html("what was said")

    def _told(self, node: Node) -> Markup:
        """Tell what was said: content, or a triple."""
        telling = self.telling
        if content := node.get(terms.CONTENT):
            return telling.value(content[0]).html
        subject, value = node[terms.SUBJECT][0], node[terms.OBJECT][0]
        if subject == self.term:
            me, shown = telling.names.source(self.iri).name, telling.value(value)
        else:
            me, shown = telling.value(subject), telling.beside(value, iri_of(subject))
        return telling.triple(me.link, telling.value(node[terms.PREDICATE][0]).link, shown.link)

    def _unknown(self, term: str, node: Node) -> tuple[Markup, Name, Unknown]:
        telling, name = self.telling, first(node, terms.PROPERTY)
        unknown = Unknown(
            telling.value(node[terms.QUESTION][0]), telling.name(name) if name else None, telling.name(self.iri), ""
        )
        return _fragment(term), telling.name(first(node, terms.ABOUT)), unknown


def _fragment(term: str) -> Markup:
    """Give the fragment of a node's IRI as HTML."""
    return escape(iri_of(term).partition("#")[2])
