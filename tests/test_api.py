"""The Python API: what `import gdec` gives, and what it does."""

import ast
import datetime
import doctest
import importlib
import inspect
import io
import re
import shutil
import subprocess
import sys
import time
import typing
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib.compare import isomorphic

import gdec
from gdec import export, terms, validate
from gdec.api import choices
from gdec.difference import forms
from gdec.evidence import rows
from gdec.facts import kinds
from gdec.query import checks, results
from gdec.rdf import formats
from gdec.rows import value_of
from gdec.terms import PREFIXES
from gdec.validate import inputs

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/python.md"
ARTICLE = ROOT / "data/articles/tdi-2023-07-04.yaml"
PROJECT = gdec.find_project(ROOT / "data")
TYPES = "CONSTRUCT { ?s a ?type } WHERE { ?s a ?type }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    built = gdec.build_store(ROOT / "data", folder)
    assert sorted(built.built) == ["china-org-cn-2024-08-01", "tdi-2023-07-04"]
    return folder


@pytest.fixture
def store(folder):
    with gdec.Store(folder) as store:
        yield store


def test_the_package_hides_no_module_and_each_name_comes_from_one_place():
    assert set(gdec.__all__) <= set(dir(gdec))
    modules = {path.stem for path in [*(ROOT / "gdec").iterdir(), *ROOT.iterdir()]}
    assert not modules & set(gdec.__all__)
    for name, module in gdec._MODULES.items():
        assert getattr(gdec, name) is getattr(importlib.import_module(f"gdec.{module}"), name)


