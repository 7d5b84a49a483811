"""Each file here makes pyoxigraph alone end the process, fill the memory, or accept what it should not."""

import re
import socket
import subprocess
import sys

import pytest

from gdec.errors import InputError
from gdec.rdf.formats import FORMATS, read

RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="https://example.org/">'


def quads(data, format):
    return list(read("data.x", data, FORMATS[format]))


def refusal(data, format):
    with pytest.raises(InputError) as caught:
        quads(data, format)
    return str(caught.value)


@pytest.fixture
def listener():
    """An address that must never be asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield f"http://127.0.0.1:{server.getsockname()[1]}/context.jsonld"
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    "document",
    [
        '{"@context": "%s", "name": "x"}',
        '{"@context": [{}, "%s"], "name": "x"}',
        '{"@context": {"@version": 1.1, "@import": "%s"}, "name": "x"}',
        '{"@context": {"@version": 1.1, "n": {"@id": "a:n", "@context": "%s"}}, "n": {"x": 1}}',
        '{"@context": {"@version": 1.1, "n": {"@id": "a:n", "@context": "%s"}}}',
        '{"a:p": {"@context": "%s", "name": "x"}}',
        '{"a:p": [{"a:q": {"@context": ["%s"], "name": "x"}}]}',
        '{"@context": {"@version": 1.1, "T": {"@id": "a:T", "@context": {"@import": "%s"}}}, "@type": "T"}',
    ],
)
def test_remote_contexts_are_refused_and_never_asked_for(document, listener):
    for address in (listener, "context.jsonld", "file:///etc/passwd"):
        told = refusal(("\n" + document % address).encode(), "jsonld")
        assert told.startswith(f'data.x:2: the context "{address}" lies elsewhere and nothing is ever fetched')


def test_a_text_that_looks_like_a_context_is_a_text():
    assert len(quads(b'{"a:p": "\\"@context\\": \\"https://schema.org\\""}', "jsonld")) == 1


def chained(length, first="https://example.org/", key="@context"):
    terms = ",".join(f'"t{i}": "t{i + 1}:x"' for i in range(length))
    return f'{{"{key}": {{{terms}, "t{length}": "{first}"}}, "t0:y": 1}}'.encode()


def test_a_context_may_define_terms_by_terms():
    assert len(quads(chained(10), "jsonld")) == 1


@pytest.mark.parametrize("key", ["@context", "@cont\\u0065xt", "\\u0040CONTEXT".lower()])
def test_a_context_that_overflows_the_stack_is_refused(key):
    told = refusal(b"\n" + chained(20_000, key=key), "jsonld")
    assert told.startswith("data.x:2: the context defines terms one by the other more than 20 deep")


def test_a_context_that_is_hidden_by_a_second_one_or_a_second_term_is_seen():
    deep = chained(5000)
    assert "more than 20 deep" in refusal(deep[:-1] + b', "@context": {}}', "jsonld")
    assert "more than 20 deep" in refusal(deep.replace(b'"t0": ', b'"t0": "a:b", "t0": '), "jsonld")
    assert "more than 20 deep" in refusal(b'{"@context": [null, ' + deep[len('{"@context": ') : -len(', "t0:y": 1}')] + b"]}", "jsonld")  # fmt: skip # noqa: E501


def test_a_large_flat_context_is_read():
    terms = ",".join(f'"t{i}": {{"@id": "schema:t{i}", "@type": "xsd:date"}}' for i in range(3000))
    head = '"schema": "https://schema.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"'
    assert len(quads(f'{{"@context": {{{terms}, {head}}}, "t0": "2031-05-01"}}'.encode(), "jsonld")) == 1


@pytest.mark.parametrize(
    ("opening", "closing"), [(b"[", b"]"), (b'{"a:p":', b"}"), (b'{"@graph":[', b"]}"), (b'{"a:p":{"@list":[', b"]}}")]
)
def test_deep_json_is_refused(opening, closing):
    assert "is nested more than 100 deep" in refusal(opening * 20_000 + b"{}" + closing * 20_000, "jsonld")
    assert "is nested more than 100 deep" in refusal(opening * 20_000, "jsonld")
    quads(opening * 20 + b"{}" + closing * 20, "jsonld")


def test_brackets_in_texts_do_not_count():
    assert len(quads(b'{"a:p": "' + b"[" * 1000 + b'\\"{"}', "jsonld")) == 1


def laughs(levels):
    entities = b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, levels))
    return (
        b'<!DOCTYPE r [\n<!ENTITY a0 "lol">\n'
        + entities
        + b"]>"
        + RDF
        + b"<ex:C ex:p='&a%d;'/></rdf:RDF>" % (levels - 1)
    )


def test_entities_within_entities_are_refused():
    assert refusal(laughs(3), "xml").startswith("data.x:3: an entity may only stand for plain text")
    assert refusal(laughs(30), "xml").startswith("data.x:3: an entity may only stand for plain text")


@pytest.mark.parametrize(
    "entity",
    [b'<!ENTITY a SYSTEM "file:///etc/passwd">', b'<!ENTITY % a "x">', b"<!ENTITY a 'x'>", b'<!ENTITY a "&#60;b>">',
     b'<!ENTITY a PUBLIC "x" "http://127.0.0.1/">', b'<!-- <!ENTITY a "&b;"> -->'],
)  # fmt: skip
def test_odd_entities_are_refused(entity):
    data = b"<!DOCTYPE r [\n" + entity + b"]>" + RDF + b"<ex:C ex:p='&a;'/></rdf:RDF>"
    assert refusal(data, "xml").startswith("data.x:2: an entity may only stand for plain text")


def test_an_entity_that_makes_a_file_much_longer_is_refused():
    data = (
        b'<!DOCTYPE r [<!ENTITY a "'
        + b"a" * 10_000
        + b'">]>'
        + RDF
        + b"<ex:C ex:p='"
        + b"&a;" * 10_000
        + b"'/></rdf:RDF>"
    )
    assert "more than 10 times longer" in refusal(data, "xml")


def test_entities_for_namespaces_are_read_as_owl_files_have_them():
    data = (
        b'<!DOCTYPE rdf:RDF [\n<!ENTITY ex "https://example.org/" >\n'
        b'<!ENTITY xsd "http://www.w3.org/2001/XMLSchema#" >\n]>'
        + RDF + b'<ex:C rdf:about="&ex;a"><ex:p rdf:datatype="&xsd;date">2031-05-01</ex:p></ex:C></rdf:RDF>'
    )  # fmt: skip
    found = [str(quad) for quad in quads(data, "xml")]
    date = '"2031-05-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert f"<https://example.org/a> <https://example.org/p> {date}" in found


def test_deep_xml_is_refused():
    data = RDF + b"\n<ex:C><ex:p>" * 50_000 + b"x" + b"</ex:p></ex:C>" * 50_000 + b"</rdf:RDF>"
    assert refusal(data, "xml").startswith("data.x:501: is nested more than 1000 deep")


def test_xml_that_breaks_off_is_refused():
    whole = RDF + b'<ex:C rdf:about="https://example.org/a"><ex:p>text</ex:p></ex:C></rdf:RDF>'
    assert len(quads(whole, "xml")) == 2
    for end in range(1, len(whole)):
        refusal(whole[:end], "xml")


@pytest.mark.parametrize("format", ["turtle", "trig", "nt", "nq"])
def test_triples_in_triples_are_refused_before_they_overflow_the_stack(format):
    data = b"<a:s> <a:p> <a:o> .\n<a:s> <a:p> " + b"<<( <a:s> <a:p> " * 50_000 + b"<a:o>" + b" )>>" * 50_000 + b" ."
    assert refusal(data, format).startswith("data.x:2: a triple inside a triple")
    assert "has a triple as its value" in refusal(b"<a:s> <a:p> <<( <a:s> <a:p> <a:o> )>> .", format)


@pytest.mark.parametrize(
    "text", ["<< << <a:s> <a:p> 1 >> <a:p> 2 >> <a:p> 3 .", "<a:s> <a:p> 1 {| <a:q> <<(<a:s> <a:p> 1)>> |} ."]
)
def test_triples_in_annotations_and_in_reified_triples_are_refused(text):
    assert re.search("a triple inside a triple|has a triple as its value", refusal(text.encode(), "turtle"))


def test_reifiers_come_as_statement_nodes():
    text = b"<a:s> <a:p> 1 ~ <a:r> {| <a:q> 2 |} . << <a:s> <a:p> <a:o>~<a:t>>> <a:q> 3 . << <a:s> <a:p> 4 >> <a:q> 5 ."
    found = quads(text, "turtle")
    assert len(found) == 1 + 3 * (4 + 1)
    assert {quad.subject.value for quad in found if quad.predicate.value.endswith("#predicate")} >= {"a:r", "a:t"}


def test_angle_brackets_in_texts_and_comments_are_no_triple_terms():
    data = b"""# << this >>
    <a:s> <a:p> "<< \\" <<", '<< \\' <<', \"\"\"<<
    " << \\\"\"\" <<\"\"\", '''<< ' << ''' ; <a:p#> "x" . # <<"""
    assert len(quads(data, "turtle")) == 5


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("turtle", '<a:s> <a:p> "x"@ar--rtl .'),
        ("jsonld", '{"a:p": {"@value": "x", "@language": "ar", "@direction": "rtl"}}'),
    ],
)
def test_what_is_beyond_rdf_1_1_is_refused(format, text):
    assert "which is beyond RDF 1.1" in refusal(text.encode(), format)


