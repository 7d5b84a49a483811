"""Write Turtle and TriG as a person would: prefixes, one block a subject, the type first, the label second."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from gdec import terms

_FIRST = {terms.TYPE: "0", terms.LABEL: "1", terms.NAME: "1"}

LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
"""The letters that a name in Turtle or XML may begin with, as the inside of a character class."""

NAME_CHARACTER = f"{LETTER}0-9_\u00b7\u0300-\u036f\u203f-\u2040-"
"""The characters that such a name may go on with, besides the full stop."""

_bare = {
    terms.term("xsd:integer"): re.compile(r"0|-?[1-9][0-9]*").fullmatch,
    terms.term("xsd:decimal"): re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]{1,6}").fullmatch,
    terms.term("xsd:boolean"): re.compile(r"true|false").fullmatch,
}
"""The datatypes whose literals Turtle writes without quotes, and the forms that every reader gives back as they stand.

rdflib reads `+1`, `007` and `0.0000001` without quotes as 1, 7 and 1E-7.
"""

_escape = re.compile(r"\\(.)")


def write(triples: Iterable[str], prefixes: Mapping[str, str]) -> str:
    """Write triples as Turtle.

    Args:
        triples: in the form and order of `nquads.sorted_triples`.
        prefixes: prefix -> namespace; only those that are used are declared.

    Returns:
        The document; the same triples give the same text.
    """
    names = Names(prefixes)
    return document(names, [body(triples, names)])


def write_dataset(graphs: Mapping[str, Iterable[str]], prefixes: Mapping[str, str]) -> str:
    """Write a dataset as TriG, its graphs in order of their names.

    Args:
        graphs: the graph's term, or "" for the default graph, -> its triples as for `write`.
        prefixes: as for `write`.
    """
    names = Names(prefixes)
    return document(names, [body(graphs[graph], names, graph) for graph in sorted(graphs)])


def body(triples: Iterable[str], names: Names, graph: str = "") -> str:
    """Write triples without the document's head, inside the braces of their graph if it has a name."""
    if not graph:
        return "\n".join(_blocks(triples, names, ""))
    blocks = "\n".join(_blocks(triples, names, "    "))
    return f"{names[graph]} {{\n{blocks}}}\n"


def document(names: Names, parts: Iterable[str]) -> str:
    """Put the parts of a document together under a head with the prefixes that they use."""
    return "\n".join(filter(None, [head(names.prefixes, names.used), *parts])) or "\n"


def head(prefixes: Mapping[str, str], used: Iterable[str]) -> str:
    """Declare the prefixes that are used."""
    return "".join(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(used))


def _blocks(triples: Iterable[str], names: Names, indent: str) -> Iterator[str]:
    """Write each subject's triples as one block of text."""
    between = f" ;\n{indent}    "
    predicates = Predicates(names)
    subject = predicate = ""
    entries: list[str] = []
    for triple in triples:
        s, p, o = triple.split(" ", 2)
        if s != subject:
            if entries:
                yield f"{indent}{names[subject]} {between.join(in_order(entries))} .\n"
            subject, predicate, entries = s, p, [f"{predicates[p]} {names[o]}"]
        elif p != predicate:
            predicate = p
            entries.append(f"{predicates[p]} {names[o]}")
        else:
            entries[-1] += f",\n{indent}        {names[o]}"
    if entries:
        yield f"{indent}{names[subject]} {between.join(in_order(entries))} .\n"


def in_order(entries: list[str]) -> list[str]:
    """Put what is said of a subject in order, and take away the digits that `Predicates` sorts by."""
    entries.sort()
    return [entry[1:] for entry in entries]


class Names(dict[str, str]):
    """Terms in N-Triples form -> the same in Turtle, and the prefixes used so far."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.used: set[str] = set()
        self._prefix_of = {namespace: prefix for prefix, namespace in prefixes.items()}

    def __missing__(self, term: str) -> str:
        if term[0] == '"':
            return self.literal(term)
        text = self[term] = self.name(term) if term[0] == "<" else term
        return text

    def name(self, term: str) -> str:
        """Write an IRI."""
        end = max(term.rfind("/"), term.rfind("#")) + 1
        prefix = self._prefix_of.get(term[1:end])
        if prefix is None or not _local_name().fullmatch(term, end, len(term) - 1):
            return term
        self.used.add(prefix)
        return f"{prefix}:{term[end:-1]}"

    def literal(self, term: str, *, may_be_long: bool = True) -> str:
        """Write a literal, over several lines where its text has any and it may."""
        if term[-1] != ">" and "\\" not in term:
            return term
        end = term.rindex('"') + 1
        text, kind = term[:end], term[end:]
        if kind.startswith("^^"):
            datatype = kind[2:]
            if datatype in _bare and _bare[datatype](text, 1, end - 1):
                return text[1:-1]
            kind = f"^^{self[datatype]}"
        if may_be_long and r"\n" in text:
            text = _long(text)
        return text + kind


@cache
def _local_name() -> re.Pattern[str]:
    """Give the pattern of a name after a prefix, without the escapes that Turtle would allow.

    A name that needs an escape is written whole. To compile the pattern takes milliseconds.
    """
    return re.compile(f"(?:[{LETTER}0-9_](?:[{NAME_CHARACTER}.]*[{NAME_CHARACTER}])?)?")


class Predicates(dict[str, str]):
    """Predicates in N-Triples form -> the same in Turtle, after one digit by which those of a subject are sorted."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def __missing__(self, term: str) -> str:
        name = "a" if term == terms.TYPE else self._names[term]
        text = self[term] = _FIRST.get(term, "2") + name
        return text


def _long(text: str) -> str:
    """Write a quoted text over several lines, where it has any."""
    lines = _escape.sub(lambda escape: "\n" if escape[1] == "n" else escape[0], text)
    return f'""{lines}""' if "\n" in lines else text
