"""Tell in lines of text what disagrees, with the words of each side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.disagreement.find import Disagreement, Side
from gdec.following.names import rows
from gdec.following.why import Statement, why
from gdec.query.table import shorten
from gdec.store import Store


@dataclass(frozen=True)
class Chosen:
    """What an editor says of a statement: that it is preferred or deprecated, by whom and why."""

    what: str
    author: str
    reason: str


def chosen(store: Store) -> dict[str, list[Chosen]]:
    """Give what editors chose, by the IRI of each statement they spoke of."""
    found = rows(
        store,
        f"SELECT ?statement ?p ?author ?reason WHERE {{ VALUES ?p {{ {terms.PREFERS} {terms.DEPRECATES} }} "
        f"?choice ?p ?statement ; {terms.CREATOR} ?author ; {terms.REASON} ?reason }} ORDER BY ?statement ?p ?author",
    )
    choices: dict[str, list[Chosen]] = {}
    for statement, how, author, reason in found:
        if isinstance(statement, NamedNode) and isinstance(author, Literal) and isinstance(reason, Literal):
            what = "preferred" if str(how) == terms.PREFERS else "deprecated"
            choices.setdefault(statement.value, []).append(Chosen(what, author.value, reason.value))
    return choices


def tell(store: Store, found: list[Disagreement]) -> Iterator[str]:
    """Give the lines that tell of disagreements: what, how its sides relate and who says so, and the words of each."""
    choices = chosen(store)
    for each in found:
        yield from _lines(each, why(store, f"<{each.subject}>").statements, choices, store.prefixes)


def _lines(
    found: Disagreement,
    statements: Mapping[str, Statement],
    choices: Mapping[str, list[Chosen]],
    prefixes: Mapping[str, str],
) -> Iterator[str]:
    what = f"{shorten(found.subject, prefixes)} {shorten(found.property[1:-1], prefixes)}"
    how = "as the facts say" if found.stated_by else "by rule relation-by-values"
    yield f"{what}: {found.relation}, {how}"
    for side in found.sides:
        yield f"  {side.label}"
        yield from _grounds(side, statements, prefixes)
        for choice in sorted({choice for iri in side.statements for choice in choices.get(iri, ())}, key=str):
            yield f"    {choice.what} by {choice.author}: {choice.reason}"


def _grounds(side: Side, statements: Mapping[str, Statement], prefixes: Mapping[str, str]) -> Iterable[str]:
    """Give a line for each of a side's grounds; statements of the same words, as of a number's parts, have one."""
    told = (_ground(statements[iri], prefixes) for iri in side.statements if iri in statements)
    return dict.fromkeys(told)


def _ground(statement: Statement, prefixes: Mapping[str, str]) -> str:
    kind = statement.kind.removeprefix(terms.GDEC)
    speaker = f" by {shorten(statement.speaker, prefixes)}" if statement.speaker else ""
    words = "; ".join(f"¶{each.paragraph}: “{each.words}”" for each in statement.evidence)
    return f"    {kind}{speaker}, {shorten(statement.article, prefixes)} {words}".rstrip()
