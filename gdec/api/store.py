"""A store opened for reading: questions, exports, and what its triples rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from gdec.errors import GdecError
from gdec.store import Held
from gdec.store import Store as Opened
from gdec.store.answer import Answer, Solutions, Triples

if TYPE_CHECKING:
    import rdflib

    from gdec.api.choices import AnswerForm, Format, Statements
    from gdec.api.queries import Parameter
    from gdec.disagreement.find import Disagreement
    from gdec.following.why import Answer as Grounds
    from gdec.identity import Proposal
    from gdec.query.checks import Finding
    from gdec.query.saved import SavedQuery
    from gdec.rows import Rows

Found = TypeVar("Found")


class Store:
    """A store opened for reading: a folder that `build_store` made, or a SPARQL endpoint. It is closed by `with`.

    A query is one that `read_query` gave, or what that takes: a name, a file or SPARQL, which is told by its `{`. The
    parameters of a query are given by name; an IRI may be written with a prefix. With a timeout in seconds the query is
    asked in a process of its own, which is forked and can be ended.

    Args:
        where: the folder, or the `http(s)://` address of the endpoint.

    Raises:
        GdecError: there is no store in the folder; or the address is none.
    """

    def __init__(self, where: str | Path = ".gdec") -> None:
        self._held = Held(where)
        self._kept: Opened | None = None

    @cached_property
    def _opened(self) -> Opened:
        return self._held.open()

    def select(self, query: str | SavedQuery, /, *, timeout: float | None = None, **values: Parameter) -> Rows:
        """Give the rows of a SELECT query, all of them.

        Raises:
            InputError: the query is no SPARQL, or is refused.
            GdecError: it is no SELECT query, there is none of that name, or a parameter does not fit.
            RemoteError: the endpoint failed.
            TookTooLong: it took longer than the timeout.
        """
        from gdec.rows import to_rows

        def rows(answer: Answer) -> Rows:
            if not isinstance(answer, Solutions):
                raise GdecError(f"{_named(query)} is no SELECT query; {_remedy(answer)}")
            return to_rows(answer)

        return self._answer(query, values, timeout, rows)

    def ask(self, query: str | SavedQuery, /, *, timeout: float | None = None, **values: Parameter) -> bool:
        """Tell whether an ASK query is answered with yes; errors are as of `select`."""

        def truth(answer: Answer) -> bool:
            if not isinstance(answer, bool):
                raise GdecError(f"{_named(query)} is no ASK query; {_remedy(answer)}")
            return answer

        return self._answer(query, values, timeout, truth)

    def construct(
        self, query: str | SavedQuery, /, *, timeout: float | None = None, **values: Parameter
    ) -> rdflib.Graph:
        """Give the triples of a CONSTRUCT or DESCRIBE query as an rdflib graph; errors are as of `select`."""
        import rdflib

        def triples(answer: Answer) -> str:
            if not isinstance(answer, Triples):
                raise GdecError(f"{_named(query)} is no CONSTRUCT query; {_remedy(answer)}")
            return "".join(f"{triple} .\n" for triple in answer.triples)

        graph = rdflib.Graph()
        graph.parse(data=self._answer(query, values, timeout, triples), format="nt")
        for prefix, namespace in self.prefixes.items():
            graph.bind(prefix, namespace)
        return graph

    def write_answer(
        self,
        query: str | SavedQuery,
        out: BinaryIO,
        form: AnswerForm = "table",
        *,
        values: Mapping[str, Parameter] | None = None,
        timeout: float | None = None,
        is_terminal: bool = False,
    ) -> int:
        """Write the answer to a query of any sort, row by row as they are found where the form allows.

        Args:
            query: the query.
            out: a binary stream.
            form: the form; of triples, every one but `turtle` makes rows of subject, predicate and object.
            values: the query's parameters by name.
            timeout: how many seconds the answer may take.
            is_terminal: a person reads `out` on a terminal, and a table is fitted to its width.

        Returns:
            The number of rows, or of triples in Turtle; for an ASK query its truth value.

        Raises:
            GdecError: as `select`, or a form that cannot hold the answer.
        """
        from gdec.api.queries import as_query, as_written
        from gdec.processes.limited import run_in_worker
        from gdec.query.results import write
        from gdec.query.run import ask

        found, given = as_query(query), as_written(values or {})

        def work(rows: BinaryIO, store: Opened) -> int:
            answer = ask(store, found, given)
            count = write(answer, form, rows, store.prefixes, terminal=is_terminal)
            return answer if isinstance(answer, bool) else count

        if timeout is None:
            return work(out, self._opened)
        return run_in_worker(lambda rows: self._anew(partial(work, rows)), out, timeout)

    def strangers(self, query: str | SavedQuery, values: Mapping[str, Parameter]) -> list[str]:
        """Tell which of the things that a query is asked about stand nowhere in the store, each with what is near."""
        from gdec.api.queries import as_query, as_written
        from gdec.following.names import strangers

        given, params = as_written(values), as_query(query).params
        return strangers(self._opened, [value for name, value in given.items() if params[name].type == "iri"])

    def export(self, format: Format, *, statements: Statements | None = None, frame: bool = False) -> bytes:
        """Write the graph in a format, as a file would hold it; the same store gives the same bytes.

        Args:
            format: nq, trig and csv keep the graphs of the articles apart; the others hold all of it as one graph.
            statements: also the statements, their evidence and the registry's entries, not the plain data only: as
                nodes of RDF 1.1 reification (`"reified"`) or as reifiers of RDF 1.2 (`"rdf12"`).
            frame: JSON-LD nested by conference.

        Raises:
            GdecError: an unknown format, or one that cannot hold the data.
            RemoteError: the endpoint failed.
        """
        return b"".join(self.iter_export(format, statements=statements, frame=frame))

    def iter_export(
        self, format: Format, *, statements: Statements | None = None, frame: bool = False
    ) -> Iterator[bytes]:
        """Write the graph as `export` does, in pieces as they become ready."""
        from gdec.export import base_of, pieces, source_of

        source, base = source_of(self._opened), base_of(self._opened)
        return pieces(source, format, statements=statements, frame=frame, base=base)

    def why(self, subject: str, predicate: str | None = None, object: str | None = None) -> Grounds:
        """Follow the triples of a thing back to the words, the rules and the reasons that they rest on.

        Args:
            subject: an IRI, a prefixed name or a label; a statement's own IRI asks for that statement.
            predicate: an IRI, a prefixed name or the local name of a property; None for all.
            object: an IRI, a prefixed name, a label or the text of a literal; None for all.

        Raises:
            GdecError: nothing, or more than one thing, is called so.
            RemoteError: the endpoint failed.
        """
        from gdec.following.why import why

        return why(self._opened, subject, predicate, object)

    def tell_why(
        self, found: Grounds, articles: str | Path | None = None, *, independent: bool = False
    ) -> Iterator[str]:
        """Give the lines that tell why triples stand, as `gdec why` prints them; none where nothing was found.

        Args:
            found: what `why` gave.
            articles: a folder of your own copies of the articles, to quote the words whole.
            independent: also count the articles; copies of one text count once.

        Raises:
            GdecError: there is no such folder, or no text in it.
        """
        from gdec.following.quoting import AsGiven, FromCopies
        from gdec.following.support import counting
        from gdec.following.tell import tell

        quoting = FromCopies(Path(articles)) if articles else AsGiven()
        count = counting(self._opened, found, quoting.texts(found)) if independent else None
        return tell(found, self.prefixes, quoting, count)

    def conflicts(self) -> list[Disagreement]:
        """Find the statements that cannot all be the single value of a property; errors are as of `why`."""
        from gdec.disagreement.find import disagreements

        return list(disagreements(self._opened))

    def tell_conflicts(self, found: Iterable[Disagreement]) -> Iterator[str]:
        """Give the lines that tell of disagreements with the words of each side, as `gdec conflicts` prints them."""
        from gdec.disagreement.tell import tell

        return tell(self._opened, list(found))

    def identities(self) -> list[Proposal]:
        """Propose things that may be one and the same, the likely ones first; errors are as of `why`."""
        from gdec.identity import propose

        return propose(self._opened)

    def check(self, *names: str) -> list[Finding]:
        """Run the data-quality checks, all or the named ones; the most serious come first.

        Raises:
            GdecError: no check has that name, or the store cannot be read.
            RemoteError: the endpoint failed.
        """
        from gdec.query.checks import load_checks, run_checks

        return list(run_checks(self._opened, load_checks(names)))

    def tell_findings(self, found: Iterable[Finding], *, is_terminal: bool = False) -> Iterator[str]:
        """Give the lines that tell what checks found, a table each, as `gdec check` prints them.

        Args:
            found: what `check` gave.
            is_terminal: a person reads them on a terminal, and tables are fitted to its width.
        """
        from gdec.query.checks import tell

        return tell(found, self.prefixes, terminal=is_terminal)

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that the store's IRIs are written with."""
        return self._opened.prefixes

    def shorten(self, iri: str) -> str:
        """Write an IRI with a prefix of the store, as in `forum:harbour-2031`; without a fitting one, as it is."""
        from gdec.query.table import shorten

        return shorten(iri, self.prefixes)

    def close(self) -> None:
        """Let the store go, so that old versions of it can be removed."""
        if "_opened" in self.__dict__:
            self.__dict__.pop("_opened").close()
        self._held.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _answer(
        self,
        query: str | SavedQuery,
        values: Mapping[str, Parameter],
        timeout: float | None,
        take: Callable[[Answer], Found],
    ) -> Found:
        from gdec.api.queries import as_query, as_written
        from gdec.query.run import ask

        found, given = as_query(query), as_written(values)
        if timeout is None:
            return take(ask(self._opened, found, given))
        from gdec.processes.limited import result_in_worker

        return result_in_worker(lambda: self._anew(lambda store: take(ask(store, found, given))), timeout)

    def _anew(self, work: Callable[[Opened], Found]) -> Found:
        """Do work in a worker, which opens the store for itself, and ends with it open: closing takes milliseconds."""
        self._kept = self._held.open()
        return work(self._kept)


def _named(query: str | SavedQuery) -> str:
    name = query if isinstance(query, str) else query.name
    return "the query" if "{" in name or name in {"query", "-"} else f'"{name}"'


def _remedy(answer: Answer) -> str:
    method = {Solutions: "select", Triples: "construct"}.get(type(answer), "ask")
    return f"ask it with Store.{method}"
