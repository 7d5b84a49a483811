"""Check what a fact says by itself: dates, counts, paraphrases, languages, and how it stands."""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from msgspec import Struct

from gdec import terms
from gdec.errors import nearest
from gdec.facts.kinds import Kind
from gdec.facts.model import (
    ELLIPSIS,
    SECTIONS,
    Article,
    Count,
    Day,
    Fact,
    NoFact,
    Notice,
    Number,
    Post,
    Remark,
    Text,
    Theme,
    Unstated,
)
from gdec.facts.wording import count_words

Problem: TypeAlias = tuple[int, str]

COMPARATORS = ("exactly", "more_than", "at_least", "about", "several")
MAX_WORDS = 20
_REPORTED = Kind.REPORTED  # to look it up there takes ten times as long, and every fact needs it
_SPOKEN = (Kind.ATTRIBUTED, Kind.INTENDED, Kind.HOPED, Kind.EVALUATED)
MONTHS = 12

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"(?<=[0-9])(?:T|\s+)[0-9]{1,2}:[0-9]{2}.*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
_sha256 = hashlib.sha256()
SHA256 = re.compile(r"[0-9a-f]{64}")
URL = re.compile(r'https?://[^\s<>"{}|\\^`]+')


def check_values(struct: Struct) -> list[Problem]:
    """Tell what is wrong with the values of one struct, as (line, message)."""
    if isinstance(struct, Fact):
        return _fact(struct)
    tell = _OTHERS.get(type(struct))
    return tell(struct) if tell else []


def _fact(fact: Fact) -> list[Problem]:
    problems = [] if _is_quoted(fact) else _explain_evidence(fact)
    if fact.kind is not _REPORTED or fact.speaker or fact.rule:
        problems += _standing(fact)
    if content := _CONTENT.get(type(fact)):
        problems += content(fact)
    return [(fact.line, problem) for problem in problems] if problems else []


def _no_fact(no_fact: NoFact) -> list[Problem]:
    return [] if _is_quoted(no_fact) else [(no_fact.line, problem) for problem in _explain_evidence(no_fact)]


def _notice(notice: Notice) -> list[Problem]:
    problems = explain_date(notice.on), _explain_address(notice.url)
    return [(notice.line, problem) for problem in problems if problem]


def _unstated(unstated: Unstated) -> list[Problem]:
    what = unstated.what
    if what is None or what in terms.PROPERTY_OF_FIELD:
        return []
    hint = nearest(what, terms.PROPERTY_OF_FIELD) or f"; known are {', '.join(terms.PROPERTY_OF_FIELD)}"
    return [(unstated.line, f'"what" names a field of an entry; "{what}" is none{hint}')]


@lru_cache(maxsize=4096)
def explain_date(text: str) -> str:
    """Tell what is wrong with a date, or nothing where it is a day of the calendar written year-month-day.

    >>> explain_date("August 1, 2024")
    '"August 1, 2024" is no date here; write 2024-08-01'
    """
    if DATE.fullmatch(text):
        try:
            date.fromisoformat(text)
        except ValueError:
            return f"{text} is not in the calendar{_nearest_date(text)}"
        return ""
    from gdec.facts.forms import possible_dates

    possible = possible_dates(_TIME.sub("", text))
    listed = f"here {' or '.join(possible)}" if possible else "as in 2024-08-01"
    return f'"{text}" is no date here; write {possible[0] if len(possible) == 1 else f"year-month-day, {listed}"}'


def _nearest_date(text: str) -> str:
    """Give the hint for a date that is none: its day and month the other way round, or the last day of its month."""
    from gdec.facts.forms import as_date

    if right := as_date(text):
        return f"; did you mean {right}?"
    year, month, _ = map(int, text.split("-"))
    if not (year and 1 <= month <= MONTHS):
        return ""
    return f"; the last day of that month is {text[:8]}{monthrange(year, month)[1]}"


def _article(article: Article) -> list[Problem]:
    return [(article.lines.get(key, article.line), problem) for key, problem in _values_of(article)]


def _values_of(article: Article) -> Iterator[tuple[str, str]]:
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


