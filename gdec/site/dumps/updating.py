"""Bring the dumps up to date: where they were made before, with those blocks anew of which a graph has changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from gdec import terms
from gdec.processes.blocks import mapped
from gdec.rdf import reifiers, writers
from gdec.rdf.blocks import sorted_blocks
from gdec.rdf.nquads import split_graph
from gdec.site.dumps.blocks import NAMES, Block, Blocks, begins, chunks, joint, plain_of
from gdec.site.dumps.counts import Counts
from gdec.site.dumps.files import Assembly, Layout, Row, joined, places
from gdec.site.dumps.ledger import Ledger
from gdec.site.frame.site import Site
from gdec.store.scan import scan

_LEAST = 10_000
"""How many lines are worth a fork."""

_LAYOUT = writers.LAYOUT["nq"]

Known = dict[str, tuple[int, str]]
"""The size and the digest of each file."""


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
        """Make all files: without what stands before the blocks, which is known when these are, and then whole."""
        ledger = self.ledger
        ledger.forget()
        ledger.note_states((graph, self._state(graph)) for graph in self._graphs())
        rows: list[Row] = []
        with ExitStack() as stack:
            outs = {name: stack.enter_context(_anew(self.folder / name)) for name in NAMES}
            for block in self._made(chunks(sorted_blocks(self._read()), _LEAST, self.blocks.cut)):
                for name, out in outs.items():
                    out.write((joint(name) if rows else b"") + block.written[name])
                rows.append(self._noted(block))
        return self._assemble(Layout(rows, dict.fromkeys(NAMES, 0)), rows, {})

    def _read(self) -> Iterator[bytes]:
        """Read the store as lines of N-Quads, and note what each graph speaks of."""
        for graph, text in scan(self.site.reader):
            typed = reifiers.typed(text)
            self.ledger.note_units(graph, self.blocks.units(typed))
            yield _LAYOUT(graph, typed)

    def go_on(self) -> Known:
        """Make those blocks anew that speak of what changed graphs speak of or spoke of."""
        ledger = self.ledger
        self.counts = msgspec.json.decode(ledger.get("counts"), type=Counts)
        before, now = ledger.states(), {graph: self._state(graph) for graph in self._graphs()}
        changed = sorted(graph for graph in {*before, *now} if before.get(graph) != now.get(graph))
        if not changed:
            ledger.note_moved([], [])
            return msgspec.json.decode(ledger.get("files"), type=Known)
        layout = ledger.layout()
        units = {unit for graph in changed for unit in ledger.units(graph)}
        fresh: set[str] = set()
        for graph in changed:
            ledger.drop_graph(graph)
            if graph in now:
                ledger.note_states([(graph, now[graph])])
                text = reifiers.typed(self._text(graph))
                ledger.note_units(graph, self.blocks.units(text))
                fresh.update(_LAYOUT(graph, text).decode().split(" .\n")[:-1])
        units |= set(map(self.blocks.unit, fresh))
        lines = self._lines(layout, units, fresh, set(changed))
        made = {}
        for block in self._made(chunks([lines], _LEAST, self.blocks.cut) if lines else []):
            self._noted(block)
            made[block.first] = block
        rows = ledger.rows()
        known = self._assemble(layout, rows, made)
        there = zip(rows, places(Layout(rows, ledger.heads()), "gdec.nq"), strict=True)
        ledger.note_moved(sorted(self.left), [place for row, place in there if row.first in made])
        return known

    def _lines(self, layout: Layout, units: set[str], fresh: set[str], changed: set[str]) -> list[str]:
        """Take the blocks that hold some units out of the ledger, and give their lines as they are to be.

        Args:
            layout: the blocks as they lie in the files.
            units: the units.
            fresh: the lines that the changed graphs have now.
            changed: the names of these graphs.
        """
        firsts = [row.first for row in layout.rows]

        def block_of(unit: str) -> int:
            return max(0, bisect_right(firsts, unit) - 1)

        coming: dict[int, list[str]] = {}
        for line in fresh:
            coming.setdefault(block_of(self.blocks.unit(line)), []).append(line)
        where, wanted = places(layout, "gdec.nq"), sorted(set(map(block_of, units)))
        done: list[list[str]] = []
        with (self.folder / "gdec.nq").open("rb") as file:
            while wanted:
                at = wanted.pop()
                old = self._taken(file, *where[at])
                self.left.append(where[at])
                self.ledger.drop_block(firsts[at])
                lines = sorted({*(line for line in old if split_graph(line)[1] not in changed), *coming.get(at, ())})
                done.append(lines)
                # What no longer begins a block goes on with the one before.
                if at and lines and not begins(self.blocks.unit(lines[0])) and wanted[-1:] != [at - 1]:
                    wanted.append(at - 1)
        return [line for lines in reversed(done) for line in lines]

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
        assembly, used, heads = Assembly(self.folder), self.ledger.used(), {}
        for name in NAMES:
            before = dict(zip((row.first for row in layout.rows), places(layout, name), strict=True))
            bodies = [made[row.first].written[name] if row.first in made else before[row.first] for row in rows]
            frame = self.blocks.frame(plain_of(name), used, is_empty=not rows)
            heads[name] = assembly.write(name, frame, joined(bodies, len(joint(name))))
        self.ledger.note("heads", msgspec.json.encode(heads))
        return {name: (size, digest) for name, size, digest in assembly.finish()}

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
