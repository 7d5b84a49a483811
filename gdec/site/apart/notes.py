"""What tells namesakes apart: things of one class that bear one label in the language shown.

Each gets a note, which pages show behind its label: its name in another script; else what it belongs to, as a person to
a post and a forum to its conference; else the last step of its IRI. A note is its own among the namesakes.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.following.names import rows
from gdec.site.frame.label import NAMING, Label
from gdec.site.frame.site import Site
from gdec.site.frame.text import day
from gdec.store.answer import Term

Namesakes: TypeAlias = tuple[str, str]
"""What namesakes share: their class, as the first step of their paths, and their label as `folded` gives it."""

Found: TypeAlias = dict[str, list[Label]]
"""Notes that things could have."""
Finder: TypeAlias = Callable[[Site, Sequence[str]], Found]

_ASKED = 1000
"""How many things a query asks of."""

_NAMES = f"{terms.LABEL}|{terms.ALTERNATE_NAME}"
_OF_EVENT = (terms.PART_OF, terms.EDITION_OF, terms.START_DATE, terms.OPENING_DATE, terms.LOCATION)
_COUNTS = "|".join(
    f"^{name}" for name in (terms.PART_COUNT, terms.VENUE_COUNT, terms.ATTENDANCE_COUNT, terms.EXHIBITOR_COUNT)
)
_WAYS = {
    "person": (terms.HOLDS,),
    "organisation": (terms.SUB_ORGANIZATION_OF, terms.AREA_SERVED),
    "place": (terms.CONTAINED_IN,),
    "initiative": (terms.PROPOSED_BY, terms.LAUNCHED_AT),
    "post": (f"^{terms.HOLDS}", terms.ORGANIZATION),
    "participation": (terms.AGENT, terms.AT_EVENT),
    "theme": (f"^{terms.THEME}",),
    "count": (_COUNTS,),
    **dict.fromkeys(("activity", "ceremony", "conference", "exhibition", "forum"), _OF_EVENT),
}
"""The ways, as SPARQL paths, that lead from a thing of a class to what tells it from its namesakes."""
_NAMED_AFTER_OTHERS = frozenset({"count", "participation", "post"})
"""The classes whose labels are made of what they belong to; nobody gives them another name."""


def folded(text: str) -> str:
    """Give a label so that labels that look alike are the same, and in the order of listings.

    >>> folded("Wang Wei") == folded("WANG Wei")
    True
    """
    return unicodedata.normalize("NFKC", text).casefold()


def notes_among(site: Site, groups: Iterable[Sequence[str]]) -> dict[str, Label]:
    """Give the notes of things that are namesakes as far as the store gives them a label."""
    return told_apart(site, ([iri for iri in group if _is_plain(site, iri)] for group in groups))


def _is_plain(site: Site, iri: str) -> bool:
    """Tell that anything is called something plainly, and not only by what somebody claims."""
    names = (site.reader.matching(NamedNode(iri), NamedNode(name[1:-1])) for name in NAMING)
    return any(isinstance(quad.object, Literal) for quad in chain.from_iterable(names))


def key_of(site: Site, iri: str, label: str) -> Namesakes | None:
    """Give what a thing shares with its namesakes; nothing for what has no page, and for articles."""
    cls = site.page_of(iri).partition("/")[0]
    return (cls, folded(label)) if cls != "article" and site.is_thing(iri) else None


def told_apart(site: Site, groups: Iterable[Sequence[str]]) -> dict[str, Label]:
    """Give the note of each thing in groups of namesakes; one that is alone in its group needs none."""
    by_class: dict[str, list[Sequence[str]]] = {}
    for group in groups:
        if len(group) > 1:
            by_class.setdefault(site.page_of(group[0]).partition("/")[0], []).append(group)
    told: dict[str, Label] = {}
    for cls, alike in sorted(by_class.items()):
        finders: list[Finder] = [partial(_by_way, way=way) for way in _WAYS.get(cls, ())]
        for find in finders if cls in _NAMED_AFTER_OTHERS else (_in_other_script, *finders):
            unclear = [group for group in alike if any(iri not in told for iri in group)]
            found = find(site, [iri for group in unclear for iri in group])
            for group in unclear:
                told |= {iri: note for iri, note in _own(group, found) if iri not in told}
        for iri in (iri for group in alike for iri in group if iri not in told):
            told[iri] = Label(site.page_of(iri).partition("/")[2])
    return told


def _own(group: Sequence[str], found: Found) -> Iterator[tuple[str, Label]]:
    """Give for each thing the first note that no other of its group could have."""
    times = Counter(text for iri in group for text in {folded(note.text) for note in found.get(iri, ())})
    for iri in group:
        own = (note for note in found.get(iri, ()) if times[folded(note.text)] == 1)
        if note := next(own, None):
            yield iri, note


def _in_other_script(site: Site, things: Sequence[str]) -> Found:
    """Give the names of things that share no script with their labels."""
    found: Found = {}
    for iri, names in _values(site, things, _NAMES).items():
        script = _scripts(site.label(iri).text)
        labels = {Label(each.value, each.language or "") for each in names if isinstance(each, Literal)}
        found[iri] = sorted(label for label in labels if script.isdisjoint(_scripts(label.text)))
    return found


def _by_way(site: Site, things: Sequence[str], way: str) -> Found:
    """Give what stands at the end of a way: the labels of things, or days."""
    language = site.settings.page_language
    return {
        iri: sorted(
            site.label(each.value) if isinstance(each, NamedNode) else Label(day(each.value, language), language)
            for each in values
            if isinstance(each, NamedNode | Literal)
        )
        for iri, values in _values(site, things, way).items()
    }


def _values(site: Site, things: Sequence[str], path: str) -> dict[str, set[Term]]:
    found: dict[str, set[Term]] = {}
    for start in range(0, len(things), _ASKED):
        values = " ".join(str(NamedNode(iri)) for iri in things[start : start + _ASKED])
        asked = f"SELECT DISTINCT ?t ?v WHERE {{ VALUES ?t {{ {values} }} ?t {path} ?v }}"
        for thing, value in rows(site.reader, asked):
            if isinstance(thing, NamedNode) and value is not None:
                found.setdefault(thing.value, set()).add(value)
    return found


def _scripts(text: str) -> set[str]:
    """Name the scripts of a text's letters.

    >>> sorted(_scripts("Wang Wei (王伟)"))
    ['CJK', 'LATIN']
    """
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha()}