def test_a_triple_as_a_value_is_refused_in_xml():
    text = '<ex:C><ex:p rdf:parseType="Triple"><ex:D/></ex:p></ex:C></rdf:RDF>'
    told = refusal(RDF.replace(b">", b' rdf:version="1.2">') + text.encode(), "xml")
    assert "has a triple as its value, which RDF 1.1 has no form for" in told


HOSTILE = {
    "context": (chained(100_000), "jsonld"),
    "json": (b'{"a:p":' * 60_000 + b"1" + b"}" * 60_000, "jsonld"),
    "laughs": (laughs(12), "xml"),
    "xml": (RDF + b"<ex:C><ex:p>" * 100_000, "xml"),
    "triples": (b"<a:s> <a:p> " + b"<<( <a:s> <a:p> " * 100_000 + b"1" + b" )>>" * 100_000 + b" .", "turtle"),
    "brackets": (b"[" * 5_000_000, "jsonld"),
    "quotes": (b'"' * 1_000_001 + b"<<", "turtle"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_cost_little(name, tmp_path):
    data, format = HOSTILE[name]
    (tmp_path / "file").write_bytes(data)
    code = (
        "import resource, sys\nfrom pathlib import Path\nfrom gdec.rdf.formats import FORMATS, read_file\n"
        "from gdec.errors import InputError\nresource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "try: list(read_file(Path(sys.argv[1]), FORMATS[sys.argv[2]]))\nexcept InputError: print('refused')"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "file", format], capture_output=True, text=True, check=True
    )
    assert out.stdout == "refused\n"
