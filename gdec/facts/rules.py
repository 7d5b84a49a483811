"""Run the rules by which authors infer again, to see whether each fact still follows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from gdec.facts.calendar_words import days_in, weekday_in
from gdec.facts.model import (
    EVENTS,
    Article,
    Day,
    Entry,
    Fact,
    Facts,
    Link,
    Participation,
    Theme,
)
from gdec.facts.names import Registry, sections
from gdec.facts.walk import Found, structs_of
from gdec.facts.wording import word

MAX_OTHER_WORDS = 2
"""In how many words two wordings of one text may differ."""
MIN_SHARED = 0.5
"""The share of its words that a text shares with a variant of it, at the least."""

NO_THEMES = "the rule relates two themes of one event, and these are none"

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class Rerun(NamedTuple):
    """A rule that was run again.

    Attributes:
        path: the path of the fact that it concludes.
        line: the fact's line.
        rule: the rule's name.
        problem: what the rule gives instead, or nothing where it concludes the same.
    """

    path: str
    line: int
    rule: str
    problem: str


def rerun(facts: Facts, registry: Registry, found: list[Found] | None = None) -> list[Rerun]:
    """Run the rule of every fact that names one again, on what the file and the registry say now.

    Args:
        facts: a complete facts file; whatever else there is to check of it is right.
        registry: the entries that it may refer to.
        found: every struct of the file, where the caller has listed them.
    """
    found = structs_of(facts) if found is None else found
    concluded = [(each, fact) for each in found if isinstance(fact := each.struct, Fact) and fact.rule]
    if not concluded:
        return []
    world = _World(facts, registry, found)
    return [
        Rerun(".".join(each.path), fact.line, rule, RULES[rule](world, each))
        for each, fact in concluded
        if (rule := fact.rule)
    ]


class _World:
    """What rules may look at: all structs of a file, by path, and the names of things."""

    def __init__(self, facts: Facts, registry: Registry, found: list[Found]) -> None:
        self.facts, self.registry, self.all = facts, registry, found
        self.by_path = {".".join(found.path): found.struct for found in self.all}
        article = facts.article or Article(id="")
        self.published = date.fromisoformat(article.published.is_) if article.published else None

    def names(self, key: str) -> Iterator[str]:
        """Give every name and label that the file and the registry have for a key."""
        for file in (self.facts, *self.registry.files):
            for _, section in sections(file):
                if entry := section.get(key):
                    yield from (text.is_ for text in (entry.name, entry.label, *entry.also) if text)


def year_from_publication(world: _World, found: Found) -> str:
    """Put a day and month without a year into the year in which the article was published."""
    fact = found.struct
    if not isinstance(fact, Day) or world.published is None:
        return "the rule gives a date, and needs the day of publication"
    days = days_in(fact.words or "")
    if not days:
        return f'"{fact.words}" names no month and day'
    month, day = days[-1] if found.field == "ends" else days[0]
    return _compared(fact, _date(world.published.year, month, day))


def weekday_before_publication(world: _World, found: Found) -> str:
    """Take a weekday named alone for the last such day before the day the article was published."""
    fact = found.struct
    if not isinstance(fact, Day) or world.published is None:
        return "the rule gives a date, and needs the day of publication"
    named = weekday_in(fact.words or "")
    if named is None:
        return f'"{fact.words}" names no day of the week'
    back = (world.published.weekday() - named) % 7 or 7
    return _compared(fact, (world.published - timedelta(days=back)).isoformat())


def place_in_name(world: _World, found: Found) -> str:
    """Take what has a place's name in its own for something of that place."""
    link = found.struct
    if not isinstance(link, Link):
        return "the rule leads to a place, and this is none"
    places = [_words(name) for name in world.names(link.is_)]
    owners = [_words(name) for name in world.names(found.path[1])]
    if any(_holds(owner, place) for owner in owners for place in places):
        return ""
    return f'no name of "{found.path[1]}" holds a name of "{link.is_}"'


def near_identical_wording(world: _World, found: Found) -> str:
    """Take two themes of one event that differ in a word or two for variants of one wording."""
    one, other = _themes(world, found)
    if not one or not other:
        return NO_THEMES
    return "" if is_variant(one, other) else f'"{one}" and "{other}" differ in more than two words'


def different_wording(world: _World, found: Found) -> str:
    """Take two themes of one event that share few words for two."""
    one, other = _themes(world, found)
    if not one or not other:
        return NO_THEMES
    return "" if shared(one, other) < MIN_SHARED else f'"{one}" and "{other}" share half of their words or more'


