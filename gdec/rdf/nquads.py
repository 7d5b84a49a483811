"""Terms and quads as lines of N-Quads: the form in which the engine makes, compares and sorts them.

The escapes are those of canonical N-Quads (RDF 1.2), which Oxigraph writes too: equal terms are equal strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

import pyoxigraph
from pyoxigraph import RdfFormat

from gdec import terms

_unsafe = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff\ufffe\uffff]')
_escapes = {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)} | {
    character: f"\\{letter}" for character, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)
}
_integer = f'"^^{terms.term("xsd:integer")}'
_date = f'"^^{terms.term("xsd:date")}'
_boolean = f'"^^{terms.term("xsd:boolean")}'
_string = terms.term("xsd:string")


def iri(text: str) -> str:
    """Form an IRI's term.

    Raises:
        ValueError: the text is no absolute IRI (RFC 3987), or holds a character that no IRI may hold.

    >>> iri("https://example.org/harbour")
    '<https://example.org/harbour>'
    """
    try:
        pyoxigraph.NamedNode(text)
    except ValueError as error:
        raise ValueError(f"{text!a} is no absolute IRI: {error}") from None
    return f"<{text}>"


def literal(text: str, lang: str | None = None, datatype: str | None = None) -> str:
    r"""Form a literal's term.

    Args:
        text: the lexical form.
        lang: a language tag (BCP 47); it is lower-cased, as Oxigraph does.
        datatype: a term as `iri` gives it; not together with `lang`.

    Raises:
        ValueError: a lone surrogate in the text, or a language tag that is none.

    >>> literal('said "so"\n', "en-GB")
    '"said \\"so\\"\\n"@en-gb'
    """
    # Most texts have nothing to escape, which is seen sooner so than by the pattern.
    if not text.isprintable() or '"' in text or "\\" in text:
        text = _escape(text)
    if lang:
        return f'"{text}"@{_tag(lang)}'
    if datatype and datatype != _string:
        return f'"{text}"^^{datatype}'
    return f'"{text}"'


def integer(number: int) -> str:
    """Form the term of a whole number, an xsd:integer."""
    return f'"{number}{_integer}'


def date(day: str) -> str:
    """Form the term of a calendar date written year-month-day, an xsd:date."""
    return f'"{day}{_date}'


def boolean(truth: bool) -> str:
    """Form the term of a truth value, an xsd:boolean."""
    return f'"true{_boolean}' if truth else f'"false{_boolean}'


def line(subject: str, predicate: str, obj: str, graph: str) -> str:
    """Form one quad's line, with its line end, from four terms."""
    return f"{subject} {predicate} {obj} {graph} .\n"


def sorted_triples(triples: Iterable[pyoxigraph.Triple]) -> list[str]:
    """Write each triple once as N-Triples without the closing ` .`, in the order of the text."""
    return _sorted_lines(pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES))


def sorted_quads(quads: Iterable[pyoxigraph.Quad]) -> list[str]:
    """Write each quad once as N-Quads without the closing ` .`, in the order of the text."""
    return _sorted_lines(pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS))


def split_graph(quad: str) -> tuple[str, str]:
    """Split a quad, as `sorted_quads` gives it, into its triple and its graph; the graph is "" for the default graph.

    >>> split_graph('<a:s> <a:p> "in <a:g>"@en <a:g>')
    ('<a:s> <a:p> "in <a:g>"@en', '<a:g>')
    """
    start_of_object = quad.index(" ", quad.index(" ") + 1) + 1
    # A literal may hold spaces; what follows its closing quote may not.
    end = quad.find(" ", max(quad.rfind('"'), start_of_object))
    return (quad, "") if end == -1 else (quad[:end], quad[end + 1 :])


def _sorted_lines(text: bytes | None) -> list[str]:
    lines = (text or b"").decode().split(" .\n")
    lines.pop()
    lines.sort()
    return [line for line, _ in groupby(lines)]


def _escape(text: str) -> str:
    try:
        return _unsafe.sub(lambda found: _escapes[found[0]], text)
    except KeyError as error:
        raise ValueError(f"a lone surrogate ({error}) is no character") from None


@lru_cache(maxsize=256)
def _tag(lang: str) -> str:
    pyoxigraph.Literal("", language=lang)
    return lang.lower()
