"""An article's graph: a statement with kind and evidence for every triple, and the gate to plain triples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from gdec import terms
from gdec.evidence.text import digest
from gdec.facts.kinds import PASSING_THE_GATE, Kind
from gdec.facts.model import ELLIPSIS, Fact, Facts, Remark, Unstated
from gdec.facts.names import Names, sections
from gdec.facts.walk import at_path
from gdec.rdf.nquads import integer, literal

from .find import triples

# What stands between the two ends of most lines.
_ACCORDING_TO = f" {terms.ACCORDING_TO} "
_ARTICLE = f" {terms.ARTICLE} "
_END = f" {terms.END} "
_EVIDENCE = f" {terms.EVIDENCE} "
_FIRST_WORDS = f" {terms.FIRST_WORDS} "
_KIND = f" {terms.KIND} "
_LAST_WORDS = f" {terms.LAST_WORDS} "
_OBJECT = f" {terms.OBJECT} "
_PARAGRAPH = f" {terms.PARAGRAPH} "
_PREDICATE = f" {terms.PREDICATE} "
_RESTS_ON = f" {terms.RESTS_ON} "
_RULE = f" {terms.RULE} "
_SHA256 = f" {terms.SHA256} "
_START = f" {terms.START} "
_SUBJECT = f" {terms.SUBJECT} "
_WORDS = f" {terms.WORDS} "
_IS_EVIDENCE = f" {terms.TYPE} {terms.EVIDENCE_CLASS}"
_IS_STATEMENT = f" {terms.TYPE} {terms.STATEMENT_CLASS}"

_name = blake2b(digest_size=8)


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

    says: str
    lines: tuple[str, ...]
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
        self.of_statements = ("", f"{_IS_STATEMENT}{self.end}", f"{_ARTICLE}{self.article}{self.end}")
        self.upheld = _known_by(facts, names)
        self.blocks: dict[str, bytes] = {}
        self.plain: set[str] = set()
        self.leads: dict[int, str] = {}
        self.standings: dict[tuple[str | None, ...], dict[str | None, _Standing]] = {}

    def blocks_of_quads(self) -> Iterable[bytes]:
        current: Fact | None = None
        lead = ""
        evidence: tuple[str, ...] = ()
        standings: dict[str | None, _Standing] = {}
        resting: list[tuple[str, Fact]] = []
        for fact, subject, predicate, obj, rule in triples(self.facts, self.names):
            if fact is not current:
                current, lead = fact, ""
                evidence = self.evidence(fact)
                standings = self.standings_of(fact)
            standing = standings.get(rule) or self.standing(standings, fact, rule)
            grounds = (*evidence, f"{_RESTS_ON}{lead}{self.end}") if rule and lead else evidence
            if isinstance(fact, Remark):
                statement = self.remark(fact, subject, obj, standing, grounds)
            else:
                statement = self.statement(subject, predicate, obj, standing, grounds)
            if fact.rests_on and not (rule and lead):
                resting.append((statement, fact))
            if not lead:
                self.leads[id(fact)] = lead = statement
        self.rest(resting)
        self.unknowns()
        return self.blocks.values()

    def rest(self, resting: list[tuple[str, Fact]]) -> None:
        """Lead each statement that the author derived to the statements of the facts it rests on."""
        for statement, fact in resting:
            for path in fact.rests_on:
                self.add(statement, f"{_RESTS_ON}{self.leads[id(at_path(self.facts, path))]}{self.end}")

    def add(self, statement: str, *grounds: str) -> None:
        """Say what a statement that is there already rests on, unless it says so."""
        for ground in grounds:
            line = f"{statement}{ground}"
            if line.encode() not in self.blocks[statement]:
                self.blocks[line] = line.encode()

    def statement(self, subject: str, predicate: str, obj: str, standing: _Standing, grounds: tuple[str, ...]) -> str:
        """Write a statement, and its plain triple where the fact's kind passes the gate; give the statement's IRI."""
        triple = f"{subject} {predicate} {obj}"
        me = f"{self.statement_name}{_named(f'{triple} {standing.says}')}>"
        if me in self.blocks:
            self.add(me, *grounds)
            return me
        end = self.end
        plainly = ""
        if standing.passes and triple not in self.plain and (self.upheld is None or self.is_upheld(subject, predicate)):
            self.plain.add(triple)
            plainly = f"{triple}{end}"
        self.blocks[me] = (
            f"{plainly}{me}{_SUBJECT}{subject}{end}{me}{_PREDICATE}{predicate}{end}{me}{_OBJECT}{obj}{end}"
            f"{me.join(standing.lines + grounds)}"
        ).encode()
        return me

    def remark(self, fact: Remark, subject: str, obj: str, standing: _Standing, grounds: tuple[str, ...]) -> str:
        """Write a statement of what was said and give its IRI; it is about the subject, too, where there is one."""
        about = [self.names.iri[key] for key in fact.about] + [subject] * bool(subject)
        says = f"{obj} {' '.join(about)} {standing.says}"
        me = f"{self.statement_name}{_named(says)}>"
        if me in self.blocks:
            self.add(me, *grounds)
            return me
        lines = self.lines(f"{terms.CONTENT} {obj}", *(f"{terms.ABOUT} {thing}" for thing in about))
        self.blocks[me] = (me.join(("", *lines)) + me.join(standing.lines + grounds)).encode()
        return me

    def is_upheld(self, subject: str, predicate: str) -> bool:
        """Tell that a triple of the article may stand plainly.

        Of an article that was retracted that is what is said of the article itself, with the classes and labels of
        its publisher and of the place of its dateline.
        """
        if self.upheld is None or subject == self.article:
            return True
        return subject in self.upheld and predicate in (terms.TYPE, terms.LABEL)

    def standings_of(self, fact: Fact) -> dict[str | None, _Standing]:
        """Give the standings that are known, by structural rule, of all facts that stand as this one does."""
        return self.standings.setdefault((fact.kind, fact.speaker, fact.rule), {})

    def standing(self, known: dict[str | None, _Standing], fact: Fact, rule: str | None) -> _Standing:
        """Say how a statement stands, which is the same for most statements of an article."""
        kind = fact.kind or Kind.REPORTED
        if rule in terms.INFERRING and kind in PASSING_THE_GATE:
            kind = Kind.INFERRED
        speaker = self.names.iri[fact.speaker] if fact.speaker else ""
        by = rule or (terms.rule(fact.rule) if fact.rule else "")
        lines = [f"{_KIND}{terms.KINDS[kind]}{self.end}"]
        if speaker:
            lines.append(f"{_ACCORDING_TO}{speaker}{self.end}")
        if by:
            lines.append(f"{_RULE}{by}{self.end}")
        passes = fact.kind in PASSING_THE_GATE
        known[rule] = standing = _Standing(f"{kind} {speaker} {by}", (*self.of_statements, *lines), passes)
        return standing

    def evidence(self, fact: Fact) -> tuple[str, ...]:
        """Write the evidence of a fact and give the line that leads all its statements there; none without words."""
        if fact.words is None or fact.at is None or fact.sha256 is None:
            return ()
        paragraph, start, stop = fact.at
        me = f"{self.evidence_name}{_named(f'{start} {stop} {fact.sha256}')}>"
        key, end = f"{me} {fact.words}", self.end
        if key not in self.blocks:
            self.blocks[key] = (
                f"{me}{_IS_EVIDENCE}{end}{me}{_ARTICLE}{self.article}{end}{me}{_PARAGRAPH}{integer(paragraph)}{end}"
                f"{me}{_START}{integer(start)}{end}{me}{_END}{integer(stop)}{end}"
                f'{me}{_SHA256}"{fact.sha256}"{end}'
                f"{self.quoted(me, fact.words, fact.sha256)}"
            ).encode()
        return (f"{_EVIDENCE}{me}{end}",)

    def quoted(self, evidence: str, words: str, sha256: str) -> str:
        """Say the words whole where they are all there, else the first and the last of them."""
        first, ellipsis, last = words.partition(ELLIPSIS)
        if not ellipsis or digest(words) == sha256:
            return f"{evidence}{_WORDS}{literal(words)}{self.end}"
        return f"{evidence}{_FIRST_WORDS}{literal(first)}{self.end}{evidence}{_LAST_WORDS}{literal(last)}{self.end}"

    def unknowns(self) -> None:
        """Write what the article was read for and does not state."""
        for _, section in sections(self.facts):
            for key, entry in section.items():
                for unstated in entry.not_stated:
                    self.unknown(self.names.iri[key], unstated)

    def unknown(self, thing: str, unstated: Unstated) -> None:
        """Write one question that the article does not answer."""
        me = f"<{self.names.article}#u-{_named(f'{thing} {unstated.question}')}>"
        named = [f"{terms.PROPERTY} {terms.PROPERTY_OF_FIELD[unstated.what]}"] if unstated.what else []
        says = self.lines(
            f"{terms.TYPE} {terms.UNKNOWN_CLASS}",
            f"{terms.ABOUT} {thing}",
            f"{terms.QUESTION} {literal(unstated.question, 'en')}",
            f"{terms.NOT_STATED_IN} {self.article}",
            *named,
        )
        self.blocks[me] = me.join(("", *says)).encode()

    def lines(self, *says: str) -> list[str]:
        """Give the lines of what a node says, each `says` a predicate and an object."""
        return [f" {what}{self.end}" for what in says]


def _named(says: str) -> str:
    """Name a node of an article from what it says: the first 64 bits of its BLAKE2b digest (RFC 7693)."""
    name = _name.copy()  # takes half the time of a new one
    name.update(says.encode())
    return name.hexdigest()


def _known_by(facts: Facts, names: Names) -> set[str] | None:
    """Give what a retracted article is known by besides itself; None where it was not retracted."""
    article = facts.article
    if article is None or article.retracted is None:
        return None
    return {names.iri[link.is_] for link in (article.publisher, article.dateline) if link}
