"""What the contest of exports holds against each other: the quads of a store, whatever the format and what it adds."""

import io

import generated  # noqa: F401

# isort: split
import export as contest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from gdec import terms
from gdec.export import export

GRAPH = NamedNode("urn:g")
TEXTS = ["", "two\nlines", 'said "so",\r\nand more', "_:b", "urn:s", "北京"]
QUADS = [
    *(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(text), GRAPH) for text in TEXTS),
    *(Quad(BlankNode("b"), NamedNode("urn:p"), Literal(text, language="en"), GRAPH) for text in TEXTS),
    Quad(NamedNode("urn:s"), NamedNode("urn:p"), NamedNode("urn:s")),
    Quad(NamedNode("urn:s"), NamedNode("urn:p"), BlankNode("b"), GRAPH),
    Quad(NamedNode("urn:s"), NamedNode(terms.SUBJECT[1:-1]), NamedNode("urn:o"), GRAPH),
]


def held(data, format):
    return contest.held_in(io.BytesIO(data), format)


def test_csv_and_nquads_hold_the_quads_that_they_were_made_from_and_each_once():
    plain = held(serialize(QUADS, format=RdfFormat.N_QUADS), "nq")
    assert plain[0] == len(QUADS)
    for format in ("nq", "csv"):
        assert held(export(QUADS * 2, format, statements="reified"), format) == plain


def test_what_an_export_adds_is_one_type_for_each_statement():
    written = export(QUADS, "nq", statements="reified")
    added = set(parse(written, RdfFormat.N_QUADS)) - set(QUADS)
    assert [contest.TYPED in str(quad) for quad in added] == [True]


def test_a_quad_that_is_missing_or_other_is_told():
    plain = held(export(QUADS, "csv", statements="reified"), "csv")
    assert held(export(QUADS[1:], "csv", statements="reified"), "csv") != plain
    other = [Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("other"), GRAPH), *QUADS[1:]]
    assert held(export(other, "csv", statements="reified"), "csv")[0] == plain[0]
    assert held(export(other, "csv", statements="reified"), "csv") != plain


def test_all_contestants_write_the_same():
    rows = contest.measure([400], rounds=1, formats=["csv"])
    assert {row["contestant"] for row in rows} == set(contest.CONTESTANTS)
    assert {row["quads"] for row in rows} == {400}