def _is_quoted(fact: Fact | NoFact) -> bool:
    """Tell that a fact has its words whole, with a place of their length and their digest; most facts have."""
    at, sha256, words = fact.at, fact.sha256, fact.words
    if not at or not sha256 or not words:
        return False
    paragraph, start, end = at
    if paragraph < 1 or start < 0 or end - start != len(words):
        return False
    digest = _sha256.copy()  # takes four fifths of the time of a new one
    digest.update(words.encode())
    return digest.hexdigest() == sha256


def _explain_evidence(fact: Fact | NoFact) -> list[str]:
    problems = []
    at, sha256 = fact.at, fact.sha256
    if sha256 is not None and not SHA256.fullmatch(sha256):
        problems.append("sha256 is not 64 hexadecimal digits; remove it and run `gdec anchor`")
    if (at is None) != (sha256 is None):
        problems.append("at and sha256 belong together; remove both and run `gdec anchor`")
    if at is not None and not (at[0] >= 1 and 0 <= at[1] < at[2]):
        problems.append("at is no place in a text; remove at and sha256 and run `gdec anchor`")
    if not problems and at is not None and sha256 is not None and not _is_of(at[2] - at[1], sha256, fact.words or ""):
        problems.append(
            "the words are not those that at and sha256 name; write these again, or remove at and sha256 and run "
            "`gdec anchor`"
        )
    return problems


@lru_cache(maxsize=4096)
def _is_of(length: int, sha256: str, words: str) -> bool:
    """Tell that a quote is of that length and digest; of one that is told by its ends, that it can be."""
    if hashlib.sha256(words.encode()).hexdigest() == sha256:
        return len(words) == length
    first, is_shortened, last = words.partition(ELLIPSIS)
    return bool(is_shortened) and len(first) + len(last) < length


def _standing(fact: Fact) -> Iterator[str]:
    kind = fact.kind or Kind.REPORTED
    if kind is Kind.ATTRIBUTED and not fact.speaker:
        yield 'an attributed fact needs a speaker, as in "speaker: ana-lima"'
    if fact.speaker and kind not in _SPOKEN:
        if isinstance(fact, Remark):
            yield f"what somebody says is not {kind.value}; make the kind one of {', '.join(_SPOKEN)}"
        else:
            yield f"a fact that is {kind.value} has no speaker; remove it, or make the kind attributed"
    if kind is Kind.INFERRED and not fact.rule:
        yield f"an inferred fact needs a rule, one of {', '.join(terms.INFERENCES)}"
    if fact.rule and kind not in {Kind.INFERRED, Kind.SCHEDULED}:
        yield f"a fact that is {kind.value} has no rule; remove it, or make the kind inferred"
    if fact.rule and fact.rule not in terms.INFERENCES:
        yield f'there is no rule "{fact.rule}"{nearest(fact.rule, terms.INFERENCES)}'


def _language(fact: Text | Count | Post | Remark) -> Iterable[str]:
    if fact.lang is None or LANGUAGE.fullmatch(fact.lang):
        return ()
    return (f'"{fact.lang}" is no language tag; write one in lower case, as in en or zh-hans',)


def _remark(remark: Remark) -> Iterable[str]:
    count = count_words(remark.content)
    if count <= MAX_WORDS:
        return _language(remark)
    return (f"content has {count} words; say it in {MAX_WORDS} or fewer", *_language(remark))


def _day(day: Day) -> Iterable[str]:
    return filter(None, (explain_date(day.is_),))


def _post(post: Post) -> Iterable[str]:
    problem = explain_date(post.attested) if post.attested is not None else ""
    return (problem, *_language(post)) if problem else _language(post)


def _number(number: Number) -> Iterable[str]:
    return (f"{number.is_} is negative; a number counts from 0",) if number.is_ < 0 else ()


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
    yield from _language(count)


_CONTENT: dict[type[Struct], Callable[[Any], Iterable[str]]] = {
    Count: _count,
    Day: _day,
    Number: _number,
    Post: _post,
    Remark: _remark,
    Text: _language,
    Theme: _language,
}
"""What tells what is wrong with the content of a fact, for the classes that may have something wrong."""

_OTHERS: dict[type[Struct], Callable[[Any], list[Problem]]] = {
    Article: _article,
    NoFact: _no_fact,
    Notice: _notice,
    Unstated: _unstated,
}
"""What tells what is wrong with a struct that is no fact, for the classes that may have something wrong."""