def test_type_checkers_are_told_the_same_names():
    tree = ast.parse((ROOT / "gdec/__init__.py").read_text("utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If) and node.orelse)
    told = {each.asname: (node.module, each.name) for node in block.body for each in node.names}
    assert told == {name: (f"gdec.{module}", name) for name, module in gdec._MODULES.items()}


@pytest.mark.parametrize("name", sorted(set(gdec.__all__) - set(vars(choices))))
def test_every_name_is_documented_and_typed(name):
    found = getattr(gdec, name)
    if name in {"FORMAT", "Value"}:
        return
    assert found.__doc__
    own = vars(found).values() if isinstance(found, type) else [found]
    for each in own:
        if inspect.isfunction(each) and not each.__name__.startswith("_"):
            assert each.__doc__, each
            assert "return" in each.__annotations__, each


def test_every_name_has_an_example_on_the_page():
    examples = [example.source for example in doctest.DocTestParser().get_examples(PAGE.read_text("utf-8"))]
    used = set(re.findall(r"\bgdec\.(\w+)", "".join(examples))) | set(re.findall(r"\.(\w+)\(", "".join(examples)))
    functions = {name for name in gdec.__all__ if inspect.isfunction(getattr(gdec, name))}
    methods = {name for name, each in vars(gdec.Store).items() if inspect.isfunction(each) and name[0] != "_"}
    assert functions | methods <= used | {"serve_site", "show_report"}  # which last, and need a terminal
    assert set(gdec.__all__) <= set(re.findall(r"\bgdec\.(\w+)", PAGE.read_text("utf-8")))


@pytest.mark.parametrize(
    ("choice", "known"),
    [
        (choices.AnswerForm, results.FORMATS),
        (choices.DataFormat, [*formats.FORMATS, *inputs.FACTS]),
        (choices.DifferenceForm, forms.FORMS),
        (choices.Engine, validate.ENGINES),
        (choices.Format, export.NAMES),
        (choices.Level, validate.LEVELS),
        (choices.Part, list(kinds.Part)),
        (choices.Relation, terms.RELATIONS),
        (choices.ReportForm, validate.FORMS),
        (choices.Severity, checks.SEVERITIES),
        (choices.Statements, export.STATEMENTS),
        (choices.TableRows, rows.FIELDS),
    ],
)
def test_choices_are_those_of_the_engine(choice, known):
    assert sorted(typing.get_args(choice)) == sorted(known)


def test_the_package_has_no_other_names():
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        _ = gdec.bild


def test_importing_the_package_imports_no_library():
    code = "import gdec, sys; print({'click', 'msgspec', 'pyoxigraph', 'typing', 'yaml'} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert out.stdout.strip() == "set()"


def test_type_checkers_see_the_names_and_their_types(tmp_path):
    (tmp_path / "user.py").write_text(
        "import gdec\nreveal_type(gdec.Store('x').select('y', day=1))\nreveal_type(gdec.find_project('x'))\ngdec.bild\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache", tmp_path / "user.py"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert 'user.py:2: note: Revealed type is "gdec.rows.Rows"' in told
    assert 'user.py:3: note: Revealed type is "gdec.project.Project"' in told
    assert 'user.py:4: error: Module has no attribute "bild"' in told


def test_facts_are_read_mapped_and_validated():
    facts = gdec.read_facts(str(ARTICLE))
    assert facts.article.id == "tdi-2023-07-04"
    quads = gdec.map_facts(facts, gdec.find_project(str(ROOT / "data")))
    assert quads == gdec.map_facts(facts, gdec.find_project(ROOT / "data"))
    report = gdec.validate_data(quads)
    assert report.checked
    assert gdec.validate_data(ARTICLE).conforms


def test_facts_of_another_project_are_an_error_and_so_are_those_of_no_article(tmp_path):
    with pytest.raises(gdec.GdecError, match="tdi-2023-07-04:"):
        gdec.map_facts(gdec.read_facts(ARTICLE), gdec.find_project(tmp_path))
    with pytest.raises(gdec.GdecError, match="without an article"):
        gdec.map_facts(gdec.Facts(format=1), PROJECT)


def test_what_is_validated_together_is_one_graph():
    registry = gdec.validate_data(ROOT / "data/registry")
    both = gdec.validate_data(ROOT / "data/registry", gdec.map_facts(gdec.read_facts(ARTICLE), PROJECT))
    assert both.checked > registry.checked
    assert gdec.validate_data().checked == 0


def test_validation_takes_shapes_of_ones_own(tmp_path):
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .\n"
        "ex:S a sh:NodeShape ; sh:targetClass ex:Pier ; sh:property ex:S-name .\n"
        'ex:S-name a sh:PropertyShape ; sh:path ex:name ; sh:minCount 1 ; sh:message "name it" .\n'
    )
    data = f"<https://example.org/p> <{PREFIXES['rdf']}type> <https://example.org/Pier> .\n"
    report = gdec.validate_data(data.encode(), shapes=[str(shapes)])
    assert [result.message for result in report.results] == ["name it"]
    assert not report.conforms


def test_errors_are_of_the_package(tmp_path):
    (tmp_path / "bad.yaml").write_text("format: 1\nforms: {}\n")
    with pytest.raises(gdec.GdecError, match=r"bad\.yaml:2: unknown key"):
        gdec.read_facts(tmp_path / "bad.yaml")
    with pytest.raises(gdec.GdecError, match="no store"):
        gdec.Store(tmp_path / "none")


def test_a_second_build_changes_nothing(folder):
    built = gdec.build_store(gdec.find_project(ROOT / "data"), str(folder))
    assert (built.changed, built.version) == (False, 1)


def test_a_saved_query_gives_rows_of_python_values(store):
    rows = store.select("timeline", year=2023)
    assert rows.columns[:2] == ("day", "what")
    assert all(isinstance(row[0], datetime.date) and row[0].year == 2023 for row in rows)
    assert {type(row[-1]) for row in rows} <= {int, type(None)}
    assert len(rows) == len(list(rows)) > 0


def test_an_iri_of_an_answer_is_good_as_a_parameter(store):
    with_prefix = store.select("who-spoke", event="ceremony:lhasa-forum-2024-opening")
    in_full = store.select("who-spoke", event="https://w3id.org/gdec/id/ceremony/lhasa-forum-2024-opening")
    assert list(with_prefix) == list(in_full)
    assert "Wang Qiang" in {row[2] for row in in_full}


def test_parameters_are_python_values_too(store):
    head = '#+ params: {"day": {"type": "date"}, "is": {"type": "boolean"}}\n'
    text = head + "SELECT ?day ?is {\n VALUES ?day { UNDEF }\n VALUES ?is { UNDEF }\n}"
    assert store.select(text, day=datetime.date(2031, 5, 1), **{"is": True})[0] == (datetime.date(2031, 5, 1), True)


def test_a_query_in_a_file(store, tmp_path):
    (tmp_path / "mine.rq").write_text("SELECT (2 AS ?two) {}")
    assert list(store.select(str(tmp_path / "mine.rq"))) == [(2,)]


@pytest.mark.parametrize(
    ("method", "query", "told"),
    [
        ("select", "ASK {}", r"the query is no SELECT query; ask it with Store\.ask"),
        ("select", TYPES, r"Store\.construct"),
        ("ask", "themes", r'"themes" is no ASK query; ask it with Store\.select'),
        ("construct", "themes", r'"themes" is no CONSTRUCT query; ask it with Store\.select'),
        ("select", "theme", 'did you mean "themes"'),
        ("select", "SELECT * { SERVICE <https://example.org/> {} }", "query:1: SERVICE"),
    ],
)
def test_what_a_query_may_not_be(store, method, query, told):
    with pytest.raises(gdec.GdecError, match=told):
        getattr(store, method)(query)


def test_a_question_is_answered_with_yes_or_no(store):
    assert store.ask("ASK { ?s ?p ?o }") is True
    assert store.ask("ASK { ?s ?s ?s }") is False


def test_triples_come_as_an_rdflib_graph(store):
    graph = store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    exported = rdflib.Graph().parse(data=store.export("nt", statements="reified"), format="nt")
    exported.remove((None, rdflib.RDF.type, rdflib.RDF.Statement))
    assert isomorphic(graph, exported)
    assert dict(graph.namespaces())["forum"] == rdflib.URIRef("https://w3id.org/gdec/id/forum/")


def test_an_export_is_what_the_command_writes(store, folder):
    command = [sys.executable, "-m", "gdec", "export", "-f", "turtle", "--store", folder]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout == store.export("turtle")


def test_an_endpoint_answers_as_a_folder_does(store, folder, serve, tmp_path):
    shutil.copytree(folder / "versions/1/oxigraph", tmp_path / "served")
    with gdec.Store(serve(tmp_path / "served")) as remote:
        assert remote.select("timeline") == store.select("timeline")


SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_a_question_with_a_timeout_gives_what_it_gives_without_or_is_ended(store):
    assert store.select("timeline", timeout=60, year=2023) == store.select("timeline", year=2023)
    assert store.ask("ASK { ?s ?p ?o }", timeout=60) is True
    assert isomorphic(store.construct(TYPES, timeout=60), store.construct(TYPES))
    begun = time.monotonic()
    with pytest.raises(gdec.TookTooLong):
        store.select(SLOW, timeout=0.3)
    assert time.monotonic() - begun < 30
    assert store.ask("ASK { ?s ?p ?o }") is True


def test_errors_keep_their_kind_and_place_over_a_worker(store):
    with pytest.raises(gdec.InputError) as error:
        store.select("SELECT * {\n SERVICE <https://example.org/> {} }", timeout=60)
    assert (error.value.source, error.value.line) == ("query", 2)


def test_answers_are_written_in_any_form(store):
    plain, timed = io.BytesIO(), io.BytesIO()
    count = store.write_answer("timeline", plain, "csv", values={"year": 2023})
    assert count == store.write_answer("timeline", timed, "csv", values={"year": 2023}, timeout=60)
    assert plain.getvalue() == timed.getvalue()
    assert plain.getvalue().count(b"\r\n") == count + 1
    assert store.write_answer("ASK { ?s ?s ?s }", plain, "json", timeout=60) is False


def test_a_closed_store_says_so(folder):
    store = gdec.Store(folder)
    assert store.ask("ASK { ?s ?p ?o }")
    store.close()
    store.close()
    for timeout in (None, 60):
        with pytest.raises(gdec.GdecError, match="closed"):
            store.ask("ASK { ?s ?p ?o }", timeout=timeout)


def test_a_store_stays_on_its_version_also_in_workers(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    gdec.build_store(tmp_path / "data", tmp_path / "store")
    with gdec.Store(tmp_path / "store") as store:
        (tmp_path / "data/articles/tdi-2023-07-04.yaml").unlink()
        assert gdec.build_store(tmp_path / "data", tmp_path / "store", prune=True).version == 2
        assert len(store.select("timeline", timeout=60, year=2023)) > 0
    with gdec.Store(tmp_path / "store") as store:
        assert len(store.select("timeline", timeout=60, year=2023)) == 0


def test_data_is_validated_with_a_timeout_and_in_a_format():
    turtle = b"<https://example.org/a> a <https://w3id.org/gdec/ontology#Conference> ."
    report = gdec.validate_data(turtle, format="turtle")
    assert report == gdec.validate_data(turtle, format="turtle", timeout=60)
    assert not report.conforms
    assert gdec.format_report(report, "json").startswith("{")
    with pytest.raises(gdec.GdecError, match="leave"):
        gdec.validate_data(turtle, shapes=[ROOT / "shapes"], provenance=True)
    with pytest.raises(gdec.GdecError, match="compiled"):
        gdec.validate_data(turtle, against="store", engine="both")


def test_facts_go_to_json_lines_and_back(tmp_path):
    (tmp_path / "back").mkdir()
    for name in ("all.jsonl", "all.jsonl.gz"):
        gdec.convert_facts(*PROJECT.articles(), to=tmp_path / name)
    packed, stream = tmp_path / "all.jsonl.gz", io.BytesIO()
    gdec.convert_facts(packed, to=stream, format="jsonl")
    assert stream.getvalue() == (tmp_path / "all.jsonl").read_bytes()
    gdec.convert_facts(packed, to=str(tmp_path / "back"), format="yaml")
    gdec.convert_facts(*sorted((tmp_path / "back").iterdir()), to=tmp_path / "again.jsonl.gz")
    assert (tmp_path / "again.jsonl.gz").read_bytes() == packed.read_bytes()
    with pytest.raises(gdec.GdecError, match="name the format"):
        gdec.convert_facts(packed, to=stream)


def test_facts_are_packed_by_zstandard_too(tmp_path):
    pytest.importorskip("zstandard", reason="zstandard is an extra, and not installed")
    gdec.convert_facts(ARTICLE, to=tmp_path / "one.jsonl.zst")
    gdec.convert_facts(tmp_path / "one.jsonl.zst", to=tmp_path / "one.jsonl")
    gdec.convert_facts(ARTICLE, to=tmp_path / "wanted.jsonl")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "wanted.jsonl").read_bytes()


def test_a_pandas_frame(store):
    pandas = pytest.importorskip("pandas", reason="pandas is an extra, and not installed")
    rows = store.select("timeline")
    frame = rows.to_pandas()
    assert tuple(frame.columns) == rows.columns
    assert frame["day"].tolist() == [row[0] for row in rows]
    assert frame["paragraph"].dtype == pandas.Int64Dtype()


def test_a_polars_frame(store):
    polars = pytest.importorskip("polars", reason="Polars is an extra, and not installed")
    rows = store.select("timeline")
    frame = rows.to_polars()
    assert frame.schema["day"] == polars.Date
    assert frame.rows() == rows.rows


@pytest.mark.parametrize("rows", [[], [("x", 1, None), (3, None, None), (None, 2, None)]])
def test_frames_of_no_rows_and_of_mixed_ones(rows):
    pytest.importorskip("pandas", reason="pandas is an extra, and not installed")
    pytest.importorskip("polars", reason="Polars is an extra, and not installed")
    found = gdec.Rows(("mixed", "whole", "none"), rows)
    assert found.to_polars().shape == found.to_pandas().shape == (len(rows), 3)
    assert found.to_polars()["mixed"].to_list() == [None if row[0] is None else str(row[0]) for row in rows]


def test_a_frame_without_its_library_is_an_error_that_says_what_to_install(monkeypatch):
    for library, name in (("pandas", "to_pandas"), ("polars", "to_polars")):
        monkeypatch.setitem(sys.modules, library, None)
        with pytest.raises(gdec.GdecError, match=rf"pip install 'gdec\[{library}\]'"):
            getattr(gdec.Rows((), []), name)()


@pytest.mark.parametrize(
    ("lexical", "datatype", "value"),
    [
        ("2031-05-01", "date", datetime.date(2031, 5, 1)),
        ("2031-05-01Z", "date", "2031-05-01Z"),
        ("-0044-03-15", "date", "-0044-03-15"),
        ("2031", "gYear", "2031"),
        ("2031-05-01T10:00:00Z", "dateTime", datetime.datetime(2031, 5, 1, 10, tzinfo=datetime.UTC)),
        ("40", "integer", 40),
        ("forty", "integer", "forty"),
        ("1.10", "decimal", Decimal("1.10")),
        ("INF", "double", float("inf")),
        ("1e3", "double", 1000.0),
        ("true", "boolean", True),
        ("yes", "boolean", "yes"),
    ],
)
def test_values_of_literals(lexical, datatype, value):
    found = value_of(Literal(lexical, datatype=NamedNode(PREFIXES["xsd"] + datatype)))
    assert (found, type(found)) == (value, type(value))


def test_values_of_other_terms():
    assert value_of(None) is None
    assert value_of(BlankNode("b")) == "_:b"
    assert value_of(NamedNode("https://example.org/")) == "https://example.org/"
    assert value_of(Literal("Porto", language="pt")) == "Porto"
