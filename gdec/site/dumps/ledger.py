"""What the dumps were made of: each graph's state and what it speaks of, and the blocks as they lie in the files."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

import msgspec

from gdec.site.dumps.files import Heads, Known, Span
from gdec.site.dumps.volumes import Row
from gdec.site.kept.database import undamaged
from gdec.site.kept.transaction import changing

LEDGER = "dump.sqlite"
"""The name of its file."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS graph (name TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS spoken (graph TEXT NOT NULL, units BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS by_graph ON spoken (graph)",
    "CREATE TABLE IF NOT EXISTS block (first TEXT PRIMARY KEY, sizes TEXT NOT NULL, used TEXT NOT NULL, "
    "examples BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
)


LARGEST = 1 << 64

Units: TypeAlias = dict[str, int]
"""Units that a graph speaks of, each with a number that tells what it says of it: below `LARGEST`, a sum of lines."""

Moved: TypeAlias = tuple[list[Span], list[Span]]
"""Places in the N-Quads as they were before and as they are, in their order."""


class Ledger:
    """The ledger of the dumps, a database.

    Args:
        path: the database, made where there is none, and anew where it is damaged.
    """

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(undamaged(path), isolation_level=None)
        for table in _TABLES:
            self._database.execute(table)

    def changing(self) -> AbstractContextManager[None]:
        """Change the ledger as a whole, or not at all."""
        return changing(self._database)

    def forget(self) -> None:
        """Begin anew."""
        for table in ("graph", "spoken", "block", "meta"):
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608

    def states(self) -> dict[str, str]:
        """Give the state of each graph."""
        return dict(self._database.execute("SELECT name, state FROM graph"))

    def note_states(self, states: Iterable[tuple[str, str]]) -> None:
        """Note the states of graphs."""
        self._database.executemany("INSERT OR REPLACE INTO graph VALUES (?, ?)", states)

    def drop_graph(self, name: str) -> None:
        """Forget a graph."""
        self._database.execute("DELETE FROM graph WHERE name = ?", (name,))
        self._database.execute("DELETE FROM spoken WHERE graph = ?", (name,))

    def units(self, graph: str) -> Units:
        """Give the units that a graph speaks of."""
        found: Units = {}
        for (packed,) in self._database.execute("SELECT units FROM spoken WHERE graph = ?", (graph,)):
            for each in zlib.decompress(packed).decode().split("\n"):
                unit, _, number = each.partition(" ")
                found[unit] = (found.get(unit, 0) + int(number)) % LARGEST
        return found

    def note_units(self, graph: str, units: Units) -> None:
        """Note some of the units that a graph speaks of, or some more of what it says of them."""
        if text := "\n".join(f"{unit} {number}" for unit, number in sorted(units.items())):
            self._database.execute("INSERT INTO spoken VALUES (?, ?)", (graph, zlib.compress(text.encode(), 1)))

    def has_blocks(self) -> bool:
        """Tell that there are any blocks."""
        return self._database.execute("SELECT 1 FROM block LIMIT 1").fetchone() is not None

    def rows(self) -> list[Row]:
        """Give the blocks in their order."""
        found = self._database.execute("SELECT first, sizes FROM block ORDER BY first")
        return [Row(first, tuple(map(int, sizes.split()))) for first, sizes in found]

    def note_block(self, row: Row, used: Iterable[str], examples: dict[str, str]) -> None:
        """Note a block."""
        sizes = " ".join(map(str, row.sizes))
        self._database.execute(
            "INSERT OR REPLACE INTO block VALUES (?, ?, ?, ?)",
            (row.first, sizes, " ".join(used), msgspec.json.encode(examples)),
        )

    def drop_block(self, first: str) -> None:
        """Forget a block."""
        self._database.execute("DELETE FROM block WHERE first = ?", (first,))

    def used(self, rows: Sequence[Row]) -> set[str]:
        """Give the prefixes that the Turtle of blocks uses that follow one another."""
        if not rows:
            return set()
        within = (rows[0].first, rows[-1].first)
        found = self._database.execute("SELECT used FROM block WHERE first BETWEEN ? AND ?", within)
        return {word for (used,) in found for word in used.split()}

    def examples(self) -> dict[str, str]:
        """Give the first thing of each class."""
        found: dict[str, str] = {}
        for (encoded,) in self._database.execute("SELECT examples FROM block WHERE examples != '{}' ORDER BY first"):
            found = msgspec.json.decode(encoded) | found
        return found

    def get(self, name: str) -> bytes:
        """Give what was noted, or nothing."""
        row = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else b""

    def note(self, name: str, value: bytes) -> None:
        """Note something by name."""
        self._database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def note_moved(self, left: Sequence[Span], came: Sequence[Span]) -> None:
        """Note where those blocks lay in the N-Quads before that were made anew, and where those lie that were made."""
        self.note("moved", msgspec.json.encode((left, came)))

    def moved(self) -> Moved | None:
        """Give these places; None where all blocks were made."""
        found = self.get("moved")
        return msgspec.json.decode(found, type=Moved) if found else None

    def note_files(self, known: Known, heads: Heads) -> None:
        """Note the size and the digest of each file, and how long what stands before the blocks in it is."""
        self.note("files", msgspec.json.encode(known))
        self.note("heads", msgspec.json.encode(heads))

    def files(self) -> Known:
        """Give the size and the digest of each file."""
        return msgspec.json.decode(self.get("files") or b"{}", type=Known)

    def heads(self) -> Heads:
        """Give the length of what stands before the blocks in each file."""
        return msgspec.json.decode(self.get("heads") or b"{}", type=Heads)

    def close(self) -> None:
        """Let the database go."""
        self._database.close()
