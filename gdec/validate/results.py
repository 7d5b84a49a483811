"""What an engine found, in our words: each result with the name of its thing, in one order whatever the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from gdec import terms
from gdec.shacl import paths
from gdec.shacl import report as shacl
from gdec.shacl.data import Data, kept, written
from gdec.shacl.vocabulary import Term
from gdec.validate.report import Report, Result
from gdec.validate.text import shown


def in_our_words(found: shacl.Report, data: Data) -> Report:
    """Give a report for people from that of an engine, with what the data says of the things in it."""
    by_thing: dict[str, set[Result]] = {}
    told = _Things(data)
    for one in found.results:
        result = _result(one, told)
        by_thing.setdefault(result.focus, set()).add(result)
    things = sorted((sorted(results, key=_order) for results in by_thing.values()), key=lambda it: [*map(_order, it)])
    return Report(tuple(chain.from_iterable(things)), found.checked, found)


def _order(result: Result) -> tuple[str, ...]:
    """Give what a result is sorted by, without the labels of blank nodes, which change from run to run."""
    stable = ("" if term.startswith("_:") else term for term in (result.focus, result.shape, result.value))
    return (*stable, result.label, result.path, result.component, result.message)


def _result(one: shacl.Result, things: _Things) -> Result:
    return Result(
        focus=str(one.focus),
        label=things.label(one.focus),
        path=paths.to_sparql(one.path, lambda predicate: shown(str(predicate))) if one.path is not None else "",
        predicates=tuple(map(str, paths.predicates(one.path))) if one.path is not None else (),
        value=str(one.value) if one.value is not None else "",
        shape=str(one.shape),
        component=_local(one.component),
        severity=_local(one.severity),
        message=_in_english(one.messages),
        triple=things.triple_behind(one.focus),
    )


class _Things:
    """What the data says of the things in a report."""

    def __init__(self, data: Data) -> None:
        self._data = data

    def label(self, thing: Term) -> str:
        """Give the name or label of a thing; for a blank node without one, what leads to it; or nothing."""
        names = (_in_english(self._objects(thing, predicate)) for predicate in (terms.NAME, terms.LABEL))
        label = next(filter(None, names), "")
        if label or not isinstance(thing, BlankNode):
            return label
        owners = (f"{shown(str(q.subject))} {shown(str(q.predicate))} […]" for q in self._quads(None, None, thing))
        return min(owners, default="")

    def triple_behind(self, node: Term) -> tuple[str, str, str] | None:
        """Give the triple behind a statement, behind the first statement of evidence, or what an unknown is about."""
        statement = min((q.subject for q in self._quads(None, terms.EVIDENCE, node)), key=str, default=node)

        def one(predicate: str) -> str:
            return min(map(str, self._objects(statement, predicate)), default="")

        if subject := one(terms.SUBJECT):
            return subject, one(terms.PREDICATE), one(terms.OBJECT)
        if content := one(terms.CONTENT):
            return "", terms.CONTENT, content
        return (one(terms.ABOUT), "", "") if one(terms.QUESTION) else None

    def _objects(self, subject: object, predicate: str) -> Iterator[Term]:
        if isinstance(subject, NamedNode | BlankNode):
            found = (quad.object for quad in self._quads(subject, predicate, None))
            yield from (written(value) for value in found if not isinstance(value, Triple))

    def _quads(
        self, subject: NamedNode | BlankNode | None, predicate: str | None, value: Term | None
    ) -> Iterator[Quad]:
        data, named = self._data, NamedNode(predicate[1:-1]) if predicate else None
        value = kept(value) if value is not None else None
        return data.store.quads_for_pattern(subject, named, value, None if data.is_union else DefaultGraph())


def _in_english(texts: Iterable[Term]) -> str:
    """Choose one text: in English, else in no language, else in any."""
    order = {"en": 0, "": 1}
    known = ((order.get((getattr(text, "language", "") or "")[:2], 2), text.value) for text in texts)
    return min(known, default=(0, ""))[1]


def _local(iri: NamedNode) -> str:
    return iri.value.rpartition("#")[2]
