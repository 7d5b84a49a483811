import random
import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from nasty import canonical, graphs

from gdec.errors import InputError
from gdec.rdf.formats import FORMATS, guess, read, read_file

TURTLE, JSONLD, XML, NT = FORMATS["turtle"], FORMATS["jsonld"], FORMATS["xml"], FORMATS["nt"]

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="https://example.org/">'


def lines_of(data, format, source="some/where/data.ttl"):
    data = data.encode() if isinstance(data, str) else data
    return [str(quad) for quad in read(source, data, format)]


def refusal(data, format, source="data.x"):
    with pytest.raises(InputError) as caught:
        lines_of(data, format, source)
    return str(caught.value)


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_formats_agree_with_pyoxigraph(format):
    assert format.rdf.media_type == format.media_type
    assert ox.RdfFormat.from_extension(format.suffixes[0].removeprefix(".")) == format.rdf
    assert guess(f"x{format.suffixes[0].upper()}") is format


def test_unknown_suffixes_are_refused_with_a_hint():
    told = re.escape('x.turle: the suffix ".turle" belongs to no format of RDF; did you mean ".turtle"?')
    with pytest.raises(InputError, match=told):
        guess("x.turle")
    with pytest.raises(InputError, match=r"known are \.ttl, \.turtle, \.jsonld"):
        guess("x.docx")


@pytest.mark.parametrize("format", ["turtle", "trig", "nt", "nq", "jsonld", "xml"])
def test_every_format_is_read(format, tmp_path):
    quad = ox.Quad(*[ox.NamedNode(f"https://example.org/{name}") for name in "spo"])
    path = tmp_path / f"x{FORMATS[format].suffixes[0]}"
    data = [quad] if FORMATS[format].rdf.supports_datasets else [quad.triple]
    path.write_bytes(ox.serialize(data, format=FORMATS[format].rdf))
    assert list(read_file(path)) == [quad]
    renamed = path.rename(tmp_path / "x.data")
    assert list(read_file(renamed, FORMATS[format])) == [quad]


@given(graphs)
def test_what_is_read_is_what_was_written(triples):
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE)
    if data:
        assert canonical(quad.triple for quad in read("x.ttl", data, TURTLE)) == canonical(triples)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(InputError, match=r"none\.ttl: cannot be read: No such file"):
        read_file(tmp_path / "none.ttl")
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        read_file(tmp_path, TURTLE)


def test_relative_iris_stand_below_the_files_name_alone():
    assert lines_of('<#a> <p> <>, "x" .', TURTLE, "/home/ana/my data.ttl") == [
        "<file:///my%20data.ttl#a> <file:///p> <file:///my%20data.ttl>",
        '<file:///my%20data.ttl#a> <file:///p> "x"',
    ]
    assert lines_of('{"@id": "", "https://example.org/p": "x"}', JSONLD, "-") == [
        '<file:///-> <https://example.org/p> "x"'
    ]
    assert lines_of(f'{RDF}<ex:C rdf:about=""/></rdf:RDF>', XML, "a/b.rdf")[0].startswith("<file:///b.rdf> ")


def test_blank_nodes_of_two_files_are_apart():
    first, second = (next(read(name, b"_:a <p:p> _:a .", TURTLE)) for name in ("a.ttl", "b.ttl"))
    assert first.subject == first.object
    assert first.subject != second.subject


def test_a_byte_order_mark_is_passed_over():
    for format, text in [
        (TURTLE, "<a:s> <a:p> <a:o> ."),
        (NT, "<a:s> <a:p> <a:o> ."),
        (JSONLD, '{"@id": "a:s", "a:p": {"@id": "a:o"}}'),
        (XML, f'{RDF}<rdf:Description rdf:about="a:s"><p xmlns="a:" rdf:resource="a:o"/></rdf:Description></rdf:RDF>'),
    ]:
        assert lines_of("\ufeff" + text, format) == ["<a:s> <a:p> <a:o>"]


