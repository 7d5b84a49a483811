"""Answers written: what other programs read back is what was answered, and a table plays no tricks."""

import csv
import io
import json
import os
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results

from gdec.errors import GdecError
from gdec.query.results import FORMATS, write
from gdec.query.table import AHEAD, cell, display_width, shorten
from gdec.store.answer import Solutions, Triples

XSD = "http://www.w3.org/2001/XMLSchema#"
SPARQL = "{http://www.w3.org/2005/sparql-results#}"
PREFIXES = {"ex": "https://example.org/", "forum": "https://example.org/forum/"}
A, B = NamedNode("https://example.org/a"), NamedNode("https://example.org/forum/b/c#d")
ROWS = [
    (A, Literal('a,"b"\r\n\tc')),
    (B, Literal("zwei", language="de")),
    (BlankNode("b0"), Literal(7)),
    (None, Literal("1.50", datatype=NamedNode(XSD + "decimal"))),
    (A, None),
    (A, Literal("")),
    (Triple(A, A, Literal("in")), Literal(" <&> \\ | ")),
]


def written(answer, form, **settings):
    out = io.BytesIO()
    count = write(answer, form, out, PREFIXES, **settings)
    return out.getvalue().decode(), count


def solutions(rows, columns=("s", "o")):
    return Solutions(columns, iter(rows))


@pytest.mark.parametrize(
    ("form", "format"),
    [("tsv", QueryResultsFormat.TSV), ("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML)],
)
def test_oxigraph_reads_back_what_was_written(form, format):
    text, count = written(solutions(ROWS), form)
    assert count == len(ROWS)
    back = parse_query_results(text, format=format)
    assert [variable.value for variable in back.variables] == ["s", "o"]
    assert [tuple(row) for row in back] == ROWS


def test_csv_is_that_of_the_standard():
    text, count = written(solutions(ROWS), "csv")
    assert count == len(ROWS)
    assert text.startswith('s,o\r\nhttps://example.org/a,"a,""b""\r\n\tc"\r\n')
    assert list(csv.reader(io.StringIO(text, newline="")))[1:5] == [
        ["https://example.org/a", 'a,"b"\r\n\tc'],
        ["https://example.org/forum/b/c#d", "zwei"],
        ["_:b0", "7"],
        ["", "1.50"],
    ]


def test_tsv_holds_terms_in_turtle():
    text, _ = written(solutions(ROWS[:4]), "tsv")
    assert text.split("\n") == [
        "?s\t?o",
        '<https://example.org/a>\t"a,\\"b\\"\\r\\n\\tc"',
        '<https://example.org/forum/b/c#d>\t"zwei"@de',
        "_:b0\t7",
        f'\t"1.50"^^<{XSD}decimal>',
        "",
    ]


def test_xml_parsers_get_every_character_that_xml_has():
    text, _ = written(solutions([(Literal("\r\n\t]]> é😀"),), (Literal("\x00\x1b\ufffe"),)], ["x"]), "xml")
    assert [element.text for element in ET.fromstring(text).iter(f"{SPARQL}literal")] == ["\r\n\t]]> é😀", "\ufffd" * 3]


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
texts = st.text() | st.text(st.sampled_from(" \t\r\n&<>\"'\\,\ufffe\x00x"))


@given(st.lists(st.tuples(texts, texts)))
def test_any_text_comes_back(rows):
    terms = [tuple(map(Literal, row)) for row in rows]
    text, _ = written(solutions(terms), "json")
    found = [tuple(binding[name]["value"] for name in "so") for binding in json.loads(text)["results"]["bindings"]]
    assert found == rows
    assert [
        tuple(row) for row in parse_query_results(written(solutions(terms), "tsv")[0], QueryResultsFormat.TSV)
    ] == terms
    back = parse_query_results(written(solutions(terms), "xml")[0], QueryResultsFormat.XML)
    assert [tuple(row) for row in back] == [
        tuple(Literal(_NOT_IN_XML.sub("\ufffd", text)) for text in row) for row in rows
    ]
    if not any("\0" in text for row in rows for text in row):
        assert [tuple(row) for row in csv.reader(io.StringIO(written(solutions(terms), "csv")[0], newline=""))][
            1:
        ] == rows


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"turtle"}))
def test_no_rows_are_counted_as_none(form):
    text, count = written(solutions([]), form)
    assert count == 0
    assert "s" in text
    if form == "json":
        assert json.loads(text) == {"head": {"vars": ["s", "o"]}, "results": {"bindings": []}}


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml", "markdown"])
def test_rows_are_written_as_they_are_found(form):
    out = io.BytesIO()

    def rows():
        for number in range(3):
            assert out.getvalue().count(b"row") == number
            yield (Literal("row"),)

    assert write(solutions(rows(), ["x"]), form, out, {}) == 3


@pytest.mark.parametrize("form", FORMATS)
def test_a_failure_among_the_rows_is_not_swallowed(form):
    def rows():
        yield (A, A, A)
        raise GdecError("the store is gone")

    answer = Triples(Triple(*row) for row in rows()) if form == "turtle" else solutions(rows(), ["a", "b", "c"])
    with pytest.raises(GdecError, match="the store is gone"):
        written(answer, form)


