"""What the home page and its pictures show of a store, bounded however large it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from itertools import groupby

from pyoxigraph import NamedNode

from gdec import terms
from gdec.following.names import rows
from gdec.site.frame.site import Site
from gdec.site.pictures.axis import Span
from gdec.site.pictures.network import Edge, Node
from gdec.site.statements.grounds import Ground, grounds, text_of
from gdec.store.answer import Row

EVENTS = 24
"""How many events the timeline shows."""
AGENTS, PER_COLUMN, TIES = 16, 20, 90
"""How many agents the network shows, how many things in each of its other columns, and how many ties."""

_EDITIONS = " ".join(terms.CLASS_OF_SECTION[section] for section in ("conferences", "forums"))
_TELLING = (terms.OPENING_DATE, terms.START_DATE, terms.END_DATE, terms.LOCATION, terms.THEME, terms.NAME)
_DATES = {terms.START_DATE: "", terms.OPENING_DATE: "opened", terms.END_DATE: "ends"}


def classes(site: Site) -> list[tuple[str, str, int]]:
    """Count the things of each class: the path of its listing, what they are called and the number."""
    listed = {"articles": ("article", "Article"), **terms.SECTION_CLASSES}
    paths = {terms.term(f"gdec:{name}"): (section, path) for section, (path, name) in listed.items()}
    found = rows(
        site.reader,
        f"SELECT ?class (COUNT(DISTINCT ?s) AS ?n) WHERE {{ VALUES ?class {{ {' '.join(paths)} }} "
        f"?s {terms.TYPE} ?class }} GROUP BY ?class",
    )
    counts = {f"<{text_of(cls)}>": int(text_of(count)) for cls, count in found}
    return [
        (path, section if counts[cls] != 1 else path, counts[cls])
        for cls, (section, path) in paths.items()
        if counts.get(cls)
    ]


def kinds(site: Site) -> list[tuple[str, str, int]]:
    """Count the statements of each kind: its IRI, label and number, in the ontology's order."""
    found = rows(site.reader, f"SELECT ?kind (COUNT(?s) AS ?n) WHERE {{ ?s {terms.KIND} ?kind }} GROUP BY ?kind")
    counts = {text_of(kind): int(text_of(count)) for kind, count in found}
    return [(iri, site.label(iri).text, counts.get(iri, 0)) for iri in (term[1:-1] for term in terms.KINDS.values())]


