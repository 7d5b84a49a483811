"""Write JSON-LD as flat objects, one a subject, compacted with a context that stands in the document itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from gdec import terms
from gdec.errors import GdecError

_NATIVE = {
    terms.term("xsd:integer"): re.compile(r"0|-?[1-9][0-9]{0,14}").fullmatch,
    terms.term("xsd:boolean"): re.compile(r"true|false").fullmatch,
}
"""The datatypes that JSON has of its own, and the forms that come back from it as they went in."""


def write(triples: Iterable[str], context: Mapping[str, Any]) -> str:
    """Write triples as compacted JSON-LD 1.1.

    Of the context it uses `@vocab`, `@language`, prefixes, other words for `@id` and `@type`, and terms with `@type`,
    `@language` and the containers `@set` and `@language`. A term with anything more is passed over, and its property
    written with a prefix.

    Args:
        triples: in the form and order of `nquads.sorted_triples`.
        context: the value of `@context`, one object that refers to no other.

    Returns:
        The document; the same triples and context give the same text.

    Raises:
        GdecError: an IRI whose scheme is one of the context's prefixes, so that JSON-LD would read another IRI.
    """
    return "".join(Writer(context).parts(triples))


class Writer:
    """A writer of many documents with the same context, which it reads once; otherwise as `write`."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._entries = {name: f"    {_json(name)}: {_json(meaning)}" for name, meaning in context.items()}
        self._needed = _needed(context)
        self._context = _Context(context)
        self._slot = lru_cache(4096)(self._context.slot)
        self._class_name = lru_cache(4096)(self._context.class_name)
        self.reference = lru_cache(65536)(self._context.reference)

    def parts(self, triples: Iterable[str]) -> Iterator[str]:
        """Write triples with the whole context, a part of the text at a time.

        Raises:
            GdecError: as `write`.
        """
        yield from self.document(self.objects(triples))

    def document(self, objects: Iterable[str]) -> Iterator[str]:
        """Write a document with the whole context around objects, each text one or several of them."""
        yield from _document(self._entries.values(), objects)

    def words(self, written: str) -> frozenset[str]:
        """Name the words and prefixes of the context that an object uses.

        No word of the context may hold a colon.
        """
        return frozenset(_word.findall(written)).intersection(self._needed)

    def briefly(self, objects: Iterable[str], words: Iterable[str]) -> str:
        """Write a document around objects with those entries of the context that their words need."""
        always = (name for name in self._needed if name[0] == "@")
        used = {other for name in (*always, *words) for other in self._needed.get(name, ())}
        return "".join(_document((entry for name, entry in self._entries.items() if name in used), objects))

    def objects(self, triples: Iterable[str]) -> Iterator[str]:
        """Write each subject's triples as one object.

        Raises:
            GdecError: as `write`.
        """
        slot_for, reference, class_name = self._slot, self.reference, self._class_name
        subject, members = "", _Members(self._context)
        for triple in triples:
            s, p, o = triple.split(" ", 2)
            if s != subject:
                if subject:
                    yield members.written(reference(subject))
                subject, members = s, _Members(self._context)
            if o[0] != '"':
                if p == terms.TYPE:
                    members.types.append(class_name(o))
                else:
                    slot = slot_for(p, "<")
                    members.add(slot, f"{slot.before}{reference(o)}{slot.after}")
            else:
                end = o.rindex('"') + 1
                slot = slot_for(p, o[end:])
                if slot.is_native and slot.is_native(o, 1, end - 1):
                    members.add(slot, o[1 : end - 1])
                else:
                    # What canonical N-Triples escapes, JSON escapes in the same way.
                    members.add(slot, f"{slot.before}{o[:end]}{slot.after}")
        if subject:
            yield members.written(reference(subject))


_word = re.compile(r'"([^":\\]+)(?=[":])')
"""What may be a word or prefix of the context: how a quoted text begins. Whatever else it finds does no harm."""


