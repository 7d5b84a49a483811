"""What is said of a node, written in each format, so that many pages can show it and it is written once.

How the text of a node is laid out depends on its properties and on the kinds of their values alone, and most nodes are
statements that are made alike. So the writers of Turtle and JSON-LD are asked for each layout once, with marks where
the values stand, and texts for further nodes come from filling these in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from gdec import resources, terms
from gdec.export import prefixes_for
from gdec.rdf import jsonld, turtle
from gdec.site.reading.graphs import Node

_LAYOUTS = 4096
_VALUES = 4096
_BLOCKS = 1024
_LARGE = 64
"""How many values a node may have whose layout is remembered."""
_AS_THEY_ARE = (f"^^{terms.term('xsd:boolean')}",)
_INTEGER = f"^^{terms.term('xsd:integer')}"
_QUOTE = '"'
_OWN = "#"
"""Stands for the prefix of an article, so that what is alike in all articles is found out once."""
_is_plain = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?").fullmatch
_is_integer = re.compile(r"0|-?[1-9][0-9]{0,14}").fullmatch


class Block(NamedTuple):
    """What is said of a node.

    Attributes:
        node: the node.
        nt: N-Triples, each line with its end.
        turtle: one block of Turtle; none where it depends on which articles have a prefix in the document.
        object: one object of JSON-LD.
        owner: the article whose prefix the Turtle uses, or an empty text.
        prefixes: the other prefixes that it uses, and texts that are none.
        words: the words of the context that the object uses, and others.
    """

    node: Node
    nt: str
    turtle: str
    object: str
    owner: str
    prefixes: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, eq=False)
class _Uses:
    """What values make use of: a prefix of Turtle, and a word of the context."""

    prefix: str = ""
    word: str = ""


class _Value(NamedTuple):
    """A value as each format writes it, what it is written like and uses, and the article that it is a fragment of."""

    turtle: str
    object: str
    kind: str
    uses: _Uses
    owner: str = ""


class _Space(NamedTuple):
    """What IRIs have in common that are alike up to their last `/` or `#`.

    Attributes:
        names: writes them in Turtle.
        prefix: what Turtle writes before the rest where that is plain; empty where there is no prefix.
        before: what JSON-LD writes before the rest; empty where that depends on the rest.
        uses: what those make use of whose rest is plain.
        owner: the article that they are fragments of.
    """

    names: turtle.Names
    prefix: str
    before: str
    uses: _Uses
    owner: str


_Filling: TypeAlias = Callable[[Sequence[str]], str]
"""Writes subject and values into a text."""


@dataclass(frozen=True, eq=False)
class _Layout:
    """How nodes of one kind are written."""

    nt: _Filling
    turtle: _Filling
    object: _Filling
    prefixes: frozenset[str]
    words: frozenset[str]


class Blocks:
    """Writes nodes, and remembers what it wrote last.

    Args:
        base: the IRI below which things are named.
    """

    def __init__(self, base: str) -> None:
        self._base, self._article = base, f"<{base}article/"
        self._known: dict[str, Block] = {}
        self._values = _Values(self._read)
        self._layout = lru_cache(_LAYOUTS)(self._learn)
        self._space = lru_cache(_BLOCKS)(self._read_space)
        self._sum = lru_cache(_LAYOUTS)(self._sum_up)
        self._uses = lru_cache(_BLOCKS)(_Uses)
        self._names = lru_cache(_BLOCKS)(self._names_with)

    def of(self, term: str, node: Node) -> Block:
        """Write a node.

        Args:
            term: its name.
            node: what is said of it.

        Raises:
            GdecError: an IRI that JSON-LD would read as another.
        """
        known = self._known.get(term)
        if known is None or known.node is not node:
            if len(self._known) == _BLOCKS:
                self._known.clear()
            known = self._known[term] = self._write(term, node)
        return known

    def _write(self, term: str, node: Node) -> Block:
        said, counts = [term], list[int]()
        types: tuple[str, ...] = ()
        for predicate, found in node.items():
            each = found if len(found) == 1 else sorted(set(found))
            if predicate == terms.TYPE:
                types = tuple(each)
            else:
                said += each
                counts.append(len(each))
        names, objects, kinds, uses, owners = zip(*map(self._values.__getitem__, said), strict=True)
        owner = owners[0] or self._owner(term)
        is_own = {"", owner}.issuperset(owners)
        if len(said) > _LARGE:
            return self._write_large(term, node, turtle.Names(self._names(owner).prefixes), is_own=is_own)
        layout = self._layout(tuple(node), tuple(counts), kinds, types)
        prefixes, words = self._sum(layout, frozenset(uses))
        nt, written = layout.nt(said), layout.object(objects)
        if not is_own:
            return Block(node, nt, "", written, "", frozenset(), words)
        return Block(node, nt, layout.turtle(names), written, owner if _OWN in prefixes else "", prefixes, words)

    @staticmethod
    def _sum_up(layout: _Layout, uses: frozenset[_Uses]) -> tuple[frozenset[str], frozenset[str]]:
        """Give the prefixes and the words that a node uses."""
        return layout.prefixes.union(each.prefix for each in uses), layout.words.union(each.word for each in uses)

    def _write_large(self, term: str, node: Node, names: turtle.Names, *, is_own: bool) -> Block:
        """Have the writers write a node whose layout no other node has."""
        lines = [f"{term} {predicate} {value}" for predicate in sorted(node) for value in sorted(set(node[predicate]))]
        body, (written,) = turtle.body(lines, names) if is_own else "", jsonld_writer().objects(lines)
        nt, words = "".join(f"{line} .\n" for line in lines), frozenset(jsonld_writer().words(written))
        return Block(node, nt, body, written, "", frozenset(names.used), words)

    def _read(self, term: str) -> _Value:
        """Write a value."""
        if term[0] != '"':
            end = max(term.rfind("/"), term.rfind("#")) + 1
            names, prefix, before, uses, owner = self._space(term[:end])
            rest = term[end:-1]
            if prefix and before and _is_plain(rest):
                return _Value(prefix + rest, f'{before}{rest}"', "<", uses, owner)
            text = names.name(term)
            reference = f'{before}{rest}"' if before else jsonld_writer().reference(term)
            prefix = "" if text[0] == "<" else (owner and _OWN) or text.partition(":")[0]
            return _Value(text, reference, "<", self._uses(prefix, reference[1:].partition(":")[0]), owner)
        if term[-1] == _QUOTE and "\\" not in term:
            return _Value(term, term, _QUOTE, self._uses(""))
        text, end = self._names("").literal(term), term.rindex('"') + 1
        kind = term[end:]
        if kind in _AS_THEY_ARE:
            return _Value(text, term, term, self._uses(""))
        is_prefixed = kind[:1] == "^" and text[0] == '"' and text[-1] not in '">'
        prefix = text.rpartition('"^^')[2].partition(":")[0] if is_prefixed else ""
        if kind == _INTEGER and _is_integer(term, 1, end - 1):
            return _Value(text, term[1 : end - 1], "1", self._uses(""))
        return _Value(text, term[:end], kind or _QUOTE, self._uses(prefix))

    def _read_space(self, head: str) -> _Space:
        """Read how IRIs begin; prefixes of JSON-LD end where this does, or before."""
        owner = self._owner(f"{head}>") if "#" in head else ""
        names, is_address = self._names(owner), head.startswith(("<http://", "<https://"))
        before = jsonld_writer().reference(f"{head}>")[:-1] if is_address else ""
        text = names.name(f"{head}x>")
        prefix = "" if text[0] == "<" else text[:-1]
        uses = self._uses((owner and prefix and _OWN) or prefix[:-1], before[1:].partition(":")[0])
        return _Space(names, prefix, before, uses, owner)

    def _owner(self, term: str) -> str:
        """Give the key of the article that a term names, or a part of."""
        return term[len(self._article) : -1].partition("#")[0] if term.startswith(self._article) else ""

    def _names_with(self, owner: str) -> turtle.Names:
        return turtle.Names(prefixes_for([f"{self._article}{owner}>"] if owner else (), self._base))

    def _learn(
        self, predicates: tuple[str, ...], counts: tuple[int, ...], kinds: tuple[str, ...], types: tuple[str, ...]
    ) -> _Layout:
        """Have a node written whose values are marks.

        Args:
            predicates: its properties.
            counts: how many values each of them has, but for the classes.
            kinds: the kinds of the node and of these values; a literal stands for itself.
            types: its classes.
        """
        marks, names = {0: _marked(0, "<")}, turtle.Names(self._names("").prefixes)
        said = [(terms.TYPE, each) for each in types]
        others = zip((each for each in predicates if each != terms.TYPE), counts, strict=True)
        properties = (each for each, count in others for _ in range(count))
        for number, (predicate, kind) in enumerate(zip(properties, kinds[1:], strict=True), 1):
            if len(kind) == 1 or kind[0] not in '<"':
                marks[number] = _marked(number, kind)
            said.append((predicate, marks.get(number, kind)))
            # Of the names, only those count that stand in the layout itself.
            _ = names[predicate], number in marks or names[kind]
        _ = [names[each] for each in types]
        lines = [f"{marks[0]} {predicate} {value}" for predicate, value in sorted(said, key=itemgetter(0))]
        (written,) = jsonld_writer().objects(lines)
        values = {at: self._read(mark) for at, mark in marks.items()}
        return _Layout(
            _filling("".join(f"{line} .\n" for line in lines), marks),
            _filling(turtle.body(lines, self._names("")), {at: value.turtle for at, value in values.items()}),
            _filling(written, {at: value.object for at, value in values.items()}),
            frozenset(names.used),
            frozenset(jsonld_writer().words(written)),
        )


class _Values(dict[str, _Value]):
    """Values, by their terms, and read when they are asked for; some thousands are kept."""

    def __init__(self, read: Callable[[str], _Value]) -> None:
        self._read = read

    def __missing__(self, term: str) -> _Value:
        if len(self) >= _VALUES:
            self.clear()
        value = self[term] = self._read(term)
        return value


def _marked(number: int, kind: str) -> str:
    """Give a mark for a value of a kind, as a term."""
    if kind == "1":
        return f'"1000000{number:04}0000"{_INTEGER}'
    return f"<mark:{number:04}>" if kind == "<" else f'"mark:{number:04}"{kind.removeprefix(_QUOTE)}'


def _filling(text: str, marks: dict[int, str]) -> _Filling:
    """Give what writes a text with other values where the marks are, by the places of these values."""
    text = text.replace("%", "%%")
    places = sorted((at, number) for number, mark in marks.items() for at in _places(text, mark))
    pieces, end = list[str](), 0
    for at, number in places:
        pieces += text[end:at], "%s"
        end = at + len(marks[number])
    layout, in_order = "".join((*pieces, text[end:])), itemgetter(*(number for _, number in places))
    return lambda values: layout % in_order(values)


def _places(text: str, part: str) -> Iterator[int]:
    """Tell where a part stands in a text."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


@cache
def jsonld_writer() -> jsonld.Writer:
    """Give the writer of JSON-LD with the context of the ontology."""
    return jsonld.Writer(json.loads(resources.context())["@context"])
