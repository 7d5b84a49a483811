"""Where results are said to stand, in every format that is read."""

import json
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from gdec import terms
from gdec.facts.jsonl import encode
from gdec.project import find_project
from gdec.validate import turtle_places, validate
from gdec.validate.inputs import read_inputs
from gdec.validate.places import match, sign

FIXTURES = Path(__file__).parents[1] / "shapes" / "fixtures"
TRIG = """# A comment. <with> "all" [ that
@prefix : <urn:> .
PREFIX ex: <http://e.org/>
base <http://b.org/x/>
:s a :C ; :p [ :q :r ; :t [ :u 1.5 ] , 2 ] , ( :a [ :b :c ] "x"@en ) , () ; :z true .
[ :q :v ] . [ :q :w ] :p :o . ( 1 2 ) :p :last .
:g { :s :p :o . [] :k \"\"\"several "x"
lines . \"\"\"^^ex:dt . _:b :p <rel> }
ex:a.b :p 'it\\'s\\u00e9' , 1.5e3, -2 ,_:b.
GRAPH :h { :x :y "z.  ] " }
"""


def place_of(path, result):
    text = path.read_text(encoding="utf-8").splitlines()
    line, column = result.origin.line, result.origin.column
    assert column, result
    return text[line - 1][column - 1 :]


def located(path, **options):
    inputs = read_inputs([path])
    return inputs.locate(validate(inputs.quads, **options))


def test_every_triple_of_trig_is_found_at_its_terms():
    quads = list(pyoxigraph.parse(TRIG.encode(), RdfFormat.TRIG, base_iri="file:///x"))
    lines = TRIG.splitlines()
    found = dict(match(turtle_places.spots(TRIG, "file:///x", lambda _: True), quads))
    for quad in quads:
        if not str(quad.predicate).endswith("#rest>"):
            places = found[str(quad.subject), str(quad.predicate), str(quad.object)]
            subject, predicate, obj = (lines[line - 1][column - 1 :] for line, column in places)
            assert subject.startswith(("[", "(", "_:b") if sign(quad.subject) == "_:" else (":", "ex:"))
            assert predicate.startswith((":", "a ")) or str(quad.predicate).endswith("#first>")
            text = sign(quad.object)
            starts = {"_:": ("[", "(", "_:"), '"': ('"', "'", *"0123456789-t")}.get(text[: 1 + (text == "_:")])
            assert obj.startswith(starts or (":", "<rel", "()"))


@pytest.mark.parametrize("fixture", sorted(FIXTURES.rglob("*.trig")), ids=lambda path: path.stem)
@pytest.mark.parametrize("suffix", ["trig", "nq", "ttl", "nt"])
def test_every_result_on_the_fixtures_has_its_place(tmp_path, fixture, suffix):
    path = tmp_path / f"data.{suffix}"
    quads = pyoxigraph.parse(fixture.read_bytes(), RdfFormat.TRIG)
    if suffix == "trig":
        path.write_bytes(fixture.read_bytes())
    elif suffix == "nq":
        path.write_bytes(pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS))
    else:
        format = RdfFormat.TURTLE if suffix == "ttl" else RdfFormat.N_TRIPLES
        path.write_bytes(pyoxigraph.serialize((quad.triple for quad in quads), format=format))
    report = located(path, provenance=True)
    assert report.results
    for result in report.results:
        text = place_of(path, result)
        if result.value.startswith('"') and result.predicates and result.origin:
            lexical = result.value[1:].partition('"')[0].partition("\\")[0]
            assert lexical in text or text[0] in "<[_(" or text.split(":")[0].isidentifier(), (result, text)


HARBOUR = f"""<https://example.org/h> {terms.TYPE} <{terms.GDEC}Forum> .
<https://example.org/h> <https://schema.org/name> "H\u00e4fen"@en .
<https://example.org/h> <https://schema.org/startDate> "1 August 2024" .
<https://example.org/h> <https://schema.org/location> <https://example.org/prto> .
"""


def places(path):
    report = located(path)
    return {result.path: place_of(path, result) for result in report.results}


