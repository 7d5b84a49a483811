"""Show a site on this machine as its host will: the same formats, headers and answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from gdec import terms
from gdec.errors import GdecError
from gdec.published import volumes_of
from gdec.site.dumps.items import items
from gdec.site.frame.file import is_path
from gdec.site.frame.settings import Settings
from gdec.site.hosts import REMOVED
from gdec.site.hosts.headers import DESCRIPTIONS, SECURITY, TYPES, address, type_of
from gdec.site.hosts.place import VOCABULARIES, Place
from gdec.site.pages.formats import VARIANTS
from gdec.site.serving.negotiation import negotiate

_SAFE = "-._~!&()*+,;=:@/"
_LONGEST = 8192
"""How many characters an Accept header may have, as with other servers."""
_HERE = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]*)?", re.IGNORECASE)
"""What a client calls this machine: a stranger's page whose own name leads here is not to read the site."""
_HEADERS = {name: value for name, value in SECURITY.items() if name != "Access-Control-Allow-Origin"}
"""What is public once it is sent to a host is not so before."""


def serve(
    folder: Path,
    port: int = 8000,
    base: str = terms.BASE,
    settings: Settings | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a site on the loopback address until Ctrl-C.

    Args:
        folder: the site.
        port: the port; 0 for one that is free.
        base: the IRI below which things are named.
        settings: what the owner decided, for the licence in the headers.
        ready: is told the address once it answers.

    Raises:
        GdecError: there is no such folder, or the port is taken.
    """
    with serving(folder, port, base, settings) as server, suppress(KeyboardInterrupt):
        if ready:
            ready(f"http://127.0.0.1:{server.server_port}/")
        server.serve_forever()


@contextmanager
def serving(
    folder: Path, port: int = 8000, base: str = terms.BASE, settings: Settings | None = None
) -> Iterator[ThreadingHTTPServer]:
    """Give the server of a site, ready to serve; otherwise as `serve`."""
    if not folder.is_dir():
        raise GdecError(f"{folder}: there is no such folder; gdec publish makes it")
    try:
        server = _Server(("127.0.0.1", port), _Handler)
    except OverflowError as error:
        raise GdecError(f"port {port} is none; a port is a number from 0 to 65535") from error
    except OSError as error:
        raise GdecError(f"port {port} cannot be used: {error.strerror}; choose another") from error
    with server:
        home = f"http://127.0.0.1:{server.server_port}/"
        known = settings or Settings(home)
        root = urlsplit(address(known.base_url)).path
        server.preview = Preview(folder.resolve(), base, replace(known, base_url=home), root)
        yield server


@dataclass(frozen=True)
class Response:
    """What is answered: a status, headers, and the file whose bytes are the body, if any."""

    status: int
    headers: dict[str, str]
    file: Path | None = None


@dataclass(frozen=True)
class Preview:
    """A site as it is shown.

    Attributes:
        folder: where it lies, without links in the path.
        base: the IRI below which things are named.
        settings: what the owner decided, and the address that it is shown at.
        root: the path of its own address, below which it is shown too: the page for what is nowhere has such links.
    """

    folder: Path
    base: str
    settings: Settings
    root: str = "/"

    def answer(self, target: str, accept: str = "") -> Response:
        """Answer a request.

        Args:
            target: the request's target: a path below the site, the path of an IRI, or `/?iri=` and an IRI.
            accept: the Accept header.
        """
        asked, _, query = target.partition("?")
        if self.root != "/" and asked.startswith(self.root):
            asked = f"/{asked.removeprefix(self.root)}"
        if moved := self._page_of_iri(asked, parse_qs(query).get("iri", [""])[0]):
            return Response(303, {"Location": quote(moved, safe=f"{_SAFE}#")})
        path = unquote(asked, errors="replace").removeprefix("/")
        if not path:
            return self._home(accept)
        if self._is_removed(path):
            return self._gone(path)
        if file := self._file(path):
            return Response(200, self._said_of(path), file)
        if path.removesuffix("/") in terms.CLASS_PATHS and path.endswith("/") and self._file(f"{path[:-1]}.html"):
            return Response(303, {"Location": f"/{path[:-1]}.html"})
        return self._negotiated(path, accept)

    def _page_of_iri(self, path: str, iri: str) -> str:
        """Give the path of the page of an IRI that was asked for by its own path, or whole; else an empty text.

        What begins with two slashes would lead to another host.
        """
        if path == f"/{Place(self.settings, self.base).version}":
            return f"/{VOCABULARIES[0]}"
        path_of_base = urlsplit(address(self.base)).path
        if iri.startswith(self.base):
            page = iri.removeprefix(self.base)
        elif path_of_base != "/" and path.startswith(path_of_base):
            page = unquote(path.removeprefix(path_of_base))
        else:
            return ""
        return f"/{page}" if not page or is_path(page.partition("#")[0].removesuffix("/")) else ""

    def _home(self, accept: str) -> Response:
        """Answer with the home page, or with the description of the dataset where the client prefers Turtle."""
        description = DESCRIPTIONS[0]
        if negotiate(accept, ("text/html", "text/turtle")) == "text/turtle" and (file := self._file(description)):
            said = {"Vary": "Accept", "Content-Location": f"/{description}"}
            return Response(200, self._said_of(description) | said, file)
        if file := self._file("index.html"):
            return Response(200, self._said_of("index.html") | {"Vary": "Accept"}, file)
        return self._missing(accept)

    def _negotiated(self, path: str, accept: str) -> Response:
        available = {media: suffix for suffix, media in VARIANTS.items() if self._file(f"{path}{suffix}")}
        if "text/html" not in available:
            return self._missing(accept)
        if len(available) == 1:
            return Response(200, self._said_of(f"{path}.html"), self._file(f"{path}.html"))
        chosen = f"{path}{available.get(negotiate(accept, available), '')}"
        headers = self._said_of(chosen) | {"Vary": "Accept"}
        if chosen == path:
            return Response(406, self._said_of(f"{path}.ttl") | {"Vary": "Accept", "Content-Type": TYPES[".txt"]})
        return Response(200, headers | {"Content-Location": f"/{quote(chosen, safe=_SAFE)}"}, self._file(chosen))

    def _missing(self, accept: str) -> Response:
        """Answer with the site's own page where the client takes HTML."""
        page = self._file("404.html") if negotiate(accept, ("text/html",)) else None
        return Response(404, {"Content-Type": TYPES[".html" if page else ".txt"], "Vary": "Accept"}, page)

    def _gone(self, path: str) -> Response:
        return Response(410, {"Content-Type": TYPES[".html"]}, self._file(f"{_without_suffix(path)}.html"))

    def _is_removed(self, path: str) -> bool:
        listed = self._file(REMOVED)
        return listed is not None and _without_suffix(path) in listed.read_text(encoding="utf-8").splitlines()

    def _file(self, path: str) -> Path | None:
        """Give a file of the site by its path, or None for what is none: no path leads out of the folder."""
        steps = path.split("/")
        if any(step.startswith(".") or "\\" in step or "\0" in step or not step for step in steps):
            return None
        try:
            file = self.folder.joinpath(*steps).resolve()
            return file if file.is_file() and file.is_relative_to(self.folder) else None
        except OSError:
            return None

    def _said_of(self, path: str) -> dict[str, str]:
        """Give the headers of a file."""
        of_home = items(volumes_of(self.folder)) if path == "index.html" else {}
        links = Place(self.settings, self.base, items=of_home).links(quote(path, safe=_SAFE))
        return {"Content-Type": type_of(path)} | ({"Link": links} if links else {})


def _without_suffix(path: str) -> str:
    return next((path.removesuffix(suffix) for suffix in VARIANTS if path.endswith(suffix)), path)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    preview: Preview


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 30
    protocol_version = "HTTP/1.1"
    server_version = "gdec"
    sys_version = ""

    def do_GET(self) -> None:
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def do_POST(self) -> None:
        self.close_connection = True  # what it brings is not read
        self._send(with_body=True)

    do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_POST  # noqa: N815

    def _answer(self) -> Response:
        accept = ", ".join(self.headers.get_all("Accept", []))
        if not _HERE.fullmatch(self.headers.get("Host", "")):
            return Response(421, {})
        if self.command not in ("GET", "HEAD"):
            return Response(405, {"Allow": "GET, HEAD"})
        if len(accept) > _LONGEST:
            return Response(431, {})
        return self.server.preview.answer(self.path, accept)

    def _send(self, *, with_body: bool) -> None:
        response = self._answer()
        body = response.file.read_bytes() if response.file else f"{response.status}\n".encode()
        self.send_response(response.status)
        default = {"Content-Type": TYPES[".txt"]}
        for name, value in (_HEADERS | default | response.headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            with suppress(ConnectionError):
                self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what is served is told by the command."""
