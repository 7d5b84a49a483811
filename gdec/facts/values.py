"""Check what a fact says by itself: dates, counts, paraphrases, languages, and how it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import TypeAlias

from msgspec import Struct

from gdec import terms
from gdec.errors import nearest
from gdec.facts.model import (
    SECTIONS,
    Article,
    Count,
    Day,
    Fact,
    Kind,
    NoFact,
    Notice,
    Number,
    Post,
    Remark,
    Text,
    Unstated,
)

Problem: TypeAlias = tuple[int, str]

COMPARATORS = ("exactly", "more_than", "at_least", "about", "several")
MAX_WORDS = 20

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBERED = re.compile(r"([0-9]{1,4})[-./]([0-9]{1,2})[-./]([0-9]{1,4})")
_OTHER_DATES = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_GROUPED = re.compile(r"(?<=[0-9])[,_\u00a0\u202f ](?=[0-9]{3}(?![0-9]))")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
SHA256 = re.compile(r"[0-9a-f]{64}")
URL = re.compile(r'https?://[^\s<>"{}|\\^`]+')


def check_values(struct: Struct) -> list[Problem]:
    """Tell what is wrong with the values of one struct, as (line, message)."""
    match struct:
        case Fact():
            problems = [*_evidence(struct), *_standing(struct), *_content(struct)]
        case NoFact():
            problems = [*_evidence(struct)]
        case Article():
            return [(struct.lines.get(key, struct.line), problem) for key, problem in _article(struct)]
        case Notice():
            problems = [problem for problem in (explain_date(struct.on), _explain_address(struct.url)) if problem]
        case Unstated(what=str(what)) if what not in terms.PROPERTY_OF_FIELD:
            problems = [f'"what" names a field of an entry; "{what}" is none{nearest(what, terms.PROPERTY_OF_FIELD)}']
        case _:
            return []
    return [(getattr(struct, "line", 0), problem) for problem in problems]


def explain_date(text: str) -> str:
    """Tell what is wrong with a date, or nothing where it is a day of the calendar written year-month-day.

    >>> explain_date("August 1, 2024")
    '"August 1, 2024" is no date here; write 2024-08-01'
    """
    if DATE.fullmatch(text):
        try:
            date.fromisoformat(text)
        except ValueError:
            right = as_date(text)
            return f"{text} is not in the calendar{f'; did you mean {right}?' if right else ''}"
        return ""
    return f'"{text}" is no date here; write {as_date(text) or "year-month-day, as in 2024-08-01"}'


def as_date(text: str) -> str:
    """Give a date as year-month-day, or nothing for what is no date that can be read in one way only.

    >>> as_date("August 1, 2024"), as_date("1/8/2024")
    ('2024-08-01', '')
    """
    for form in _OTHER_DATES:
        try:
            return datetime.strptime(text.strip(), form).date().isoformat()
        except ValueError:
            continue
    return _in_one_way(text)


def _in_one_way(text: str) -> str:
    """Read a date in numbers where one of day and month can only be the day, or the two are the same."""
    numbered = _NUMBERED.fullmatch(text.strip())
    if not numbered:
        return ""
    first, second, third = numbered.groups()
    year, *others = (first, second, third) if len(first) == 4 else (third, second, first)
    possible = set()
    for month, day in (others, others[::-1]):
        with suppress(ValueError):
            possible.add(datetime.strptime(f"{year}-{month}-{day}", "%Y-%m-%d").date().isoformat())
    return possible.pop() if len(possible) == 1 else ""


def as_whole_number(text: str) -> str:
    """Give a whole number in digits, or nothing for what is none that can be read in one way only.

    >>> as_whole_number("three"), as_whole_number("1,200"), as_whole_number("4.0"), as_whole_number("4.5")
    ('3', '1200', '4', '')
    """
    if text.lower() in _NUMBERS:
        return str(_NUMBERS.index(text.lower()))
    found = re.fullmatch(r"([+-]?[0-9]+)(?:\.0+)?", _GROUPED.sub("", text.strip()))
    return found[1] if found else ""


def _article(article: Article) -> Iterator[tuple[str, str]]:
    """Tell what is wrong with the article's own values, each as (key, message)."""
    if not LANGUAGE.fullmatch(article.language):
        yield "language", f'"{article.language}" is no language tag; write one in lower case, as in en or zh-hans'
    if problem := _explain_address(article.url):
        yield "url", problem
    if article.text.sha256 is not None and not SHA256.fullmatch(article.text.sha256):
        yield "text", "sha256 of the text is not 64 hexadecimal digits; remove it and run `gdec anchor`"
    if article.id in article.supersedes:
        yield (
            "supersedes",
            "an article does not supersede itself; `gdec build` keeps earlier versions of its facts",
        )