def test_json_ld_is_told_at_keys_and_values(tmp_path):
    document = {
        "@context": {"schema": "https://schema.org/", "starts": {"@id": "schema:startDate"}, "id": "@id"},
        "@graph": [
            {
                "id": "https://example.org/h",
                "@type": "https://w3id.org/gdec/ontology#Forum",
                "schema:description": "\U0001f6a2 \ud83d\udea2".encode("utf-16", "surrogatepass").decode("utf-16"),
                "starts": "1 August 2024",
                "schema:location": {"@id": "https://example.org/prto"},
            }
        ],
    }
    path = tmp_path / "h.jsonld"
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    found = places(path)
    assert found["schema:startDate"].startswith('"1 August 2024"')
    assert found["schema:location"].startswith('"https://example.org/prto"')
    assert found["schema:name|rdfs:label"].startswith('"https://example.org/h"')


@pytest.mark.parametrize("indent", ["\t", None])
def test_json_ld_is_told_in_any_layout(tmp_path, indent):
    path = tmp_path / "h.jsonld"
    thing = {"@id": "https:\\/\\/example.org/h", "@type": f"{terms.GDEC}Forum", "https://schema.org/startDate": "May"}
    path.write_text(json.dumps(thing, indent=indent).replace("\\\\/", "\\/"), encoding="utf-8")
    assert places(path)["schema:startDate"].startswith('"May"')


def test_json_ld_that_is_too_deep_for_places_is_told_without(tmp_path):
    thing = {"@id": "urn:x", "@type": f"{terms.GDEC}Forum"}
    for _ in range(60):
        thing = {"urn:p": thing}
    path = tmp_path / "h.jsonld"
    path.write_text(json.dumps(thing), encoding="utf-8")
    assert [result.origin for result in located(path).results] == [None]


def test_rdf_xml_is_told_at_its_elements(tmp_path):
    path = tmp_path / "h.rdf"
    lines = sorted(HARBOUR.strip().splitlines())
    path.write_bytes(
        pyoxigraph.serialize(pyoxigraph.parse("\n".join(lines), RdfFormat.N_TRIPLES), format=RdfFormat.RDF_XML)
    )
    found = places(path)
    assert "1 August 2024" in found["schema:startDate"].partition("</")[0]
    assert "prto" in found["schema:location"].partition("/>")[0]


def test_a_line_of_json_is_told_with_its_column(project):
    folder = project("days: {is: 3", "days: {is: 4")
    facts = find_project(folder).read(folder / "articles" / "agency.yaml")
    path = folder / "articles" / "bulk.jsonl"
    (folder / "articles" / "agency.yaml").unlink()
    path.write_bytes(b"\n" + encode(facts))
    (result,) = located(path).results
    assert result.origin.line == 2
    assert place_of(path, result).startswith("4,")


def test_blank_nodes_of_one_kind_are_told_apart(tmp_path):
    path = tmp_path / "h.ttl"
    start = "@prefix gdec: <https://w3id.org/gdec/ontology#> . @prefix schema: <https://schema.org/> .\n"
    good, bad = '[ a gdec:Theme ; schema:name "Ports"@en ]', "[ a gdec:Theme ]"
    path.write_text(
        f'{start}<urn:h> a gdec:Forum ; schema:name "H"@en ; gdec:theme\n{good} ,\n{bad} ,\n{good} ,\n{bad} .'
    )
    assert [str(result.origin) for result in sorted(located(path).results, key=lambda one: one.origin)] == [
        f"{path}:4:1",
        f"{path}:6:1",
    ]


def test_two_files_are_each_told_by_name(tmp_path):
    for name, day in (("one", "1 May 2031"), ("two", "2 May 2031")):
        (tmp_path / f"{name}.nt").write_text(HARBOUR.replace("/h>", f"/{name}>").replace("1 August 2024", day))
    report = located(tmp_path)
    found = {(result.focus, Path(result.origin.source).name, result.origin.line) for result in report.results}
    assert found >= {("<https://example.org/one>", "one.nt", 3), ("<https://example.org/two>", "two.nt", 3)}
