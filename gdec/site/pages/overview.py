"""What the home page and its pictures show of a store, bounded however large it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter

from pyoxigraph import NamedNode

from gdec import terms
from gdec.following.names import rows
from gdec.site.dumps.counts import Counts
from gdec.site.frame.site import Site
from gdec.site.kept.days import still_to_come
from gdec.site.pages.foremost import Foremost
from gdec.site.pictures.axis import Span
from gdec.site.pictures.network import Edge, Node
from gdec.site.reading.values import str_of
from gdec.site.statements.grounds import Ground, grounds
from gdec.terms import term

EVENTS = 24
"""How many events the timeline shows."""
AGENTS, PER_COLUMN, TIES = 16, 20, 90
"""How many agents the network shows, how many things in each of its other columns, and how many ties."""

_TELLING = (terms.OPENING_DATE, terms.START_DATE, terms.END_DATE, terms.LOCATION, terms.THEME, terms.NAME)
_DATES = {terms.START_DATE: "", terms.OPENING_DATE: "opened", terms.END_DATE: "ends"}


def classes(counts: Counts) -> list[tuple[str, str, int]]:
    """Give the number of things of each class: the path of its listing, what they are called and the number."""
    listed = {"articles": ("article", "Article"), **terms.SECTION_CLASSES}
    numbers = ((section, path, counts.classes.get(term(f"gdec:{name}"), 0)) for section, (path, name) in listed.items())
    return [(path, section if number != 1 else path, number) for section, path, number in numbers if number]


def kinds(site: Site, counts: Counts) -> list[tuple[str, str, int]]:
    """Give the number of statements of each kind: its IRI, label and number, in the ontology's order."""
    return [
        (kind[1:-1], site.label(kind[1:-1]).text, counts.values.get(f"{terms.KIND} {kind}", 0))
        for kind in terms.KINDS.values()
    ]


def telling(site: Site) -> Ground | None:
    """Choose a statement for a stranger's first look: one that stands plainly, on few words, of an event if it can."""
    for name in _TELLING:
        found = rows(
            site.reader,
            f"SELECT ?s WHERE {{ ?s {terms.PREDICATE} {name} ; {terms.KIND} ?kind ; "
            f"{terms.EVIDENCE}/{terms.WORDS} ?words . "
            f"FILTER (?kind IN ({', '.join(sorted(terms.PASSING))})) }} LIMIT 50",
        )
        for ground in grounds(site, [str_of(iri) for (iri,) in found]).values():
            return ground
    return None


def events(site: Site, foremost: Foremost) -> tuple[list[Span], int]:
    """Give the editions and forums of which most is said, parts below their wholes, and how many are left out."""
    chosen, total = foremost.events(EVENTS)
    days: dict[str, dict[str, str]] = {event: {} for event in chosen}
    wholes: dict[str, str] = {}
    for event, name, value in foremost.said_of(chosen):
        if name == terms.PART_OF:
            wholes[event] = min(value, wholes.get(event, value))
        else:
            days[event][name] = min(value, days[event].get(name, value))
    scheduled = still_to_come(site, (event for event in chosen if terms.END_DATE in days[event]), terms.END_DATE)
    spans = _rows(site, chosen, days, wholes)
    return [replace(each, is_scheduled=each.iri in scheduled) for each in spans], total - len(chosen)


def _rows(site: Site, chosen: list[str], days: dict[str, dict[str, str]], wholes: dict[str, str]) -> list[Span]:
    """Put the events in order: by the first day that is known of one or of its parts, each part below its whole."""
    known = set(chosen)
    parts: dict[str, list[str]] = {}
    for event in chosen:
        whole = wholes.get(event, "")
        parts.setdefault(whole if whole in known else "", []).append(event)
    spans: list[Span] = []
    placed: set[str] = set()

    def first(event: str, above: frozenset[str] = frozenset()) -> str:
        below = [first(part, above | {event}) for part in parts.get(event, ()) if part not in above]
        return min([*days[event].values(), *below], default="9999")

    def place(event: str, depth: int) -> None:
        if event not in placed:
            placed.add(event)
            above = site.label(wholes[event]).text if depth else ""
            spans.append(_span(site, event, days[event], min(depth, 3), above))
            for part in sorted(parts.get(event, ()), key=lambda each: (first(each), each)):
                place(part, depth + 1)

    for root in sorted(parts.get("", ()), key=lambda each: (first(each), each)):
        place(root, 0)
    for event in chosen:  # those in a circle of wholes
        place(event, 0)
    return spans