@pytest.mark.parametrize("format", ["turtle", "trig", "jsonld", "xml"])
def test_an_empty_file_is_told(format):
    assert "data.x: is empty" in refusal(b"", FORMATS[format])
    assert "data.x: is empty" in refusal(b"\xef\xbb\xbf", FORMATS[format])


def test_an_empty_graph_is_no_error_where_it_is_written_so():
    assert lines_of(b"", NT) == []
    assert lines_of(b"", FORMATS["nq"]) == []
    assert lines_of(b"\n", TURTLE) == []


@pytest.mark.parametrize(
    ("format", "text", "message"),
    [
        (
            "turtle",
            "<a:s> <a:p> <a:o> .\n<a:s>\n  ex:p 1 .",
            "data.x:3: is no Turtle: The prefix ex: has not been declared",
        ),
        ("turtle", '<a:s> <a:p>\n "open .\n', "data.x:2: is no Turtle: "),
        ("nt", "<a:s> <a:p> <a:o> .\n<a:s> <p> <a:o> .", "data.x:2: is no N-Triples: No scheme"),
        ("nq", "<a:s> <a:p> .", "data.x:1: is no N-Quads: "),
        ("trig", "<a:g> {\n<a:s> <a:p> <a:o>\n", "data.x:3: is no TriG: Unexpected end"),
        ("jsonld", '{\n"a:p": 1,,\n}', "data.x:2: is no JSON-LD: "),
        ("jsonld", '{"@context": 7}', "data.x: is no JSON-LD: @context value must be null, a string or an object"),
        ("xml", f"{RDF}\n<ex:C>\n</ex:D></rdf:RDF>", "data.x:3: is no RDF/XML: mismatched tag"),
        ("xml", f'{RDF}\n\n<ex:C rdf:about="a b:"/>\n\n</rdf:RDF>', "data.x:3: is no RDF/XML: error while parsing IRI"),
        ("xml", f"{RDF}\n<foaf:Person/>\n</rdf:RDF>", "data.x:2: is no RDF/XML: Unknown prefix foaf:"),
        ("xml", f"{RDF}\n<ex:C>\n", "data.x:3: is no RDF/XML: no element found"),
        ("xml", f"{RDF}<ex:C ex:p='&who;'/></rdf:RDF>", "data.x:1: is no RDF/XML: undefined entity"),
        (
            "xml",
            f"<!DOCTYPE r SYSTEM 'file:///etc/passwd'>{RDF}\n<ex:C ex:p='&who;'/></rdf:RDF>",
            "data.x:2: is no RDF/XML",
        ),
    ],
)
def test_errors_name_file_and_line(format, text, message):
    assert refusal(text, FORMATS[format]).startswith(message)


@pytest.mark.parametrize(
    ("format", "text"),
    [("turtle", '<a:s> <a:p> <a:o> .\n<a:s> <a:p> "é" .'), ("jsonld", '{"@id": "a:s",\n"a:p": "é"}'),
     ("xml", f"{RDF}\n<ex:C ex:p='é'/></rdf:RDF>"), ("nt", '<a:s> <a:p> <a:o> .\n<a:s> <a:p> "é" .')],
)  # fmt: skip
def test_wrong_encodings_are_told_at_their_line(format, text):
    assert refusal(text.encode("latin-1"), FORMATS[format]) == "data.x:2: is not UTF-8 (byte 0xE9); save it as UTF-8"
    assert refusal(text.encode("utf-16"), FORMATS[format]) == "data.x:1: is UTF-16; save it as UTF-8"
    assert "is not UTF-8" in refusal(text.encode("utf-16-le"), FORMATS[format])


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_junk_gives_nothing_and_raises_nothing_else(format):
    chance = random.Random(7)
    for _ in range(300):
        junk = chance.randbytes(chance.randrange(1, 300))
        try:
            found = lines_of(junk, format)
        except InputError:
            continue
        assert found == [], "only what is all comment or white space may be read"


def test_zip_files_are_told_as_what_they_are_not():
    assert "is it the right file?" in refusal(b"PK\x03\x04\x14\0\x06\0", TURTLE)
