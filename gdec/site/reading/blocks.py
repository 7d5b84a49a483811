"""What is said of a node, written in each format, so that many pages can show it and it is written once.

How the text of a node is laid out depends on its properties and on the kinds of their values alone, and most nodes are
statements that are made alike. So the writers of Turtle and JSON-LD are asked for each layout once, with marks where
the values stand, and texts for further nodes come from filling these in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from gdec import resources, terms
from gdec.export import prefixes_for
from gdec.rdf import jsonld, turtle
from gdec.site.reading.graphs import Node

_LAYOUTS = 1024
_VALUES = 1024
_BLOCKS = 256
_SPACES = 256
"""In how many ways IRIs may begin that are remembered: of a thing thousands of articles may speak, each in its turn."""
_LARGE = 64
"""How many values a node may have whose layout is remembered."""
_AS_THEY_ARE = (f"^^{terms.term('xsd:boolean')}",)
_INTEGER = f"^^{terms.term('xsd:integer')}"
_QUOTE = '"'
OWN = "#"
"""Stands for the prefix of an article, so that what is alike in all articles is found out once."""
_is_plain = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?").fullmatch
_is_integer = re.compile(r"0|-?[1-9][0-9]{0,14}").fullmatch


class Block(NamedTuple):
    """What is said of a node.

    Attributes:
        node: the node.
        nt: N-Triples, each line with its end.
        turtle: one block of Turtle, in which nothing but the node's own article has a prefix.
        object: one object of JSON-LD.
        owner: the key of the article that the node is or is a part of, or an empty text.
        prefixes: the prefixes that the Turtle uses, `OWN` for that of its article, and texts that are none.
        words: the words of the context that the object uses, and others.
    """

    node: Node
    nt: bytes
    turtle: bytes
    object: bytes
    owner: str
    prefixes: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, eq=False)
class _Style:
    """What a value is written like, a prefix of Turtle that it uses, and a word of the context; one for all alike."""

    kind: str
    prefix: str = ""
    word: str = ""


_Value: TypeAlias = tuple[str, str, _Style, str]
"""A value as Turtle and JSON-LD write it, its style, and the article that it is a fragment of."""


_TEXT, _WHOLE = _Style(_QUOTE), _Style("1")


class _Space(NamedTuple):
    """What IRIs have in common that are alike up to their last `/` or `#`.

    Attributes:
        names: writes them in Turtle.
        prefix: what Turtle writes before the rest where that is plain; empty where there is no prefix.
        before: what JSON-LD writes before the rest; empty where that depends on the rest.
        style: that of those whose rest is plain.
        owner: the article that they are fragments of.
    """

    names: turtle.Names
    prefix: str
    before: str
    style: _Style
    owner: str


_Filling: TypeAlias = Callable[[Sequence[str]], bytes]
"""Writes subject and values into a text."""


class _Layout(NamedTuple):
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
        self._layout = lru_cache(_LAYOUTS)(self._lay_out)
        self._learnt = lru_cache(_LAYOUTS)(self._learn)
        self._space = lru_cache(_SPACES)(self._read_space)
        self._style = lru_cache(_BLOCKS)(_Style)
        self._names = lru_cache(_SPACES)(self._names_with)

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
        said = node
        if max(map(len, node.values()), default=0) > 1:
            said = {name: sorted(set(found)) for name, found in node.items()}
        values = [term, *chain.from_iterable(said.values())]
        names, objects, styles, owners = zip(*map(self._values.__getitem__, values), strict=True)
        owner = owners[0] or self._owner(term)
        if len(values) > _LARGE:
            return self._write_large(term, node, owner)
        if not {"", owner}.issuperset(owners):
            names, styles = self._without_others(owner, zip(values, names, styles, owners, strict=True))
        counts, types = tuple(map(len, said.values())), tuple(said.get(terms.TYPE, ()))
        nt, body, written, prefixes, words = self._layout(tuple(said), counts, styles, types)
        return Block(node, nt(values), body(names), written(objects), owner, prefixes, words)

    def _without_others(
        self, owner: str, values: Iterable[tuple[str, str, _Style, str]]
    ) -> tuple[tuple[str, ...], tuple[_Style, ...]]:
        """Give values in Turtle and their styles, those that are fragments of other articles without a prefix."""
        found = (
            (name, style) if whose in {"", owner} else (term, self._style("<", "", style.word))
            for term, name, style, whose in values
        )
        names, styles = zip(*found, strict=True)
        return names, styles

    def _lay_out(
        self, predicates: tuple[str, ...], counts: tuple[int, ...], styles: tuple[_Style, ...], types: tuple[str, ...]
    ) -> _Layout:
        """Give how nodes are written whose values have these styles; the layout depends on their kinds alone."""
        each = ("", *(name for name, count in zip(predicates, counts, strict=True) for _ in range(count)))
        layout = self._learnt(each, tuple(style.kind for style in styles), types)
        used = [style for name, style in zip(each, styles, strict=True) if name != terms.TYPE]
        prefixes = layout.prefixes.union(style.prefix for style in used)
        return layout._replace(prefixes=prefixes, words=layout.words.union(style.word for style in used))

    def _write_large(self, term: str, node: Node, owner: str) -> Block:
        """Have the writers write a node whose layout no other node has."""
        names = turtle.Names(self._names(owner).prefixes)
        lines = [f"{term} {predicate} {value}" for predicate in sorted(node) for value in sorted(set(node[predicate]))]
        body, (written,) = turtle.body(lines, names), jsonld_writer().objects(lines)
        nt, words = "".join(f"{line} .\n" for line in lines), frozenset(jsonld_writer().words(written))
        prefixes = frozenset(OWN if prefix == owner else prefix for prefix in names.used)
        return Block(node, nt.encode(), body.encode(), written.encode(), owner, prefixes, words)

    def _read(self, term: str) -> _Value:
        """Write a value."""
        if term[0] != '"':
            end = max(term.rfind("/"), term.rfind("#")) + 1
            names, prefix, before, style, owner = self._space(term[:end])
            rest = term[end:-1]
            if prefix and before and _is_plain(rest):
                return prefix + rest, f'{before}{rest}"', style, owner
            text = names.name(term)
            reference = f'{before}{rest}"' if before else jsonld_writer().reference(term)
            prefix = "" if text[0] == "<" else (owner and OWN) or text.partition(":")[0]
            return text, reference, self._style("<", prefix, reference[1:].partition(":")[0]), owner
        if term[-1] == _QUOTE and "\\" not in term:
            return term, term, _TEXT, ""
        text, end = self._names("").literal(term), term.rindex('"') + 1
        kind = term[end:]
        if kind in _AS_THEY_ARE:
            return text, term, self._style(term), ""
        is_prefixed = kind[:1] == "^" and text[0] == '"' and text[-1] not in '">'
        prefix = text.rpartition('"^^')[2].partition(":")[0] if is_prefixed else ""
        if kind == _INTEGER and _is_integer(term, 1, end - 1):
            return text, term[1 : end - 1], _WHOLE, ""
        return text, term[:end], self._style(kind or _QUOTE, prefix), ""

    def _read_space(self, head: str) -> _Space:
        """Read how IRIs begin; prefixes of JSON-LD end where this does, or before."""
        owner = self._owner(f"{head}>") if "#" in head else ""
        names, is_address = self._names(owner), head.startswith(("<http://", "<https://"))
        before = jsonld_writer().reference(f"{head}>")[:-1] if is_address else ""
        text = names.name(f"{head}x>")
        prefix = "" if text[0] == "<" else text[:-1]
        style = self._style("<", (owner and prefix and OWN) or prefix[:-1], before[1:].partition(":")[0])
        return _Space(names, prefix, before, style, owner)

    def _owner(self, term: str) -> str:
        """Give the key of the article that a term names, or a part of."""
        return term[len(self._article) : -1].partition("#")[0] if term.startswith(self._article) else ""

    def _names_with(self, owner: str) -> turtle.Names:
        return turtle.Names(prefixes_for([f"{self._article}{owner}>"] if owner else (), self._base))

    def _learn(self, predicates: tuple[str, ...], kinds: tuple[str, ...], types: tuple[str, ...]) -> _Layout:
        """Have a node written whose values are marks.

        Args:
            predicates: an empty text for the node, and the property of each value.
            kinds: the kinds of the node and of these values; a literal stands for itself.
            types: its classes, which stand in the layout themselves.
        """
        marks, names = {0: _marked(0, "<")}, turtle.Names(self._names("").prefixes)
        said, classes = list[tuple[str, str]](), iter(types)
        for number, (predicate, kind) in enumerate(zip(predicates[1:], kinds[1:], strict=True), 1):
            if predicate == terms.TYPE:
                value = next(classes)
            elif len(kind) == 1 or kind[0] not in '<"':
                value = marks[number] = _marked(number, kind)
            else:
                value = kind
            said.append((predicate, value))
            # Of the names, only those count that stand in the layout itself.
            _ = predicate == terms.TYPE or names[predicate], number in marks or names[value]
        lines = [f"{marks[0]} {predicate} {value}" for predicate, value in sorted(said, key=itemgetter(0))]
        (written,) = jsonld_writer().objects(lines)
        values = {at: self._read(mark) for at, mark in marks.items()}
        return _Layout(
            _filling("".join(f"{line} .\n" for line in lines), marks),
            _filling(turtle.body(lines, self._names("")), {at: text for at, (text, *_) in values.items()}),
            _filling(written, {at: text for at, (_, text, *_) in values.items()}),
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
    places = sorted((at, number) for number, mark in marks.items() for at in _places(text, mark))
    layout, end = list[str](), 0
    for at, number in places:
        layout += text[end:at], ""
        end = at + len(marks[number])
    layout.append(text[end:])
    in_order = itemgetter(*(number for _, number in places))
    if len(places) == 1:
        return lambda values: in_order(values).join(layout[::2]).encode()

    def fill(values: Sequence[str]) -> bytes:
        pieces = layout.copy()
        pieces[1::2] = in_order(values)
        return "".join(pieces).encode()

    return fill


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
