"""Where the terms of JSON-LD stand: a subject at its `@id` or brace, a predicate at its key, an object at its value.

The contexts that stand in the file are followed as far as terms, prefixes, `@vocab` and `@type` of terms go; what is
beyond that is found by its subject or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urljoin

from gdec.errors import GdecError
from gdec.facts.nodes import Mapping, Node, Scalar, Sequence, compose
from gdec.shacl.vocabulary import RDF_TYPE
from gdec.validate.places import BLANK, Ruler, Spot, Where

_HALVES = re.compile(r"(?:\\u[dD][89a-fA-F][0-9a-fA-F]{2}){2}")
_scheme = re.compile(r"[a-zA-Z][\w+.-]*:")


def readable(text: str) -> str:
    """Give JSON as YAML can read it, every character in its place: escapes of two halves stand for nothing."""
    return _HALVES.sub(r"\\uFFFD\\uFFFD", text.replace("\t", " "))


def spots(source: str, text: str, base: str) -> Iterator[Spot]:
    """Give the triples of a JSON-LD file with their places; none of a file that is deeper or larger than facts may be.

    Args:
        source: the file's name.
        text: the file, as it was read before.
        base: the IRI that relative IRIs are resolved against.
    """
    with suppress(GdecError):
        document = compose(source, readable(text).encode())
        yield from _Reader(Ruler(document.text)).things(document.root, _Context(base))


class _Context:
    """What the words of a file mean, as its contexts say up to a place."""

    def __init__(self, base: str, terms: dict[str, str] | None = None, vocabulary: str = "") -> None:
        self.base, self.terms, self.vocabulary = base, terms or {}, vocabulary

    def within(self, node: Node) -> _Context:
        """Give the context that holds where another is added."""
        context = _Context(self.base, dict(self.terms), self.vocabulary)
        for scope in node.items if isinstance(node, Sequence) else [node]:
            if isinstance(scope, Mapping):
                context.add(scope)
        return context

    def add(self, scope: Mapping) -> None:
        """Add one object of a context."""
        for key, pair in scope.pairs.items():
            value = pair.value
            if isinstance(value, Mapping) and "@id" in value.pairs:
                value = value.pairs["@id"].value
            if not isinstance(value, Scalar):
                continue
            if key == "@vocab":
                self.vocabulary = value.value
            elif key == "@base":
                self.base = urljoin(self.base, value.value)
            else:
                self.terms[key] = value.value

    def word(self, text: str) -> str:
        """Give the IRI of a key or a type, or the keyword that it stands for."""
        for _ in self.terms:
            if text not in self.terms or self.terms[text] == text:
                break
            text = self.terms[text]
        expanded = self.compact(text)
        return expanded if _scheme.match(expanded) or text.startswith("@") else self.vocabulary + text

    def compact(self, text: str) -> str:
        """Give the IRI of a compact one, or the text as it is."""
        prefix, colon, local = text.partition(":")
        if colon and prefix in self.terms and not local.startswith("//"):
            return self.word(prefix) + local
        return text

    def thing(self, text: str) -> str:
        """Give the sign of what an `@id` names."""
        iri = self.compact(text)
        if iri.startswith("_:"):
            return BLANK
        return f"<{iri if _scheme.match(iri) else urljoin(self.base, iri)}>"


class _Reader:
    def __init__(self, ruler: Ruler) -> None:
        self.ruler = ruler

    def things(self, node: Node, context: _Context) -> Iterator[Spot]:
        """Give the triples of a thing, or of each in a list."""
        for item in node.items if isinstance(node, Sequence) else [node]:
            if isinstance(item, Mapping):
                yield from self.thing(item, context)

    def thing(self, node: Mapping, context: _Context) -> Iterator[Spot]:
        """Give the triples of a thing and of those inside it."""
        if "@context" in node.pairs:
            context = context.within(node.pairs["@context"].value)
        subject, place = self.named(node, context)
        for key, pair in node.pairs.items():
            predicate = context.word(key)
            at = self.ruler.at(pair.key.start)
            match predicate:
                case "@graph" | "@included":
                    yield from self.things(pair.value, context)
                case "@type":
                    yield from self.values(pair.value, context, (subject, str(RDF_TYPE)), (place, at))
                case _ if not predicate.startswith("@"):
                    yield from self.values(pair.value, context, (subject, f"<{predicate}>"), (place, at))

    def named(self, node: Mapping, context: _Context) -> tuple[str, Where]:
        """Give the sign of a thing, and where it is named; a blank node stands at its brace."""
        for key, pair in node.pairs.items():
            if context.word(key) == "@id" and isinstance(pair.value, Scalar):
                return context.thing(pair.value.value), self.ruler.at(pair.value.start)
        return BLANK, self.ruler.at(node.start)

    def values(
        self, node: Node, context: _Context, start: tuple[str, str], places: tuple[Where, Where]
    ) -> Iterator[Spot]:
        """Give the triples of a key, with those of the things that are its values."""
        for item in node.items if isinstance(node, Sequence) else [node]:
            objects: tuple[str, ...] = ()
            place = self.ruler.at(item.start)
            if isinstance(item, Scalar):
                text = item.value
                objects = (f'"{text}', context.thing(text), f"<{context.word(text)}>")
            elif isinstance(item, Mapping):
                keys = {context.word(key): pair.value for key, pair in item.pairs.items()}
                inner = next((keys[key] for key in ("@value", "@list", "@set") if key in keys), None)
                if inner is not None:
                    yield from self.values(inner, context, start, places)
                    continue
                yield from self.thing(item, context)
                sign, place = self.named(item, context)
                objects = (sign,)
            yield Spot(*start, objects, (*places, place))
