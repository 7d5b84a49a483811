"""Follow triples back: to their statements, and through rules to the words and reasons that these rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.errors import GdecError
from gdec.following.names import find_predicate, find_thing, iri_of, refuse_stranger, rows
from gdec.store import Store
from gdec.store.answer import Term

Properties: TypeAlias = dict[str, list[Term]]
Said: TypeAlias = tuple[Term | None, NamedNode, Term]

_CONTENT = NamedNode(terms.CONTENT[1:-1])


@dataclass(frozen=True)
class Evidence:
    """Where words stand in an article; `words` is all of them, or the first and last joined by an ellipsis."""

    iri: str
    article: str
    paragraph: int
    start: int
    end: int
    sha256: str
    words: str


@dataclass(frozen=True)
class Statement:
    """A statement with what it says and how it stands.

    Attributes:
        iri: its IRI; all names here are IRIs without brackets, and empty where there is none.
        triple: what it stands for; the subject is None for one that has content instead.
        about: what its content is about.
        rests_on: IRIs of the statements that it follows from.
    """

    iri: str
    triple: Said
    about: tuple[Term, ...]
    kind: str
    speaker: str
    article: str
    rule: str
    rests_on: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Reason:
    """Why the registry holds that these mentions are the same thing."""

    entry: str
    reason: str
    mentions: tuple[str, ...]


@dataclass(frozen=True)
class Unknown:
    """A question that an article was read for and does not answer."""

    iri: str
    property: str
    question: str
    article: str


@dataclass(frozen=True)
class Match:
    """A triple, whether it stands plainly, and what it rests on: statements of articles, else reasons of the registry.

    The subject is None for what was said about the thing and is no triple.
    """

    triple: Said
    is_plain: bool
    statements: tuple[Statement, ...]
    reasons: tuple[Reason, ...]


@dataclass
class Answer:
    """What is known of a thing and why.

    Attributes:
        subject: the thing.
        matches: the triples and sayings asked for, in a fixed order.
        statements: every statement that they rest on, by IRI, down to the leaves.
        unknowns: what is known to be not stated.
        urls: the web address of each article that has one.
        retracted: the day on which an article was retracted, for each that was.
    """

    subject: NamedNode
    matches: list[Match] = field(default_factory=list)
    statements: dict[str, Statement] = field(default_factory=dict)
    unknowns: list[Unknown] = field(default_factory=list)
    urls: dict[str, str] = field(default_factory=dict)
    retracted: dict[str, str] = field(default_factory=dict)


def why(store: Store, subject: str, predicate: str | None = None, object: str | None = None) -> Answer:
    """Follow the triples of a thing back to what they rest on.

    Args:
        store: the store.
        subject: an IRI, a prefixed name or a label; a statement's own IRI asks for that statement.
        predicate: an IRI, a prefixed name or the local name of a property; None for all.
        object: an IRI, a prefixed name, a label or the text of a literal; None for all.

    Raises:
        GdecError: nothing, or more than one thing, is called so.
        RemoteError: another machine failed.
    """
    thing = find_thing(store, subject)
    nodes = _nodes(store, thing)
    answer = Answer(thing, statements=_statements(nodes))
    articles = {each.article for each in answer.statements.values() if each.article}
    answer.urls, answer.retracted = (_of_articles(store, articles, name) for name in (terms.URL, terms.RETRACTED_ON))
    matches = _matches(store, answer, _reasons(nodes, thing))
    unknowns = _unknowns(nodes)
    if not matches and not unknowns:
        refuse_stranger(store, thing)
    if predicate is not None:
        known = {match.triple[1] for match in matches} | {
            NamedNode(each.property) for each in unknowns if each.property
        }
        wanted = find_predicate(predicate, known, store.prefixes)
        matches = [match for match in matches if match.triple[1] == wanted]
        unknowns = [unknown for unknown in unknowns if unknown.property == wanted.value]
    if object is not None:
        matches, unknowns = _with_object(store, matches, object), []
    answer.matches, answer.unknowns = matches, unknowns
    return answer


def _nodes(store: Store, thing: NamedNode) -> dict[str, Properties]:
    """Fetch every statement, evidence, unknown and registry entry that bears on a thing."""
    found = rows(
        store,
        f"SELECT DISTINCT ?node ?p ?o WHERE {{ "
        f"{{ ?root {terms.SUBJECT}|{terms.ABOUT}|{terms.REGISTERS} {thing} }} "
        f"UNION {{ BIND ({thing} AS ?root) ?root {terms.KIND} ?kind }} "
        f"?root {terms.RESTS_ON}*/{terms.EVIDENCE}? ?node . ?node ?p ?o }}",
    )
    nodes: dict[str, Properties] = {}
    for node, predicate, value in found:
        if isinstance(node, NamedNode) and isinstance(predicate, NamedNode) and value is not None:
            nodes.setdefault(node.value, {}).setdefault(str(predicate), []).append(value)
    return nodes


def _statements(nodes: dict[str, Properties]) -> dict[str, Statement]:
    return {
        iri: _statement(iri, properties, nodes) for iri, properties in sorted(nodes.items()) if terms.KIND in properties
    }


def _statement(iri: str, has: Properties, nodes: dict[str, Properties]) -> Statement:
    predicates = [each for each in has.get(terms.PREDICATE, ()) if isinstance(each, NamedNode)]
    subjects, objects = has.get(terms.SUBJECT, [None]), has.get(terms.OBJECT) or has.get(terms.CONTENT) or [Literal("")]
    evidence = (each for each in _texts(has, terms.EVIDENCE) if terms.SHA256 in nodes.get(each, {}))
    return Statement(
        iri=iri,
        triple=(subjects[0], predicates[0] if predicates else _CONTENT, objects[0]),
        about=tuple(has.get(terms.ABOUT, ())),
        kind=_text(has, terms.KIND),
        speaker=_text(has, terms.ACCORDING_TO),
        article=_text(has, terms.ARTICLE),
        rule=_text(has, terms.RULE),
        rests_on=tuple(_texts(has, terms.RESTS_ON)),
        evidence=tuple(_evidence(each, nodes[each]) for each in evidence),
    )


def _evidence(iri: str, has: Properties) -> Evidence:
    words = _text(has, terms.WORDS) or f"{_text(has, terms.FIRST_WORDS)} … {_text(has, terms.LAST_WORDS)}"
    paragraph, start, end = (int(_text(has, name) or 0) for name in (terms.PARAGRAPH, terms.START, terms.END))
    return Evidence(iri, _text(has, terms.ARTICLE), paragraph, start, end, _text(has, terms.SHA256), words)


def _reasons(nodes: dict[str, Properties], thing: NamedNode) -> tuple[Reason, ...]:
    return tuple(
        Reason(iri, _text(has, terms.REASON), tuple(_texts(has, terms.MENTION)))
        for iri, has in sorted(nodes.items())
        if thing in has.get(terms.REGISTERS, ())
    )


def _unknowns(nodes: dict[str, Properties]) -> list[Unknown]:
    return [
        Unknown(iri, _text(has, terms.PROPERTY), _text(has, terms.QUESTION), _text(has, terms.NOT_STATED_IN))
        for iri, has in sorted(nodes.items())
        if terms.QUESTION in has
    ]


def _matches(store: Store, answer: Answer, reasons: tuple[Reason, ...]) -> list[Match]:
    """Pair each triple of the thing, plain or not, and each saying about it, with what it rests on."""
    thing = answer.subject
    resting: dict[Said, list[Statement]] = {}
    for statement in answer.statements.values():
        subject = statement.triple[0]
        if subject == thing or statement.iri == thing.value or (subject is None and thing in statement.about):
            resting.setdefault(statement.triple, []).append(statement)
    plain: set[Said] = set()
    if not any(statement.iri == thing.value for statement in answer.statements.values()):
        for predicate, value in rows(store, f"SELECT DISTINCT ?p ?o WHERE {{ {thing} ?p ?o }}"):
            if isinstance(predicate, NamedNode) and value is not None:
                plain.add((thing, predicate, value))
    triples = sorted(plain | resting.keys(), key=lambda triple: (triple[0] is None, *map(str, triple[1:])))
    upheld = {triple for triple, statements in resting.items() if _passes(statements, answer.retracted)}
    return [
        Match(triple, triple in plain, tuple(resting.get(triple, ())), () if triple in upheld else reasons)
        for triple in triples
    ]


def _passes(statements: Iterable[Statement], retracted: Iterable[str]) -> bool:
    """Tell that a statement lets its triple stand plainly: it is of such a kind, and its article was not retracted."""
    return any(f"<{each.kind}>" in terms.PASSING and each.article not in retracted for each in statements)


def _with_object(store: Store, matches: list[Match], text: str) -> list[Match]:
    named = iri_of(text, store.prefixes)
    values = [match.triple[2] for match in matches]
    wanted: set[Term] = {value for value in values if isinstance(value, Literal) and value.value == text}
    wanted |= {named} if named else set()
    if not wanted:
        try:
            wanted = {find_thing(store, text)}
        except GdecError:
            things = {value for value in values if isinstance(value, NamedNode)}
            wanted = {thing for thing in things if text.casefold() in _labels(store, thing)}
            if not wanted and things:
                raise
    return [match for match in matches if match.triple[2] in wanted]


def _labels(store: Store, thing: NamedNode) -> set[str]:
    found = rows(store, f"SELECT ?label WHERE {{ {thing} {terms.LABEL}|{terms.NAME}|{terms.ALTERNATE_NAME} ?label }}")
    return {label.value.casefold() for (label,) in found if isinstance(label, Literal)}


def _of_articles(store: Store, articles: set[str], name: str) -> dict[str, str]:
    """Give the value that a property has for each article that has one."""
    if not articles:
        return {}
    values = " ".join(f"<{article}>" for article in sorted(articles))
    found = rows(store, f"SELECT ?article ?o WHERE {{ VALUES ?article {{ {values} }} ?article {name} ?o }}")
    return {_value(article): _value(value) for article, value in found}


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, (NamedNode, Literal)) else ""


def _text(has: Properties, name: str) -> str:
    return next(iter(_texts(has, name)), "")


def _texts(has: Properties, name: str) -> list[str]:
    return sorted(_value(value) for value in has.get(name, ()))
