import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty import graphs, iris, literals, texts

from gdec.rdf import nquads


@given(texts, st.sampled_from([None, "en", "EN-gb"]))
def test_literals_are_what_oxigraph_writes(text, lang):
    assert nquads.literal(text, lang) == str(ox.Literal(text, language=lang))


@given(texts)
def test_typed_literals_are_what_oxigraph_writes(text):
    for datatype in ("https://example.org/t", "http://www.w3.org/2001/XMLSchema#string"):
        assert nquads.literal(text, datatype=nquads.iri(datatype)) == str(
            ox.Literal(text, datatype=ox.NamedNode(datatype))
        )


def test_every_character_is_escaped_as_oxigraph_does():
    for code in (*range(0x800), *range(0x2000, 0x2070), *range(0xFFF0, 0x10000), 0x1F600, 0x10FFFF):
        assert nquads.literal(chr(code)) == str(ox.Literal(chr(code)))


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\ude00\ud83d"])
def test_lone_surrogates_are_refused(text):
    with pytest.raises(ValueError, match="surrogate"):
        nquads.literal(text)


@pytest.mark.parametrize("lang", ["en_GB", "english language", "x", 'en" .'])
def test_wrong_language_tags_are_refused(lang):
    with pytest.raises(ValueError, match=r"language|subtag"):
        nquads.literal("text", lang)


@pytest.mark.parametrize("character", [*map(chr, range(0x21)), *'<>"{}|\\^`\x7f\x85\ud800'])
def test_characters_that_no_iri_may_hold_are_refused(character):
    with pytest.raises(ValueError, match="is no absolute IRI"):
        nquads.iri(f"https://example.org/{character}")


@pytest.mark.parametrize("text", ["", "harbour", "/harbour", "//example.org/", "#it", "https://example.org/%zz"])
def test_what_is_no_absolute_iri_is_refused(text):
    with pytest.raises(ValueError, match="is no absolute IRI"):
        nquads.iri(text)


@given(iris)
def test_iris_are_what_oxigraph_writes(node):
    assert nquads.iri(node.value) == str(node)


def test_numbers_dates_and_truth_values():
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert nquads.date("2031-05-01") == f'"2031-05-01"^^<{xsd}date>'
    assert nquads.integer(-7) == f'"-7"^^<{xsd}integer>'
    assert nquads.boolean(True) == f'"true"^^<{xsd}boolean>'
    assert nquads.boolean(False) == f'"false"^^<{xsd}boolean>'


@given(iris, iris, literals | iris, iris)
def test_a_line_reads_back_as_its_quad(s, p, o, g):
    quad = ox.Quad(s, p, o, g)
    line = nquads.line(str(s), str(p), str(o), str(g))
    assert list(ox.parse(line, ox.RdfFormat.N_QUADS)) == [quad]


@given(graphs, iris | st.just(ox.DefaultGraph()))
def test_sorted_quads_split_into_triple_and_graph(triples, graph):
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    lines = nquads.sorted_quads([*quads, *reversed(quads)])
    assert lines == sorted({str(quad) for quad in quads})
    name = "" if isinstance(graph, ox.DefaultGraph) else str(graph)
    assert {nquads.split_graph(line) for line in lines} == {(str(triple), name) for triple in triples}


@given(graphs)
def test_sorted_triples_stand_once_and_in_order(triples):
    assert nquads.sorted_triples(triples) == sorted({str(triple) for triple in triples})
