"""What is refused before it runs, and what only looks like it."""

import http.server
import random
import subprocess
import sys
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import QueryBoolean, Store

from gdec.errors import InputError
from gdec.query.guard import MAX_BYTES, MAX_DEPTH, MAX_TOKENS, check
from gdec.query.tokens import prefixes, tokens

G = "https://example.org/a#graph"
SERVICE = "SERVICE<http://127.0.0.1:9/>{}"


def kinds(sparql):
    return [(token.kind, token.text) for token in tokens(sparql)]


def test_tokens_are_those_of_the_standard():
    assert kinds("""SELECT*{?s ex:a.b "x\\"y"@en-GB;'a''b',''' c's '''. #c }
        <http://e/#x> 1.5e3 .5 -5 true _:b.c $v <<?s>> ex:a\\-b%41. e: }""") == [
        ("word", "SELECT"), ("sign", "*"), ("sign", "{"), ("variable", "?s"), ("name", "ex:a.b"),
        ("string", '"x\\"y"'), ("language", "@en-GB"), ("sign", ";"), ("string", "'a'"), ("string", "'b'"),
        ("sign", ","), ("string", "''' c's '''"), ("sign", "."), ("iri", "<http://e/#x>"), ("number", "1.5e3"),
        ("number", ".5"), ("sign", "-"), ("number", "5"), ("word", "true"), ("blank", "_:b.c"), ("variable", "$v"),
        ("sign", "<<"), ("variable", "?s"), ("sign", ">>"), ("name", "ex:a\\-b%41"), ("sign", "."), ("name", "e:"),
        ("sign", "}"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ['ASK { ?s ?p "open }', "ASK { ?s ?p '''open'' }", 'ASK { VALUES ?a { """x" } }'])
def test_a_string_never_closed_ends_the_tokens_and_is_refused(text):
    assert kinds(text)[-1][0] == "open"
    with pytest.raises(InputError, match="never closed"):
        check(text, "q.rq")


def test_prefixes_are_read_from_the_prologue():
    declared = prefixes(
        "# PREFIX no: <x>\nBASE <http://b/>\nprefix a: <http://a/> PREFIX : <http://e/>\nASK { PREFIX }"
    )
    assert declared == {"a": "http://a/", "": "http://e/"}


@pytest.mark.parametrize(
    ("prologue", "declared"),
    [
        ("", {}),
        ("PREFIX\u00e9-b.c:\t#<no>\r\n<http://a/#>", {}),
        ("PREFIX \u00e9-b.c:\t#<no>\r\n<http://a/#>ASK", {"\u00e9-b.c": "http://a/#"}),
        ("PREFIX#\na:<x>Prefix b:<y>prefix a:<z>", {"a": "z", "b": "y"}),
        ("PREFIX a: <x> # PREFIX b: <y>\n PREFIX c: <z>", {"a": "x", "c": "z"}),
        ("PREFIX: <x>", {}),
        ("SELECT * { ?s ?p 'PREFIX a: <x>' } PREFIX b: <y>", {}),
        ("#" * 100_000 + "\n" * 100_000 + "PREFIX a", {}),
    ],
)
def test_a_prefix_is_declared_only_as_sparql_has_it(prologue, declared):
    assert prefixes(prologue) == declared


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT * { ?s ?p "SERVICE <http://x/> {}" }',
        "SELECT * { ?s ?p '''it's FROM <x> LOAD''' }",
        "SELECT * { ?s ex:service ?service ; ex:from $from ; ex:load/ex:insert ?delete }",
        "SELECT * { ?s <http://e/SERVICE> ?o . <http://e/#FROM> ?p _:service } # SERVICE <http://x/> {}",
        "PREFIX load: <http://e/> SELECT * { load:x ?p 'x'@en-from, \"\\\"SERVICE\\\"\", 'a\\\\' }",
        "SELECT (1<2 AS ?x) (COUNT(*) AS ?n) { FILTER(?a < 3 && ?b > 4) } GROUP BY ?x",
        'SELECT * { ?s ?p "a\\u00e9b \\\\u0022" }',
        "SELECT ?added ?dropped { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_words_that_are_no_keywords_pass(sparql):
    assert check(sparql, "q.rq") is False


@pytest.mark.parametrize(
    ("sparql", "why", "line"),
    [
        ("SELECT * {\n SERVICE <http://x/> {} }", "SERVICE would ask another endpoint", 2),
        ("SELECT * { service silent <http://x/> {} }", "SERVICE", 1),
        ("SELECT * { ?s ?p trueSERVICE<http://x/> {} }", "SERVICE", 1),
        ("SELECT * { ?s ?p 1.SERVICE:x{} }", "SERVICE", 1),
        ("SELECT * { ?s ?p 1 . SERVICESILENTex:x{} }", "SERVICE", 1),
        ("SELECT * { \\u0053ERVICE <http://x/> {} }", "SERVICE", 1),
        ("SELECT * { SERV\\U00000049CE <http://x/> {} }", "SERVICE", 1),
        ('SELECT * { ?s ?p "a\\u0022 . SERVICE <http://x/> {} #" }', "SERVICE", 1),
        ("SELECT * { #\rSERVICE <http://x/> {}\n }", "SERVICE", 1),
        ("LOAD <http://x/>", "LOAD belongs to SPARQL Update", 1),
        ("\n\nINSERT DATA { <a:a> <a:b> <a:c> }", "INSERT", 3),
        ("ASK {} ; drop all", "DROP", 1),
        ("CLEAR ALL", "CLEAR", 1),
        ("SELECT * FROM <http://x/> {}", "FROM <http://x/> is no graph of this store", 1),
        (f"SELECT * FROM <{G}> FROM NAMED <http://x/> {{}}", "FROM <http://x/> is no graph", 1),
        ("ASKFROM<http://x/>{}", "FROM must stand by itself", 1),
        ("PREFIX from: <http://x/> ASK FROM from:x {}", "FROM must stand by itself", 1),
        ("ASK FROM ex:x {}", "FROM ex:x is no graph", 1),
        ("ASK FROM NAMED", "is no graph", 1),
        ("ASK FROM", "is no graph", 1),
    ],
)
def test_what_reaches_out_or_changes_is_refused_at_its_line(sparql, why, line):
    with pytest.raises(InputError, match=why) as error:
        check(sparql, "q.rq", {G}.__contains__)
    assert (error.value.source, error.value.line, error.value.exit_code) == ("q.rq", line, 2)


def test_from_may_name_a_graph_of_the_store():
    assert check(f"SELECT * FROM <{G}> FROM NAMED <{G}> {{ ?s ?p ?o }}", "q.rq", {G}.__contains__) is True
    with pytest.raises(InputError, match="is no graph of this store"):
        check(f"SELECT * FROM <{G}> {{ ?s ?p ?o }}", "q.rq")


def test_length_is_bounded():
    check(f"ASK {{ ?s ?p '{'x' * (MAX_BYTES - 100)}' }}", "q.rq")
    for text in ("x" * (MAX_BYTES - 100) + "é" * 51, "x" * MAX_BYTES):
        with pytest.raises(InputError, match="longer than 1,000,000 bytes"):
            check(f"ASK {{ ?s ?p '{text}' }}", "q.rq")


DEEP = {
    "groups": lambda n: "SELECT * " + "{" * n + "}" * n,
    "parentheses": lambda n: "SELECT * { FILTER" + "(" * n + "1" + ")" * n + "}",
    "collections": lambda n: "CONSTRUCT { ?s ?p " + "(" * n + "1" + ")" * n + "} {}",
    "blank nodes": lambda n: "CONSTRUCT { ?s ?p " + "[?p " * n + "1" + "]" * n + "} {}",
    "quoted triples": lambda n: "SELECT * { ?s ?p " + "<<(?s ?p " * (n // 2) + "1" + ")>>" * (n // 2) + "}",
    "hidden in a comparison": lambda n: "SELECT * { FILTER(1<" + "(" * n + "2>1" + ")" * n + ") }",
    "functions": lambda n: "SELECT * { FILTER(" + "IF(1,2," * n + "3" + ")" * n + ") }",
    "sub-selects": lambda n: "SELECT * " + "{SELECT * " * n + "{}" + "}" * n,
    "exists": lambda n: "SELECT * { " + "FILTER EXISTS{" * n + "}" * n + " }",
}
LONG = {
    "negations": lambda n: "SELECT * { FILTER(" + "!" * n + "1) }",
    "disjunctions": lambda n: "SELECT * { FILTER(1" + "||1" * n + ") }",
    "sums": lambda n: "SELECT * { FILTER(1" + "+1" * n + ") }",
    "signed numbers": lambda n: "SELECT * { FILTER(1" + "-1" * n + ") }",
    "sums hidden in a comparison": lambda n: "SELECT * { FILTER(1<(1" + "+1" * n + ")&&3>1) }",
    "unions": lambda n: "SELECT * { {}" + "UNION{}" * n + " }",
    "differences": lambda n: "SELECT * { " + "MINUS{}" * n + " }",
    "groups": lambda n: "SELECT * { " + "{}" * n + " }",
    "bindings": lambda n: "SELECT * { " + "".join(f"BIND(1AS?x{i})" for i in range(n)) + " }",
    "alternative paths": lambda n: "SELECT * { ?s <a:b>" + "|<a:b>" * n + " ?o }",
    "filters": lambda n: "SELECT * { " + "FILTER(1)" * n + " }",
    "orders": lambda n: "SELECT * {} ORDER BY" + "(1)" * n,
    "projections": lambda n: "SELECT" + "".join(f"(1AS?x{i})" for i in range(n)) + "{}",
    "a long collection": lambda n: "CONSTRUCT { ?s ?p (" + " 1" * n + ") } {}",
}


def biggest_allowed(form):
    """Find by halving the biggest text of a form that passes the guard."""
    low, high = 0, 100_000
    while low < high:
        middle = (low + high + 1) // 2
        try:
            check(form(middle), "q.rq")
            low = middle
        except InputError:
            high = middle - 1
    return form(low)


@pytest.mark.parametrize(("form", "why"), [(form, "levels deep") for form in DEEP.values()], ids=list(DEEP))
def test_depth_is_bounded(form, why):
    check(form(MAX_DEPTH - 20), "q.rq")
    with pytest.raises(InputError, match=why):
        check(form(MAX_DEPTH + 2), "q.rq")


@pytest.mark.parametrize("form", LONG.values(), ids=list(LONG))
def test_the_number_of_words_and_signs_is_bounded(form):
    check(form(MAX_TOKENS // 12), "q.rq")
    with pytest.raises(InputError, match="words and signs"):
        check(form(MAX_TOKENS), "q.rq")


def test_data_in_values_is_not_bounded_but_judged():
    data = " ".join(f"<https://example.org/{number}_(x,y)>" for number in range(10_000))
    assert check(f"SELECT * {{ VALUES ?x {{ {data} }} VALUES (?a ?b) {{ (1 2) ('x' UNDEF) }} ?x ?a ?b }}", "q") is False
    with pytest.raises(InputError, match="SERVICE"):
        check(f"SELECT * {{ VALUES ?x {{ {data} }} SERVICE <http://x/> {{}} }}", "q")


RUN = """
import sys
from pyoxigraph import QueryBoolean, Store
for text in sys.stdin.read().split("\\0"):
    try:
        found = Store().query(text, use_default_graph_as_union=True)
        bool(found) if isinstance(found, QueryBoolean) else list(found)
    except (SyntaxError, RuntimeError, ValueError):
        pass
"""


def test_what_passes_does_not_bring_the_process_down():
    texts = [biggest_allowed(form) for form in (*DEEP.values(), *LONG.values())]
    done = subprocess.run(
        [sys.executable, "-c", RUN], check=False, input="\0".join(texts), text=True, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, "")


@given(st.text(st.sampled_from("aA:.<>\"'\\#\n\r {}()[]?$_@-+é\u00b7×0uU%")) | st.text())
@settings(max_examples=300)
def test_tokens_leave_nothing_out(text):
    found = list(tokens(text))
    end = 0
    for token in found:
        between = text[end : token.start]
        assert not between.strip(" \t\r\n") or "#" in between
        assert text.startswith(token.text, token.start)
        end = token.start + len(token.text)


class Listener(http.server.BaseHTTPRequestHandler):
    """Count who calls."""

    def do_POST(self):
        self.server.calls += 1
        self.send_error(500)

    def do_GET(self):
        self.do_POST()

    def log_message(self, *_):
        pass


@pytest.fixture
def listener():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        server.calls = 0
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield server
        server.shutdown()
        thread.join()


BEGINNINGS = [
    "ASK{",
    "SELECT*{",
    "ASK{?s ?p ",
    "SELECT*WHERE{?s ?p ?o ",
    "ASK{?s ?p ?o.",
    "CONSTRUCT{?s ?p ?o}{",
    "ASK{{",
]
GLUE = [
    "true", "1", "1.", "1e1", ".5", "'x'", "''", '""', "'''x'''", '"""x"""', "'x'@en", "e:a", "e:a.", "e:", "e:.", ":.",
    "_:a", "_:a.", "?o", "?o.", "$o", "<a:b>", "<", "<<", ">", "\\", "\\u0027", "\\u0022", "\\u003c", "\\u0023", "'",
    '"', "'''", '"""', "#", "#\n", "\n", "\r", " ", "{", "}", "(", ")", "[]", "()", ".", ";", ",", "|", "&&", "!", "^",
    "FILTER(1<2)", "FILTER(?o<3)", "FILTER(1<?u&&?o>2)", "VALUES ?u {<URL>}", 'VALUES ?a {"""x"}', "{}", "OPTIONAL{",
    "?s ?p ?o", "?s ?p", "GRAPH?g{", "é", "\u00a0", "\u200c", "%41", "\\-", "e:a\\'", "<http://e/'>", "<http://e/#>",
    "<http://e/{#>", '"a\\\\"', "NOT EXISTS{", "MINUS{", "~", "{|", "|}", "<<(", "BIND(<URL>AS?u)",
]  # fmt: skip
CALLS = ["SERVICE", "service", "SERVICE SILENT", "SERVICESILENT", "\\u0053ERVICE", "SERV\\U00000049CE", "SERVICE#\n"]
TARGETS = ["<URL>", " <URL>", "e:x", " e:x", ":y", "?u", "#\n<URL>", "<URL\\u0061>"]


def test_whatever_oxigraph_takes_for_a_call_is_refused(listener):
    url = f"http://127.0.0.1:{listener.server_port}/"
    store, chance, caught = Store(), random.Random(2024), 0
    store.update("INSERT DATA { <a:a> <a:b> 1 }")
    for _ in range(20_000):
        glue = [chance.choice(GLUE) for _ in range(chance.randrange(4))]
        call = chance.choice(CALLS) + chance.choice(TARGETS) + "{}"
        pieces = [chance.choice(BEGINNINGS), *glue, call, chance.choice(["", *GLUE]), chance.choice(["}", "}}"])]
        text = f"PREFIX e:<{url}>PREFIX :<{url}>" + "".join(pieces).replace("URL", url)
        before = listener.calls
        try:
            found = store.query(text, use_default_graph_as_union=True)
            bool(found) if isinstance(found, QueryBoolean) else list(found)
        except (SyntaxError, OSError, RuntimeError):
            pass
        if listener.calls > before:
            caught += 1
            with pytest.raises(InputError):
                check(text, "q.rq")
    assert caught > 50
