"""Hold the articles of a change to the shapes, many at a time, and each as if it were alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from gdec import terms
from gdec.facts.names import Names
from gdec.shacl.data import load
from gdec.validate import Report, shipped, validate
from gdec.validate.compiled_engine import classes, validator_of
from gdec.validate.results import in_our_words


class Mapped(NamedTuple):
    """An article's graph as N-Quads, and the names that it was made with."""

    quads: bytes
    names: Names


class Context:
    """What articles are held to the shapes with: for each the part of the registry that it leads to.

    Args:
        base: the IRI below which things are named.
        registry: the registry's graph as N-Quads, which conforms by itself.
    """

    def __init__(self, base: str, registry: bytes) -> None:
        self.base = f"<{base}".encode()
        # The graphs of what is held to the shapes are taken as one, and loaded faster without their names.
        self.registry = registry.replace(f" <{base}registry#graph> .\n".encode(), b" .\n")

    @cached_property
    def said(self) -> dict[bytes, list[bytes]]:
        """The lines that the registry has of each thing, with those of its entries."""
        found: dict[bytes, list[bytes]] = {}
        for line in self.registry.splitlines(keepends=True):
            subject, predicate, rest = line.split(b" ", 2)
            found.setdefault(subject, []).append(line)
            if predicate == terms.REGISTERS.encode():
                # From the thing to its entry, so that the entry is found with it.
                found.setdefault(rest.split(b" ", 1)[0], []).append(b"# " + subject + b"\n")
        return found

    def of(self, names: Names) -> bytes:
        """Give what the registry says of the things that an article names, and of all that they lead to."""
        waiting = [names.iri[key].encode() for key in names.iri.keys() & names.shared.keys()]
        iris = re.compile(re.escape(self.base) + b"[^>]*>")
        seen: dict[bytes, None] = {}
        while waiting:
            thing = waiting.pop()
            if thing not in seen and thing in self.said:
                seen[thing] = None
                waiting += iris.findall(b"".join(self.said[thing]))
        return b"".join(line for thing in seen for line in self.said[thing] if not line.startswith(b"#"))


def refusals(articles: list[Mapped], context: Context, warned: Counter[int] | None = None) -> dict[int, Report]:
    """Find which articles do not conform, each held to the shapes beside its part of the registry alone.

    All are checked as one graph in which the things of each have names of their own, so that no article lends
    another what it lacks, or breaks what another says.

    Args:
        articles: the articles.
        context: what they are held to the shapes with.
        warned: is told how many warnings each article gets, by its place, but for those about the registry.

    Returns:
        The reports of those that do not conform, by their places in the list.
    """
    if len(articles) == 1:
        suspects: Iterable[int] = (0,)
    else:
        apart = (_apart(number, article, context) for number, article in enumerate(articles))
        report = _together(b"".join(apart))
        suspects = _suspects(report, articles, context)
        if warned is not None:
            warned.update(_warnings(report, context))
    reports = {number: _alone(articles[number], context) for number in suspects}
    if warned is not None and len(articles) == 1:
        warned.update(_warnings(reports[0], context))
    return {number: report for number, report in reports.items() if not report.conforms}


def _warnings(report: Report, context: Context) -> Iterator[int]:
    """Give the number of its article for each warning that is not about what the registry says; 0 for the only one."""
    own = re.compile(re.escape(context.base.decode()) + r"(?:~(\d+)/)?(.*)")
    for result in report.results:
        if result.is_harmless and (found := own.match(result.focus)):
            said = context.said.get(context.base + found[2].encode(), ())
            if not any(result.value.encode() in line for line in said):
                yield int(found[1] or 0)


def _alone(article: Mapped, context: Context) -> Report:
    return validate(_triples(article) + context.of(article.names), provenance=True)


def _together(data: bytes) -> Report:
    """Find what many articles break: one check after the other, since other workers use the other cores."""
    loaded = load(data, classes())
    found = validator_of(shipped(provenance=True)).briefly(loaded)
    return in_our_words(found, loaded)


def _apart(number: int, article: Mapped, context: Context) -> bytes:
    triples = _triples(article) + context.of(article.names)
    return triples.replace(context.base, context.base + b"~%d/" % number)


def _triples(article: Mapped) -> bytes:
    # No line feed stands inside a literal, so this is the end of a line wherever it stands.
    return article.quads.replace(f" <{article.names.article}#graph> .\n".encode(), b" .\n")


def _suspects(report: Report, articles: list[Mapped], context: Context) -> Iterable[int]:
    """Tell from a report on many articles which of them to look at alone."""
    own = re.compile(re.escape(context.base.decode()) + r"~(\d+)/")
    found = [own.match(result.focus) for result in report.results if not result.is_harmless]
    numbers = sorted({int(each[1]) for each in found if each})
    return numbers if all(found) else range(len(articles))
