"""The data in blocks, each written in every format by itself, so that a change makes few of them anew.

Where a block begins depends on nothing but the subjects, and what it becomes on nothing but its lines: the same data
are the same blocks, whatever was published before.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property

import msgspec

from gdec import resources
from gdec.export import prefixes_for
from gdec.rdf import jsonld, turtle
from gdec.rdf.nquads import split_graph
from gdec.site.dumps.counts import Counts

FORMATS = (".ttl", ".jsonld", ".nq")
GZIP = ".gz"
FORMS = tuple(f"{suffix}{packing}" for suffix in FORMATS for packing in ("", GZIP))
"""The suffixes of the files that are put together from blocks."""
_JOINTS = {".ttl": b"\n", ".jsonld": b",\n", ".nq": b""}

_SUBJECTS = 32
"""One in so many subjects begins a block."""
_LEVEL = 6


class Block(msgspec.Struct, frozen=True):
    """Some of the data.

    Attributes:
        first: the unit that it begins with.
        written: its bytes in each form.
        used: the prefixes that its Turtle uses.
        counts: what it holds.
    """

    first: str
    written: dict[str, bytes]
    used: list[str]
    counts: Counts


class Blocks:
    """Cuts lines into blocks and writes them.

    Args:
        base: the IRI below which things are named.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        article = re.escape(f"<{base}article/")
        self._unit = re.compile(f"{article}[^>#]*#|[^ ]*")
        self._units = re.compile(f"^(?:{article}[^>#]*#|[^ ]*)".encode(), re.MULTILINE)
        self._article = re.compile(f"{article}([^>#]*)#")

    def unit(self, line: str) -> str:
        """Give what is never divided and begins a line: a subject, or the stem of all fragments of an article.

        No unit begins another one, so they have the order of their lines.
        """
        found = self._unit.match(line)
        return found[0] if found else ""

    def units(self, text: bytes) -> set[bytes]:
        """Give the units of lines."""
        return set(self._units.findall(text)) - {b""}

    def cut(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Cut sorted lines into those of each block."""
        held: list[str] = []
        last = ""
        for line in lines:
            if not (last and line.startswith(last)):
                last = self.unit(line)
                if held and begins(last):
                    yield held
                    held = []
            held.append(line)
        if held:
            yield held

    def work(self, lines: list[str]) -> bytes:
        """Make the blocks of sorted lines, encoded for the way from one process to another; `read` gives them."""
        return msgspec.msgpack.encode([self.make(each) for each in self.cut(lines)])

    @staticmethod
    def read(encoded: bytes) -> list[Block]:
        """Give what `work` made."""
        return msgspec.msgpack.decode(encoded, type=list[Block])

    def make(self, lines: list[str]) -> Block:
        """Make a block of lines of N-Quads without their ends."""
        triples = self.triples(lines)
        text = "\n".join(lines)
        names = turtle.Names(self._prefixes(self._article.findall(text)))
        written = {
            ".ttl": turtle.body(triples, names).encode(),
            ".jsonld": ",\n".join(self._jsonld.objects(triples)).encode(),
            ".nq": (text.replace("\n", " .\n") + " .\n").encode(),
        }
        return Block(
            self.unit(lines[0]),
            {form: piece(form, written[form.removesuffix(GZIP)]) for form in FORMS},
            sorted(names.used),
            self.counts(triples),
        )

    @staticmethod
    def triples(lines: Iterable[str]) -> list[str]:
        """Give the triples of lines of N-Quads, each once; the order is that of the lines."""
        return list(dict.fromkeys(split_graph(line)[0] for line in lines))

    def counts(self, triples: Iterable[str]) -> Counts:
        """Count what triples hold."""
        counts = Counts(self.base)
        for triple in triples:
            counts.count(triple)
        return counts

    def frame(self, suffix: str, used: Iterable[str], *, is_empty: bool) -> tuple[bytes, bytes]:
        """Give what stands before and behind the blocks of a format.

        Args:
            suffix: the format's.
            used: the prefixes that the Turtle of the blocks uses.
            is_empty: whether there is no block.
        """
        if suffix == ".ttl":
            known = sorted(used)
            return f"{turtle.head(self._prefixes(known), known)}\n".encode(), b""
        if suffix == ".nq":
            return b"", b""
        if is_empty:
            return "".join(self._jsonld.document(())).encode(), b""
        head, _, tail = "".join(self._jsonld.document(["\0"])).encode().partition(b"\0")
        return head, tail

    def _prefixes(self, articles: Iterable[str]) -> dict[str, str]:
        return prefixes_for((f"<{self.base}article/{key}>" for key in set(articles)), self.base)

    @cached_property
    def _jsonld(self) -> jsonld.Writer:
        return jsonld.Writer(json.loads(resources.context())["@context"])


def begins(unit: str) -> bool:
    """Tell that a unit begins a block: each article does, and of subjects one here and there."""
    return unit.endswith("#") or zlib.crc32(unit.encode()) % _SUBJECTS == 0


def chunks(
    blocks: Iterable[list[str]], least: int, cut: Callable[[list[str]], Iterator[list[str]]]
) -> Iterator[list[str]]:
    """Cut sorted lines anew, so that no block is divided; `least` is about how many lines a piece has."""
    held: list[str] = []
    for each in blocks:
        held += each
        if len(held) > least:
            *done, held = cut(held)
            if done:
                yield [line for block in done for line in block]
    if held:
        yield held


def piece(form: str, data: bytes) -> bytes:
    """Give bytes as they stand in a file: in one of gzip as a piece that stands for itself wherever it is."""
    if not form.endswith(GZIP):
        return data
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH) if data else b""


@cache
def joint(form: str) -> bytes:
    """Give what stands between two blocks in a file."""
    return piece(form, _JOINTS[form.removesuffix(GZIP)])
