"""Editorial choices: which of several statements an editor prefers, with the reason and the editor's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct, field
from msgspec.inspect import type_info
from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.disagreement.find import Asked, Said, said_of
from gdec.errors import GdecError, InputError, Problems
from gdec.facts.nodes import compose
from gdec.facts.reading import Reader
from gdec.facts.utf8 import read_bytes
from gdec.following.names import iri_of
from gdec.rdf.nquads import literal

FORMAT = 1


class Choice(Struct, kw_only=True, forbid_unknown_fields=True):
    """A choice among the values that statements give one property of one thing.

    Things and properties are written as IRIs or prefixed names, values too, or as the text of a literal.
    """

    about: str
    property: str
    prefer: str | None = None
    deprecate: list[str] = field(default_factory=list)
    reason: str
    author: str
    line: int = field(default=0, name=":line")


class Choices(Struct, kw_only=True, forbid_unknown_fields=True):
    """A file of choices."""

    format: int
    choices: list[Choice] = field(default_factory=list)


def read_choices(path: Path) -> list[Choice]:
    """Read a file of choices.

    Raises:
        InputError: the file cannot be read, or is not the YAML that facts files are.
        Problems: the YAML is not in the format; every problem is told with its line.
    """
    document = compose(str(path), read_bytes(path))
    reader = Reader(str(path))
    found: Choices = reader.value(document.root, type_info(Choices), "the file", document.root.line)
    if reader.problems:
        raise Problems(reader.problems)
    if found.format != FORMAT:
        raise InputError(str(path), f"format {found.format} is unknown here; the format is {FORMAT}", 1)
    for choice in found.choices:
        if choice.prefer is None and not choice.deprecate:
            raise InputError(str(path), "the choice neither prefers nor deprecates anything", choice.line)
    return found.choices


def choice_quads(path: Path, store: Asked, prefixes: Mapping[str, str], base: str) -> bytes:
    """Write the choices of a file as N-Quads in the editorial graph, each leading to the statements it speaks of.

    Raises:
        InputError: the file cannot be used, or no statement gives a value that it names.
        Problems: the file is not in the format.
    """
    end = f" <{base}editorial#graph> .\n"
    lines = []
    for choice in read_choices(path):
        try:
            lines += [triple + end for triple in _triples(choice, store, prefixes, base)]
        except GdecError as error:
            raise InputError(str(path), str(error), choice.line) from None
    return "".join(lines).encode()


def _triples(choice: Choice, store: Asked, prefixes: Mapping[str, str], base: str) -> Iterator[str]:
    about, name = (_iri(text, prefixes) for text in (choice.about, choice.property))
    said = list(said_of(store, [str(name)], [about.value]))
    key = f"{about} {name} {choice.prefer} {choice.deprecate} {choice.author}"
    me = f"<{base}editorial#c-{blake2b(key.encode(), digest_size=8).hexdigest()}>"
    yield f"{me} {terms.TYPE} {terms.EDITORIAL_CHOICE_CLASS}"
    yield f"{me} {terms.ABOUT} {about}"
    yield f"{me} {terms.PROPERTY} {name}"
    yield f"{me} {terms.REASON} {literal(choice.reason)}"
    yield f"{me} {terms.CREATOR} {literal(choice.author)}"
    for value in [choice.prefer] if choice.prefer else []:
        yield from (f"{me} {terms.PREFERS} <{iri}>" for iri in _statements(value, said, prefixes))
    for value in choice.deprecate:
        yield from (f"{me} {terms.DEPRECATES} <{iri}>" for iri in _statements(value, said, prefixes))


def _iri(text: str, prefixes: Mapping[str, str]) -> NamedNode:
    found = iri_of(text, prefixes)
    if found is None:
        raise GdecError(f'"{text}" is no IRI; write it in full or with a known prefix, as in forum:harbour-2031')
    return found


def _statements(value: str, said: Iterable[Said], prefixes: Mapping[str, str]) -> list[str]:
    wanted = iri_of(value, prefixes)
    found = sorted(
        each.iri
        for each in said
        if each.value == wanted or (isinstance(each.value, Literal) and each.value.value == value)
    )
    if not found:
        raise GdecError(f'no statement gives the value "{value}"; take it from `gdec conflicts`')
    return found
