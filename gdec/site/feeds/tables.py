"""A table a class, as CSV (RFC 4180): a row a thing, a column a property, none of it a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from gdec import terms
from gdec.query.table import shorten
from gdec.site.frame.file import File
from gdec.site.frame.site import Site
from gdec.site.kept.catalogue import Catalogue, Entry
from gdec.site.kept.database import kept

BETWEEN = "; "
"""What stands between several values in a cell."""

_breaks = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Also behind a semicolon, which separates cells in many countries.
_before_formula = re.compile(r"(?:^|(?<=;))(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
_is_number = re.compile(r"-?[0-9]+(?:\.[0-9]+)?").fullmatch


def files(site: Site) -> Iterator[File]:
    """Give `table/<class>.csv` for each class: what stands plainly of its things."""
    with kept(site, "tables") as database:
        entries = Catalogue(site, database)
        for path, some in groupby(entries, key=lambda entry: site.page_of(entry.iri).partition("/")[0]):
            yield File(f"table/{path}.csv", _table(list(some)))


def guarded(value: str) -> str:
    """Give a text in one line that no spreadsheet takes for a formula, as OWASP advises.

    An apostrophe goes before what could begin one; line breaks, tabs and other control characters become a blank.

    >>> guarded("=1+1"), guarded("-5"), guarded("Ana Lima")
    ("'=1+1", '-5', 'Ana Lima')
    """
    line = _breaks.sub(" ", value).strip()
    return line if _is_number(line) else _before_formula.sub("'", line)


def _table(entries: Sequence[Entry]) -> bytes:
    columns = sorted({name for each in entries for name in each.said} - {terms.LABEL[1:-1]})
    text = io.StringIO()
    # Every cell stands in quotes, so that no value begins a cell of its own where ";" separates them.
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    table.writerow(["iri", "label", *(shorten(name, terms.PREFIXES) for name in columns)])
    for each in entries:
        cells = (BETWEEN.join(map(guarded, each.said.get(name, ()))) for name in columns)
        table.writerow([each.iri, guarded(each.label.text), *cells])
    return text.getvalue().encode()
