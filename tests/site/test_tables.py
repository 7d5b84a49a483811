"""A table a class: read back whole, and no cell a formula."""

import csv
import io

import pytest
from hostile import FORMULAS, PERSON, hostile
from sites import shipped, site_of

from gdec import terms
from gdec.site.feeds import tables
from gdec.site.frame.listed import things
from gdec.site.frame.text import guarded
from gdec.site.pages import answers


def read(site):
    found = {}
    for file in tables.files(site):
        found[file.path] = list(csv.DictReader(io.StringIO(file.data.decode(), newline="")))
    return found


def test_each_thing_has_its_row_with_what_stands_plainly(tmp_path):
    with shipped(tmp_path / "s") as reader:
        site = site_of(reader)
        found = read(site)
        assert sorted(row["iri"] for rows in found.values() for row in rows) == things(site)
        assert found.keys() == {f"table/{site.page_of(iri).partition('/')[0]}.csv" for iri in things(site)}
        (conference,) = (row for row in found["table/conference.csv"] if row["iri"].endswith("/gdec-2023"))
        assert conference["label"] == "Global Digital Economy Conference 2023"
        assert (conference["schema:startDate"], conference["gdec:durationInDays"]) == ("2023-07-04", "4")
        assert len(conference["gdec:theme"].split(tables.BETWEEN)) == 2
        for rows in found.values():
            for row in rows:
                check_row(reader, row)
        assert list(tables.files(site)) == list(tables.files(site))


def check_row(reader, row):
    """Compare a row with the store."""
    names = terms.PREFIXES
    for column, cell in row.items():
        if ":" in column:
            prefix, _, local = column.partition(":")
            answer = reader.query(f"SELECT DISTINCT ?o {{ <{row['iri']}> <{names[prefix]}{local}> ?o }}")
            assert sorted(filter(None, cell.split(tables.BETWEEN))) == sorted(
                part for (value,) in answer.rows for part in value.value.split(tables.BETWEEN)
            )


def test_no_cell_holds_what_a_terminal_obeys():
    assert guarded("a\x1b[31m\x00b\r\n\x85c") == "a [31m b c"


def test_no_cell_is_a_formula(tmp_path):
    with hostile(tmp_path / "s") as reader:
        found = {file.path: file.data.decode() for file in tables.files(site_of(reader))}
    (row,) = csv.DictReader(io.StringIO(found["table/person.csv"], newline=""))
    assert row["iri"] == PERSON
    assert row["label"] == "'=HYPERLINK(1)"
    assert row["gdec:durationInDays"] == "-5"
    assert row["schema:alternateName"] == tables.BETWEEN.join(map(guarded, sorted(FORMULAS)))
    for line in found["table/person.csv"].split("\r\n")[:-1]:
        assert line.startswith('"')


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_a_formula_whatever_separates_cells(tmp_path, separator):
    with hostile(tmp_path / "s") as reader:
        for file in tables.files(site_of(reader)):
            for row in csv.reader(io.StringIO(file.data.decode(), newline=""), delimiter=separator):
                assert not [cell for cell in row if cell[:1] in tuple("=+@\t\r\n＝")]


def test_a_text_stays_in_one_line_behind_an_apostrophe():
    assert [guarded(text) for text in ("\t=1", "\r\n=1", "a;=1;b", "a\nb", "a = b; - c", "＝1")] == [
        "'=1", "'=1", "a;'=1;b", "a b", "a = b; - c", "'＝1",
    ]  # fmt: skip


def test_numbers_stay_numbers():
    assert [guarded(text) for text in ("-5", "-0.5", "5", "-", "-1-1", "+5")] == [
        "-5", "-0.5", "5", "'-", "'-1-1", "'+5",
    ]  # fmt: skip


def test_no_cell_of_an_answer_is_a_formula(tmp_path):
    with hostile(tmp_path / "s") as reader:
        found = {file.path: file.data.decode() for file in answers.files(site_of(reader)) if file.path.endswith(".csv")}
    cells = [cell for text in found.values() for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert [cell for cell in cells if cell[:1] in tuple("=+@\t\r")] == []