@pytest.mark.parametrize(("truth", "word"), [(True, "true"), (False, "false")])
def test_a_truth_value(truth, word):
    for form in ("table", "csv", "tsv", "markdown"):
        assert written(truth, form) == (f"{word}\n", 1)
    for form, format in (("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML)):
        assert bool(parse_query_results(written(truth, form)[0], format=format)) is truth


TRIPLES = [Triple(B, A, Literal("two")), Triple(A, A, B), Triple(A, A, B)]


def test_triples_are_turtle_with_prefixes_and_rows_in_other_formats():
    text, count = written(Triples(iter(TRIPLES)), "turtle")
    assert count == 2
    assert "@prefix ex:" in text
    assert {quad.triple for quad in parse(text, RdfFormat.TURTLE)} == set(TRIPLES)
    assert written(Triples(iter(TRIPLES[::-1])), "turtle")[0] == text
    table, count = written(Triples(iter(TRIPLES)), "csv")
    assert count == 3
    assert table.startswith("subject,predicate,object\r\n")


@pytest.mark.parametrize("answer", [True, solutions(ROWS)])
def test_turtle_is_for_triples(answer):
    with pytest.raises(GdecError, match="CONSTRUCT and DESCRIBE only"):
        written(answer, "turtle")


def test_a_table_is_aligned_by_what_is_seen():
    text, _ = written(solutions([(A, Literal("数字经济")), (B, Literal("e\u0301é")), (None, Literal("x"))]), "table")
    assert text.splitlines() == [
        "s            o",
        "-----------  --------",
        "ex:a         数字经济",
        "forum:b/c#d  e\u0301é",
        "             x",
    ]


def test_a_wide_table_is_not_cut_when_it_goes_to_a_file():
    text, _ = written(solutions([(A, Literal("x" * 5000))]), "table")
    assert "x" * 5000 in text


def test_a_table_on_a_terminal_fits_it_and_loses_nothing(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    long = "".join(chr(0x4E00 + number) for number in range(100))
    text, count = written(
        solutions([(A, Literal(long)), (B, Literal("[bold]no markup[/bold]"))]), "table", terminal=True
    )
    assert count == 2
    plain = "".join(part.partition("m")[2] if number else part for number, part in enumerate(text.split("\x1b[")))
    assert all(display_width(line) <= 60 for line in plain.splitlines())
    assert "".join(sign for sign in plain if sign in long) == long
    assert "[bold]no markup[/bold]" in plain


@pytest.mark.parametrize("terminal", [False, True])
def test_nothing_in_the_data_drives_the_terminal(terminal, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    tricks = "\x1b[31m\x07\x9b\u202egnp.exe\u2066\u200f\u061c\ufeff\U000e0041\r\n\x00\x7f"
    text, _ = written(
        solutions([(NamedNode("https://other.example/\u202e"), Literal(tricks))]), "table", terminal=terminal
    )
    assert "\x1b[31m" not in text
    for sign in set(tricks) - set("\x1b[31mgnp.exe\n"):
        assert sign not in text, ascii(sign)


def test_a_cell_shows_escapes_and_keeps_scripts():
    assert cell(Literal("a\n\t\r\x1b\u202e\U000e0041"), {}) == "a\\n\\t\\r\\u001B\\u202E\\U000E0041"
    assert cell(Literal("می\u200cخواهم\u00a0é\u3000数"), {}) == "می\u200cخواهم\u00a0é\u3000数"
    assert cell(None, {}) == ""
    assert cell(BlankNode("b"), {}) == "_:b"


def test_iris_are_shortened_by_the_longest_prefix():
    assert shorten("https://example.org/forum/x/y#z", PREFIXES) == "forum:x/y#z"
    assert shorten("https://example.org/forum/", PREFIXES) == "ex:forum/"
    assert shorten("https://example.org/", PREFIXES) == "https://example.org/"
    assert shorten("http://other.example/", PREFIXES) == "http://other.example/"


def test_markdown_stands_for_itself():
    text, _ = written(solutions([(B, Literal("a|b\n*c* <script> `d` [e](f) \\ _g_ &amp;"))]), "markdown")
    assert text.splitlines() == [
        "| s | o |",
        "| --- | --- |",
        "| forum:b/c\\#d | a\\|b\\\\n\\*c\\* \\<script\\> \\`d\\` \\[e\\](f) \\\\ \\_g\\_ \\&amp; |",
    ]


def test_a_reader_who_leaves_ends_the_writing():
    read, write_end = os.pipe()
    os.close(read)
    with pytest.raises(BrokenPipeError), os.fdopen(write_end, "wb", buffering=0) as out:
        write(solutions(ROWS), "csv", out, {})


class Sent(io.BytesIO):
    """What was flushed, apart from what was only written."""

    sent = b""

    def flush(self):
        self.sent = self.getvalue()


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml", "markdown"])
def test_a_row_is_sent_on_before_the_next_is_found(form):
    out = Sent()

    def rows():
        yield (Literal("first"),)
        assert b"first" in out.sent
        yield (Literal("second"),)
        assert b"second" in out.sent

    assert write(Solutions(("s",), rows()), form, out, PREFIXES) == 2


@pytest.mark.parametrize("settings", [{}, {"terminal": True}])
def test_a_table_begins_before_all_rows_are_found(settings, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    out = Sent()

    def rows():
        yield from ((Literal(number),) for number in range(AHEAD + 1))
        assert out.getvalue().count(b"\n") > AHEAD
        yield (Literal("wider than those before"),)

    assert write(Solutions(("s",), rows()), "table", out, PREFIXES, **settings) == AHEAD + 2
    lines = out.getvalue().decode()
    assert "wider than those before" in lines
    assert re.search(rf"^ *{AHEAD} *$", lines, re.MULTILINE)


def test_records_beyond_the_first_thousand_go_on_counting(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    columns = tuple("abc")
    rows = [(Literal("x" * 30),) * 3] * (AHEAD + 2)
    text, count = written(solutions(rows, columns), "table", terminal=True)
    assert count == AHEAD + 2
    assert f"m{AHEAD + 2}\x1b" in text
    assert " of " not in text
