"""How statements stand, as pages show it: kind, speaker, article, rule, and the words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from gdec import terms
from gdec.site.frame.html import html, isolated, linked
from gdec.site.frame.links import is_missing, leads_to
from gdec.site.frame.text import day
from gdec.site.reading.graphs import Graphs, Node
from gdec.site.reading.named import source_of
from gdec.site.reading.quoting import Place, Quote, Quoting
from gdec.site.reading.values import first, iri_of, is_iri, text_of

if TYPE_CHECKING:
    from gdec.site.frame.site import Site

_KEPT = 1024
_INFERENCES = frozenset(terms.rule(name)[1:-1] for name in terms.INFERENCES)
_DATE = terms.term("xsd:date")[1:-1]


def is_structural(rule: str) -> bool:
    """Tell that a rule, given by its IRI, is one of the mappers', by which no author wrote a statement down."""
    return bool(rule) and rule not in _INFERENCES


class Name(NamedTuple):
    """What something is called.

    Attributes:
        text: the characters.
        lang: their language, where it is not that of the page.
        href: the link to it, or an empty text where it leads nowhere.
        html: the text as HTML.
        link: the same as a link, where it leads somewhere.
    """

    text: str
    lang: str
    href: str
    html: Markup
    link: Markup


class Source(NamedTuple):
    """An article as the source of statements: what it is called, its day, and when it was retracted, or empty texts."""

    name: Name
    day: str
    retracted: str


class Names:
    """Names things and terms on all pages that stand equally deep, and so have the same links.

    Args:
        site: the site.
        graphs: the store's graphs.
        page: one of these pages.
    """

    def __init__(self, site: Site, graphs: Graphs, page: str) -> None:
        self.site, self.graphs, self.page = site, graphs, page
        self.of = lru_cache(_KEPT)(self._of)
        self.note = lru_cache(_KEPT)(site.notes.get)
        self.value = lru_cache(_KEPT)(self._value)
        self.source = lru_cache(_KEPT)(self._source)
        self.standing = lru_cache(_KEPT)(self._standing)
        self.words: dict[tuple[str, bool], Words] = {}

    def _standing(self, kind: str, speaker: str, article: str, rule: str) -> Markup:
        """Tell how statements stand, all given as IRIs, and empty where there is none; an article if it is to be told.

        This is made by hand, like all of which a page has a hundred: a template takes several times as long.
        """
        told = self._kind(kind, speaker)
        if is_structural(rule):
            # The kind is that of what the rule was applied to; where that is no other statement, it is inferred.
            after = f", from what is {told}" if f"<{kind}>" != terms.KINDS["inferred"] else ""
            name = self.of(rule)
            told = f'<a class="kind kind-inferred" href="{escape(name.href)}">by rule: {name.html}</a>{after}'
        told += f" in {self.source(article).name.link}" if article else ""
        told += f", by the rule {self.of(rule).link}" if rule and not is_structural(rule) else ""
        return html(told)

    def _kind(self, kind: str, speaker: str) -> str:
        """Tell the kind of statements, and by whom they are, or that nobody is named who says, means or hopes it."""
        word = escape(kind.removeprefix(terms.GDEC))
        told = f'<a class="kind kind-{word}" href="{escape(self.of(kind).href)}">{word}</a>'
        if speaker:
            return f"{told} {'to' if word == 'attributed' else 'by'} {self.of(speaker).link}"
        return told if f"<{kind}>" in terms.PASSING else f"{told} (no speaker named)"

    def _source(self, iri: str) -> Source:
        """Name an article by its publisher and its day, or by its label where nobody is named."""
        naming = self.site.naming
        by, on, retracted = naming.source(iri) if naming else source_of(self.graphs.article(iri))
        self.site.name(iri)  # its headline is not looked up, which thousands of articles have
        name, href = self.of(by or iri), leads_to(self.site, iri, self.page)
        named = self.day(on, f"{name.text}, ", href) if on else name._replace(href=href)
        return Source(named, on, retracted)

    def _of(self, iri: str) -> Name:
        """Give a thing's or a term's label with the link to it."""
        name, note = self._alone(iri), self.note(iri)
        return self.with_note(name, note.text, note.lang) if note else name

    def beside(self, term: str, other: str) -> Name:
        """Name a value as `value` does; what tells a thing from its namesakes is left out where it stands beside that.

        Args:
            term: the value.
            other: what it stands beside, as an IRI.
        """
        note = self.note(iri_of(term)) if is_iri(term) else None
        return self._alone(iri_of(term)) if note and note.text == self.site.label(other).text else self.value(term)

    def _alone(self, iri: str) -> Name:
        label = self.site.label(iri)
        return self.make(
            label.text, label.lang, "" if is_missing(self.site, iri) else leads_to(self.site, iri, self.page)
        )

    def with_note(self, name: Name, note: str, lang: str = "") -> Name:
        """Add to a name what tells it from others that look alike."""
        shown = isolated(note, "" if lang == self.site.settings.page_language else lang)
        told = html(f'{name.html} <span class="apart">({shown})</span>')
        return Name(f"{name.text} ({note})", name.lang, name.href, told, linked(name.href, told))

    def _value(self, term: str) -> Name:
        """Name a value: by the label of a thing, or a literal by its characters, which lead nowhere."""
        if is_iri(term):
            return self.of(iri_of(term))
        text = text_of(term)
        if text.datatype == _DATE:
            return self.day(text.text)
        return self.make(text.text, text.lang)

    def day(self, iso: str, before: str = "", href: str = "") -> Name:
        """Make a name of a date, after some text."""
        shown = day(iso, self.site.settings.page_language)
        told = html(f'{isolated(before)}<time datetime="{escape(iso)}">{escape(shown)}</time>')
        return Name(before + shown, "", href, told, linked(href, told))

    def make(self, text: str, lang: str = "", href: str = "") -> Name:
        """Make a name of a text in a language."""
        shown = "" if lang == self.site.settings.page_language else lang
        told = isolated(text, shown)
        return Name(text, shown, href, told, linked(href, told))


