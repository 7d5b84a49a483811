"""Doubt facts that their own words, or the other facts of the article, contradict; what is unsure is not doubted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gdec.facts.kinds import Kind
from gdec.facts.misnumbered import NUMBERED, advise_number
from gdec.facts.model import EVENTS, Article, Count, Day, Entry, Event, Fact, Facts, Number, Text
from gdec.facts.names import Registry, sections

NUMBER = "number-beyond-its-words"
NAME = "name-beyond-its-words"
DATE = "date-against-its-words"
PUBLICATION = "publication-day-exchanged"
RULES = (NUMBER, NAME, DATE, PUBLICATION)
"""What may be doubted, by the names of the checks that look for the same in a store."""

_LAST_MONTH = "12"
_DAYS = ("opened", "starts", "ends")
_COUNTS = ("parts", "attendance", "exhibitors", "venues")


class Doubt(NamedTuple):
    """A fact that is doubted.

    Attributes:
        rule: why, one of `RULES`.
        path: the path of the fact.
        fact: the fact.
        value: the number, the name or the date that is doubted.
        advice: what to write instead.
        reason: what contradicts a day of publication, or nothing where that is the fact's own words.
    """

    rule: str
    path: tuple[str, ...]
    fact: Fact
    value: int | str
    advice: str
    reason: str = ""


def doubts(facts: Facts, registry: Registry | None = None) -> Iterator[Doubt]:
    """Go through the facts of a complete file of an article that are contradicted.

    What was concluded by a rule is not what the words say, and is passed over.

    Args:
        facts: the file.
        registry: the entries that it may refer to, which have other names of its things.
    """
    article = facts.article
    if article is None:
        return
    if article.published:
        yield from _dated(("article", "published"), article.published)
        yield from _published(article, article.published, facts)
    known = _Known(facts, registry)
    for name, section in sections(facts):
        for key, entry in section.items():
            yield from _named(name, key, entry, article.language, known)
            if isinstance(entry, Event):
                yield from _of_event((name, key), entry, article.language)


def count_doubts(facts: Facts, registry: Registry | None = None) -> int:
    """Count the facts that `doubts` gives."""
    return sum(1 for _ in doubts(facts, registry))


def _of_event(path: tuple[str, str], event: Event, language: str) -> Iterator[Doubt]:
    for field in _DAYS:
        if day := getattr(event, field):
            yield from _dated((*path, field), day)
    if event.days:
        yield from _numbered((*path, "days"), event.days, "", event.days.is_, language)
    for field in _COUNTS:
        for key, count in getattr(event, field).items():
            for comparator in NUMBERED:
                if (number := getattr(count, comparator)) is not None:
                    yield from _numbered((*path, field, key), count, comparator, number, language)


def _numbered(
    path: tuple[str, ...], fact: Count | Number, comparator: str, number: int, language: str
) -> Iterator[Doubt]:
    if fact.words and not _is_concluded(fact) and (advice := advise_number(fact.words, number, comparator, language)):
        yield Doubt(NUMBER, path, fact, number, advice)


def _dated(path: tuple[str, ...], day: Day) -> Iterator[Doubt]:
    if not day.words or day.is_ in day.words or _is_concluded(day):
        return
    from gdec.facts.misdated import advise_date

    if advice := advise_date(day.words, day.is_):
        yield Doubt(DATE, path, day, day.is_, advice)


def _named(section: str, key: str, entry: Entry, language: str, known: _Known) -> Iterator[Doubt]:
    named = ((("name",), entry.name), *((("also", str(place)), text) for place, text in enumerate(entry.also)))
    for steps, text in named:
        if not text or not text.words or text.is_ in text.words:
            continue
        if _is_concluded(text) or (text.lang or language) != language:
            continue
        from gdec.facts.misnamed import advise_name

        own, others = known.names(section, key, text), known.others(section, key)
        if advice := advise_name(text.words, text.is_, own, others):
            yield Doubt(NAME, (section, key, *steps), text, text.is_, advice)


class _Known(NamedTuple):
    """What things are called, in the file and in the registry."""

    facts: Facts
    registry: Registry | None

    def entries(self, section: str) -> Iterator[tuple[str, Entry]]:
        for file in (self.facts, *(self.registry.files if self.registry else ())):
            yield from getattr(file, section).items()

    def names(self, section: str, key: str, doubted: Text) -> Iterator[str]:
        texts = (text for other, entry in self.entries(section) if other == key for text in _texts(entry))
        return (text.is_ for text in texts if text is not doubted)

    def others(self, section: str, key: str) -> Iterator[str]:
        return (text.is_ for other, entry in self.entries(section) if other != key for text in _texts(entry))


def _texts(entry: Entry) -> Iterator[Text]:
    yield from (text for text in (entry.name, entry.label, *entry.also) if text)


def _published(article: Article, day: Day, facts: Facts) -> Iterator[Doubt]:
    """Doubt a day of publication that other dates contradict, and that they would not with day and month exchanged."""
    if (day.words and day.is_ in day.words) or day.is_[8:] > _LAST_MONTH:
        return
    from gdec.facts.misdated import bears_out, exchanged

    other = exchanged(day.is_)
    if not other or (day.words and bears_out(day.words, day.is_)):
        return
    reasons = (_in_address(article, day.is_, other), _before(article, day.is_, other), _after(facts, day.is_, other))
    if reason := next(filter(None, reasons), ""):
        yield Doubt(PUBLICATION, ("article", "published"), day, day.is_, f"write {other}", reason)


def _in_address(article: Article, day: str, other: str) -> str:
    from gdec.facts.misdated import dates_in_address

    for what, text in (("id", article.id), ("url", article.url or "")):
        named = dates_in_address(text)
        if other in named and day not in named:
            return f"the {what} of the article names {other}"
    return ""


def _before(article: Article, day: str, other: str) -> str:
    for what, notice in (("corrected", article.corrected), ("retracted", article.retracted)):
        if notice and other <= notice.on < day:
            return f"the article was {what} on {notice.on}, which is earlier"
    return ""


def _after(facts: Facts, day: str, other: str) -> str:
    """Tell of an event that the article reports, and that was later than the day."""
    from gdec.facts.misdated import is_later

    days = (getattr(event, field) for name in EVENTS for event in getattr(facts, name).values() for field in _DAYS)
    past = [each.is_ for each in days if each and each.kind in (Kind.REPORTED, Kind.INFERRED)]
    latest = max(past, default="")
    return f"the article reports what was on {latest}, which is later" if is_later(latest, day, other) else ""


def _is_concluded(fact: Fact) -> bool:
    return bool(fact.rule) or fact.kind is Kind.INFERRED
