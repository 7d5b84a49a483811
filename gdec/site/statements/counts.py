"""Counts that articles do not agree on: each value beside the words of its own articles, and of no other's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup, escape

from gdec import terms
from gdec.disagreement.relate import CONTRADICTION, Quantity
from gdec.disagreement.tell import Chosen
from gdec.following.names import rows
from gdec.rdf.nquads import literal
from gdec.site.frame.amounts import amount_of, grouped, number_in
from gdec.site.frame.html import html, linked
from gdec.site.frame.label import Label
from gdec.site.reading.graphs import Graphs, Triple
from gdec.site.reading.values import first, iri_of, is_iri, text_of
from gdec.site.statements.standing import Name, Telling

COUNTS = (terms.PART_COUNT, terms.VENUE_COUNT, terms.ATTENDANCE_COUNT, terms.EXHIBITOR_COUNT)
"""Properties whose values are counts."""
LARGEST = 12
"""How many values of a count stand beside an event; the others stand where the disagreement does."""
_COMPARATORS = frozenset(terms.COMPARATORS.values())
_OR = Markup(" or ")


class Part(NamedTuple):
    """One of the values that articles give a count.

    Attributes:
        name: what its articles call the count, with the link to it.
        led: the statements by which these lead to it.
        is_plain: one of these lets it stand plainly.
        choices: what editors chose of its number.
        disagree: the link to the disagreement that it is a side of, or nothing.
    """

    name: Name
    led: list[Triple]
    is_plain: bool
    choices: tuple[Chosen, ...]
    disagree: Markup


class _Said:
    """What an article says of a count: its number, what it calls it, and the statements of the number, as terms."""

    def __init__(self) -> None:
        self.number, self.comparator = "", ""
        self.labels: list[Label] = []
        self.own: list[str] = []

    @property
    def quantity(self) -> Quantity:
        return _quantity(self.comparator, self.number)


def parts(
    telling: Telling, count: str, led: list[Triple], choices: Callable[[Iterable[str]], tuple[Chosen, ...]]
) -> list[Part]:
    """Give the values that articles give a count, the one first that an editor prefers; none where they give it one.

    Args:
        telling: tells of statements on the page of an event.
        count: the count, as a term.
        led: the statements by which the event leads to it.
        choices: gives what editors chose of statements.
    """
    if not _may_differ(telling, count, led):
        return []
    said, by_quantity = _said(telling.graphs, count), dict[Quantity, list[Triple]]()
    known = {article: each.quantity for article, each in said.items()}
    for each in led:
        by_quantity.setdefault(known.get(_article(each.statement), Quantity("", None)), []).append(each)
    if len({*known.values(), *by_quantity}) == 1 or not known:
        return []
    sides, found = _sides(telling, count), []
    for quantity, given in sorted(by_quantity.items(), key=lambda item: _by_number(item[0])):
        articles = dict.fromkeys(_article(each.statement) for each in given)
        own = [said[article] for article in articles if article in said]
        statements = [statement for each in own for statement in each.own]
        labels = [label for each in own for label in each.labels] or [Label(str(quantity) or "no number")]
        name = _name(telling, count, telling.site.labels.choose(labels))
        is_plain = any(_passes(telling, each) for each in given)
        found.append(Part(name, given, is_plain, choices(statements), _disagree(sides, statements)))
    return sorted(found, key=_standing)[:LARGEST]


def _standing(part: Part) -> tuple[bool, bool, bool]:
    """Put first what an editor prefers, and last what one deprecates."""
    made = {choice.what for choice in part.choices}
    return "preferred" not in made, "deprecated" in made, not part.is_plain


def _may_differ(telling: Telling, count: str, led: list[Triple]) -> bool:
    """Tell that a count has several values plainly, or that some may be only said; most have one, at no cost."""
    node = telling.graphs.plain(count)
    is_several = any(len(node.get(name, ())) > 1 for name in (terms.NUMBER, terms.COMPARATOR))
    return bool(led) and (is_several or (len(led) > 1 and not all(_passes(telling, each) for each in led)))


def _passes(telling: Telling, led: Triple) -> bool:
    return led.kind in terms.PASSING and not telling.names.source(_article(led.statement)).retracted


def _said(graphs: Graphs, count: str) -> dict[str, _Said]:
    """Give what each article says of a count, with one question however many these are."""
    names = ", ".join((terms.NUMBER, terms.COMPARATOR, terms.LABEL))
    query = (
        f"SELECT ?s ?p ?o WHERE {{ ?s {terms.SUBJECT} {count} ; {terms.PREDICATE} ?p ; {terms.OBJECT} ?o "
        f"FILTER (?p IN ({names})) }}"
    )
    found: dict[str, _Said] = {}
    for statement, name, value in sorted(tuple(map(str, row)) for row in rows(graphs.reader, query)):
        said = found.setdefault(_article(statement), _Said())
        if name == terms.LABEL:
            said.labels.append(Label(*text_of(value)[:2]))
            continue
        said.own.append(statement)
        if name == terms.COMPARATOR:
            said.comparator = value
        elif not is_iri(value):
            said.number = text_of(value).text
    return found


def _sides(telling: Telling, count: str) -> dict[str, str]:
    """Give the disagreement that each statement about the number of a count is in: a contradiction before others."""
    found: dict[str, str] = {}
    nodes = {term: telling.graphs.node(term) for term in telling.graphs.leading(terms.ABOUT, count)}
    for term, node in sorted(nodes.items(), key=lambda item: (_relation(item[1]) != CONTRADICTION, item[0])):
        if _relation(node):
            for statement in node.get(terms.BETWEEN, ()):
                found.setdefault(statement, telling.site.href(iri_of(term), telling.page))
    return found


def _relation(node: Mapping[str, list[str]]) -> str:
    return first(dict(node), terms.RELATION).removeprefix(terms.GDEC)


def _disagree(sides: Mapping[str, str], statements: Iterable[str]) -> Markup:
    href = next((sides[each] for each in statements if each in sides), "")
    return html(f'<a class="caution" href="{escape(href)}">articles disagree</a>') if href else Markup()


def _name(telling: Telling, count: str, label: Label) -> Name:
    return telling.names.make(grouped(label.text), label.lang, telling.name(iri_of(count)).href)


def _article(statement: str) -> str:
    return iri_of(statement).partition("#")[0]


def named(telling: Telling, count: str, name: Name) -> Name:
    """Name a count by every amount that it plainly has, where it has several.

    Args:
        telling: tells of things on a page.
        count: the count, as a term.
        name: its name where it has one.
    """
    by_amount: dict[str, list[Label]] = {}
    for term in telling.graphs.plain(count).get(terms.LABEL, ()):
        label = Label(*text_of(term)[:2])
        by_amount.setdefault(amount_of(label.text), []).append(label)
    if len(by_amount) < 2:
        return name
    chosen = sorted(map(telling.site.labels.choose, by_amount.values()), key=lambda each: (number_in(each[0]), each))
    names = [_name(telling, count, each) for each in chosen[:LARGEST]]
    told = _OR.join(each.html for each in names)
    return Name(" or ".join(each.text for each in names), "", name.href, told, linked(name.href, told))


def paired(given: Iterable[tuple[str, str]], is_chosen: Callable[[str], bool]) -> dict[str, list[str]]:
    """Group statements by their values, in the order of these; number and comparator of an article are one value.

    Args:
        given: each statement with its value, as terms.
        is_chosen: tells that an editor spoke of a statement.

    Returns:
        The values with their statements; for a number and its comparator that of the number stands alone, if no editor
        spoke of the other one.
    """
    by_article: dict[str, dict[bool, tuple[str, str]]] = {}
    by_value: dict[str, list[str]] = {}
    for statement, value in sorted(given):
        by_value.setdefault(value, []).append(statement)
        by_article.setdefault(statement.partition("#")[0], {})[value in _COMPARATORS] = (statement, value)
    if _COMPARATORS.isdisjoint(by_value):
        return {value: by_value[value] for value in sorted(by_value)}
    by_quantity: dict[Quantity, list[str]] = {}
    for each in by_article.values():
        (number, value), (comparator, meant) = each.get(False, ("", '""')), each.get(True, ("", ""))
        stating = by_quantity.setdefault(_quantity(meant, text_of(value).text), [])
        stating += [number] if number else []
        stating += [comparator] if comparator and (not number or is_chosen(comparator)) else []
    return {literal(grouped(f"{each} ").rstrip()): by_quantity[each] for each in sorted(by_quantity, key=_by_number)}


def _quantity(comparator: str, number: str) -> Quantity:
    return Quantity(comparator, int(number) if number.isdecimal() else None)


def _by_number(quantity: Quantity) -> tuple[int, str]:
    return quantity.number or 0, quantity.comparator
