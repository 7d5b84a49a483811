"""An article's graph: a statement with kind and evidence for every triple, and the gate to plain triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

from gdec import terms
from gdec.evidence.text import digest
from gdec.facts.kinds import PASSING_THE_GATE, Kind
from gdec.facts.model import ELLIPSIS, Fact, Facts, Remark, Unstated
from gdec.facts.names import Names, sections
from gdec.facts.walk import at_path
from gdec.rdf.nquads import integer, literal

from .find import triples

# What stands between the two ends of most lines; the quote that opens a literal of known form stands there too.
_ACCORDING_TO = f" {terms.ACCORDING_TO} "
_ARTICLE = f" {terms.ARTICLE} "
_END = f' {terms.END} "'
_EVIDENCE = f" {terms.EVIDENCE} "
_FIRST_WORDS = f" {terms.FIRST_WORDS} "
_KIND = f" {terms.KIND} "
_LAST_WORDS = f" {terms.LAST_WORDS} "
_OBJECT = f" {terms.OBJECT} "
_PARAGRAPH = f' {terms.PARAGRAPH} "'
_PREDICATE = f" {terms.PREDICATE} "
_RESTS_ON = f" {terms.RESTS_ON} ".encode()
_RULE = f" {terms.RULE} "
_SHA256 = f' {terms.SHA256} "'
_START = f' {terms.START} "'
_SUBJECT = f" {terms.SUBJECT} "
_WORDS = f" {terms.WORDS} "
_IS_EVIDENCE = f" {terms.TYPE} {terms.EVIDENCE_CLASS}"
_IS_STATEMENT = f" {terms.TYPE} {terms.STATEMENT_CLASS}"

_name = blake2b(digest_size=8)

Quote: TypeAlias = tuple[int, int, str, str]
"""Where words start and stop in the article, their digest, and the words as they are written."""


def article_quads(facts: Facts, names: Names) -> bytes:
    """Map the facts of one article to N-Quads.

    Args:
        facts: a complete and checked facts file with an article.
        names: the names that hold for it.

    Returns:
        The article's named graph, one quad a line, in the order of the facts; the same facts give the same bytes.
    """
    return b"".join(_Graph(facts, names).blocks_of_quads())


@dataclass(slots=True)
class _Standing:
    """How statements stand: for their names, for their lines, and whether their triples stand plainly too."""

    says: bytes
    lines: tuple[bytes, ...]
    passes: bool


class _Graph:
    """The graph of one article while it grows: blocks of lines in UTF-8, each under what tells it from all others.

    What a line says of a node is kept from behind the node on, for `node.join` to complete.
    """

    def __init__(self, facts: Facts, names: Names) -> None:
        self.facts, self.names = facts, names
        self.article = f"<{names.article}>"
        self.statement_name, self.evidence_name = f"<{names.article}#s-", f"<{names.article}#e-"
        self.end = f" {self.article[:-1]}#graph> .\n"
        self.end_of_triple = self.end.encode()
        # What follows the digits of a whole number, and a text without escapes.
        self.end_of_number, self.end_of_text = f"{integer(0)[2:]}{self.end}", f'"{self.end}'
        self.of_statements = self.lines(_IS_STATEMENT, f"{_ARTICLE}{self.article}")
        self.of_evidence = (b"", *self.lines(_IS_EVIDENCE, f"{_ARTICLE}{self.article}"))
        self.upheld = _known_by(facts, names)
        self.blocks: dict[bytes | Quote, bytes] = {}
        self.plain: set[bytes] = set()
        self.leads: dict[int, bytes] = {}
        self.quotes: dict[Quote, tuple[bytes]] = {}
        # By how facts stand, and then by structural rule.
        self.standings: defaultdict[tuple[str | None, ...], dict[str | None, _Standing]] = defaultdict(dict)

    def blocks_of_quads(self) -> Iterable[bytes]:
        current: Fact | None = None
        lead = b""
        evidence: tuple[bytes, ...] = ()
        ruled: tuple[bytes, ...] = ()
        standings: dict[str | None, _Standing] = {}
        resting: list[tuple[bytes, Fact]] = []
        for fact, subject, predicate, obj, rule in triples(self.facts, self.names):
            if fact is not current:
                current, lead = fact, b""
                evidence = ruled = self.evidence(fact)
                standings = self.standings[fact.kind, fact.speaker, fact.rule]
            standing = standings.get(rule) or self.standing(standings, fact, rule)
            grounds = ruled if rule else evidence
            if type(fact) is Remark:
                statement = self.remark(fact, subject, obj, standing, grounds)
            else:
                statement = self.statement(subject, predicate, obj, standing, grounds)
            if fact.rests_on and not (rule and lead):
                resting.append((statement, fact))
            if not lead:
                self.leads[id(fact)] = lead = statement
                ruled = *evidence, self.rests_on(lead)
        self.rest(resting)
        self.unknowns()
        return self.blocks.values()

    def rest(self, resting: list[tuple[bytes, Fact]]) -> None:
        """Lead each statement that the author derived to the statements of the facts it rests on."""
        for statement, fact in resting:
            for path in fact.rests_on:
                self.add(statement, self.rests_on(self.leads[id(at_path(self.facts, path))]))

    def rests_on(self, statement: bytes) -> bytes:
        """Say of a statement that it rests on another one."""
        return _RESTS_ON + statement + self.end_of_triple

    def add(self, statement: bytes, *grounds: bytes) -> None:
        """Say what a statement that is there already rests on, unless it says so."""
        for ground in grounds:
            line = statement + ground
            if line not in self.blocks[statement]:
                self.blocks[line] = line

    def statement(
        self, subject: str, predicate: str, obj: str, standing: _Standing, grounds: tuple[bytes, ...]
    ) -> bytes:
        """Write a statement, and its plain triple where the fact's kind passes the gate; give the statement's IRI."""
        triple = f"{subject} {predicate} {obj}".encode()
        name = f"{self.statement_name}{_named(triple + standing.says)}>"
        me = name.encode()
        if me in self.blocks:
            self.add(me, *grounds)
            return me
        end, plainly = self.end, b""
        if standing.passes and triple not in self.plain and (self.upheld is None or self.is_upheld(subject, predicate)):
            self.plain.add(triple)
            plainly = triple + self.end_of_triple
        says = f"{_SUBJECT}{subject}{end}{name}{_PREDICATE}{predicate}{end}".encode()
        # Letters that are not ASCII's make a line take long to encode, and most such stand here.
        what = f"{_OBJECT}{obj}{end}".encode()
        self.blocks[me] = me.join((plainly, says, what, *standing.lines, *grounds))
        return me

    def remark(self, fact: Remark, subject: str, obj: str, standing: _Standing, grounds: tuple[bytes, ...]) -> bytes:
        """Write a statement of what was said and give its IRI; it is about the subject, too, where there is one."""
        about = [self.names.iri[key] for key in fact.about] + [subject] * bool(subject)
        says = f"{obj} {' '.join(about)}".encode() + standing.says
        me = f"{self.statement_name}{_named(says)}>".encode()
        if me in self.blocks:
            self.add(me, *grounds)
            return me
        lines = self.lines(f" {terms.CONTENT} {obj}", *(f" {terms.ABOUT} {thing}" for thing in dict.fromkeys(about)))
        self.blocks[me] = me.join((b"", *lines, *standing.lines, *grounds))
        return me

    def is_upheld(self, subject: str, predicate: str) -> bool:
        """Tell that a triple of the article may stand plainly.

        Of an article that was retracted that is what is said of the article itself, with the classes and labels of
        its publisher and of the place of its dateline.
        """
        if self.upheld is None or subject == self.article:
            return True
        return subject in self.upheld and predicate in (terms.TYPE, terms.LABEL)

    def standing(self, known: dict[str | None, _Standing], fact: Fact, rule: str | None) -> _Standing:
        """Say how a statement stands, which is the same for most statements of an article."""
        kind = fact.kind or Kind.REPORTED
        if rule in terms.INFERRING and kind in PASSING_THE_GATE:
            kind = Kind.INFERRED
        speaker = self.names.iri[fact.speaker] if fact.speaker else ""
        by = rule or (terms.rule(fact.rule) if fact.rule else "")
        says, what = _said(kind, speaker, by)
        lines = (*self.of_statements, *[each + self.end_of_triple for each in what])
        known[rule] = standing = _Standing(says, lines, fact.kind in PASSING_THE_GATE)
        return standing

    def evidence(self, fact: Fact) -> tuple[bytes, ...]:
        """Write the evidence of a fact and give the line that leads all its statements there; none without words."""
        words, at, sha256 = fact.words, fact.at, fact.sha256
        if words is None or at is None or sha256 is None:
            return ()
        paragraph, start, stop = at
        quote = start, stop, sha256, words
        if known := self.quotes.get(quote):
            return known
        begins, ends, end = str(start), str(stop), self.end_of_number
        me = f"{self.evidence_name}{_named(f'{begins} {ends} {sha256}'.encode())}>"
        place = (
            f"{_PARAGRAPH}{paragraph}{end}{me}{_START}{begins}{end}{me}{_END}{ends}{end}"
            f"{me}{_SHA256}{sha256}{self.end_of_text}"
        ).encode()
        self.blocks[quote] = me.encode().join((*self.of_evidence, place, *self.quoted(words, sha256)))
        self.quotes[quote] = leads = (f"{_EVIDENCE}{me}{self.end}".encode(),)
        return leads

    def quoted(self, words: str, sha256: str) -> tuple[bytes, ...]:
        """Say the words whole where they are all there, else the first and the last of them."""
        if ELLIPSIS not in words or digest(words) == sha256:
            return (f"{_WORDS}{literal(words)}{self.end}".encode(),)
        first, _, last = words.partition(ELLIPSIS)
        return self.lines(f"{_FIRST_WORDS}{literal(first)}", f"{_LAST_WORDS}{literal(last)}")

    def unknowns(self) -> None:
        """Write what the article was read for and does not state."""
        for _, section in sections(self.facts):
            for key, entry in section.items():
                for unstated in entry.not_stated:
                    self.unknown(self.names.iri[key], unstated)

    def unknown(self, thing: str, unstated: Unstated) -> None:
        """Write one question that the article does not answer."""
        me = f"<{self.names.article}#u-{_named(f'{thing} {unstated.question}'.encode())}>".encode()
        named = [f" {terms.PROPERTY} {terms.PROPERTY_OF_FIELD[unstated.what]}"] if unstated.what else []
        says = self.lines(
            f" {terms.TYPE} {terms.UNKNOWN_CLASS}",
            f" {terms.ABOUT} {thing}",
            f" {terms.QUESTION} {literal(unstated.question, 'en')}",
            f" {terms.NOT_STATED_IN} {self.article}",
            *named,
        )
        self.blocks[me] = me.join((b"", *says))

    def lines(self, *says: str) -> tuple[bytes, ...]:
        """Give the lines of what a node says, each `says` a predicate and an object from the space before them on."""
        return tuple([f"{what}{self.end}".encode() for what in says])


@lru_cache(maxsize=1024)
def _said(kind: Kind, speaker: str, rule: str) -> tuple[bytes, list[bytes]]:
    """Say how statements stand, for their names and for their lines, without the ends of these."""
    what = [f"{_KIND}{terms.KINDS[kind]}"]
    if speaker:
        what.append(f"{_ACCORDING_TO}{speaker}")
    if rule:
        what.append(f"{_RULE}{rule}")
    return f" {kind} {speaker} {rule}".encode(), [each.encode() for each in what]


def _named(says: bytes) -> str:
    """Name a node of an article from what it says: the first 64 bits of its BLAKE2b digest (RFC 7693)."""
    name = _name.copy()  # takes half the time of a new one
    name.update(says)
    return name.hexdigest()


def _known_by(facts: Facts, names: Names) -> set[str] | None:
    """Give what a retracted article is known by besides itself; None where it was not retracted."""
    article = facts.article
    if article is None or article.retracted is None:
        return None
    return {names.iri[link.is_] for link in (article.publisher, article.dateline) if link}
