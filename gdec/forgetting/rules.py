"""What goes from the facts of one file when a person is forgotten.

- The person's own entry goes, and every fact that the person is the speaker of.
- A link that leads to the person goes; from what a remark is about, only the mention.
- A quote that has the name inside is shortened to its first and last words, and keeps its place; one that begins or
  ends with the name goes with its fact, for it cannot be said without.
- A fact, question or note whose own text has the name goes.
- A fact that rests on one that went goes as well.

What is left with the name in it, as the name of another thing, is for an editor to reword: no rule can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from msgspec import Struct, to_builtins

from gdec.facts.model import (
    ELLIPSIS,
    Article,
    Count,
    Entry,
    Fact,
    Facts,
    Link,
    NoFact,
    PartOf,
    Post,
    Remark,
    Text,
    Theme,
    Unstated,
)
from gdec.facts.references import LINKS
from gdec.facts.walk import Found, structs_of, without_lines
from gdec.forgetting.person import Person

Path: TypeAlias = tuple[str, ...]

_MARKS = " “”\"'(),.…"


@dataclass
class Cuts:
    """What to take out of a tree of facts, and what to write anew in it; paths are those of `structs_of`.

    Attributes:
        removed: what goes.
        changed: texts that are written anew.
        facts: how many facts, questions and notes went.
        quotes: how many quotes were shortened.
        mentions: how many mentions went from lists.
    """

    removed: set[Path] = field(default_factory=set)
    changed: dict[Path, str] = field(default_factory=dict)
    facts: int = 0
    quotes: int = 0
    mentions: int = 0

    def covers(self, path: Path) -> bool:
        """Whether something goes, by itself or with what it is a part of."""
        return any(path[:length] in self.removed for length in range(1, len(path) + 1))


def cuts(facts: Facts, person: Person) -> Cuts:
    """Find what goes from a file's facts, so that nothing in it leads to the person or rests on what went."""
    return _Rules(facts, person).run()


def applied(facts: Facts, what: Cuts) -> dict[str, Any]:
    """Give the facts without what goes, as builtin values."""
    tree: dict[str, Any] = to_builtins(without_lines(facts))
    for path, text in what.changed.items():
        owner = at(tree, path[:-1])
        owner[int(path[-1]) if isinstance(owner, list) else path[-1]] = text
    for path in sorted(what.removed, key=_from_the_end, reverse=True):
        owner = at(tree, path[:-1])
        if isinstance(owner, list):
            del owner[int(path[-1])]
        else:
            owner.pop(path[-1], None)
    return tree


def at(tree: Any, path: Path) -> Any:
    """Give what stands at a path of builtin values."""
    for step in path:
        tree = tree[int(step)] if isinstance(tree, list) else tree[step]
    return tree


def _from_the_end(path: Path) -> list[tuple[int, str]]:
    return [(int(step), step) if step.isdecimal() else (-1, step) for step in path]