def _document(entries: Iterable[str], objects: Iterable[str]) -> Iterator[str]:
    head = ",\n".join(entries)
    yield f'{{\n  "@context": {{\n{head}\n  }},\n' if head else '{\n  "@context": {},\n'
    before = '  "@graph": ['
    for each in objects:
        yield f"{before}\n{each}"
        before = ","
    yield "\n  ]\n}\n" if before == "," else f"{before}]\n}}\n"


def _needed(context: Mapping[str, Any]) -> dict[str, set[str]]:
    """Give each entry of a context with all that it is defined by, itself among them."""

    def follow(name: str, found: set[str]) -> set[str]:
        if name in context and name not in found:
            found.add(name)
            meaning = context[name]
            for text in meaning.values() if isinstance(meaning, dict) else (meaning,):
                follow(str(text).partition(":")[0], found)
        return found

    return {name: follow(name, set()) for name in context}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


class _Term(NamedTuple):
    """A word for a property, and what a bare string under it stands for."""

    key: str
    iri: str
    type: str | None
    language: str | None
    container: str | None


class _Slot(NamedTuple):
    """Where values of one kind go: under which term, with what before and after, in which language of its map."""

    term: _Term
    before: str = ""
    after: str = ""
    is_native: Callable[[str, int, int], object] | None = None
    language: str = ""


class _Members:
    """The members of one object while they are gathered."""

    def __init__(self, context: _Context) -> None:
        self._context = context
        self.types: list[str] = []
        self._values: dict[_Term, list[str]] = {}
        self._by_language: dict[_Term, dict[str, list[str]]] = {}

    def add(self, slot: _Slot, value: str) -> None:
        """Add a value, already JSON, to its slot."""
        if slot.language:
            self._by_language.setdefault(slot.term, {}).setdefault(slot.language, []).append(value)
        else:
            self._values.setdefault(slot.term, []).append(value)

    def written(self, reference: str) -> str:
        """Write the object: its id, its types, then all else by key."""
        members = [f"{term.key}: {_together(values, term)}" for term, values in self._values.items()]
        for term, languages in self._by_language.items():
            texts = (f'"{language}": {_in_line(values)}' for language, values in sorted(languages.items()))
            members.append(f"{term.key}: {{{', '.join(texts)}}}")
        members.sort()
        if self.types:
            members.insert(0, f"{self._context.type}: {_together(self.types)}")
        members.insert(0, f"{self._context.id}: {reference}")
        return "    {\n      " + ",\n      ".join(members) + "\n    }"


def _together(values: list[str], term: _Term | None = None) -> str:
    if len(values) == 1 and (term is None or term.container != "@set"):
        return values[0]
    return "[\n        " + ",\n        ".join(values) + "\n      ]"


