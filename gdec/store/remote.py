"""A store behind HTTP: any endpoint of the SPARQL 1.1 Protocol."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar
from urllib.parse import urlsplit

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from gdec import __version__, terms
from gdec.errors import GdecError, RemoteError
from gdec.store.answer import Answer, Solutions, Triples

if TYPE_CHECKING:
    import requests

CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
TOTAL_SECONDS = 300.0

HEADERS = {
    "Accept": "application/sparql-results+json, application/n-triples, text/turtle;q=0.5",
    "Content-Type": "application/sparql-query",
    "User-Agent": f"gdec/{__version__}",
}

Found = TypeVar("Found")


class Endpoint:
    """A SPARQL endpoint on the web. Nothing but the given address is ever asked: no redirect is followed.

    Args:
        address: the endpoint's `http(s)://` address.
        total_seconds: how long one answer may keep us waiting, from the question to its last byte.

    Raises:
        GdecError: the address is none.
    """

    def __init__(self, address: str, *, total_seconds: float = TOTAL_SECONDS) -> None:
        self._address, self._total_seconds = address, total_seconds
        self._name = _without_password(address)
        self._open = ExitStack()

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes of vocabularies, and those of a project that keeps the default base."""
        return terms.prefixes()

    def query(self, sparql: str, *, union: bool = True) -> Answer:  # noqa: ARG002
        """Answer a SPARQL query; what its default graph is, the endpoint decides.

        Raises:
            RemoteError: the endpoint cannot be reached, is too slow, refuses, or gives no SPARQL answer. While rows
                are gone through it can be raised too.
        """
        response, seconds_left = self._send(sparql)
        self._open.callback(response.close)
        body = io.BufferedReader(_Body(self._name, response, seconds_left))
        if response.is_redirect or not response.ok:
            raise RemoteError(f"{self._name}: {_refusal(response, body)}")
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip()
        results, rdf = QueryResultsFormat.from_media_type(media_type), RdfFormat.from_media_type(media_type)
        try:
            if results in (QueryResultsFormat.JSON, QueryResultsFormat.XML):
                answer = parse_query_results(body, format=results)
                if not isinstance(answer, QuerySolutions):
                    return bool(answer)
                columns = tuple(variable.value for variable in answer.variables)
                return Solutions(columns, map(tuple, self._understood(answer)))
            if rdf is not None:
                return Triples(quad.triple for quad in self._understood(parse(body, format=rdf)))
        except SyntaxError as error:
            raise RemoteError(f"{self._name}: the answer cannot be read: {error}") from error
        raise RemoteError(
            f'{self._name}: answers with "{media_type}", which holds no SPARQL answer; is this the endpoint\'s address?'
        )

    def has_graph(self, iri: str) -> bool:  # noqa: ARG002
        """Tell that no graph may be named in FROM: an endpoint might fetch it."""
        return False

    def close(self) -> None:
        """End the connections of answers that were not used up."""
        self._open.close()

    def _send(self, sparql: str) -> tuple[requests.Response, float]:
        """Ask, and give the response's head with the seconds that are left for its body."""
        import requests

        begun = time.monotonic()
        try:
            response = requests.post(
                self._address,
                data=sparql.encode(),
                headers=HEADERS,
                timeout=(CONNECT_SECONDS, min(READ_SECONDS, self._total_seconds)),
                stream=True,
                allow_redirects=False,
            )
        except requests.exceptions.RequestException as error:
            raise RemoteError(f"{self._name}: cannot be reached: {_root(error)}") from error
        return response, begun + self._total_seconds - time.monotonic()

    def _understood(self, found: Iterator[Found]) -> Iterator[Found]:
        try:
            yield from found
        except SyntaxError as error:
            raise RemoteError(f"{self._name}: the answer cannot be read: {error}") from error


class _Body(io.RawIOBase):
    """The bytes of an answer as they arrive. The time spent waiting for them is counted, and no other."""

    def __init__(self, name: str, response: requests.Response, seconds: float) -> None:
        self._name, self._response, self._left = name, response, seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        import urllib3

        if self._left < 0:
            raise RemoteError(f"{self._name}: takes too long to answer; ask for less")
        begun = time.monotonic()
        try:
            # read1 comes back with what is there; read would wait for more as long as single bytes trickle in.
            data = self._response.raw.read1(len(buffer), decode_content=True)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise RemoteError(f"{self._name}: the answer broke off: {_root(error)}") from error
        self._left -= time.monotonic() - begun
        buffer[: len(data)] = data
        return len(data)


def _refusal(response: requests.Response, body: BinaryIO) -> str:
    if response.is_redirect:
        return f"has moved to {_printable(response.headers['Location'])}; if you trust it, give that address"
    reason = body.read(2000).decode("utf-8", "replace").strip().partition("\n")[0] or response.reason
    return f"HTTP status {response.status_code}: {_printable(reason)}"


def _without_password(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        host = None
    if not host or not address.isprintable() or " " in address:
        raise GdecError(f"{_printable(address)}: is no address; write it as in https://example.org/sparql")
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _root(error: BaseException) -> str:
    while error.__context__ is not None:
        error = error.__context__
    return _printable(str(error))


def _printable(text: str) -> str:
    return re.sub(r"[^\x20-\x7e]", lambda found: "?" if not found[0].isprintable() else found[0], text)[:300]
