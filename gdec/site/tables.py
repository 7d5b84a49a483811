"""A table a class, as CSV (RFC 4180): a row a thing, a column a property, none of it a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import groupby

from gdec import terms
from gdec.following.names import rows
from gdec.query.table import shorten
from gdec.site.file import File
from gdec.site.grounds import text_of
from gdec.site.listed import things
from gdec.site.site import Site

BETWEEN = "; "
"""What stands between several values in a cell."""

_ASKED = 1000  # things a query
_breaks = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# Also behind a semicolon, which separates cells in many countries.
_before_formula = re.compile(r"(?:^|(?<=;))(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
_is_number = re.compile(r"-?[0-9]+(?:\.[0-9]+)?").fullmatch

_Said = dict[str, list[str]]


def files(site: Site) -> Iterator[File]:
    """Give `table/<class>.csv` for each class: what stands plainly of its things."""
    for path, iris in groupby(things(site), key=lambda iri: site.page_of(iri).partition("/")[0]):
        yield File(f"table/{path}.csv", _table(site, list(iris)))


def guarded(value: str) -> str:
    """Give a text in one line that no spreadsheet takes for a formula, as OWASP advises.

    An apostrophe goes before what could begin one; line breaks and tabs become a blank.

    >>> guarded("=1+1"), guarded("-5"), guarded("Ana Lima")
    ("'=1+1", '-5', 'Ana Lima')
    """
    line = _breaks.sub(" ", value).strip()
    return line if _is_number(line) else _before_formula.sub("'", line)


def _table(site: Site, iris: list[str]) -> bytes:
    said = {
        iri: each for start in range(0, len(iris), _ASKED) for iri, each in _said(site, iris[start : start + _ASKED])
    }
    columns = sorted({name for each in said.values() for name in each} - {terms.LABEL[1:-1]})
    text = io.StringIO()
    # Every cell stands in quotes, so that no value begins a cell of its own where ";" separates them.
    table = csv.writer(text, quoting=csv.QUOTE_ALL)
    table.writerow(["iri", "label", *(shorten(name, terms.PREFIXES) for name in columns)])
    for iri in iris:
        has = said.get(iri, {})
        cells = (BETWEEN.join(map(guarded, has.get(name, ()))) for name in columns)
        table.writerow([iri, guarded(site.label(iri).text), *cells])
    return text.getvalue().encode()


def _said(site: Site, iris: list[str]) -> Iterator[tuple[str, _Said]]:
    """Give what stands plainly of each thing: texts by property, sorted."""
    values = " ".join(f"<{iri}>" for iri in iris)
    found = rows(site.reader, f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}")
    texts = sorted((text_of(thing), text_of(name), text_of(value)) for thing, name, value in found)
    for iri, each in groupby(texts, key=lambda row: row[0]):
        yield iri, {name: [text for _, _, text in them] for name, them in groupby(each, key=lambda row: row[1])}
