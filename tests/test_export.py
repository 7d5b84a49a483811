import csv
import io
import json
import random
import stat
import subprocess
import sys
from contextlib import closing
from functools import partial

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdf.nasty import iris, literals
from rdf.shipped import shipped_quads

from gdec import resources, terms
from gdec.cli import gdec
from gdec.errors import GdecError, InputError, RemoteError
from gdec.export import NAMES, export, name_of_format, prefixes_for
from gdec.rdf import jsonld, turtle, writers
from gdec.rdf.blocks import sorted_blocks
from gdec.rdf.formats import FORMATS, read
from gdec.rdf.nquads import sorted_quads, sorted_triples, split_graph
from gdec.rdf.writers import COLUMNS
from gdec.store.changing import change
from gdec.store.local import open_current

BASE = "https://example.org/id/"

DATA = f"""
@base <{BASE}> . @prefix gdec: <{terms.GDEC}> .
@prefix schema: <https://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<article/porto#graph> {{
  <article/porto> a gdec:Article ; schema:datePublished "2031-05-03"^^xsd:date .
  <forum/harbour> a gdec:Forum ; schema:name "Harbour Forum"@en ; gdec:durationInDays 3 ;
    gdec:theme <theme/harbour/ports> ; schema:location <place/porto> .
  <theme/harbour/ports> a gdec:Theme ; schema:name "Ports, \\"thinking\\"\\nand saying"@en .
  <article/porto#s-01> a gdec:Statement ; gdec:kind gdec:hoped ; gdec:evidence <article/porto#e-02> .
  <article/porto#e-02> a gdec:Evidence ; gdec:paragraph 2 .
  <article/porto#u-03> a gdec:Unknown .
}}
<article/lisbon#graph> {{
  <article/lisbon> a gdec:Article .
  <forum/harbour> a gdec:Forum ; schema:location <place/porto> .
  <article/lisbon#s-04> a gdec:Statement .
}}
<registry#graph> {{
  <place/porto> a gdec:Place ; schema:name "Porto"@pt ; gdec:organisationUnnamed true .
  <registry#entry-porto> a gdec:RegistryEntry ; gdec:registers <place/porto> .
}}
"""
QUADS = list(ox.parse(DATA, ox.RdfFormat.TRIG))
FRAGMENTS = {f"{BASE}article/porto#s-01", f"{BASE}article/porto#e-02", f"{BASE}article/porto#u-03"} | {
    f"{BASE}article/lisbon#s-04",
    f"{BASE}registry#entry-porto",
}
PLAIN = [quad for quad in QUADS if quad.subject.value not in FRAGMENTS]
GRAPH_FORMATS = {"turtle": "turtle", "jsonld": "json-ld", "nt": "nt", "xml": "xml"}
DATASET_FORMATS = {"nq": "nquads", "trig": "trig"}


def exported(format, **options):
    return export(QUADS, format, base=BASE, **options)


def expected(*, statements):
    return QUADS if statements else PLAIN


@pytest.mark.parametrize("statements", [None, "reified"])
@pytest.mark.parametrize("format", GRAPH_FORMATS)
def test_graphs_are_merged_and_read_back_by_both_libraries(format, statements):
    data = exported(format, statements=statements)
    triples = {quad.triple for quad in expected(statements=statements)}
    found = list(read("export", data, FORMATS[format]))
    assert {quad.triple for quad in found} == triples
    assert len(found) == len(triples)
    assert {quad.graph_name for quad in found} == {ox.DefaultGraph()}
    nt = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    graph = rdflib.Graph().parse(data=data, format=GRAPH_FORMATS[format])
    assert set(graph) == set(rdflib.Graph().parse(data=nt, format="nt"))


@pytest.mark.parametrize("statements", [None, "reified"])
@pytest.mark.parametrize("format", DATASET_FORMATS)
def test_datasets_keep_their_graphs_and_read_back_by_both_libraries(format, statements):
    data = exported(format, statements=statements)
    quads = expected(statements=statements)
    assert set(read("export", data, FORMATS[format])) == set(quads)
    nq = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    dataset, same = rdflib.Dataset(), rdflib.Dataset()
    dataset.parse(data=data, format=DATASET_FORMATS[format])
    same.parse(data=nq, format="nquads")
    assert set(dataset.quads()) == set(same.quads())