class _Rules:
    def __init__(self, facts: Facts, person: Person) -> None:
        self.facts, self.person = facts, person
        self.found = list(structs_of(facts))
        self.tree: dict[str, Any] = to_builtins(without_lines(facts))
        self.cuts = Cuts()

    def run(self) -> Cuts:
        if self.person.key in self.facts.people:
            self.cuts.removed.add(("people", self.person.key))
        for each in self.found:
            if not self.cuts.covers(each.path):
                self.look_at(each)
        while self.follow():
            pass
        self.cuts.facts = sum(
            isinstance(each.struct, (Fact, Unstated, NoFact)) and self.cuts.covers(each.path) for each in self.found
        )
        self.cuts.changed = {path: text for path, text in self.cuts.changed.items() if not self.cuts.covers(path)}
        self.cuts.quotes = len(self.cuts.changed)
        self.renumber()
        self.empty()
        return self.cuts

    def look_at(self, each: Found) -> None:
        """Hold one part of the facts against the rules."""
        match each.struct:
            case Fact() as fact if _is_name(each):
                # A thing without a name is none: where the quote cannot be shortened, an editor must see to it.
                if shorter := self.shortened(fact.words):
                    self.cuts.changed[*each.path, "words"] = shorter
            case Fact() as fact:
                if fact.speaker == self.person.key or self.leads(each, fact) or self.names(*_texts(fact)):
                    self.cuts.removed.add(each.path)
                else:
                    self.quote(each.path, fact.words)
                    self.unmention(each.path, fact)
            case NoFact(words=words, why=why):
                if self.names(why):
                    self.cuts.removed.add(each.path)
                else:
                    self.quote(each.path, words)
            case Unstated(question=question) if self.names(question):
                self.cuts.removed.add(each.path)
            case Article(url=str(url)) if self.person.is_in_address(url):
                self.cuts.removed.add((*each.path, "url"))

    def leads(self, each: Found, fact: Fact) -> bool:
        known = LINKS.get((type(each.owner), each.field), ())
        return isinstance(fact, Link) and fact.is_ == self.person.key and "people" in known

    def names(self, *texts: str) -> bool:
        return any(self.person.pattern.search(text) for text in texts)

    def quote(self, path: Path, words: str | None) -> None:
        """Shorten a quote around the name, or take its fact away."""
        if words and self.names(words):
            if shorter := self.shortened(words):
                self.cuts.changed[*path, "words"] = shorter
            else:
                self.cuts.removed.add(path)

    def shortened(self, words: str | None) -> str:
        """Give a quote as its first and last words without the name; nothing where there are none, or no name."""
        matches = list(self.person.pattern.finditer(words or ""))
        if not words or not matches:
            return ""
        first = words[: matches[0].start()].partition(ELLIPSIS)[0].strip()
        last = words[matches[-1].end() :].rpartition(ELLIPSIS)[2].strip()
        return f"{first}{ELLIPSIS}{last}" if first.strip(_MARKS) and last.strip(_MARKS) else ""

    def unmention(self, path: Path, fact: Fact) -> None:
        if isinstance(fact, Remark):
            gone = [(*path, "about", str(index)) for index, key in enumerate(fact.about) if key == self.person.key]
            self.cuts.removed.update(gone)
            self.cuts.mentions += len(gone)

    def follow(self) -> bool:
        """Take away what hangs on what went; tell whether there was something."""
        gone = {".".join(each.path) for each in self.found if self.cuts.covers(each.path)}
        before = len(self.cuts.removed)
        for each in self.found:
            fact = each.struct
            if not isinstance(fact, Fact) or _is_name(each) or self.cuts.covers(each.path):
                continue
            if gone.intersection(fact.rests_on) or self.is_theme_gone(each, fact):
                self.cuts.removed.add(each.path)
            elif isinstance(fact, PartOf) and fact.among and self.is_count_gone(fact):
                self.cuts.removed.add((*each.path, "among"))
        return len(self.cuts.removed) > before

    def is_theme_gone(self, each: Found, fact: Fact) -> bool:
        return isinstance(each.owner, Theme) and isinstance(fact, Link) and self.cuts.covers((*each.path[:3], fact.is_))

    def is_count_gone(self, part: PartOf) -> bool:
        return any(path[1] == part.is_ and path[2:] == ("parts", part.among) for path in self.cuts.removed)

    def renumber(self) -> None:
        """Let `rests_on` lead to the same facts when others of a list went before them."""
        by_name = {".".join(each.path): each.path for each in self.found}
        for each in self.found:
            if isinstance(each.struct, Fact) and not self.cuts.covers(each.path):
                for index, name in enumerate(each.struct.rests_on):
                    now = ".".join(self.now_at(by_name.get(name, ())))
                    if now and now != name:
                        self.cuts.changed[*each.path, "rests_on", str(index)] = now

    def now_at(self, path: Path) -> Path:
        steps = []
        for length, step in enumerate(path):
            before = path[:length]
            if isinstance(at(self.tree, before), list):
                gone = sum((*before, str(index)) in self.cuts.removed for index in range(int(step)))
                steps.append(str(int(step) - gone))
            else:
                steps.append(step)
        return tuple(steps)

    def empty(self) -> None:
        """Take away the lists, entries and sections of which nothing is left."""
        structs = {each.path for each in self.found if not isinstance(each.struct, Entry)}
        open_ = {path[:-1] for path in self.cuts.removed}
        while open_:
            owner = max(open_, key=len)
            open_.remove(owner)
            if owner and owner not in structs and not self.cuts.covers(owner) and self.is_empty(owner):
                self.cuts.removed.add(owner)
                open_.add(owner[:-1])
        self.cuts.removed = {path for path in self.cuts.removed if not self.cuts.covers(path[:-1])}

    def is_empty(self, owner: Path) -> bool:
        return all((*owner, step) in self.cuts.removed for step in _steps(at(self.tree, owner)))


def _steps(value: Any) -> Iterable[str]:
    return map(str, range(len(value))) if isinstance(value, list) else value


def _is_name(each: Found) -> bool:
    return isinstance(each.owner, Entry) and each.field in ("name", "label")


def _texts(fact: Struct) -> Iterator[str]:
    """Give what a fact says in words of its own."""
    match fact:
        case Text(is_=text) | Post(title=text) | Count(of=text) | Remark(content=text):
            yield text
