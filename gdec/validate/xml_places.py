"""Where the terms of RDF/XML stand: each at the element that it is written in or by."""

from __future__ import annotations

from urllib.parse import urljoin
from xml.parsers import expat

from gdec import terms
from gdec.shacl.vocabulary import RDF_TYPE
from gdec.validate.places import BLANK, Spot, Where

_RDF = terms.PREFIXES["rdf"]
_XML = "/XML/1998/namespace"
_SYNTAX = {f"{_RDF}{name}" for name in ("about", "ID", "nodeID", "resource", "parseType", "datatype", "bagID")}


def spots(data: bytes, base: str) -> list[Spot]:
    """Give the triples of an RDF/XML file with their places, which are those of elements.

    Args:
        data: the file, well-formed.
        base: the IRI that relative IRIs are resolved against.
    """
    reader = _Reader(base)
    parser = expat.ParserCreate(namespace_separator="")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        reader.start(name, attributes, (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: reader.end()
    parser.CharacterDataHandler = reader.texts.append
    parser.Parse(data, True)
    return reader.spots


class _Element:
    """An open element: a thing (`sign` is what it names) or a property (`sign` is its IRI)."""

    def __init__(self, sign: str, at: Where, *, is_thing: bool) -> None:
        self.sign, self.at, self.is_thing = sign, at, is_thing
        self.object = ""


class _Reader:
    def __init__(self, base: str) -> None:
        self.base = base
        self.open: list[_Element] = []
        self.spots: list[Spot] = []
        self.texts: list[str] = []

    def start(self, name: str, attributes: dict[str, str], at: Where) -> None:
        """Take the start of an element: what is in a property is a thing, what is in a thing is a property."""
        self.base = next((text for key, text in attributes.items() if key.endswith(f"{_XML}base")), self.base)
        self.texts.clear()
        if name == f"{_RDF}RDF":
            return
        if self.open and self.open[-1].is_thing:
            self.property(name, attributes, at)
        else:
            self.thing(name, attributes, at)

    def thing(self, name: str, attributes: dict[str, str], at: Where) -> None:
        """Take an element that stands for a thing, with the properties among its attributes."""
        sign = self.named(attributes) or BLANK
        if self.open:
            self.open[-1].object = sign
        self.open.append(_Element(sign, at, is_thing=True))
        if name != f"{_RDF}Description":
            self.tell(str(RDF_TYPE), f"<{name}>", at)
        self.attributes(attributes, at)

    def property(self, name: str, attributes: dict[str, str], at: Where) -> None:
        """Take an element that stands for a property; some hold a thing without an element of its own."""
        element = _Element(f"<{name}>", at, is_thing=False)
        element.object = self.named(attributes)
        if attributes.get(f"{_RDF}parseType") == "Resource":
            element.object = BLANK
            self.open += [element, _Element(BLANK, at, is_thing=True)]
            return
        self.open.append(element)

    def end(self) -> None:
        """Take the end of an element; that of a property tells its triple."""
        if not self.open:
            return
        element = self.open.pop()
        if element.is_thing and self.open and self.open[-1].object == BLANK and self.open[-1].at == element.at:
            element = self.open.pop()
        if not element.is_thing and self.open:
            self.tell(element.sign, element.object or f'"{"".join(self.texts)}', element.at)
        self.texts.clear()

    def attributes(self, attributes: dict[str, str], at: Where) -> None:
        """Tell the properties that are written as attributes."""
        for name, value in attributes.items():
            if name == f"{_RDF}type":
                self.tell(str(RDF_TYPE), f"<{self.resolved(value)}>", at)
            elif name not in _SYNTAX and _XML not in name:
                self.tell(f"<{name}>", f'"{value}', at)

    def named(self, attributes: dict[str, str]) -> str:
        """Give the sign of what attributes name, or nothing."""
        for name in ("about", "resource"):
            if (iri := attributes.get(f"{_RDF}{name}")) is not None:
                return f"<{self.resolved(iri)}>"
        if (name := attributes.get(f"{_RDF}ID", "")) and not (self.open and self.open[-1].is_thing):
            return f"<{self.resolved('#' + name)}>"
        return BLANK if f"{_RDF}nodeID" in attributes else ""

    def resolved(self, iri: str) -> str:
        """Resolve an IRI against the base."""
        return iri if ":" in iri else urljoin(self.base, iri) if iri else self.base

    def tell(self, predicate: str, obj: str, at: Where) -> None:
        """Note a triple of the innermost thing."""
        subject = next(element for element in reversed(self.open) if element.is_thing)
        self.spots.append(Spot(subject.sign, predicate, (obj,), (subject.at, at, at)))
