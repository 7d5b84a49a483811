"""An article's graph: a statement with kind and evidence for every triple, and the gate to plain triples."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from gdec import terms
from gdec.evidence.text import digest
from gdec.facts.model import PASSING_THE_GATE, Fact, Facts, Kind, Remark, Unstated
from gdec.facts.names import Names, sections
from gdec.facts.walk import at_path
from gdec.rdf.nquads import integer, literal

from .find import triples

# What stands between the two ends of most lines.
_ARTICLE = f" {terms.ARTICLE} "
_END = f" {terms.END} "
_EVIDENCE = f" {terms.EVIDENCE} "
_FIRST_WORDS = f" {terms.FIRST_WORDS} "
_LAST_WORDS = f" {terms.LAST_WORDS} "
_OBJECT = f" {terms.OBJECT} "
_PARAGRAPH = f" {terms.PARAGRAPH} "
_PREDICATE = f" {terms.PREDICATE} "
_RESTS_ON = f" {terms.RESTS_ON} "
_SHA256 = f" {terms.SHA256} "
_START = f" {terms.START} "
_SUBJECT = f" {terms.SUBJECT} "
_WORDS = f" {terms.WORDS} "
_IS_EVIDENCE = f" {terms.TYPE} {terms.EVIDENCE_CLASS}"


def article_quads(facts: Facts, names: Names) -> bytes:
    """Map the facts of one article to N-Quads.

    Args:
        facts: a complete and checked facts file with an article.
        names: the names that hold for it.

    Returns:
        The article's named graph, one quad a line, in the order of the facts; the same facts give the same bytes.
    """
    return b"".join(map(str.encode, _Graph(facts, names).blocks_of_quads()))


class _Standing(NamedTuple):
    """How statements stand: for their names, for their lines, and whether their triples stand plainly too."""

    says: str
    lines: tuple[str, ...]
    passes: bool


class _Graph:
    """The graph of one article while it grows: blocks of lines, each under what tells it from all others."""

    def __init__(self, facts: Facts, names: Names) -> None:
        self.facts, self.names = facts, names
        self.article = names.article
        self.upheld = _known_by(facts, names)
        self.end = f" <{names.article}#graph> .\n"
        self.blocks: dict[str, str] = {}
        self.leads: dict[int, str] = {}
        self.standings: dict[tuple[str | None, ...], _Standing] = {}

    def blocks_of_quads(self) -> Iterable[str]:
        current: Fact | None = None
        evidence = lead = ""
        blocks, end = self.blocks, self.end
        resting: list[tuple[str, Fact]] = []
        for fact, subject, predicate, obj, rule in triples(self.facts, self.names):
            if fact is not current:
                current, lead = fact, ""
                evidence = self.evidence(fact)
            statement = self.statement(fact, subject, predicate, obj, rule)
            if evidence:
                quad = f"{statement}{_EVIDENCE}{evidence}{end}"
                blocks[quad] = quad
            if rule and lead:
                quad = f"{statement}{_RESTS_ON}{lead}{end}"
                blocks[quad] = quad
            elif fact.rests_on:
                resting.append((statement, fact))
            if not lead:
                self.leads[id(fact)] = lead = statement
        self.rest(resting)
        self.unknowns()
        return self.blocks.values()

    def ended(self, *says: str) -> tuple[str, ...]:
        """Give the lines of what a node says, each `says` a predicate and an object, for `node.join` to complete."""
        return ("", *[f" {what}{self.end}" for what in says])

    def rest(self, resting: list[tuple[str, Fact]]) -> None:
        """Lead each statement that the author derived to the statements of the facts it rests on."""
        for statement, fact in resting:
            for path in fact.rests_on:
                lead = self.leads[id(at_path(self.facts, path))]
                quad = f"{statement}{_RESTS_ON}{lead}{self.end}"
                self.blocks[quad] = quad

    def statement(self, fact: Fact, subject: str, predicate: str, obj: str, rule: str | None) -> str:
        """Write a statement, and its plain triple where the fact's kind passes the gate; give the statement's IRI."""
        key = (fact.kind, fact.speaker, rule or fact.rule)
        standing = self.standings.get(key) or self.standing(fact, rule)
        if isinstance(fact, Remark):
            return self.remark(fact, subject, obj, standing)
        end = self.end
        if standing.passes and (self.upheld is None or self.is_upheld(subject, predicate)):
            quad = f"{subject} {predicate} {obj}{end}"
            self.blocks[quad] = quad
        me = self.named("s", f"{subject} {predicate} {obj} {standing.says}")
        self.blocks[me] = (
            f"{me}{_SUBJECT}{subject}{end}{me}{_PREDICATE}{predicate}{end}"
            f"{me}{_OBJECT}{obj}{end}{me.join(standing.lines)}"
        )
        return me

    def remark(self, fact: Remark, subject: str, obj: str, standing: _Standing) -> str:
        """Write a statement of what was said and give its IRI; it is about the subject, too, where there is one."""
        about = [self.names.iri[key] for key in fact.about] + [subject] * bool(subject)
        me = self.named("s", f"{obj} {' '.join(about)} {standing.says}")
        says = self.ended(f"{terms.CONTENT} {obj}", *(f"{terms.ABOUT} {thing}" for thing in about))
        self.blocks[me] = me.join(says) + me.join(standing.lines)
        return me

    def is_upheld(self, subject: str, predicate: str) -> bool:
        """Tell that a triple of the article may stand plainly.

        Of an article that was retracted that is what is said of the article itself, with the classes and labels of
        its publisher and of the place of its dateline.
        """
        if self.upheld is None or subject == f"<{self.article}>":
            return True
        return subject in self.upheld and predicate in (terms.TYPE, terms.LABEL)

    def standing(self, fact: Fact, rule: str | None) -> _Standing:
        """Say how a statement stands, which is the same for most statements of an article."""
        key = (fact.kind, fact.speaker, rule or fact.rule)
        kind = fact.kind or Kind.REPORTED
        if rule in terms.INFERRING and kind in PASSING_THE_GATE:
            kind = Kind.INFERRED
        speaker = self.names.iri[fact.speaker] if fact.speaker else ""
        rule = rule or (terms.rule(fact.rule) if fact.rule else "")
        lines = self.ended(
            f"{terms.TYPE} {terms.STATEMENT_CLASS}",
            f"{terms.ARTICLE} <{self.article}>",
            f"{terms.KIND} {terms.KINDS[kind]}",
            *([f"{terms.ACCORDING_TO} {speaker}"] if speaker else []),
            *([f"{terms.RULE} {rule}"] if rule else []),
        )
        standing = _Standing(f"{kind} {speaker} {rule}", lines, fact.kind in PASSING_THE_GATE)
        self.standings[key] = standing
        return standing

    def named(self, letter: str, says: str) -> str:
        """Name a node of the article from what it says: the first 64 bits of its BLAKE2b digest (RFC 7693)."""
        return f"<{self.article}#{letter}-{blake2b(says.encode(), digest_size=8).hexdigest()}>"

    def evidence(self, fact: Fact) -> str:
        """Write the evidence of a fact, shared by all its statements, and give its IRI; empty where there is none."""
        if fact.words is None or fact.at is None or fact.sha256 is None:
            return ""
        paragraph, start, stop = fact.at
        me = self.named("e", f"{start} {stop} {fact.sha256}")
        end = self.end
        self.blocks[f"{me} {fact.words}"] = (
            f"{me}{_IS_EVIDENCE}{end}{me}{_ARTICLE}<{self.article}>{end}{me}{_PARAGRAPH}{integer(paragraph)}{end}"
            f"{me}{_START}{integer(start)}{end}{me}{_END}{integer(stop)}{end}{me}{_SHA256}{literal(fact.sha256)}{end}"
            f"{self.words(me, fact.words, fact.sha256)}"
        )
        return me

    def words(self, me: str, words: str, sha256: str) -> str:
        """Say the words whole where they are all there, else the first and the last of them."""
        first, ellipsis, last = words.partition(" … ")
        if not ellipsis or digest(words) == sha256:
            return f"{me}{_WORDS}{literal(words)}{self.end}"
        return f"{me}{_FIRST_WORDS}{literal(first)}{self.end}{me}{_LAST_WORDS}{literal(last)}{self.end}"

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
        says = self.ended(
            f"{terms.TYPE} {terms.UNKNOWN_CLASS}",
            f"{terms.ABOUT} {thing}",
            f"{terms.QUESTION} {literal(unstated.question, 'en')}",
            f"{terms.NOT_STATED_IN} <{self.article}>",
            *named,
        )
        self.blocks[me] = me.join(says)


def _known_by(facts: Facts, names: Names) -> set[str] | None:
    """Give what a retracted article is known by besides itself; None where it was not retracted."""
    article = facts.article
    if article is None or article.retracted is None:
        return None
    return {names.iri[link.is_] for link in (article.publisher, article.dateline) if link}