def count(site: Site, cls: str) -> int:
    """Count the instances of a class, which is given as a term."""
    return int(text_of(rows(site.reader, f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s {terms.TYPE} {cls} }}")[0][0]))


def telling(site: Site) -> Ground | None:
    """Choose a statement for a stranger's first look: one that stands plainly, on few words, of an event if it can."""
    for name in _TELLING:
        found = rows(
            site.reader,
            f"SELECT ?s WHERE {{ ?s {terms.PREDICATE} {name} ; {terms.KIND} ?kind ; "
            f"{terms.EVIDENCE}/{terms.WORDS} ?words . "
            f"FILTER (?kind IN ({', '.join(sorted(terms.PASSING))})) }} LIMIT 50",
        )
        for ground in grounds(site, [text_of(iri) for (iri,) in found]).values():
            return ground
    return None


def events(site: Site) -> tuple[list[Span], int]:
    """Give the editions and forums of which most is said, parts below their wholes, and how many are left out."""
    of_class = f"VALUES ?class {{ {_EDITIONS} }} ?e {terms.TYPE} ?class"
    found = rows(
        site.reader,
        f"SELECT ?e (COUNT(?s) AS ?n) WHERE {{ {{ SELECT DISTINCT ?e WHERE {{ {of_class} }} }} "
        f"?s {terms.SUBJECT} ?e }} GROUP BY ?e",
    )
    chosen = _foremost(found, EVENTS)
    total = int(text_of(rows(site.reader, f"SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE {{ {of_class} }}")[0][0]))
    days: dict[str, dict[str, str]] = {event: {} for event in chosen}
    wholes: dict[str, str] = {}
    for event, name, value in _facts(site, chosen, (*_DATES, terms.PART_OF)):
        if name == terms.PART_OF:
            wholes[event] = min(value, wholes.get(event, value))
        else:
            days[event][name] = min(value, days[event].get(name, value))
    return _rows(site, chosen, days, wholes), total - len(chosen)


def _facts(site: Site, things: Sequence[str], names: Iterable[str]) -> list[tuple[str, str, str]]:
    found = rows(
        site.reader,
        f"SELECT DISTINCT ?e ?p ?o WHERE {{ VALUES ?e {{ {_values(things)} }} VALUES ?p {{ {' '.join(names)} }} "
        f"?e ?p ?o }} ORDER BY ?e ?p ?o",
    )
    return [(text_of(thing), str(name), text_of(value)) for thing, name, value in found]


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


def ties(site: Site) -> tuple[list[Node], list[Edge], int]:
    """Give those who take part in most, with the bodies and events that they are tied to, and how many are left out."""
    either = f"{{ ?x {terms.AGENT} ?agent }} UNION {{ ?agent {terms.HOLDS} ?x }}"
    found = rows(site.reader, f"SELECT ?agent (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {either} }} GROUP BY ?agent")
    chosen = _foremost(found, AGENTS)
    edges = _edges(site, chosen)
    column = dict.fromkeys(chosen, 1)
    kept: list[Edge] = []
    for edge, side in edges[:TIES]:
        if column.setdefault(edge.other, side) == side or edge.other in chosen:
            if list(column.values()).count(side) > PER_COLUMN:
                del column[edge.other]
                continue
            kept.append(edge)
    tied = {iri for edge in kept for iri in (edge.one, edge.other)}
    nodes = [Node(iri, site.called(iri).text, side) for iri, side in column.items() if iri in tied]
    return nodes, kept, len(found) - len(chosen)


def _foremost(counted: Iterable[Row], number: int) -> list[str]:
    """Give the things that were counted most often; of those as often, the first by their names."""
    return [iri for _, iri in nsmallest(number, ((-int(text_of(times)), text_of(thing)) for thing, times in counted))]


def _edges(site: Site, agents: Sequence[str]) -> list[tuple[Edge, int]]:
    """Give the ties of agents to events (column 2) and to bodies or places (column 0), each pair once."""
    among = f"VALUES ?agent {{ {_values(agents)} }}"
    parts = rows(
        site.reader,
        f"SELECT DISTINCT ?agent ?event ?part WHERE {{ {among} ?x {terms.AGENT} ?agent ; {terms.AT_EVENT} ?event ; "
        f"{terms.PART} ?part }} ORDER BY ?agent ?event ?part",
    )
    posts = rows(
        site.reader,
        f"SELECT DISTINCT ?agent ?body ?title WHERE {{ {among} ?agent {terms.HOLDS} ?x . "
        f"?x {terms.ORGANIZATION}|{terms.FOR_PLACE} ?body ; {terms.ROLE_NAME} ?title }} ORDER BY ?agent ?body ?title",
    )
    found = [(text_of(agent), text_of(event), site.label(text_of(part)).text, 2) for agent, event, part in parts]
    found += [(text_of(agent), text_of(body), text_of(title), 0) for agent, body, title in posts]
    pairs = groupby(sorted(found, key=lambda each: (each[0], each[1], each[3], each[2])), key=lambda each: each[:2])
    gathered = [(pair, list(group)) for pair, group in pairs if pair[0] != pair[1]]
    return [
        (Edge(one, other, ", ".join(dict.fromkeys(text for _, _, text, _ in group))), group[0][3])
        for (one, other), group in gathered
    ]


def _values(iris: Iterable[str]) -> str:
    return " ".join(str(NamedNode(iri)) for iri in iris)