def _span(site: Site, event: str, days: dict[str, str], depth: int, above: str) -> Span:
    """Make an event's row; in the picture it stands below its whole, which tells it from its namesakes then."""
    name = next((each for each in (terms.START_DATE, terms.OPENING_DATE, terms.END_DATE) if each in days), "")
    note = _DATES.get(name, "")
    start = days.get(terms.START_DATE) or days.get(terms.OPENING_DATE, "")
    apart, whole = site.notes.get(event), site.called(event).text
    text = site.label(event).text if apart and apart.text == above else whole
    return Span(event, text, start, days.get(terms.END_DATE, ""), note, depth, whole)


def ties(site: Site, foremost: Foremost) -> tuple[list[Node], list[Edge], int]:
    """Give those who take part in most, with the bodies and events that they are tied to, and how many are left out."""
    chosen, total = foremost.agents(AGENTS)
    edges = list(islice(_edges(site, chosen), TIES))
    column = dict.fromkeys(chosen, 1)
    kept: list[Edge] = []
    for edge, side in edges:
        if column.setdefault(edge.other, side) == side or edge.other in chosen:
            if list(column.values()).count(side) > PER_COLUMN:
                del column[edge.other]
                continue
            kept.append(edge)
    tied = {iri for edge in kept for iri in (edge.one, edge.other)}
    nodes = [Node(iri, site.called(iri).text, side) for iri, side in column.items() if iri in tied]
    return nodes, kept, total - len(chosen)


def _edges(site: Site, agents: Iterable[str]) -> Iterator[tuple[Edge, int]]:
    """Give the ties of agents to events (column 2) and to bodies or places (column 0), each pair once, as far as asked.

    Of somebody thousands of articles may speak, so each is asked of alone.
    """
    for agent in sorted(agents):
        found = [(event, site.label(part).text, 2) for event, part in _played(site, agent)]
        found += [(body, title, 0) for body, title in _held(site, agent)]
        pairs = groupby(sorted(found, key=itemgetter(0, 2, 1)), key=itemgetter(0))
        for other, ties in ((other, list(group)) for other, group in pairs if other != agent):
            yield Edge(agent, other, ", ".join(dict.fromkeys(text for _, text, _ in ties))), ties[0][2]


def _played(site: Site, agent: str) -> Iterator[tuple[str, ...]]:
    """Give the events that somebody takes part in, each with the part; what many graphs say is one thing."""
    things = f"{{ SELECT DISTINCT ?x WHERE {{ ?x {terms.AGENT} {NamedNode(agent)} }} }}"
    asked = f"SELECT DISTINCT ?event ?part WHERE {{ {things} ?x {terms.AT_EVENT} ?event ; {terms.PART} ?part }}"
    return (tuple(map(str_of, row)) for row in rows(site.reader, asked))


def _held(site: Site, agent: str) -> Iterator[tuple[str, ...]]:
    """Give the bodies and places in which somebody holds a post, each with its title."""
    things = f"{{ SELECT DISTINCT ?x WHERE {{ {NamedNode(agent)} {terms.HOLDS} ?x }} }}"
    bodies = f"?x {terms.ORGANIZATION}|{terms.FOR_PLACE} ?body ; {terms.ROLE_NAME} ?title"
    return (
        tuple(map(str_of, row))
        for row in rows(site.reader, f"SELECT DISTINCT ?body ?title WHERE {{ {things} {bodies} }}")
    )