@pytest.mark.parametrize("format", NAMES)
def test_the_same_content_gives_the_same_bytes(format):
    for seed in range(5):
        quads = random.Random(seed).sample(QUADS, len(QUADS))
        for statements in (None, "reified"):
            data = export(iter(quads), format, statements=statements, base=BASE)
            assert data == exported(format, statements=statements)


@pytest.mark.parametrize("format", NAMES)
def test_an_empty_store_gives_a_document_that_can_be_read(format):
    data = export([], format)
    if format == "csv":
        assert data.decode().split() == [",".join(COLUMNS)]
    else:
        assert list(read("export", data, FORMATS[format])) == []


def test_csv_holds_a_quad_a_row():
    rows = list(csv.DictReader(io.StringIO(exported("csv").decode(), newline="")))
    assert len(rows) == len(PLAIN)
    graph = f"{BASE}article/porto#graph"
    xsd = terms.PREFIXES["xsd"]
    by_object = {row["object"]: tuple(row.values()) for row in rows if row["graph"] == graph}
    name, theme = terms.NAME[1:-1], f"{BASE}theme/harbour/ports"
    text = 'Ports, "thinking"\nand saying'
    assert by_object[text] == (theme, name, text, terms.term("rdf:langString")[1:-1], "en", graph)
    days = (f"{BASE}forum/harbour", terms.DURATION_IN_DAYS[1:-1], "3", f"{xsd}integer", "", graph)
    assert by_object["3"] == days
    place = f"{BASE}place/porto"
    assert by_object[place] == (f"{BASE}forum/harbour", terms.LOCATION[1:-1], place, "", "", graph)


def test_csv_of_other_terms():
    quad = ox.Quad(ox.BlankNode("b"), ox.NamedNode("a:p"), ox.Literal("\r"), ox.DefaultGraph())
    assert export([quad], "csv").decode().splitlines()[1] == '_:b,a:p,"'
    row = next(csv.reader(io.StringIO(export([quad], "csv").decode().partition("\r\n")[2], newline="")))
    assert row == ["_:b", "a:p", "\r", terms.PREFIXES["xsd"] + "string", "", ""]


def test_what_is_a_fragment_depends_on_the_base():
    iris = [f"{BASE}article/a#s-1", f"{BASE}registry#entry-a", f"{BASE}article/a", f"{BASE}forum/a#b"]
    iris += ["https://example.org/other/article/a#s-1", f"{BASE}registry", f"{BASE}registry-of-deeds#x"]
    p = ox.NamedNode("a:p")
    quads = [ox.Quad(ox.NamedNode(iri), p, ox.NamedNode(f"{BASE}article/a#s-1"), p) for iri in iris]
    assert sorted(q.subject.value for q in read("x", export(quads, "nq", base=BASE), FORMATS["nq"])) == sorted(iris[2:])


def test_turtle_has_a_prefix_for_each_class_below_the_base():
    text = exported("turtle").decode()
    assert f"@prefix forum: <{BASE}forum/> ." in text
    assert "\nforum:harbour a gdec:Forum ;\n    schema:name" in text
    assert "porto:" not in text


def test_turtle_has_a_prefix_for_the_fragments_of_each_article_and_of_the_registry():
    text = exported("turtle", statements="reified").decode()
    assert f"@prefix porto: <{BASE}article/porto#> ." in text
    assert "\nporto:s-01 a gdec:Statement ;\n    gdec:evidence porto:e-02 ;" in text
    assert "\nregistry:entry-porto a gdec:RegistryEntry ;" in text
    assert "\nporto:graph {\n    article:porto a gdec:Article ;" in exported("trig").decode()


