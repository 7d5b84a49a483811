"""Bring the dumps up to date: where they were made before, with those blocks anew of which a graph has changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import blake2b
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from gdec import terms
from gdec.processes.blocks import mapped
from gdec.rdf import reifiers, writers
from gdec.rdf.blocks import sorted_blocks
from gdec.rdf.nquads import split_graph
from gdec.site.dumps.blocks import FORMATS, FORMS, GZIP, Block, Blocks, begins, chunks
from gdec.site.dumps.counts import Counts
from gdec.site.dumps.files import DamagedError, Known, Laid, Span, Writing
from gdec.site.dumps.ledger import LARGEST, LEDGER, Ledger, Units
from gdec.site.dumps.volumes import WHOLE, Row, Volume, volumes
from gdec.site.frame.site import Site
from gdec.site.reading.graphs import GRAPH
from gdec.store.scan import scan

_LEAST = 10_000
"""How many lines are worth a fork."""

_LAYOUT = writers.LAYOUT["nq"]


def dumped(site: Site, folder: Path, ledger: Ledger) -> tuple[Known, Counts]:
    """Bring the files in a folder up to date with the store, and tell what they and the data hold.

    Args:
        site: the site.
        folder: where the files lie.
        ledger: what they were made of; where it is empty, all are made.

    Raises:
        GdecError: the package zstandard is missing.
    """
    try:
        return _dumped(site, folder, ledger, afresh=not (ledger.files() and ledger.has_blocks()))
    except DamagedError:
        return _dumped(site, folder, ledger, afresh=True)


def _dumped(site: Site, folder: Path, ledger: Ledger, *, afresh: bool) -> tuple[Known, Counts]:
    dumping = _Dumping(site, folder, ledger)
    with ledger.changing():
        known = dumping.begin() if afresh else dumping.go_on()
        counts = dumping.counts
        ledger.note("counts", msgspec.json.encode(counts))
    counts.examples = ledger.examples()
    return known, counts


def stems(site: Site) -> list[str]:
    """Name the volumes, where dumps were made; else it is the only one that a small dataset has."""
    if site.kept and (path := site.kept / LEDGER).is_file():
        with closing(Ledger(path)) as ledger:
            if found := ledger.heads():
                return list(found)
    return [WHOLE]


def counted(site: Site) -> Counts:
    """Tell what the data hold, as it was noted with the dumps; where none were made, it is counted."""
    if site.kept and (path := site.kept / LEDGER).is_file():
        with closing(Ledger(path)) as ledger:
            if found := ledger.get("counts"):
                return msgspec.json.decode(found, type=Counts)
    blocks, counts = Blocks(site.base), Counts(site.base)
    lines = sorted_blocks(_LAYOUT(graph, reifiers.typed(text)) for graph, text in scan(site.reader))
    for some in chunks(lines, _LEAST, blocks.cut):
        counts.add(blocks.counts(blocks.triples(some)))
    return counts


class _Dumping:
    def __init__(self, site: Site, folder: Path, ledger: Ledger) -> None:
        self.site, self.folder, self.ledger = site, folder, ledger
        self.blocks, self.counts = Blocks(site.base), Counts(site.base)
        self.made: dict[str, Block] = {}
        self.left: list[Span] = []
        articles = site.reader.manifest.get("articles", {})
        self.articles = {
            f"{terms.mint(site.base, 'article', key)[:-1]}{GRAPH}>": articles[key]["state"] for key in articles
        }

    def begin(self) -> Known:
        """Make all files."""
        ledger, known = self.ledger, self.ledger.files()
        ledger.forget()
        ledger.note_states((graph, self._state(graph)) for graph in self._graphs())
        made = self._made(chunks(sorted_blocks(self._read()), _LEAST, self.blocks.cut))
        return self._write(Laid(self.folder, (), {}, {}), known, (self._noted(block) for block in made))

    def _write(self, before: Laid, known: Known, rows: Iterable[Row]) -> Known:
        """Write the volumes of blocks, where they were not written before, and put them into their place.

        Args:
            before: the files before.
            known: what is known of these.
            rows: all blocks, in their order.
        """
        writing = Writing(self.folder)
        heads = {}
        for volume in volumes(rows):
            if before.has(volume) and not any(row.first in self.made for row in volume.rows):
                heads[volume.stem] = before.heads[volume.stem]
                continue
            for suffix in FORMATS:
                frame = self.blocks.frame(suffix, self._used(suffix, volume), is_empty=not volume.rows)
                forms = (suffix, f"{suffix}{GZIP}")
                bodies = {form: [self._body(row.first, form, before) for row in volume.rows] for form in forms}
                writing.write(volume.stem, suffix, frame, bodies)
            heads[volume.stem] = writing.heads[volume.stem]
            for row in volume.rows:
                self.made.pop(row.first, None)
        now = writing.finish(heads, known)
        self.ledger.note_files(now, heads)
        return now

    def _used(self, suffix: str, volume: Volume) -> set[str]:
        return self.ledger.used(volume.rows) if suffix == ".ttl" else set()

    def _body(self, first: str, form: str, before: Laid) -> bytes:
        return self.made[first].written[form] if first in self.made else before.read(first, form)

    def _read(self) -> Iterator[bytes]:
        """Read the store as lines of N-Quads, and note what each graph speaks of."""
        for graph, text in chain(self._read_articles(), scan(self.site.reader, besides=self.articles)):
            typed = reifiers.typed(text)
            self.ledger.note_units(graph, self._units(graph, typed))
            yield _LAYOUT(graph, typed)

    def _read_articles(self) -> Iterator[tuple[str, bytes]]:
        return ((graph, self._text(graph)) for graph in self.articles)

    def go_on(self) -> Known:
        """Make those blocks anew that speak of what changed graphs speak of or spoke of."""
        ledger = self.ledger
        self.counts = msgspec.json.decode(ledger.get("counts"), type=Counts)
        known, states = ledger.files(), {graph: self._state(graph) for graph in self._graphs()}
        stale, fresh = self._stale(ledger.states(), states)
        if not any(stale.values()):
            ledger.note_moved([], [])
            return known
        rows = ledger.rows()
        before = Laid(self.folder, rows, ledger.heads(), known)
        lines = self._lines(before, [row.first for row in rows], stale, fresh)
        for block in self._made(chunks([lines], _LEAST, self.blocks.cut) if lines else []):
            self._noted(block)
        made, rows = set(self.made), ledger.rows()
        known = self._write(before, known, rows)
        after = Laid(self.folder, rows, ledger.heads(), known)
        ledger.note_moved(self.left[::-1], [after.span(row.first) for row in rows if row.first in made])
        return known

    def _stale(self, before: dict[str, str], now: dict[str, str]) -> tuple[dict[str, set[str]], set[str]]:
        """Give the units of which changed graphs say something else now, and the lines that they have of these.

        Args:
            before: the state in which each graph was dumped.
            now: that in which it is.
        """
        stale: dict[str, set[str]] = {}
        fresh: set[str] = set()
        for graph in (graph for graph in {*before, *now} if before.get(graph) != now.get(graph)):
            known, text = self.ledger.units(graph), reifiers.typed(self._text(graph)) if graph in now else b""
            units = self._units(graph, text)
            is_article = graph in self.articles
            stale[graph] = {each for each in {*known, *units} if is_article or known.get(each) != units.get(each)}
            self.ledger.drop_graph(graph)
            if graph in now:
                self.ledger.note_states([(graph, now[graph])])
                self.ledger.note_units(graph, units)
            lines = _LAYOUT(graph, text).decode().split(" .\n")[:-1]
            fresh.update(line for line in lines if self.blocks.unit(line) in stale[graph])
        return stale, fresh

    def _units(self, graph: str, text: bytes) -> Units:
        """Give the units of a graph's triples; those of an article without numbers, for they are made anew together."""
        if graph in self.articles:
            return dict.fromkeys(map(bytes.decode, self.blocks.units(text)), 0)
        found: Units = {}
        for line in text.decode().split(" .\n")[:-1]:
            unit, number = self.blocks.unit(line), int.from_bytes(blake2b(line.encode(), digest_size=8).digest())
            found[unit] = (found.get(unit, 0) + number) % LARGEST
        return found

    def _lines(self, before: Laid, firsts: list[str], stale: dict[str, set[str]], fresh: Iterable[str]) -> list[str]:
        """Take the blocks that hold some units out of the ledger, and give their lines as they are to be.

        Args:
            before: the files before.
            firsts: what the blocks in them begin with.
            stale: the units of which graphs say something else now, by graph.
            fresh: the lines that these have of them.
        """

        def block_of(unit: str) -> int:
            return max(0, bisect_right(firsts, unit) - 1)

        coming: dict[int, list[str]] = {}
        for line in fresh:
            coming.setdefault(block_of(self.blocks.unit(line)), []).append(line)
        wanted = sorted(set(map(block_of, chain.from_iterable(stale.values()))))
        done: list[list[str]] = []
        while wanted:
            at = wanted.pop()
            old = self._taken(before.read(firsts[at], ".nq"))
            self.left.append(before.span(firsts[at]))
            self.ledger.drop_block(firsts[at])
            lines = sorted({*(line for line in old if self._stays(line, stale)), *coming.get(at, ())})
            done.append(lines)
            # What no longer begins a block goes on with the one before.
            first = next((each[0] for each in reversed(done) if each), "")
            if at and first and not begins(self.blocks.unit(first)) and wanted[-1:] != [at - 1]:
                wanted.append(at - 1)
        return [line for lines in reversed(done) for line in lines]

    def _stays(self, line: str, stale: dict[str, set[str]]) -> bool:
        """Tell that a line of the file before does not stand for what its graph says no more, or says anew."""
        graph = split_graph(line)[1]
        return graph not in stale or self.blocks.unit(line) not in stale[graph]

    def _taken(self, block: bytes) -> list[str]:
        """Give the lines of a block of the files before, which do not count any more."""
        lines = block.decode().split(" .\n")[:-1]
        self.counts.take_away(self.blocks.counts(self.blocks.triples(lines)))
        return lines

    def _made(self, pieces: Iterable[list[str]]) -> Iterator[Block]:
        for encoded in mapped(self.blocks.work, pieces):
            yield from self.blocks.read(encoded)

    def _noted(self, block: Block) -> Row:
        """Note a block in the ledger, count what it holds, and keep it until it is written."""
        row = Row(block.first, tuple(len(block.written[form]) for form in FORMS))
        self.ledger.note_block(row, block.used, block.counts.examples)
        self.counts.add(block.counts)
        self.made[block.first] = block
        return row

    def _graphs(self) -> Iterator[str]:
        return (_term(graph) for graph in self.site.reader.graphs())

    def _state(self, graph: str) -> str:
        """Give what tells a graph from the same at another time; that of an article stands in the manifest."""
        if graph in self.articles:
            return str(self.articles[graph])
        digest = blake2b(digest_size=16)
        self.site.reader.dump(_graph(graph), _Digesting(digest))
        return digest.hexdigest()

    def _text(self, graph: str) -> bytes:
        if graph[:1] == "<":
            return self.site.reader.text(graph[1:-1])
        written = BytesIO()
        self.site.reader.dump(_graph(graph), written)
        return written.getvalue()


class _Digesting(BytesIO):
    """What Oxigraph writes a graph to, to be digested; it writes the same triples in the same order every time."""

    def __init__(self, digest: blake2b) -> None:
        super().__init__()
        self._digest = digest

    def write(self, data: Any, /) -> int:
        """Take some bytes."""
        self._digest.update(data)
        return len(memoryview(data))


def _term(graph: NamedNode | BlankNode | DefaultGraph) -> str:
    return "" if isinstance(graph, DefaultGraph) else str(graph)


def _graph(term: str) -> NamedNode | BlankNode | DefaultGraph:
    if not term:
        return DefaultGraph()
    return NamedNode(term[1:-1]) if term[0] == "<" else BlankNode(term.removeprefix("_:"))