def _in_line(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


class _Context:
    """A context, read for compaction; all that it gives is JSON.

    Attributes:
        id: the word for `@id`.
        type: the word for `@type`.
    """

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._definitions = {name: _definition(value) for name, value in context.items() if name[0] != "@"}
        self._vocab = ""
        self._vocab = self._expanded(context.get("@vocab") or "")
        self._language: str | None = context.get("@language")
        words = {definition["@id"]: name for name, definition in self._definitions.items() if "@id" in definition}
        self.id, self.type = (_json(words.get(keyword, keyword)) for keyword in ("@id", "@type"))
        prefixes = {self._expanded(name): name for name, value in context.items() if _is_prefix(name, value)}
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[0]))
        self._terms = [
            self._term(name) for name, definition in sorted(self._definitions.items()) if _is_usable(definition)
        ]

    def slot(self, predicate: str, kind: str) -> _Slot:
        """Find where a property's values of one kind go.

        Args:
            predicate: its term.
            kind: what follows a literal's closing quote, or "<" for an IRI or blank node.
        """
        iri = predicate[1:-1]
        own = _Term(self._key(iri), iri, None, self._language, None)
        candidates = [term for term in self._terms if term.iri == iri] + [own]
        native = _NATIVE.get(kind[2:])
        for term in candidates:
            if self._says(term, kind):
                return _Slot(term, is_native=native, language=kind[1:] if term.container == "@language" else "")
        term = next(term for term in candidates if term.container != "@language")
        before, after = self._said(kind)
        return _Slot(term, before, after, native if term.type is None else None)

    def reference(self, term: str) -> str:
        """Write an IRI or blank node where a thing is meant."""
        return f'"{self._compact(term[1:-1])}"' if term[0] == "<" else f'"{term}"'

    def class_name(self, term: str) -> str:
        """Write an IRI or blank node where a class is meant."""
        names = [found.key for found in self._terms if f"<{found.iri}>" == term]
        return names[0] if names else self._key(term[1:-1]) if term[0] == "<" else f'"{term}"'

    def _says(self, term: _Term, kind: str) -> bool:
        """Tell whether a bare string under the term says what kind of value it is."""
        if kind == "<":
            return term.type == "@id"
        if kind[:1] == "^":
            return f"^^<{term.type}>" == kind
        if kind[:1] == "@":
            return term.container == "@language" or (term.type is None and f"@{term.language}".lower() == kind)
        return term.type is None and term.language is None and term.container != "@language"

    def _said(self, kind: str) -> tuple[str, str]:
        """Write what stands around a value that says its kind itself."""
        if kind == "<":
            return '{"@id": ', "}"
        if kind[:1] == "^":
            return '{"@value": ', f', "@type": {self._key(kind[3:-1])}}}'
        if kind[:1] == "@":
            return '{"@value": ', f', "@language": "{kind[1:]}"}}'
        return '{"@value": ', "}"

    def _key(self, iri: str) -> str:
        name = iri.removeprefix(self._vocab)
        if self._vocab and name != iri and name and name not in self._definitions and not re.search("^@|:", name):
            return _json(name)
        compact = self._compact(iri)
        return f'"{iri if compact in self._definitions else compact}"'

    def _compact(self, iri: str) -> str:
        for namespace, prefix in self._prefixes:
            if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        scheme, _, rest = iri.partition(":")
        if scheme in self._definitions and not rest.startswith("//"):
            raise GdecError(f'<{iri}> cannot stand in JSON-LD: its scheme is the prefix "{scheme}" of the context')
        return iri

    def _term(self, name: str) -> _Term:
        definition = self._definitions[name]
        type = definition.get("@type")
        container = definition.get("@container")
        return _Term(
            _json(name),
            self._expanded(name),
            type if type in (None, "@id") else self._expanded(type),
            definition.get("@language", self._language),
            container[0] if isinstance(container, list) else container,
        )

    def _expanded(self, text: str) -> str:
        meant = self._definitions.get(text, {}).get("@id") or text
        if meant != text:
            return self._expanded(meant)
        prefix, colon, local = text.partition(":")
        if colon and prefix in self._definitions and not local.startswith("//"):
            return self._expanded(prefix) + local
        return text if colon or text.startswith("@") else self._vocab + text


def _definition(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"@id": value}


def _is_prefix(name: str, value: Any) -> bool:
    if name.startswith("@"):
        return False
    return value[-1:] in tuple(":/?#[]@") if isinstance(value, str) else bool(value and value.get("@prefix"))


def _is_usable(definition: dict[str, Any]) -> bool:
    """Tell whether values can be written under a term with no more than `write` knows."""
    meant, type = definition.get("@id", ""), definition.get("@type", "")
    return (
        definition.keys() <= {"@id", "@type", "@language", "@container", "@prefix"}
        and isinstance(meant, str)
        and not meant.startswith("@")
        and (type == "@id" or not type.startswith("@"))
        and definition.get("@container") in (None, "@set", "@language", ["@set"], ["@language"])
    )