def _explain_address(url: str | None) -> str:
    if url is None or URL.fullmatch(url):
        return ""
    return f'"{url}" is no web address; write it whole, as in https://example.org/news/1'


def _evidence(fact: Fact | NoFact) -> Iterator[str]:
    at, sha256 = fact.at, fact.sha256
    if sha256 is not None and not SHA256.fullmatch(sha256):
        yield "sha256 is not 64 hexadecimal digits; remove it and run `gdec anchor`"
    if (at is None) != (sha256 is None):
        yield "at and sha256 belong together; remove both and run `gdec anchor`"
    if at is not None and not (at[0] >= 1 and 0 <= at[1] < at[2]):
        yield "at is no place in a text; remove at and sha256 and run `gdec anchor`"


def _standing(fact: Fact) -> Iterator[str]:
    kind = fact.kind or Kind.REPORTED
    if kind is Kind.REPORTED and not fact.speaker and not fact.rule:
        return
    if kind is Kind.ATTRIBUTED and not fact.speaker:
        yield 'an attributed fact needs a speaker, as in "speaker: ana-lima"'
    if fact.speaker and kind not in {Kind.ATTRIBUTED, Kind.INTENDED, Kind.HOPED, Kind.EVALUATED}:
        yield f"a fact that is {kind.value} has no speaker; remove it, or make the kind attributed"
    if kind is Kind.INFERRED and not fact.rule:
        yield f"an inferred fact needs a rule, one of {', '.join(terms.INFERENCES)}"
    if fact.rule and kind not in {Kind.INFERRED, Kind.SCHEDULED}:
        yield f"a fact that is {kind.value} has no rule; remove it, or make the kind inferred"
    if fact.rule and fact.rule not in terms.INFERENCES:
        yield f'there is no rule "{fact.rule}"{nearest(fact.rule, terms.INFERENCES)}'


def _content(fact: Fact) -> Iterator[str]:
    match fact:
        case Remark() if len(fact.content.split()) > MAX_WORDS:
            yield f"content has {len(fact.content.split())} words; say it in {MAX_WORDS} or fewer"
        case Day() if problem := explain_date(fact.is_):
            yield problem
        case Post(attested=str(attested)) if problem := explain_date(attested):
            yield problem
        case Text(lang=str(lang)) if not LANGUAGE.fullmatch(lang):
            yield f'"{lang}" is no language tag; write one in lower case, as in en or zh-hans'
        case Number() if fact.is_ < 0:
            yield f"{fact.is_} is negative; a number counts from 0"
        case Count():
            yield from _count(fact)


def _count(count: Count) -> Iterator[str]:
    given = {name: getattr(count, name) for name in COMPARATORS if getattr(count, name) is not None}
    if len(given) != 1:
        has = f"this has {' and '.join(given)}" if given else "this has none"
        yield f"a count has exactly one of {', '.join(COMPARATORS)}; {has}"
    if count.several is False:
        yield "several is true or left out"
    for name, number in given.items():
        if number < 0:
            yield f"{name} is {number}; a number counts from 0"
    if count.things is not None and count.things not in SECTIONS:
        yield f'"things" names a section of the format; "{count.things}" is none{nearest(count.things, SECTIONS)}'