@pytest.mark.parametrize("key", ["forum", "2031", "a.b", "é", "_x"])
def test_an_article_whose_key_is_no_free_prefix_gets_none(key):
    s, p = ox.NamedNode(f"{BASE}article/{key}#s-1"), ox.NamedNode("a:p")
    data = export([ox.Quad(s, p, s)], "turtle", statements="reified", base=BASE)
    assert data.decode() == f"{s} <a:p> {s} .\n"


def test_jsonld_embeds_our_context():
    document = json.loads(exported("jsonld"))
    assert document["@context"]["gdec"] == terms.GDEC
    forum = next(node for node in document["@graph"] if node["id"].endswith("forum/harbour"))
    assert forum["durationInDays"] == 3


def test_an_unknown_format_is_told():
    with pytest.raises(GdecError, match='there is no format "turtel"; did you mean "turtle"'):
        export([], "turtel")


def test_formats_are_told_from_suffixes(tmp_path):
    assert name_of_format(tmp_path / "x.CSV") == "csv"
    assert name_of_format(tmp_path / "x.ttl") == "turtle"
    with pytest.raises(InputError):
        name_of_format(tmp_path / "x.xlsx")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "store"
    with change(folder) as step:
        for graph in sorted({quad.graph_name.value for quad in QUADS}):
            quads = [quad for quad in QUADS if quad.graph_name.value == graph]
            step.replace_graph(graph, ox.serialize(quads, format=ox.RdfFormat.N_QUADS))
        step.manifest["base"] = BASE
    return folder


def run(*arguments):
    return CliRunner().invoke(gdec, ["export", *map(str, arguments)], catch_exceptions=True)


@pytest.mark.parametrize("format", NAMES)
def test_the_command_writes_to_standard_output(store, format):
    assert run("--store", store, "-f", format).stdout_bytes == exported(format)
    whole = run("--store", store, "-f", format, "--statements", "reified", "-o", "-")
    assert whole.stdout_bytes == exported(format, statements="reified")
    assert whole.exit_code == 0


def test_the_command_writes_to_a_file_whose_suffix_tells_the_format(store, tmp_path):
    path = tmp_path / "out.trig"
    done = run("--store", store, "-o", path)
    assert (done.exit_code, done.output) == (0, "")
    assert path.read_bytes() == exported("trig")
    assert stat.S_IMODE(path.stat().st_mode) & 0o400
    assert run("--store", store, "-o", path, "-f", "nq").exit_code == 0
    assert path.read_bytes() == exported("nq")


def test_the_command_says_what_is_missing(store, tmp_path):
    assert "name a format with -f" in run("--store", store).output
    assert run("--store", store, "-f", "docx").exit_code == 2
    assert isinstance(run("--store", store, "-o", tmp_path / "x.docx").exception, GdecError)
    assert isinstance(run("--store", tmp_path / "none", "-f", "nt").exception, GdecError)
    assert "there is no folder" in str(run("--store", store, "-o", tmp_path / "none" / "x.nt").exception)


@pytest.fixture(scope="module")
def endpoint(serve, tmp_path_factory):
    database = tmp_path_factory.mktemp("endpoint") / "database"
    ox.Store(str(database)).extend(QUADS)
    return serve(database)


@pytest.mark.parametrize("format", NAMES)
@pytest.mark.parametrize("options", [[], ["--statements", "reified"]])
def test_an_endpoint_gives_the_same_bytes(endpoint, format, options):
    done = run("--store", endpoint, "-f", format, *options)
    assert done.stdout_bytes == exported(format, statements="reified" if options else None)


def test_an_endpoint_that_is_none_is_told(serve, tmp_path):
    assert isinstance(run("--store", "http://127.0.0.1:9/none", "-f", "nt").exception, RemoteError)
    empty = tmp_path / "empty"
    ox.Store(str(empty)).flush()
    assert run("--store", serve(empty), "-f", "nt").stdout_bytes == b""


