"""Check a facts file as a whole: what the format alone cannot say, all problems told at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from gdec.errors import InputError, Problems
from gdec.facts.complete import complete, is_complete
from gdec.facts.kinds import Kind
from gdec.facts.model import Entry, Fact, Facts
from gdec.facts.names import Registry, sections
from gdec.facts.references import UNNAMED, References
from gdec.facts.rules import rerun
from gdec.facts.slips import invisible
from gdec.facts.values import Problem, check_values
from gdec.facts.walk import Found, stated_in, structs_of

MOST_BYTES = 238
"""How long a key may be, in UTF-8: files of the site are named after it, with suffixes, and none has more than 255."""
_ASCII_SLUG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_SLUG = re.compile(r"[x9][x9m]*(?:-[x9][x9m]*|\.9[x9m]*)*")
_KEYED = frozenset({"themes", "parts", "attendance", "exhibitors", "venues"})
_SHAPES = {"L": "x", "M": "m", "Nd": "9"}


def check(facts: Facts, registry: Registry, source: str, found: list[Found] | None = None) -> None:
    """Check the facts of an article, or a file of the registry.

    Args:
        facts: the file; one without an article is held to the rules of the registry.
        registry: the entries that the file may refer to besides its own; `facts` itself may be among its files.
        source: the file's name, for errors.
        found: every struct of the file, where the facts are complete and the caller has listed them.

    Raises:
        Problems: everything that is wrong, each with its line.
    """
    others = [] if facts.article else [other for other in registry.files if other is not facts]
    if found is None:
        found = structs_of(facts)
        if not all(map(is_complete, found)):
            facts = complete(facts)
            found = structs_of(facts)
    stated = stated_in(found)
    problems = [
        *_keys(facts, registry, found),
        *(_article(facts, registry, stated) if facts.article else _registry(facts, others, found)),
        *chain.from_iterable([check_values(each.struct) for each in found]),
        *References(facts, registry, stated).problems(),
    ]
    if facts.article and not problems:
        problems = [
            (each.line, f"{each.path} does not follow by {each.rule}: {each.problem}")
            for each in rerun(facts, registry, found)
            if each.problem
        ]
    if problems:
        raise Problems(InputError(source, message, line) for line, message in dict.fromkeys(problems))


def explain_key(key: str) -> str:
    """Tell what is wrong with a key, or nothing: letters and digits of any script, joined by single hyphens.

    A dot may stand before a digit, so that the paths of facts, which are joined by dots, lead to one fact each.

    >>> explain_key("5.5g-forum"), explain_key("王强"), explain_key("ana lima")
    ('', '', 'the key "ana lima" must be letters, digits and single hyphens, as in "ana-lima"')
    """
    if key == UNNAMED:
        return f'the key "{UNNAMED}" is kept for posts whose organisation is not named; choose another'
    if len(key) > MOST_BYTES // 4 and len(key.encode(errors="replace")) > MOST_BYTES:
        return f'the key "{key[:20]}…" is too long for the name of a file; {MOST_BYTES} bytes of UTF-8 are the most'
    if _ASCII_SLUG.fullmatch(key):
        return ""
    if unicodedata.normalize("NFC", key) != key:
        return f'the key "{key}" is not in Unicode form NFC; type its accented letters as single characters'
    if odd := invisible(key):
        return f'the key "{key}" has the character {odd} in it; remove that'
    advice = re.sub(r"[\W_]+", "-", key).strip("-") or "ana-lima"
    is_slug = _SLUG.fullmatch("".join(map(_shape, key)))
    return "" if is_slug else f'the key "{key}" must be letters, digits and single hyphens, as in "{advice}"'


def needs_words(fact: Fact) -> bool:
    """Tell that a fact must quote the article: every fact does, but for those inferred from other facts."""
    return not (fact.kind is Kind.INFERRED and fact.rests_on)


def _shape(letter: str) -> str:
    category = unicodedata.category(letter)
    return _SHAPES.get(category) or _SHAPES.get(category[0]) or (letter if letter in "-." else "?")


def _keys(facts: Facts, registry: Registry, found: list[Found]) -> Iterator[Problem]:
    known: dict[str, str] = {}
    for name, section in sections(facts):
        for key, entry in section.items():
            if problem := explain_key(key):
                yield entry.line, problem
            elsewhere = known.get(key) or registry.sections.get(key, name)
            if elsewhere != name:
                where = "this file" if key in known else "the registry"
                yield entry.line, f'the key "{key}" stands in {elsewhere}: of {where} already; choose another'
            known[key] = name
    for each in found:
        if each.field in _KEYED and (problem := explain_key(each.path[-1])):
            yield getattr(each.struct, "line", 0), problem


def _article(facts: Facts, registry: Registry, stated: list[tuple[Found, Fact]]) -> Iterator[Problem]:
    if article := facts.article:
        for key, name in (("id", article.id), *(("supersedes", old) for old in article.supersedes)):
            if problem := explain_key(name):
                yield article.lines.get(key, article.line), problem
    for _, section in sections(facts):
        for key, entry in section.items():
            if not entry.name and not entry.label and key not in registry.sections:
                yield entry.line, _nameless(key)
    for each, fact in stated:
        if fact.words is None and needs_words(fact):
            grounds = ", or name the facts that it follows from behind `rests_on`" if fact.kind is Kind.INFERRED else ""
            yield fact.line, f"{each.field} has no words; quote a few words of the article behind `words`{grounds}"


def _registry(facts: Facts, others: list[Facts], found: list[Found]) -> Iterator[Problem]:
    for name, section in sections(facts):
        for key, entry in section.items():
            yield from ((entry.line, problem) for problem in _registered(key, entry))
            if any(key in getattr(other, name) for other in others):
                yield entry.line, f'"{key}" stands in another file of the registry as well; keep one'
    for _, _, _, struct in found:
        if isinstance(struct, Fact) and (struct.words or struct.at or struct.sha256):
            yield struct.line, "quotes words; the registry has no article to quote, put them in the article's facts"
    for no_fact in facts.no_fact:
        yield no_fact.line, "no_fact belongs in the facts of an article"


def _registered(key: str, entry: Entry) -> Iterator[str]:
    if not entry.name and not entry.label:
        yield _nameless(key)
    if not entry.reason:
        yield f'"{key}" needs a reason: why do the articles that name it mean the same thing?'
    for article in entry.mentions:
        if problem := explain_key(article):
            yield f"mentions: {problem}"


def _nameless(key: str) -> str:
    return f'"{key}" needs a name, as printed, or a label of ours'
