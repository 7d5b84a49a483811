"""Bring the dumps up to date: where they were made before, with those blocks anew of which a graph has changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from hashlib import blake2b
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from gdec import terms
from gdec.processes.blocks import mapped
from gdec.rdf import reifiers, writers
from gdec.rdf.blocks import sorted_blocks
from gdec.rdf.nquads import split_graph
from gdec.site.dumps.blocks import LATE, NAMES, Block, Blocks, begins, chunks, joint, piece, plain_of
from gdec.site.dumps.counts import Counts
from gdec.site.dumps.files import Assembly, Known, Layout, Row, joined, places
from gdec.site.dumps.ledger import LARGEST, LEDGER, Ledger, Units
from gdec.site.frame.site import Site
from gdec.store.scan import scan

_LEAST = 10_000
"""How many lines are worth a fork."""

_LONG = 500
"""After so many graphs the store is opened anew: the longer it is open, the more memory it takes."""

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
    dumping = _Dumping(site, folder, ledger)
    with ledger.changing():
        known = dumping.go_on() if ledger.get("files") and ledger.has_blocks() else dumping.begin()
        ledger.note("files", msgspec.json.encode(known))
        counts = dumping.counts
        ledger.note("counts", msgspec.json.encode(counts))
    counts.examples = ledger.examples()
    return known, counts


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
        self.left: list[tuple[int, int]] = []
        articles = site.reader.manifest.get("articles", {})
        self.articles = {
            f"{terms.mint(site.base, 'article', key)[:-1]}#graph>": articles[key]["state"] for key in articles
        }

    def begin(self) -> Known:
        """Make all files."""
        ledger = self.ledger
        ledger.forget()
        ledger.note_states((graph, self._state(graph)) for graph in self._graphs())
        made = self._made(chunks(sorted_blocks(self._read()), _LEAST, self.blocks.cut))
        if (first := next(made, None)) is None:
            return self._assemble(Layout([], dict.fromkeys(NAMES, 0)), [], {})
        assembly = Assembly(self.folder)
        with ExitStack() as stack:
            outs = {name: stack.enter_context(self._begun(assembly, name)) for name in NAMES}
            for number, block in enumerate(chain([first], made)):
                for name, out in outs.items():
                    out.write((joint(name) if number else b"") + block.written[name])
                self._noted(block)
            for name, out in outs.items():
                out.write(piece(name, self._frame(name)[1]))
            sizes = {name: out.tell() for name, out in outs.items()}
        for name in LATE:
            assembly.write(name, self._frame(name), [(0, sizes[name])])
        return self._finished(assembly)

    def _begun(self, assembly: Assembly, name: str) -> BinaryIO:
        """Begin a file; one that begins with what is not known yet is put together from its blocks when it is."""
        if name not in LATE:
            return assembly.open(name, self._frame(name)[0])
        return _anew(self.folder / name)

    def _frame(self, name: str, *, is_empty: bool = False) -> tuple[bytes, bytes]:
        return self.blocks.frame(plain_of(name), self.ledger.used() if name in LATE else (), is_empty=is_empty)

    def _finished(self, assembly: Assembly) -> Known:
        self.ledger.note("heads", msgspec.json.encode(assembly.heads))
        return assembly.finish()

    def _read(self) -> Iterator[bytes]:
        """Read the store as lines of N-Quads, and note what each graph speaks of."""
        for graph, text in chain(self._read_articles(), scan(self.site.reader, besides=self.articles)):
            typed = reifiers.typed(text)
            self.ledger.note_units(graph, self._units(graph, typed))
            yield _LAYOUT(graph, typed)

    def _read_articles(self) -> Iterator[tuple[str, bytes]]:
        reader = self.site.reader
        for number, graph in enumerate(self.articles):
            if number % _LONG == 0:
                reader.open_anew()
            yield graph, self._text(graph)

    def go_on(self) -> Known:
        """Make those blocks anew that speak of what changed graphs speak of or spoke of."""
        ledger = self.ledger
        self.counts = msgspec.json.decode(ledger.get("counts"), type=Counts)
        before, now = ledger.states(), {graph: self._state(graph) for graph in self._graphs()}
        stale, fresh = self._stale(before, now)
        if not any(stale.values()):
            ledger.note_moved([], [])
            return msgspec.json.decode(ledger.get("files"), type=Known)
        layout = ledger.layout()
        lines = self._lines(layout, stale, fresh)
        made = {}
        for block in self._made(chunks([lines], _LEAST, self.blocks.cut) if lines else []):
            self._noted(block)
            made[block.first] = block
        rows = ledger.rows()
        known = self._assemble(layout, rows, made)
        there = zip(rows, places(Layout(rows, ledger.heads()), "gdec.nq"), strict=True)
        ledger.note_moved(sorted(self.left), [place for row, place in there if row.first in made])
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

    def _lines(self, layout: Layout, stale: dict[str, set[str]], fresh: Iterable[str]) -> list[str]:
        """Take the blocks that hold some units out of the ledger, and give their lines as they are to be.

        Args:
            layout: the blocks as they lie in the files.
            stale: the units of which graphs say something else now, by graph.
            fresh: the lines that these have of them.
        """
        firsts = [row.first for row in layout.rows]

        def block_of(unit: str) -> int:
            return max(0, bisect_right(firsts, unit) - 1)

        coming: dict[int, list[str]] = {}
        for line in fresh:
            coming.setdefault(block_of(self.blocks.unit(line)), []).append(line)
        where, wanted = places(layout, "gdec.nq"), sorted(set(map(block_of, chain.from_iterable(stale.values()))))
        done: list[list[str]] = []
        with (self.folder / "gdec.nq").open("rb") as file:
            while wanted:
                at = wanted.pop()
                old = self._taken(file, *where[at])
                self.left.append(where[at])
                self.ledger.drop_block(firsts[at])
                lines = sorted({*(line for line in old if self._stays(line, stale)), *coming.get(at, ())})
                done.append(lines)
                # What no longer begins a block goes on with the one before.
                if at and lines and not begins(self.blocks.unit(lines[0])) and wanted[-1:] != [at - 1]:
                    wanted.append(at - 1)
        return [line for lines in reversed(done) for line in lines]

    def _stays(self, line: str, stale: dict[str, set[str]]) -> bool:
        """Tell that a line of the file before does not stand for what its graph says no more, or says anew."""
        graph = split_graph(line)[1]
        return graph not in stale or self.blocks.unit(line) not in stale[graph]

    def _taken(self, file: BinaryIO, start: int, end: int) -> list[str]:
        """Give the lines of a block of the file before, which do not count any more."""
        file.seek(start)
        lines = file.read(end - start).decode().split(" .\n")[:-1]
        self.counts.take_away(self.blocks.counts(self.blocks.triples(lines)))
        return lines

    def _made(self, pieces: Iterable[list[str]]) -> Iterator[Block]:
        for encoded in mapped(self.blocks.work, pieces):
            yield from self.blocks.read(encoded)

    def _noted(self, block: Block) -> Row:
        """Note a block in the ledger, and count what it holds."""
        row = Row(block.first, tuple(len(block.written[name]) for name in NAMES))
        self.ledger.note_block(row, block.used, block.counts.examples)
        self.counts.add(block.counts)
        return row

    def _assemble(self, layout: Layout, rows: list[Row], made: dict[str, Block]) -> Known:
        """Put the files together: of blocks that were made, and of those that lie in the files before."""
        assembly = Assembly(self.folder)
        frames = [self._frame(name, is_empty=not rows) for name in NAMES]
        known = {row.first: at for at, row in enumerate(layout.rows)}

        def write(name: str, frame: tuple[bytes, bytes]) -> None:
            before = places(layout, name)
            bodies = (made[row.first].written[name] if row.first in made else before[known[row.first]] for row in rows)
            assembly.write(name, frame, joined(bodies, len(joint(name))))

        with ThreadPoolExecutor(len(NAMES)) as pool:  # most of the time the system copies, and Python does not run
            list(pool.map(write, NAMES, frames))
        return self._finished(assembly)

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


def _anew(path: Path) -> BinaryIO:
    """Open a file to write; one that is there may have other names, and is left as it is."""
    path.unlink(missing_ok=True)
    return path.open("wb")


def _term(graph: NamedNode | BlankNode | DefaultGraph) -> str:
    return "" if isinstance(graph, DefaultGraph) else str(graph)


def _graph(term: str) -> NamedNode | BlankNode | DefaultGraph:
    if not term:
        return DefaultGraph()
    return NamedNode(term[1:-1]) if term[0] == "<" else BlankNode(term.removeprefix("_:"))
