"""Record what a publishing changes: the data of the site as it is and of the site to be, read side by side.

What people asked to be forgotten is told by nobody: neither its names nor the paths that hold them stay anywhere in the
log, not even as an address that is gone. Of other people who are gone the address stays, and nothing else.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import unquote

from msgspec.structs import replace
from pyoxigraph import Literal, Triple

from gdec import terms
from gdec.difference.compare import ADDED, REMOVED, Difference
from gdec.difference.dumps import PIECE, differences
from gdec.errors import GdecError
from gdec.published import SUMS, volumes_of
from gdec.site.dumps.files import Span
from gdec.site.dumps.ledger import Moved
from gdec.site.frame.label import NAMING, Label, chosen
from gdec.site.frame.log import FILE, PERSONAL, Change, Gone, Log, is_of_thing

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST = 100
"""How many things, triples, claims and holders of records a change names."""
DETAILED = 50
"""How many changes name anything; those before them have only numbers."""


@dataclass(frozen=True)
class Now:
    """What is published now.

    Attributes:
        version: the version of the store.
        day: the day on which that was made, or an empty text.
        base: the IRI below which things are named.
        languages: languages of labels, the preferred one first.
        things: how many things of each class there are.
        forgotten: how many people were forgotten so far, as the store counts them.
    """

    version: int
    day: str
    base: str
    languages: tuple[str, ...]
    things: dict[str, int]
    forgotten: int


def record(log: Log, old: Path, new: Path, now: Now, moved: Moved | None = None) -> Log:
    """Give the log with what this publishing changes; the same data leave it as it is.

    Args:
        log: the log of the site as it is.
        old: the folder of that site, if there is one.
        new: the folder of the site to be.
        now: what is published.
        moved: the places in the dumps outside of which they are alike, if these are known.

    Raises:
        GdecError: the site has a log, and its data are missing.
    """
    if not log.changes:
        first = Change(1, now.version, now.day, come=now.things)
        return Log((first,), forgotten=now.forgotten)
    comparison = _Comparison(old, new, now)
    left, came = moved or (_all(old), _all(new))
    for difference in differences(_opened(old, left), _opened(new, came), now.base):
        comparison.take(difference)
    forgotten = max(0, now.forgotten - log.forgotten)
    if not (comparison.is_any or forgotten):
        return log
    number = log.changes[0].number + 1
    change = comparison.change(number)
    gone = {each.path: each for each in (*log.gone, *comparison.gone(number)) if not _has_page(new, each.path)}
    before_now = _without(log.changes, [path for path in comparison.went if _is_personal(path)], now.base)
    if forgotten:
        change = replace(change.in_numbers(), forgotten=forgotten)
        gone = {each.path: replace(each, label="", lang="") for each in _impersonal(gone.values())}
        before_now = [each.in_numbers() for each in before_now]
    changes = [change, *before_now]
    changes[DETAILED:] = [each.in_numbers() for each in changes[DETAILED:]]
    return Log(tuple(changes), tuple(gone[path] for path in sorted(gone)), max(now.forgotten, log.forgotten))


def _all(folder: Path) -> Iterator[Span]:
    """Give the places of all N-Quads of a site."""
    names = volumes_of(folder)
    if not names:
        raise GdecError(f"{folder / SUMS}: {_MISSING.format(folder / FILE)}")
    return ((name, 0, sys.maxsize) for name in names)


def _opened(folder: Path, places: Iterable[Span]) -> BinaryIO:
    """Open some places of the N-Quads of a site, one after another, as if nothing were between them."""
    pieces = (piece for name, start, end in places for piece in _pieces(folder, name, start, end))
    return cast(BinaryIO, BufferedReader(_Joined(pieces), PIECE))


def _pieces(folder: Path, name: str, start: int, end: int) -> Iterator[bytes]:
    """Read a place in a volume, plain or packed."""
    path = folder / f"dump/{name}.nq"
    packed = path.with_name(f"{path.name}.gz")
    if not (path.is_file() or packed.is_file()):
        raise GdecError(f"{path}: {_MISSING.format(folder / FILE)}")
    with path.open("rb") if path.is_file() else gzip.open(packed) as file:
        file.seek(start)
        while start < end and (piece := file.read(min(PIECE, end - start))):
            yield piece
            start += len(piece)


_MISSING = (
    "is missing, so nobody can tell what changes; bring it back, or remove {}: "
    "then the record of changes begins anew, and what is gone keeps no page"
)


class _Joined(RawIOBase):
    """A file of pieces that follow one another."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces, self._rest = pieces, b""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer as far as the present piece goes; give the number of bytes, 0 at the end."""
        self._rest = self._rest or next(self._pieces, b"")
        room = memoryview(buffer).cast("B")
        count = min(len(room), len(self._rest))
        room[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


@dataclass
class _Comparison:
    """Two sites, as far as they were compared."""

    old: Path
    new: Path
    now: Now
    is_any: bool = False
    went: dict[str, Gone] = field(default_factory=dict)
    came: set[str] = field(default_factory=set)
    numbers: Counter[str] = field(default_factory=Counter)
    triples: list[tuple[str, str]] = field(default_factory=list)
    claims: dict[tuple[str, str], int] = field(default_factory=dict)
    records: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.iri = re.compile(f"<{re.escape(self.now.base)}([^>#]*)>")

    def take(self, difference: Difference) -> None:
        """Take in what differs of some subjects."""
        self.is_any = True
        for line in (*difference.removed, *difference.added):
            for path in set(map(unquote, self.iri.findall(line))) - self.seen:
                self._place(path)
        labels: dict[str, list[tuple[int, Label]]] = {}
        for mark, triple in difference.of_things:
            path = self._path(triple)
            if path in self.went:
                self._note(path, triple, labels)
            elif path not in self.came:
                self.numbers[mark] += 1
                if len(self.triples) < MOST:
                    self.triples.append((mark, f"{triple} ."))
        for path, found in labels.items():
            label = chosen(found, self.now.languages)
            self.went[path] = replace(self.went[path], label=label.text, lang=label.lang)
        self._claim(difference)
        self._count(difference)

    def _place(self, path: str) -> None:
        """See whether a thing has a page in the one site and not in the other."""
        self.seen.add(path)
        if is_of_thing(path):
            had, has = _has_page(self.old, path), _has_page(self.new, path)
            if had and not has:
                self.went[path] = Gone(path, self.now.version, 0)
            elif has and not had:
                self.came.add(path)

    def _note(self, path: str, triple: Triple, labels: dict[str, list[tuple[int, Label]]]) -> None:
        """Note what a thing that went was called, and why it may have gone."""
        name, value = str(triple.predicate), triple.object
        if isinstance(value, Literal) and name in NAMING and not _is_personal(path):
            label = Label(value.value, value.language or "")
            labels.setdefault(path, []).append((NAMING.index(name), label))
        if isinstance(value, Literal) and name == terms.RETRACTED_ON:
            self.went[path] = replace(self.went[path], retracted=value.value)

    def _claim(self, difference: Difference) -> None:
        """Note what is claimed no more, or now; a claim that only has other evidence than before is in both."""
        for mark, (triple, kind) in difference.of_claims:
            claim = f"{triple} .", kind.value.removeprefix(terms.GDEC)
            if claim in self.claims or len(self.claims) < MOST:
                self.claims[claim] = self.claims.get(claim, 0) + (1 if mark == ADDED else -1)

    def _count(self, difference: Difference) -> None:
        for (owner, mark), number in difference.of_records.items():
            path = unquote(owner.removeprefix(self.now.base))
            if path in self.records or len(self.records) < MOST:
                _, minus, plus = self.records.get(path, (path, 0, 0))
                took = mark == REMOVED
                self.records[path] = (path, minus + number * took, plus + number * (not took))

    def _path(self, triple: Triple) -> str:
        found = self.iri.fullmatch(str(triple.subject))
        return unquote(found[1]) if found else ""

    def gone(self, number: int) -> Iterator[Gone]:
        """Give what went, with the number of the change."""
        return (replace(each, change=number) for each in self.went.values())

    def _claimed(self, whole: set[str]) -> Iterator[tuple[str, str, str]]:
        """Give what came and went of claims, but for those about things that came and went themselves."""
        for (triple, kind), sign in sorted(self.claims.items(), key=_place):
            found = self.iri.match(triple)
            if sign and not (found and unquote(found[1]) in whole):
                yield (ADDED if sign > 0 else REMOVED), triple, kind

    def change(self, number: int) -> Change:
        """Give the change."""
        went = [path for path in sorted(self.went) if not _is_personal(path)]
        things = [*(("+", path) for path in sorted(self.came)[:MOST]), *(("-", path) for path in went[:MOST])]
        personal = [path for path in self.went if _is_personal(path)]
        whole = self.came | set(self.went)
        change = Change(
            number,
            self.now.version,
            self.now.day,
            come=_by_class(self.came),
            went=_by_class(self.went),
            removed=self.numbers["-"],
            added=self.numbers["+"],
            things=tuple(things),
            triples=tuple(self.triples),
            claims=tuple(self._claimed(whole)),
            records=tuple(each for path, each in sorted(self.records.items()) if path not in whole),
        )
        return _without([change], personal, self.now.base)[0]


def _place(claimed: tuple[tuple[str, str], int]) -> tuple[list[str], int, str, str]:
    """Give the place of a claim that came or went: by its thing and property, and of these what went first."""
    (triple, kind), sign = claimed
    return triple.split(" ", 2)[:2], sign, triple, kind


def _has_page(folder: Path, path: str) -> bool:
    """Tell that a site has the page of a thing; what is gone has no data beside its page."""
    return (folder / f"{path}.ttl").is_file()


def _is_personal(path: str) -> bool:
    return path.partition("/")[0] in PERSONAL


def _by_class(paths: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(path.partition("/")[0] for path in paths).items()))


def _without(changes: Iterable[Change], paths: Iterable[str], base: str) -> list[Change]:
    """Give changes that name nothing of what is at some paths."""
    gone = set(paths)
    iri = re.compile(f"<{re.escape(base)}([^>#]*)>")
    return [
        replace(
            change,
            things=tuple(each for each in change.things if each[1] not in gone),
            triples=tuple(each for each in change.triples if gone.isdisjoint(map(unquote, iri.findall(each[1])))),
            claims=tuple(each for each in change.claims if gone.isdisjoint(map(unquote, iri.findall(each[1])))),
        )
        for change in changes
    ]


def _impersonal(gone: Iterable[Gone]) -> Iterator[Gone]:
    """Leave out what is personal, and what has the key of a person in its own."""
    keys = [each.path.partition("/")[2] for each in gone if each.path.startswith("person/")]
    names = re.compile("|".join(rf"(?<![^\W_]){re.escape(key)}(?![^\W_])" for key in keys) or "(?!)")
    return (each for each in gone if not _is_personal(each.path) and not names.search(each.path))
