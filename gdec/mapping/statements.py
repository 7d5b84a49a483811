"""An article's graph: a statement with kind and evidence for every triple, and the gate to plain triples."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from gdec import terms
from gdec.evidence.text import digest
from gdec.facts.model import PASSING_THE_GATE, Fact, Facts, Kind, Remark, Unstated
from gdec.facts.names import Names, sections
from gdec.facts.walk import at_path
from gdec.rdf.nquads import integer, literal

from .find import triples


def article_quads(facts: Facts, names: Names) -> bytes:
    """Map the facts of one article to N-Quads.

    Args:
        facts: a complete and checked facts file with an article.
        names: the names that hold for it.

    Returns:
        The article's named graph, one quad a line, in the order of the facts; the same facts give the same bytes.
    """
    return _Graph(facts, names).quads().encode()


class _Graph:
    """The graph of one article while it grows: blocks of lines, each written once."""

    def __init__(self, facts: Facts, names: Names) -> None:
        self.facts, self.names = facts, names
        self.article = names.article
        self.end = f" <{names.article}#graph> .\n"
        self.blocks: dict[str, None] = {}
        self.leads: dict[int, str] = {}
        self.standings: dict[tuple[str | None, ...], tuple[str, tuple[str, ...]]] = {}

    def quads(self) -> str:
        current: Fact | None = None
        evidence = lead = ""
        resting: list[tuple[str, Fact]] = []
        for fact, subject, predicate, obj, rule in triples(self.facts, self.names):
            if fact is not current:
                current, lead = fact, ""
                evidence = self.evidence(fact)
            statement = self.statement(fact, subject, predicate, obj, rule)
            if evidence:
                self.write(statement, f"{terms.EVIDENCE} {evidence}")
            if rule and lead:
                self.write(statement, f"{terms.RESTS_ON} {lead}")
            elif fact.rests_on:
                resting.append((statement, fact))
            lead = lead or statement
            self.leads[id(fact)] = lead
        self.rest(resting)
        self.unknowns()
        return "".join(self.blocks)

    def write(self, me: str, *says: str) -> None:
        """Write what a node says, each `says` a predicate and an object, into the graph, once."""
        self.blocks[me.join(("", *[f" {what}{self.end}" for what in says]))] = None

    def rest(self, resting: list[tuple[str, Fact]]) -> None:
        """Lead each statement that the author derived to the statements of the facts it rests on."""
        for statement, fact in resting:
            for path in fact.rests_on:
                self.write(statement, f"{terms.RESTS_ON} {self.leads[id(at_path(self.facts, path))]}")

    def statement(self, fact: Fact, subject: str, predicate: str, obj: str, rule: str | None) -> str:
        """Write a statement, and its plain triple where the fact's kind passes the gate; give the statement's IRI."""
        stands, standing = self.standing(fact, rule)
        if isinstance(fact, Remark):
            about = [self.names.iri[key] for key in fact.about] + [subject] * bool(subject)
            me = self.named("s", f"{obj} {' '.join(about)} {stands}")
            self.write(me, f"{terms.CONTENT} {obj}", *(f"{terms.ABOUT} {thing}" for thing in about), *standing)
            return me
        me = self.named("s", f"{subject} {predicate} {obj} {stands}")
        if fact.kind in PASSING_THE_GATE:
            self.write(subject, f"{predicate} {obj}")
        says = (f"{terms.SUBJECT} {subject}", f"{terms.PREDICATE} {predicate}", f"{terms.OBJECT} {obj}")
        self.write(me, *says, *standing)
        return me

    def standing(self, fact: Fact, rule: str | None) -> tuple[str, tuple[str, ...]]:
        """Say how a statement stands, for its name and for its lines: the same for most statements of an article."""
        key = (fact.kind, fact.speaker, rule or fact.rule)
        if key not in self.standings:
            kind = fact.kind or Kind.REPORTED
            if rule in terms.INFERRING and kind in PASSING_THE_GATE:
                kind = Kind.INFERRED
            speaker = self.names.iri[fact.speaker] if fact.speaker else ""
            rule = rule or (terms.rule(fact.rule) if fact.rule else "")
            self.standings[key] = (
                f"{kind} {speaker} {rule}",
                (
                    f"{terms.TYPE} {terms.STATEMENT_CLASS}",
                    f"{terms.ARTICLE} <{self.article}>",
                    f"{terms.KIND} {terms.KINDS[kind]}",
                    *([f"{terms.ACCORDING_TO} {speaker}"] if speaker else []),
                    *([f"{terms.RULE} {rule}"] if rule else []),
                ),
            )
        return self.standings[key]

    def named(self, letter: str, says: str) -> str:
        """Name a node of the article from what it says: the first 64 bits of its BLAKE2b digest (RFC 7693)."""
        return f"<{self.article}#{letter}-{blake2b(says.encode(), digest_size=8).hexdigest()}>"

    def evidence(self, fact: Fact) -> str:
        """Write the evidence of a fact, shared by all its statements, and give its IRI; empty where there is none."""
        if fact.words is None or fact.at is None or fact.sha256 is None:
            return ""
        paragraph, start, stop = fact.at
        me = self.named("e", f"{start} {stop} {fact.sha256}")
        self.write(
            me,
            f"{terms.TYPE} {terms.EVIDENCE_CLASS}",
            f"{terms.ARTICLE} <{self.article}>",
            f"{terms.PARAGRAPH} {integer(paragraph)}",
            f"{terms.START} {integer(start)}",
            f"{terms.END} {integer(stop)}",
            f"{terms.SHA256} {literal(fact.sha256)}",
            *(f"{predicate} {words}" for predicate, words in _words(fact.words, fact.sha256)),
        )
        return me

    def unknowns(self) -> None:
        """Write what the article was read for and does not state."""
        for _, section in sections(self.facts):
            for key, entry in section.items():
                for unstated in entry.not_stated:
                    self.unknown(self.names.iri[key], unstated)

    def unknown(self, thing: str, unstated: Unstated) -> None:
        """Write one question that the article does not answer."""
        me = self.named("u", f"{thing} {unstated.question}")
        named = [f"{terms.PROPERTY} {terms.PROPERTY_OF_FIELD[unstated.what]}"] if unstated.what else []
        self.write(
            me,
            f"{terms.TYPE} {terms.UNKNOWN_CLASS}",
            f"{terms.ABOUT} {thing}",
            f"{terms.QUESTION} {literal(unstated.question, 'en')}",
            f"{terms.NOT_STATED_IN} <{self.article}>",
            *named,
        )


def _words(words: str, sha256: str) -> Iterator[tuple[str, str]]:
    """Give the words whole where they are all there, else the first and the last of them."""
    first, ellipsis, last = words.partition(" … ")
    if not ellipsis or digest(words) == sha256:
        yield terms.WORDS, literal(words)
    else:
        yield terms.FIRST_WORDS, literal(first)
        yield terms.LAST_WORDS, literal(last)
