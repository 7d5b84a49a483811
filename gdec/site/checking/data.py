"""The data beside a page: the formats say the same, and it is what the page shows.

A page and its data agree when

- each row of a thing's page is one triple of the data, and each triple one row, but for a count that articles give
  several numbers, which has one for each: what stands plainly is a plain triple of the thing, what is only said is what
  a statement says that the data describes;
- a statement that a row rests on, and that the data describes, says that very triple;
- each statement of an article's data is an item of its page, which shows the statement's triple or content, and what
  the page shows of the article are plain triples of it;
- whatever else the data describes (evidence, unknowns, disagreements, registry entries) has its place on the page, or
  is linked from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from gdec import terms
from gdec.site.checking.addresses import iri_behind
from gdec.site.checking.reading import Reader, Row, Shown
from gdec.site.frame.text import visible
from gdec.site.pages.formats import SIBLINGS

Triples: TypeAlias = frozenset[tuple[str, str, NamedNode | Literal]]
"""Triples of a file: the IRIs of subject and predicate, and the object."""

FORMATS = {
    ".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".jsonld": RdfFormat.JSON_LD, ".nq": RdfFormat.N_QUADS,
}  # fmt: skip

_RDF = {part: name[1:-1] for part, name in (("s", terms.SUBJECT), ("p", terms.PREDICATE), ("o", terms.OBJECT))}
_CONTENT, _REPLACES = terms.CONTENT[1:-1], terms.REVISION_OF[1:-1]


class Value(NamedTuple):
    """A value as a page can show it: the IRI behind its link, or its characters and their language."""

    iri: str
    text: str = ""
    lang: str = ""


def read_quads(path: Path) -> Iterator[Quad]:
    """Read the quads of a file.

    Raises:
        SyntaxError, ValueError: it is not of its format.
    """
    return parse(path=str(path), format=FORMATS[path.suffix])


def triples_of(path: Path) -> Triples:
    """Read the triples of a file; otherwise as `read_quads`.

    Raises:
        ValueError: there is a blank node, which nobody could link to.
    """
    found = set()
    for quad in read_quads(path):
        if not (isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)):
            raise ValueError(f"{quad} has a node without a name")
        found.add((quad.subject.value, quad.predicate.value, quad.object))
    return frozenset(found)


def differences(page: Path) -> tuple[Triples, list[str]]:
    """Compare the forms of the data beside a page: gives the triples of all of them, and what is wrong, in words."""
    found: dict[str, Triples] = {}
    faults = []
    for suffix in SIBLINGS:
        path = page.with_name(f"{page.name.removesuffix('.html')}{suffix}")
        try:
            found[suffix] = triples_of(path)
        except (SyntaxError, ValueError, OSError) as error:
            faults.append(f"{suffix} cannot be read: {error}")
    first, *others = found or {"": frozenset()}
    for each in others:
        if odd := found[first] ^ found[each]:
            faults.append(f"{first} and {each} differ in {len(odd)} triples, as in {_told(min(odd, key=str))}")
    return found.get(first, frozenset()), faults


class Agreement:
    """Compares a page with its data.

    Args:
        page: the page's path below the site.
        base: the IRI below which the things are named.
        read: the page.
        data: its data.
        further: what the pages link to on which its lists go on.
    """

    def __init__(self, page: str, base: str, read: Reader, data: Triples, further: Iterable[str] = ()) -> None:
        self.page, self.base, self.read = page, base, read
        self.thing = base + page.removesuffix(".html")
        self.plain: list[tuple[str, str, NamedNode | Literal]] = []
        self.nodes: dict[str, dict[str, list[NamedNode | Literal]]] = {}
        # An article that another one takes the place of need not be there; then nothing leads to it.
        self.old = {_value(value).iri for _, predicate, value in data if predicate == _REPLACES}
        for quoted, predicate, value in data:
            subject = unquote(quoted)
            if "#" in subject:
                self.nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
            else:
                self.plain.append((subject, predicate, value))
        mine = f"{self.thing}#"
        behind = map(self._behind, chain(read.links, further))
        self.linked = {iri for iri in behind if not iri.startswith(mine)} | {mine + each for each in read.ids}

    def faults(self) -> Iterator[str]:
        """Tell in words where page and data differ."""
        yield from self._rows() if self.read.rows else self._items()
        for node in sorted(set(self.nodes) - self.linked):
            yield f"the data describes {node}, which the page neither shows nor links to"

    def _rows(self) -> Iterator[str]:
        """Compare the rows of a thing's page."""
        shown = _once((*self._pair(row), row.is_only_said) for row in self.read.rows)
        plain = Counter((predicate, _value(value)) for me, predicate, value in self.plain if me == self.thing)
        said = {
            (triple[1].iri, triple[2])
            for node in self.nodes.values()
            for triple in _says(node)
            if triple[0].iri == self.thing
        }
        expected = Counter((name, self._as_shown(value), False) for name, value in plain.elements())
        expected.update((name, self._as_shown(value), True) for name, value in said if (name, value) not in plain)
        shown, expected = shown - expected, expected - shown
        for predicate, value, is_only_said in [each for each in expected if each[1].iri and not _is_web(each[1])]:
            # Such an IRI is shown by its label alone.
            labels = [each for each in shown if each[::2] == (predicate, is_only_said) and not each[1].iri]
            shown -= Counter(labels[:1])
            expected -= Counter([(predicate, value, is_only_said)] * len(labels[:1]))
        for predicate, value, is_only_said in sorted(shown | expected, key=str):
            where = "only on the page" if shown[predicate, value, is_only_said] else "only in the data"
            how = ", as only said" if is_only_said else ""
            yield f"{predicate} {value.iri or ascii(value.text)} stands {where}{how}"
        for row in self.read.rows:
            yield from self._grounds(row)

    def _grounds(self, row: Row) -> Iterator[str]:
        predicate, value = self._pair(row)
        for link in row.grounds.links:
            for triple in _says(self.nodes.get(self._behind(link), {})):
                if (*triple[:2], self._as_shown(triple[2])) != (Value(self.thing), Value(predicate), value):
                    yield f"{predicate} {value.iri or ascii(value.text)} rests on {link}, which says something else"

    def _items(self) -> Iterator[str]:
        """Compare the items of an article's page, and what it shows of the article."""
        stated: set[tuple[Value, ...]] = set()
        for name, node in sorted(self.nodes.items()):
            contents: list[tuple[Value, ...]] = [(_value(value),) for value in node.get(_CONTENT, ())]
            parts = [*_says(node)] or contents
            stated.update(parts)
            if parts and terms.KIND[1:-1] in node:
                item = self.read.items.get(name.partition("#")[2], Shown())
                for part in chain(*parts):
                    if not self._shows(item, part):
                        yield f"{name} is about {part.iri or ascii(part.text)}, which the page does not show there"
        for me, predicate, value in self.plain:
            if me != self.thing and (Value(me), Value(predicate), _value(value)) not in stated:
                yield f"no statement says {_told((me, predicate, value))}"
        mine = {(predicate, _value(value)) for me, predicate, value in self.plain if me == self.thing}
        for fact, values in self.read.facts:
            behind = {self._behind(link) for link in fact.links}
            about = [value for predicate, value in mine if predicate in behind]
            if not about or not all(self._shows(values, value) for value in about):
                yield f"the page does not show what the data says of {fact.text}"

    def _shows(self, shown: Shown, value: Value) -> bool:
        """Tell that a piece of the page shows a value: by its link, or by its characters."""
        if value.iri:
            return not _is_web(value) or value.iri in self.old or value.iri in map(self._behind, shown.links)
        return value.text in shown.text

    def _pair(self, row: Row) -> tuple[str, Value]:
        """Give the property and the value that a row shows."""
        name = next(map(self._behind, row.property.links), row.property.text)
        link = next(map(self._behind, row.value.links), "")
        return name, Value(link) if link else Value("", row.value.text.strip(), row.value.lang)

    def _as_shown(self, value: Value) -> Value:
        """Give a value as the page shows it, which says the language only of what is in another than its own."""
        return value._replace(lang="") if value.lang == self.read.lang else value

    def _behind(self, link: str) -> str:
        return iri_behind(link, self.page, self.base)


def _once(rows: Iterable[tuple[str, Value, bool]]) -> Counter[tuple[str, Value, bool]]:
    """Count rows; a count has one for each number that articles give it, of which some may be only said."""
    found = Counter(rows)
    for name, value, is_only_said in list(found):
        if value.iri:
            is_twice = is_only_said and (name, value, False) in found
            found[name, value, is_only_said] = 0 if is_twice else 1
    return found


def _is_web(value: Value) -> bool:
    return value.iri.startswith(("http://", "https://"))


def _value(term: NamedNode | Literal) -> Value:
    if isinstance(term, NamedNode):
        return Value(unquote(term.value))
    return Value("", visible(term.value).strip(), term.language or "")


def _says(node: dict[str, list[NamedNode | Literal]]) -> list[tuple[Value, Value, Value]]:
    """Give the triple that a statement stands for, if it stands for one."""
    parts = [node.get(_RDF[part], []) for part in "spo"]
    return [(_value(parts[0][0]), _value(parts[1][0]), _value(parts[2][0]))] if all(parts) else []


def _told(triple: tuple[str, str, NamedNode | Literal]) -> str:
    return f"<{triple[0]}> <{triple[1]}> {ascii(str(triple[2]))[1:-1]}"
