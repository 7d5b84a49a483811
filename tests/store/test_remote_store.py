"""A store behind HTTP: a real Oxigraph server, and servers that misbehave."""

import gzip
import http.server
import json
import socket
import subprocess
import sys
import threading
import time

import pytest
from pyoxigraph import Literal, NamedNode, Store

from gdec.errors import GdecError, RemoteError
from gdec.store import open_store
from gdec.store.answer import Solutions, Triples
from gdec.store.remote import Endpoint

DATA = """INSERT DATA {
  GRAPH <https://example.org/a#graph> { <https://example.org/s> <https://example.org/p> "one", "zwei"@de }
  GRAPH <https://example.org/b#graph> { <https://example.org/s> <https://example.org/q> 2 }
}"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory, serve):
    folder = tmp_path_factory.mktemp("served")
    store = Store(str(folder))
    store.update(DATA)
    store.flush()
    del store
    return serve(folder)


def test_a_real_endpoint_answers_every_kind_of_query(endpoint):
    store = open_store(endpoint)
    answer = store.query("SELECT ?o ?none { ?s ?p ?o } ORDER BY ?o")
    assert isinstance(answer, Solutions)
    assert answer.columns == ("o", "none")
    assert set(answer.rows) == {(Literal(2), None), (Literal("one"), None), (Literal("zwei", language="de"), None)}
    assert store.query("ASK { ?s <https://example.org/q> 2 ; <https://example.org/p> 'one' }") is True
    assert store.query("ASK { ?s ?p 3 }") is False
    answer = store.query("CONSTRUCT { ?s <https://example.org/r> ?o } WHERE { ?s <https://example.org/q> ?o }")
    assert isinstance(answer, Triples)
    assert [str(triple.object) for triple in answer.triples] == [str(Literal(2))]
    assert not store.has_graph("https://example.org/a#graph")
    assert store.prefixes["forum"].endswith("/forum/")
    store.close()


def test_an_answer_not_used_up_is_closed_with_the_store(endpoint):
    store = open_store(endpoint)
    rows = store.query("SELECT * { VALUES ?a {1 2 3} VALUES ?b {1 2 3} }").rows
    next(rows)
    store.close()


def test_a_query_the_endpoint_refuses_is_its_error(endpoint):
    with pytest.raises(RemoteError, match=r"^http://127\.0\.0\.1:\d+/query: HTTP status 400: .*error at 1:") as error:
        open_store(endpoint).query("SELECT nothing")
    assert error.value.exit_code == 3
    with pytest.raises(RemoteError, match="HTTP status 404"):
        open_store(endpoint.replace("/query", "/nowhere")).query("ASK {}")


class Misbehaving(http.server.BaseHTTPRequestHandler):
    """A server whose path says how it answers; it notes what it was asked."""

    protocol_version = "HTTP/1.1"
    asked: list = []  # noqa: RUF012

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, dict(self.headers), body))
        getattr(self, self.path.strip("/"))()

    def do_GET(self):
        self.asked.append((self.path, dict(self.headers), b""))
        self.answer(200, b"")

    def answer(self, status, body, media_type="application/sparql-results+json", **headers):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def good(self):
        self.answer(200, b'{"head":{},"boolean":true}')

    def moved(self):
        self.answer(307, b"", Location="/good")

    def broken(self):
        self.answer(500, b"\n" + b"first line \x1b[31m of the trouble" + b"x" * 100_000 + b"\nsecond line")

    def silent(self):
        self.answer(503, b"")

    def page(self):
        self.answer(200, b"<html>hello</html>", "text/html; charset=utf-8")

    def nonsense(self):
        self.answer(200, b"<html>hello</html>")

    def nonsense_triples(self):
        self.answer(200, b"<a:s> <a:p> 'not N-Triples' . junk", "application/n-triples")

    def xml(self):
        body = b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>'
        self.answer(200, body, "application/sparql-results+xml")

    def half(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"1"}},')
        self.close_connection = True

    def chunked(self):
        """Valid so far and never ending, a few bytes at a time."""
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        row = b'{"a":{"type":"literal","value":"1"}},'
        self.wfile.write(b"2f\r\n" + b'{"head":{"vars":["a"]},"results":{"bindings":[ ' + b"\r\n")
        try:
            while True:
                self.wfile.write(f"{len(row):x}\r\n".encode() + row + b"\r\n")
                self.wfile.flush()
                time.sleep(0.01)
        except OSError:
            self.close_connection = True

    def gzipped(self):
        rows = [{"a": {"type": "literal", "value": str(number)}} for number in range(20_000)]
        body = json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": rows}}).encode()
        self.answer(200, gzip.compress(body), Content_Encoding="gzip")

    def log_message(self, *_):
        pass


@pytest.fixture
def misbehaving():
    Misbehaving.asked = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving) as server:
        server.handle_error = lambda *_: None
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def ask(address, path, **settings):
    store = Endpoint(f"{address}/{path}", **settings)
    try:
        answer = store.query("ASK {}")
        return list(answer.rows) if isinstance(answer, Solutions) else answer
    finally:
        store.close()


def test_the_query_is_posted_as_it_stands(misbehaving):
    store = Endpoint(f"{misbehaving}/good")
    assert store.query("ASK { ?s ?p 'é' }") is True
    store.close()
    [(path, headers, body)] = Misbehaving.asked
    assert path == "/good"
    assert body.decode() == "ASK { ?s ?p 'é' }"
    assert headers["Content-Type"] == "application/sparql-query"
    assert "application/sparql-results+json" in headers["Accept"]


def test_other_formats_are_understood(misbehaving):
    assert ask(misbehaving, "xml") is True
    assert len(ask(misbehaving, "gzipped")) == 20_000


def test_no_redirect_is_followed(misbehaving):
    with pytest.raises(RemoteError, match="has moved to /good; if you trust it, give that address"):
        ask(misbehaving, "moved")
    assert [path for path, _, _ in Misbehaving.asked] == ["/moved"]


def test_an_error_shows_its_status_and_first_line_without_control_characters(misbehaving):
    with pytest.raises(RemoteError, match=r"HTTP status 500: first line \?\[31m of the trouble") as error:
        ask(misbehaving, "broken")
    assert len(str(error.value)) < 500
    assert "second" not in str(error.value)
    with pytest.raises(RemoteError, match="HTTP status 503: Service Unavailable"):
        ask(misbehaving, "silent")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("page", 'answers with "text/html", which holds no SPARQL answer'),
        ("nonsense", "the answer cannot be read"),
        ("half", "the answer broke off"),
    ],
)
def test_an_answer_that_is_none_is_the_endpoints_error(misbehaving, path, why):
    with pytest.raises(RemoteError, match=why):
        ask(misbehaving, path)


def test_broken_triples_are_the_endpoints_error(misbehaving):
    store = Endpoint(f"{misbehaving}/nonsense_triples")
    with pytest.raises(RemoteError, match="the answer cannot be read"):
        list(store.query("CONSTRUCT WHERE { ?s ?p ?o }").triples)
    store.close()


def test_an_answer_that_never_ends_is_given_up(misbehaving):
    with pytest.raises(RemoteError, match="takes too long"):
        ask(misbehaving, "chunked", total_seconds=0.5)


def test_an_endpoint_that_is_not_there_is_told():
    with pytest.raises(RemoteError, match=r"http://127\.0\.0\.1:\d+/x: cannot be reached: .*Connection refused"):
        Endpoint(f"http://127.0.0.1:{free_port()}/x").query("ASK {}")


def test_a_server_that_accepts_and_says_nothing_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        store = Endpoint(f"http://127.0.0.1:{deaf.getsockname()[1]}/x", total_seconds=0.3)
        with pytest.raises(RemoteError, match=r"cannot be reached: .*timed out"):
            store.query("ASK {}")


@pytest.mark.parametrize("address", ["http://", "http://[x", "http://a b/", "http:///query", "http://a:99999/"])
def test_what_is_no_address_is_told_before_anything_is_sent(address):
    with pytest.raises(GdecError, match="is no address") as error:
        open_store(address)
    assert error.value.exit_code == 2


def test_a_password_in_the_address_is_not_shown():
    with pytest.raises(RemoteError) as error:
        Endpoint(f"http://me:secret@127.0.0.1:{free_port()}/x").query("ASK {}")
    assert "secret" not in str(error.value)


def test_asking_imports_requests_and_opening_does_not():
    code = "import sys, gdec.store; gdec.store.open_store('http://127.0.0.1:9/'); print('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_terms_are_the_same_here_and_there(endpoint):
    store = open_store(endpoint)
    assert list(store.query("SELECT ?s { ?s <https://example.org/q> ?o }").rows) == [
        (NamedNode("https://example.org/s"),)
    ]
    store.close()