class Words(NamedTuple):
    """Evidence.

    Attributes:
        quote: the words.
        paragraph: where they stand.
        html: the words as HTML, as `Quote.html` gives them.
        block: the same as a block.
        links: what leads to them on the page of their article, and in the article itself, behind a dot each.
    """

    quote: Quote
    paragraph: int
    html: Markup
    block: str
    links: str


class Ground(NamedTuple):
    """A statement that a value rests on.

    Attributes:
        href: the link to the statement on its article's page.
        kind: how it stands, in a word of the ontology.
        passes: it lets its triple stand plainly.
        article: its article.
        quotes: the words that it rests on, a block of HTML each.
        source: its kind, speaker, article and rule with the links to it and its words, as HTML.
    """

    href: str
    kind: str
    passes: bool
    article: Name
    quotes: Markup
    source: Markup


class Telling:
    """Tells of statements on one page, and remembers which nodes it told of.

    Args:
        site: the site.
        graphs: the store's graphs.
        quoting: gives words.
        names: names things on pages as deep as this.
        page: the page's path without suffix, from which links are relative.
    """

    def __init__(self, site: Site, graphs: Graphs, quoting: Quoting, names: Names, page: str) -> None:
        self.site, self.graphs, self.quoting, self.page = site, graphs, quoting, page
        self.names, self.name, self.value, self.beside = names, names.of, names.value, names.beside
        self.told: set[str] = set()

    def node(self, term: str) -> Node:
        """Give what is said of a node, which is part of what the page shows from now on."""
        self.told.add(term)
        return self.graphs.node(term)

    @staticmethod
    def triple(subject: Markup, predicate: Markup, value: Markup) -> Markup:
        """Tell a triple, given as links."""
        return html(f'{subject} <span class="predicate">{predicate}</span>: {value}')

    def number(self, count: Node) -> str:
        """Tell the number of a count in words, as in `more than 130`; an empty text where it has none, or several."""
        if any(len(count.get(name, ())) > 1 for name in (terms.NUMBER, terms.COMPARATOR)):
            return ""
        number, how = first(count, terms.NUMBER), first(count, terms.COMPARATOR)
        is_bare = not (number and how) or f"<{how}>" == terms.COMPARATORS["exactly"]
        return number if is_bare else f"{self.name(how).text} {number}"

    def origins(self, statements: Iterable[str]) -> tuple[int, list[list[Name]]] | None:
        """Tell how many independent articles statements come from, and which have one origin; None where none have."""
        counted = self.site.origins.counted(iri_of(each).partition("#")[0] for each in statements)
        if counted is None:
            return None
        return counted.independent, [[self.names.source(iri).name for iri in group] for group in counted.alike]

    def ground(self, statement: str) -> Ground:
        """Tell how a statement stands, given as a term."""
        node = self.node(statement)
        iri = first(node, terms.ARTICLE) or iri_of(statement).partition("#")[0]
        article, source = self.graphs.article(iri), self.names.source(iri)
        kind, speaker, rule = first(node, terms.KIND), first(node, terms.ACCORDING_TO), first(node, terms.RULE)
        href = self.site.href(iri_of(statement), self.page)
        words = [self.words(each, article) for each in sorted(node.get(terms.EVIDENCE, ()))]
        stands, links = self.names.standing(kind, speaker, iri, rule), "".join(each.links for each in words)
        if source.retracted:
            links += f' · <strong class="retracted">retracted {escape(source.retracted)}</strong>'
        return Ground(
            href=href,
            kind=kind.removeprefix(terms.GDEC),
            passes=f"<{kind}>" in terms.PASSING and not source.retracted,
            article=source.name,
            quotes=html("\n".join(each.block for each in words)),
            source=html(f'<p class="source">{stands} · <a href="{escape(href)}">statement</a>{links}</p>'),
        )

    def words(self, evidence: str, article: Node, *, from_copy: bool = True) -> Words:
        """Give evidence, given as a term, with the links to it; not from a copy where that is not wanted."""
        node, known = self.node(evidence), self.names.words
        found = known.get((evidence, from_copy))
        if found is None:
            if len(known) >= _KEPT:
                known.clear()
            found = known[evidence, from_copy] = self._words(evidence, node, article, from_copy=from_copy)
        return found

    def _words(self, evidence: str, node: Node, article: Node, *, from_copy: bool) -> Words:
        paragraph, start, end = (int(first(node, name) or 0) for name in (terms.PARAGRAPH, terms.START, terms.END))
        place = Place(paragraph, start, end, first(node, terms.SHA256))
        begins = first(node, terms.WORDS) or first(node, terms.FIRST_WORDS)
        ends = "" if terms.WORDS in node else first(node, terms.LAST_WORDS)
        url = first(article, terms.URL)
        quote = self.quoting.quote(
            begins,
            ends,
            place,
            first(article, terms.SHA256) if from_copy else "",
            url if url.startswith(("http://", "https://")) else "",
        )
        links = f' · <a href="{escape(self.site.href(iri_of(evidence), self.page))}">¶ {paragraph}</a>'
        links += f' · <a class="out" href="{escape(quote.link)}">read it there</a>' if quote.link else ""
        told = quote.html
        return Words(quote, paragraph, told, f'<blockquote class="words"><p>{told}</p></blockquote>', links)
