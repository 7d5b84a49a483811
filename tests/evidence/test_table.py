"""CSV whose cells know where they stand."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdec.errors import InputError
from gdec.evidence.table import read_table
from gdec.evidence.text import ArticleText

GUESTS = 'Name,Title\r\nAna Lima,"mayor, ""acting"""\r\n\r\n,\r\n 王强 ,\r\nRui Sá,"of two\nlines"\r\n'


def read(data, *columns, delimiter=None):
    text = ArticleText(data)
    rows = read_table("guests.csv", text, set(columns), delimiter)
    return [(row.line, {name: (cell.text, text.words(cell.span)) for name, cell in row.cells.items()}) for row in rows]


def test_cells_have_their_text_and_their_words():
    assert read(GUESTS, "Name", "Title") == [
        (2, {"Name": ("Ana Lima", "Ana Lima"), "Title": ('mayor, "acting"', 'mayor, ""acting""')}),
        (5, {"Name": ("王强", "王强")}),
        (6, {"Name": ("Rui Sá", "Rui Sá"), "Title": ("of two lines", "of two")}),
    ]


def test_a_row_has_the_words_of_its_first_line():
    text = ArticleText(GUESTS)
    rows = read_table("guests.csv", text, {"Name"})
    assert [text.words(row.span) for row in rows] == ['Ana Lima,"mayor, ""acting"""', "王强 ,", 'Rui Sá,"of two']


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_the_header_tells_the_delimiter(delimiter, line_break, start):
    data = start + line_break.join([delimiter.join(["Name", "Home town"]), delimiter.join(["Ana; Lima", '"Porto"'])])
    data = data if delimiter != ";" else data.replace("Ana; Lima", '"Ana; Lima"')
    assert read(data, "Name", "Home town") == [(2, {"Name": ("Ana; Lima",) * 2, "Home town": ("Porto",) * 2})]


def test_a_delimiter_may_be_given():
    assert read("a;b:c\n1;2:3\n", "c", delimiter=":") == [(2, {"c": ("3", "3")})]


def test_quotes_inside_a_cell_without_quotes_are_its_own():
    assert read('Name,Size\nAna,5" disk\n', "Size") == [(2, {"Size": ('5" disk', '5" disk')})]


def test_a_table_may_have_one_column_and_no_rows():
    assert read("Name", "Name") == []
    assert read("Name\n\nAna\n", "Name") == [(3, {"Name": ("Ana", "Ana")})]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Nam,Title\nAna,x\n", 'guests.csv:1: "Name" is no column; did you mean "Nam"?; the columns are Nam, Title'),
        ("Name,Name\nAna,x\n", 'guests.csv:1: "Name" stands twice in the header'),
        ("", 'guests.csv:1: "Name" is no column'),
        ("Name,Title\nAna,x\nRui\n", "guests.csv:3: has 1 cells where the header has 2"),
        ("Name,Title\nAna,x,y\n", "guests.csv:2: has 3 cells where the header has 2"),
        ('Name,Title\nAna,x\nRui,"y\nz\n', "guests.csv:3: a quote is opened here and never closed"),
        ('Name,Title\n"Ana" Lima,x\n', "guests.csv:2: text behind a closing quote"),
        ("Name,Title\nAna\x00,x\n", "guests.csv: has the character U+0000 in it; is it CSV?"),
    ],
)
def test_what_is_no_table_is_told_at_its_line(data, said):
    with pytest.raises(InputError) as error:
        read(data, "Name")
    assert str(error.value).startswith(said)


CELLS = st.text(st.sampled_from('ab ,;|"\n\t é王'), max_size=6)


@settings(deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS), max_size=5), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"])
)
def test_reads_what_the_standard_library_writes(rows, delimiter, line_break):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=line_break)
    writer.writerows([("one", "two"), *rows])
    found = [cells for _, cells in read(file.getvalue(), "one", "two", delimiter=delimiter)]
    wanted = [{n: " ".join(c.split()) for n, c in zip(("one", "two"), row, strict=True) if c.strip()} for row in rows]
    assert [{name: text for name, (text, _) in cells.items()} for cells in found] == [row for row in wanted if row]
    for cells in found:
        for text, words in cells.values():
            assert text.startswith(" ".join(words.replace('""', '"').split()))
