"""A table a class, as CSV (RFC 4180): a row a thing, a column a property, none of it a formula."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from gdec import terms
from gdec.query.table import shorten
from gdec.site.frame import listed
from gdec.site.frame.file import SAME, File
from gdec.site.frame.pile import HELD, Pile
from gdec.site.frame.site import Site
from gdec.site.frame.text import guarded
from gdec.site.kept.catalogue import Entry, entries
from gdec.site.kept.database import kept, renew

BETWEEN = "; "
"""What stands between several values in a cell."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS thing (class TEXT, iri TEXT, columns TEXT NOT NULL, cells BLOB NOT NULL, "
    "PRIMARY KEY (class, iri)) WITHOUT ROWID"
)
_IRI, _LABEL, _EMPTY = "", terms.LABEL[1:-1], '""'


def files(site: Site) -> Iterator[File]:
    """Give `table/<class>.csv` for each class: what stands plainly of its things."""
    with kept(site, "tables") as database:
        database.execute(_TABLE)
        some = partial(_renew, site, database)
        is_anew = renew(site, database, "thing", lambda: some(listed.things(site)), some)
        spoken = {_class(site, iri) for iri in site.spoken or ()}
        for (cls,) in database.execute("SELECT DISTINCT class FROM thing ORDER BY class").fetchall():
            path = f"table/{cls}.csv"
            if is_anew or cls in spoken:
                yield from _table(database, cls, Pile(site.aside)).file(path)
            else:
                yield File(path, SAME)


def _renew(site: Site, database: sqlite3.Connection, iris: Sequence[str]) -> None:
    """Make the rows of some things anew; nothing is a thing that has no page."""
    gone = ((_class(site, iri), iri) for iri in iris)
    database.executemany("DELETE FROM thing WHERE class = ? AND iri = ?", gone)
    rows = ((_class(site, each.iri), each.iri, *_row(each)) for each in entries(site, iris))
    database.executemany("INSERT INTO thing VALUES (?, ?, ?, ?)", rows)


def _class(site: Site, iri: str) -> str:
    return site.page_of(iri).partition("/")[0]


def _row(entry: Entry) -> tuple[str, bytes]:
    """Give the columns that a thing has something in, and its cells as they are written."""
    said = {name: BETWEEN.join(map(guarded, values)) for name, values in entry.said.items() if name != _LABEL}
    cells = {name: _quoted(text) for name, text in {_IRI: entry.iri, _LABEL: guarded(entry.label.text), **said}.items()}
    return " ".join(said), msgspec.json.encode(cells)


def _table(database: sqlite3.Connection, cls: str, pile: Pile) -> Pile:
    """Write the table of a class onto a pile."""
    found = database.execute("SELECT DISTINCT columns FROM thing WHERE class = ?", (cls,))
    columns = sorted({name for (names,) in found for name in names.split(" ") if name})
    heads = ("iri", "label", *(shorten(name, terms.PREFIXES) for name in columns))
    pile.held += f"{','.join(map(_quoted, heads))}\r\n".encode()
    decoder = msgspec.json.Decoder(dict[str, str])
    for (encoded,) in database.execute("SELECT cells FROM thing WHERE class = ? ORDER BY iri", (cls,)):
        cells = decoder.decode(encoded)
        line = ",".join([cells.get(name, _EMPTY) for name in (_IRI, _LABEL, *columns)])
        pile.held += f"{line}\r\n".encode()
        if len(pile.held) > HELD:
            pile.set_aside()
    return pile


def _quoted(text: str) -> str:
    """Write a cell; each stands in quotes, so that no value begins a cell of its own where ";" separates them."""
    return '"' + text.replace('"', '""') + '"'
