"""Tell in lines of text why triples stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pyoxigraph import Literal

from gdec import terms
from gdec.following.quoting import Quoting
from gdec.following.why import Answer, Match, Said, Statement
from gdec.query.table import cell, shorten

Count = Callable[[Match], list[tuple[str, ...]]]


def tell(
    answer: Answer,
    prefixes: Mapping[str, str],
    quoting: Quoting,
    count: Count | None = None,
) -> Iterator[str]:
    """Give the lines of an answer: each triple, and below it what it rests on, down to the leaves.

    Args:
        answer: what to tell.
        prefixes: what IRIs are shortened with.
        quoting: gives the words of evidence, and the address that leads to them.
        count: gives the articles that support a triple, grouped by origin; without it they are not counted.
    """
    teller = _Teller(answer, prefixes, quoting)
    for match in answer.matches:
        yield from teller.match(match)
        if count and (groups := count(match)):
            yield from teller.support(groups)
    for unknown in answer.unknowns:
        about = f" {teller.name(unknown.property)}" if unknown.property else ""
        yield f"{teller.name(answer.subject.value)}{about}"
        yield f"  known to be not stated in {teller.name(unknown.article)}: {unknown.question}"


class _Teller:
    def __init__(self, answer: Answer, prefixes: Mapping[str, str], quoting: Quoting) -> None:
        self.answer, self.prefixes, self.quoting = answer, prefixes, quoting

    def match(self, match: Match) -> Iterator[str]:
        yield self.triple(match.triple)
        if not match.is_plain and match.triple[0] is not None:
            yield f"  no plain triple: {self.reason(match)}"
        for statement in match.statements:
            yield from self.statement(statement, "  ", ())
        for reason in match.reasons:
            mentions = f" (mentioned in {', '.join(map(self.name, reason.mentions))})" if reason.mentions else ""
            yield f"  registered: {reason.reason}{mentions}"
        if not match.statements and not match.reasons:
            yield "  NOTHING leads back from here"

    def reason(self, match: Match) -> str:
        """Tell why a triple does not stand plainly."""
        if all(statement.article in self.answer.retracted for statement in match.statements):
            return "what says so was retracted"
        return "it is said, and not taken for so"

    def support(self, groups: list[tuple[str, ...]]) -> Iterator[str]:
        """Tell how many independent articles support a triple, and which of them have one origin."""
        yield f"  independent articles: {len(groups)}"
        for group in groups:
            if len(group) > 1:
                yield f"    of one origin: {', '.join(map(self.name, group))}"

    def statement(self, statement: Statement, indent: str, above: tuple[str, ...]) -> Iterator[str]:
        """Tell how a statement stands, its words, and what it rests on; what stands above is not told again."""
        how = _plain_name(statement.kind)
        how += f" by {self.name(statement.speaker)}" if statement.speaker else ""
        how += f", by {_plain_name(statement.rule)}" if statement.rule else ""
        about = ", ".join(cell(thing, self.prefixes) for thing in statement.about)
        how += f", about {about}" if about else ""
        retracted = self.answer.retracted.get(statement.article)
        how += f"; {self.name(statement.article)}" + (f" (RETRACTED on {retracted})" if retracted else "")
        yield f"{indent}{how}"
        for evidence in statement.evidence:
            yield f"{indent}  ¶{evidence.paragraph}: “{' '.join(self.quoting.words(evidence).split())}”"
            if url := self.answer.urls.get(evidence.article):
                yield f"{indent}  {self.quoting.link(url, evidence)}"
        for iri in statement.rests_on:
            premise = self.answer.statements.get(iri)
            if premise is None or iri in above:
                yield f"{indent}  from {self.name(iri)}"
                continue
            yield f"{indent}  from {self.triple(premise.triple)}"
            yield from self.statement(premise, f"{indent}    ", (*above, statement.iri))

    def triple(self, triple: Said) -> str:
        subject, predicate, value = triple
        shown = f"“{cell(value, self.prefixes)}”" if isinstance(value, Literal) else cell(value, self.prefixes)
        return shown if subject is None else f"{cell(subject, self.prefixes)} {self.name(predicate.value)} {shown}"

    def name(self, iri: str) -> str:
        return shorten(iri, self.prefixes)


def _plain_name(iri: str) -> str:
    """Give the name of a kind or rule without its prefix, as in `inferred` and `rule same-passage`."""
    name = iri.removeprefix(terms.GDEC)
    return f"rule {name.removeprefix('rule-')}" if name.startswith("rule-") else name
