"""The data beside a page."""

import json
import random
from itertools import groupby

import pytest
from hostile import hostile
from pyoxigraph import parse
from sites import shipped, site_of

from gdec import resources, terms
from gdec.export import prefixes_for
from gdec.rdf import turtle
from gdec.rdf.formats import guess
from gdec.rdf.nquads import sorted_triples
from gdec.site.pages.formats import SIBLINGS, siblings
from gdec.site.reading.blocks import Blocks, jsonld_writer
from gdec.site.reading.graphs import Graph


@pytest.fixture(scope="module", params=[shipped, hostile], ids=lambda made: made.__name__)
def site(request, tmp_path_factory):
    with request.param(tmp_path_factory.mktemp("store")) as reader:
        yield site_of(reader)


def pages(site):
    """Give the triples of each page."""
    found = {}
    for quad in site.reader.quads():
        found.setdefault(site.page_of(quad.subject.value), []).append(quad.triple)
    return {page: sorted_triples(triples) for page, triples in found.items()}


def written(site, page, lines):
    """Give the data beside a page, of which each node was written for the first time."""
    vars(site)["blocks"] = Blocks(site.base)
    return given(site, page, Graph(lines).nodes)


def given(site, page, nodes):
    return list(siblings(site, page, nodes, nodes.__getitem__))


def as_turtle(lines, base):
    """Have the writer write each node with a prefix for the article that it is of, and for no other."""
    names, bodies = turtle.Names(prefixes_for(lines, base)), []
    for _, group in groupby(lines, lambda line: line.partition(" ")[0]):
        node = list(group)
        own = turtle.Names(prefixes_for(node[:1], base))
        bodies.append(turtle.body(node, own))
        names.used |= own.used
    return turtle.document(names, bodies)


def test_each_format_says_the_same(site):
    for page, lines in pages(site).items():
        files = {file.path: file.data for file in written(site, page, lines)}
        assert [path.removeprefix(page) for path in files] == list(SIBLINGS)
        for path, data in files.items():
            assert sorted_triples(quad.triple for quad in parse(data, guess(path).rdf)) == lines, path


def test_order_and_doubles_change_nothing(site):
    page, lines = max(pages(site).items(), key=lambda item: len(item[1]))
    mixed = lines * 2
    random.Random(7).shuffle(mixed)
    assert written(site, page, mixed) == written(site, page, lines)


def test_what_was_written_before_changes_nothing(site):
    found = pages(site)
    alone = {page: written(site, page, lines) for page, lines in found.items()}
    vars(site)["blocks"] = Blocks(site.base)
    graphs = {page: Graph(lines).nodes for page, lines in found.items()}
    for _ in range(2):
        assert {page: given(site, page, nodes) for page, nodes in graphs.items()} == alone


def test_data_are_what_the_writers_give(site):
    for page, lines in pages(site).items():
        files = {file.path.removeprefix(page): file.data.decode() for file in written(site, page, lines)}
        assert files[".nt"] == "".join(f"{line} .\n" for line in lines)
        assert files[".ttl"] == as_turtle(lines, site.base)
        assert json.loads(files[".jsonld"])["@graph"] == json.loads("".join(jsonld_writer().parts(lines)))["@graph"]


def test_the_context_holds_what_is_used_and_no_more(site):
    for page, lines in pages(site).items():
        (document,) = (json.loads(file.data) for file in written(site, page, lines) if file.path.endswith(".jsonld"))
        context = document["@context"]
        used = {key for node in document["@graph"] for key in node} - {"id", "type"}
        assert {key for key in used if ":" not in key} <= context.keys()
        assert {key.partition(":")[0] for key in used if ":" in key} <= context.keys()
    assert "gdec" in context


NUMBERS = ("1.5", "-0.25", "1234567890123456789", "007")


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("datatype", ["decimal", "integer"])
def test_numbers_are_what_the_writers_give(site, number, datatype):
    lines = [f'<{site.base}place/a> <https://schema.org/geo> "{number}"^^{terms.term(f"xsd:{datatype}")}']
    ttl, *_ = written(site, "place/a", lines)
    assert ttl.data.decode() == as_turtle(lines, site.base)


@pytest.mark.parametrize("article", ["a", "another"])
def test_a_large_node_is_what_the_writers_give(site, article):
    subject, name = f"<{site.base}article/a>", "<https://schema.org/mentions>"
    values = [f"<{site.base}article/{article}#s-{number}>" for number in range(200)] + ['"100 % 王强"@zh', '"so"']
    lines = sorted(f"{subject} {name} {value}" for value in values)
    files = {file.path: file.data.decode() for file in written(site, "article/a", lines)}
    assert files["article/a.nt"] == "".join(f"{line} .\n" for line in lines)
    assert files["article/a.ttl"] == as_turtle(lines, site.base)
    graph = json.loads("".join(jsonld_writer().parts(lines)))["@graph"]
    assert json.loads(files["article/a.jsonld"])["@graph"] == graph


@pytest.mark.parametrize("article", ["a", "1a", "a.b", "gdec", "王"])
@pytest.mark.parametrize("other", ["a", "b"])
def test_names_are_what_the_writers_give(site, article, other):
    subject, name = f"<{site.base}article/{article}#s-1>", "<https://schema.org/mentions>"
    rests = ("s-2", "s.2", "s.", "-s", "_s", "", "a:b", "a%20b", "王强", "7")
    values = [f"<{site.base}article/{key}#{rest}>" for key in {article, other} for rest in rests]
    values += [f"<{head}{rest}>" for head in ("urn:x/", "https://schema.org/", f"{site.base}person/") for rest in rests]
    values += [f"<{site.base}article/{other}>", '"a"@en', '"a\\n\\"b"', f'"a"^^{terms.term("xsd:string")}']
    for chosen in ([value] for value in values):
        lines = sorted(f"{subject} {name} {value}" for value in chosen)
        files = {file.path: file.data.decode() for file in written(site, "article/a", lines)}
        assert files["article/a.ttl"] == as_turtle(lines, site.base)
        graph = json.loads("".join(jsonld_writer().parts(lines)))["@graph"]
        assert json.loads(files["article/a.jsonld"])["@graph"] == graph


def test_prefixes_of_json_end_where_names_begin():
    context = json.loads(resources.context())["@context"]
    namespaces = [value for value in context.values() if isinstance(value, str) and value.startswith("http")]
    assert namespaces
    assert all(namespace.endswith(("/", "#")) for namespace in namespaces)


def test_a_page_that_shows_nothing_has_empty_data(site):
    for file in written(site, "person/nobody", []):
        assert not list(parse(file.data, guess(file.path).rdf))
