"""`gdec query`, run as users run it."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Store

from gdec.query.results import FORMATS
from gdec.store.changing import change
from gdec.store.versions import Versions

ROOT = Path(__file__).parent.parent.parent
G, H = "https://example.org/a#graph", "https://example.org/b#graph"
DATA = f"""
<https://example.org/ana> <https://example.org/spoke> <https://w3id.org/gdec/id/forum/harbour> <{G}> .
<https://example.org/ana> <https://example.org/name> "Ana, \\"Lima\\"\\t|\\n"@pt <{G}> .
<https://example.org/ana> <https://example.org/age> "47"^^<http://www.w3.org/2001/XMLSchema#integer> <{G}> .
<https://example.org/ana> <https://example.org/born> "1977-02-03"^^<http://www.w3.org/2001/XMLSchema#date> <{G}> .
"""
MORE = f'<https://example.org/bo> <https://example.org/name> "Bö 数字" <{H}> .\n'
SPOKE = """#+ summary: Who spoke
#+ params: {"event": {"type": "iri", "help": "the event"}}
#+ columns: ["who"]
PREFIX ex: <https://example.org/>
SELECT ?who {
  VALUES ?event { UNDEF }
  ?who ex:spoke ?event .
}
"""
ALL = "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?s ?p ?o"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("queried") / "store"
    with change(folder) as step:
        step.replace_graph(G, DATA.encode())
        step.replace_graph(H, MORE.encode())
    return folder


@pytest.fixture(scope="module")
def endpoint(store, serve, tmp_path_factory):
    copy = tmp_path_factory.mktemp("served") / "oxigraph"
    shutil.copytree(Versions(store).database(1), copy)
    return serve(copy)


@pytest.fixture
def folder(tmp_path):
    for name, text in {"spoke": SPOKE, "all": ALL, "graph": GRAPH, "none": "SELECT ?s { ?s ?p 'nothing' }"}.items():
        (tmp_path / f"{name}.rq").write_text(text, encoding="utf-8")
    return tmp_path


def gdec(*arguments, cwd, stdin=None):
    command = [sys.executable, "-m", "gdec", "query", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=False, env=environment)


def test_a_query_in_a_file_is_answered_as_a_table(folder, store):
    done = gdec("spoke.rq", "--store", store, cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines() == ["who", "-----------------------", "https://example.org/ana"]


def test_a_parameter_is_bound(folder, store):
    assert b"ana" in gdec("spoke.rq", "-p", "event=forum:harbour", "--store", store, cwd=folder).stdout
    done = gdec("spoke.rq", "-p", "event=forum:other", "--store", store, cwd=folder)
    assert (done.returncode, done.stderr) == (0, b'no rows; nothing is called "forum:other"\n')
    assert done.stdout.decode().splitlines() == ["who", "---"]


def test_standard_input_is_asked_and_a_no_is_exit_1(folder, store):
    yes = gdec("-", "--store", store, cwd=folder, stdin=b"ASK { ?s ?p 47 }")
    assert (yes.returncode, yes.stdout) == (0, b"true\n")
    no = gdec("-", "--store", store, cwd=folder, stdin=b"ASK { ?s ?p 48 }")
    assert (no.returncode, no.stdout, no.stderr) == (1, b"false\n", b"")


@pytest.mark.parametrize("form", FORMATS)
def test_the_answer_is_the_same_here_and_there(folder, store, endpoint, form):
    name = "graph.rq" if form == "turtle" else "all.rq"
    here = gdec(name, "-f", form, "--store", store, cwd=folder)
    there = gdec(name, "-f", form, "--store", endpoint, cwd=folder)
    assert (here.returncode, there.returncode) == (0, 0)
    assert here.stdout == there.stdout
    assert b"ana" in here.stdout


def test_an_output_file_appears_whole_or_not_at_all(folder, store):
    done = gdec("all.rq", "-f", "csv", "-o", "out.csv", "--store", store, cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"")
    before = (folder / "out.csv").read_bytes()
    assert before.startswith(b"s,o,none\r\n")
    (folder / "bad.rq").write_text("SELECT * { ?s ?p ?o FILTER(<a:f>(?o)) }")
    done = gdec("bad.rq", "-f", "csv", "-o", "out.csv", "--store", store, cwd=folder)
    assert done.returncode == 2
    assert (folder / "out.csv").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir() if path.suffix != ".rq") == ["out.csv"]


def test_show_prints_the_file_and_list_names_the_saved_ones(folder):
    assert gdec("spoke.rq", "--show", cwd=folder).stdout.decode() == SPOKE
    listed = gdec("--list", cwd=folder)
    assert listed.returncode == 0
    names = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
    assert [line.split()[0] for line in listed.stdout.decode().splitlines()] == names


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        ([], 2, "--list names them"),
        (["spoke.rq", "-p", "event"], 2, "-p event is given without a value"),
        (["spoke.rq", "-p", "event=a", "-p", "event=b"], 2, "-p event is given twice"),
        (["spoke.rq", "-p", "evnt=forum:x"], 2, 'spoke.rq: no parameter "evnt"; did you mean "event"?'),
        (["spoke.rq", "-p", "event=forun:x"], 2, 'did you mean "forum"?'),
        (["spoke.rq", "-f", "turtle"], 2, "choose another format"),
        (["absent.rq"], 2, "absent.rq: cannot be read"),
        (["no-such-query"], 2, 'there is no saved query "no-such-query"'),
        (["broken.rq"], 2, "broken.rq:2: "),
        (["update.rq"], 2, "update.rq:1: INSERT belongs to SPARQL Update"),
        (["all.rq", "--store", "nowhere"], 2, "no store at nowhere; run gdec build first"),
        (["all.rq", "--store", "http://127.0.0.1:1/"], 3, "http://127.0.0.1:1/: cannot be reached"),
        (["all.rq", "-o", "no/such/folder.csv"], 2, "no/such/folder.csv"),
    ],
)
def test_what_goes_wrong_is_told_with_its_exit_code(folder, store, arguments, code, why):
    (folder / "broken.rq").write_text("SELECT *\n{ ?s ?p")
    (folder / "update.rq").write_text("INSERT DATA { <a:a> <a:b> <a:c> }")
    done = gdec("--store", store, *arguments, cwd=folder)
    assert done.returncode == code
    assert why in done.stderr.decode()
    assert done.stdout == b""


def test_a_refused_query_is_exit_3_with_the_endpoints_words(folder, endpoint):
    done = gdec("-", "--store", endpoint, cwd=folder, stdin=b"SELECT * { ?s ?p }")
    assert done.returncode == 3
    assert b"HTTP status 400: error at 1:" in done.stderr


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """Give a store of 20,000 triples, of which each can be joined with each."""
    folder = tmp_path_factory.mktemp("big")
    store = Store()
    store.update("INSERT DATA { <a:a> <a:b> " + ",".join(map(str, range(20_000))) + " }")
    with change(folder) as step:
        step.replace_graph(G, "".join(f"{quad.triple} <{G}> .\n" for quad in store).encode())
    return folder


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "table"])
@pytest.mark.parametrize(
    "asked", ["SELECT ?o ?p { ?s ?q ?o . ?t ?r ?p }", "CONSTRUCT { ?o ?r ?p } { ?s ?q ?p . ?o ?r ?t }"]
)
def test_a_reader_who_leaves_ends_an_answer_of_hundreds_of_millions_of_rows(folder, big, asked, form):
    (folder / "lines.rq").write_text(asked)
    command = [sys.executable, "-m", "gdec", "query", "lines.rq", "-f", form, "--store", str(big)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as running:
        assert running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_heavy_libraries_are_imported_only_when_needed(folder, store):
    code = (
        "import sys, gdec.cli\nsys.argv[0] = 'gdec'\ntry: gdec.cli.main()\nexcept SystemExit: pass\n"
        "heavy = {'rdflib', 'pyshacl', 'requests', 'rich', 'msgspec', 'yaml', 'difflib', 'tempfile',"
        " 'importlib.resources', 'gdec.rdf.turtle'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for arguments in (["all.rq", "--store", str(store)], ["--list"], ["--help"]):
        command = [sys.executable, "-c", code, "query", *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, env=environment)
        assert done.stderr.splitlines()[-1] == "[]"


def test_a_terminal_gets_a_table_of_its_width(folder, store):
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "50", "TERM": "xterm"}
    command = [sys.executable, "-m", "gdec", "query", "all.rq", "--store", str(store)]
    subprocess.run(command, cwd=folder, stdout=theirs, check=True, env=environment)
    os.close(theirs)
    with os.fdopen(ours, "rb") as screen:
        text = screen.read1(65536).decode()
    assert "─" in text
    assert "Bö 数字" in text