QUICK = {
    "turtle": lambda lines, base: turtle.write(lines, prefixes_for(lines, base)),
    "jsonld": lambda lines, _: jsonld.write(lines, json.loads(resources.context())["@context"]),
    "nt": lambda lines, _: "".join(f"{line} .\n" for line in lines),
    "nq": lambda lines, _: "".join(f"{line} .\n" for line in lines),
    "trig": lambda lines, base: turtle.write_dataset(by_graph(lines), prefixes_for(lines, base)),
}
"""Each format written in one go, from all its lines."""


def by_graph(lines):
    graphs = {}
    for line in lines:
        triple, graph = split_graph(line)
        graphs.setdefault(graph, []).append(triple)
    return graphs


def in_one_go(quads, format, base):
    typed = [ox.Quad(q.subject, TYPE, STATEMENT, q.graph_name) for q in quads if q.predicate == SUBJECT]
    quads = [*quads, *typed]
    merged = format not in ("nq", "trig")
    lines = sorted_triples(q.triple for q in quads) if merged else sorted_quads(quads)
    return QUICK[format](lines, base).encode()


SUBJECT, TYPE, STATEMENT = (ox.NamedNode(terms.term(f"rdf:{name}")[1:-1]) for name in ("subject", "type", "Statement"))


@pytest.fixture
def in_small_blocks(monkeypatch):
    monkeypatch.setattr(writers, "_LEAST", 5)
    monkeypatch.setattr("gdec.export.sorted_blocks", partial(sorted_blocks, run_bytes=50_000, block_bytes=500))
    monkeypatch.setattr("gdec.store.scan._CHUNK", 50)


@pytest.mark.parametrize("format", QUICK)
def test_blocks_runs_and_forks_do_not_show_in_the_shipped_data(in_small_blocks, monkeypatch, format):
    monkeypatch.setattr(writers, "_LEAST", 400)
    shipped = shipped_quads()
    assert export(shipped, format, statements="reified", base=terms.BASE) == in_one_go(shipped, format, terms.BASE)


PLACES = st.sampled_from([ox.NamedNode(f"{BASE}article/porto#s-1"), ox.NamedNode("a:g")])
SOME = st.lists(
    st.builds(ox.Quad, iris | PLACES, iris | st.just(SUBJECT), iris | literals, PLACES | st.just(ox.DefaultGraph())),
    max_size=25,
)


@pytest.mark.parametrize("format", QUICK)
@given(quads=SOME)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_blocks_runs_and_forks_do_not_show_in_any_data(in_small_blocks, format, quads):
    assert export(quads, format, statements="reified", base=BASE) == in_one_go(quads, format, BASE)


def test_a_store_gives_the_bytes_that_its_quads_give(in_small_blocks, monkeypatch, tmp_path):
    monkeypatch.setattr(writers, "_LEAST", 2_000)
    with change(tmp_path / "store") as step:
        step.store.extend(shipped_quads())
    with closing(open_current(tmp_path / "store")) as opened:
        for format in NAMES:
            assert export(opened, format, statements="reified") == export(opened.quads(), format, statements="reified")


def test_what_cannot_be_framed_is_told(store):
    assert "only JSON-LD can be framed, not turtle" in str(run("--store", store, "-f", "turtle", "--frame").exception)
    with pytest.raises(GdecError, match=r"JSON-LD has no form for RDF 1\.2"):
        export([], "jsonld", frame=True, statements="rdf12")
    with pytest.raises(GdecError, match='no form of statements "reifid"; did you mean "reified"'):
        export([], "nt", statements="reifid")


def test_a_store_is_rebuilt_from_reifiers(tmp_path):
    data = export(shipped_quads(), "nq", statements="rdf12")
    with change(tmp_path / "store") as step:
        step.store.extend(read("export.nq", data, FORMATS["nq"]))
    with closing(open_current(tmp_path / "store")) as opened:
        assert export(opened, "nq", statements="rdf12") == data
        assert set(shipped_quads()) == {quad for quad in opened.quads() if quad.object != STATEMENT}


def test_a_reader_may_leave_early(tmp_path):
    with change(tmp_path / "store") as step:
        step.store.extend(shipped_quads())
    command = f"{sys.executable} -m gdec export --store {tmp_path}/store -f nq --statements reified"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", f"{command} | head -1"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1
