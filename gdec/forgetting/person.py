"""Find the person who is to be forgotten, and the names that give them away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gdec.errors import GdecError, nearest
from gdec.facts.model import Entry, Facts, Text
from gdec.facts.names import sections

SHORTEST = 2
"""How many characters a name has at least that is looked for in other texts."""

_LETTER = r"[^\W_]"


@dataclass(frozen=True)
class Person:
    """A person by key, with the names that only this one bears, and the names that somebody else bears too."""

    key: str
    names: frozenset[str]
    shared: frozenset[str] = frozenset()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds the person in a text: a name, or the key by itself or as a step of an IRI."""
        # In scripts without upper and lower case, no space parts a name from the words beside it.
        forms = {form for name in self.names for form in _forms(name)}
        told = [_parted(form) if form.upper() != form.lower() else _spaced(form) for form in forms]
        keys = [_keyed(form) for form in _forms(self.key)]
        return re.compile("|".join(sorted(told + keys, key=len, reverse=True)), re.IGNORECASE)

    def is_in_address(self, address: str) -> bool:
        """Tell that a web address has the name in it, its words joined as addresses join them."""
        words = [re.split(r"[\W_]+", name) for name in (self.key, *self.names)]
        forms = (r"(?:[-_+.]|%20)".join(map(re.escape, filter(None, each))) for each in words)
        return any(re.search(rf"(?<!{_LETTER}){form}(?!{_LETTER})", address, re.IGNORECASE) for form in forms)


def find_person(files: Iterable[Facts], text: str, prefixes: Mapping[str, str]) -> Person:
    """Find a person in facts by key, by IRI or prefixed name, or by a name or label.

    Raises:
        GdecError: nobody, or more than one person, is called so.
    """
    names: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for facts in files:
        for section, entries in sections(facts):
            for key, entry in entries.items():
                known = names if section == "people" else others
                known.setdefault(key, set()).update(name.is_ for name in _names_of(entry))
    key = _chosen(names, text, prefixes)
    elsewhere = {_folded(name) for each in (names, others) for other in each if other != key for name in each[other]}
    mine = {name for name in names[key] if len(name) >= SHORTEST}
    shared = {name for name in mine if _folded(name) in elsewhere}
    return Person(key, frozenset(mine - shared), frozenset(shared))


def _chosen(names: Mapping[str, set[str]], text: str, prefixes: Mapping[str, str]) -> str:
    key = text.removeprefix("<").removesuffix(">").removeprefix(prefixes["person"]).removeprefix("person:")
    if key in names:
        return key
    found = sorted(key for key, called in names.items() if _folded(text) in map(_folded, called))
    if len(found) > 1:
        listed = "".join(f"\n  person:{each}  {', '.join(sorted(names[each]))}" for each in found)
        raise GdecError(f"{len(found)} people are called so; name one by key:{listed}")
    if not found:
        known = [*names, *(name for called in names.values() for name in called)]
        raise GdecError(
            f'there is no person "{text}" in the facts or in the history of the store{nearest(text, known)}'
        )
    return found[0]


def _names_of(entry: Entry) -> Iterator[Text]:
    yield from (text for text in (entry.name, entry.label, *entry.also) if text)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _forms(text: str) -> set[str]:
    return {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}


def _spaced(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


def _parted(text: str) -> str:
    return rf"(?<!{_LETTER}){_spaced(text)}(?!{_LETTER})"


def _keyed(key: str) -> str:
    """Find a key and no longer one: a single hyphen leads on within a key, two part the keys of an IRI."""
    return rf"(?<!{_LETTER})(?<!{_LETTER}-){re.escape(key)}(?!{_LETTER})(?!-{_LETTER})"