def same_passage(world: _World, found: Found) -> str:
    """Take a sentence that leaves a thing unnamed to speak of the thing that the passage names.

    What the fact rests on stands in the same or the previous paragraph; or before it, and the article speaks of no
    other event between the two.
    """
    fact = found.struct
    if not isinstance(fact, Fact):
        return "the rule gives a fact"
    premises = [place for path in fact.rests_on if (place := getattr(world.by_path[path], "at", None))]
    if not fact.at or not premises:
        return "neither the fact nor what it rests on may be without words"
    nearest = max(premises)
    if 0 <= fact.at[0] - nearest[0] <= 1:
        return ""
    if nearest > fact.at:
        return "what it rests on stands only after it"
    between = [
        key for key, at in _spoken_of(world, found.path[1]) if nearest[1] < at[1] < fact.at[1] and key != _event(fact)
    ]
    return f'the article speaks of "{between[-1]}" in between' if between else ""


def year_in_name(world: _World, found: Found) -> str:
    """Take an event that is named as a series is, with a year added, for an edition of that series."""
    link = found.struct
    if not isinstance(link, Link):
        return "the rule leads to a series, and this is none"
    series = [_words(name) for name in world.names(link.is_)]
    editions = [_words(name) for name in world.names(found.path[1])]
    if any(
        name in ([*one, year], [year, *one])
        for name in editions
        for one in series
        for year in name[:1] + name[-1:]
        if _YEAR.fullmatch(year)
    ):
        return ""
    return f'no name of "{found.path[1]}" is a name of "{link.is_}" and a year'


RULES: dict[str, Callable[[_World, Found], str]] = {
    "different-wording": different_wording,
    "near-identical-wording": near_identical_wording,
    "place-in-name": place_in_name,
    "same-passage": same_passage,
    "weekday-before-publication": weekday_before_publication,
    "year-from-publication": year_from_publication,
    "year-in-name": year_in_name,
}
"""The rules that an author may name; each gives what speaks against the conclusion, or nothing."""


def is_variant(one: str, other: str) -> bool:
    """Tell that two texts are one wording but for a word or two.

    >>> is_variant("Data Drives Growth", "Digital Drives Growth"), is_variant("Ports that think", "Sea lights")
    (True, False)
    """
    first, second = _words(one), _words(other)
    same = _same(first, second)
    return max(len(first), len(second)) - same <= MAX_OTHER_WORDS and shared(one, other) >= MIN_SHARED


def shared(one: str, other: str) -> float:
    """Give the share of the words of the shorter text that stand in the other in the same order, from 0 to 1."""
    first, second = _words(one), _words(other)
    return _same(first, second) / max(1, min(len(first), len(second)))


def _same(first: list[str], second: list[str]) -> int:
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def _words(text: str) -> list[str]:
    return [each.casefold() for each in word().findall(text)]


def _holds(words: list[str], part: list[str]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1)) and bool(part)


def _date(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"no day of {year}"


def _compared(fact: Day, concluded: str) -> str:
    return "" if fact.is_ == concluded else f"the rule gives {concluded}, and the fact says {fact.is_}"


def _themes(world: _World, found: Found) -> tuple[str, str]:
    """Give the wordings of the two themes that a link relates; empty ones where it relates something else."""
    link, theme = found.struct, found.owner
    if not isinstance(link, Link) or not isinstance(theme, Theme):
        return "", ""
    other = world.by_path.get(".".join((*found.path[:-2], link.is_)))
    return theme.is_, other.is_ if isinstance(other, Theme) else ""


def _spoken_of(world: _World, subject: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Give the events that the article speaks of, but for the fact's own subject, each with the place of the words."""
    for path, owner, _, fact in world.all:
        if not isinstance(fact, Fact) or not fact.at or path[0] == "article":
            continue
        if isinstance(owner, Entry) and path[0] in EVENTS and path[1] != subject:
            yield path[1], fact.at
        if (event := _event(fact)) and _is_event(world, event) and event != subject:
            yield event, fact.at


def _event(fact: Fact) -> str:
    match fact:
        case Participation():
            return fact.in_
        case Link():
            return fact.is_
    return ""


def _is_event(world: _World, key: str) -> bool:
    sections_of = (world.registry.sections.get(key), *(name for name in EVENTS if key in getattr(world.facts, name)))
    return any(name in EVENTS for name in sections_of)
