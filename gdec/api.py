"""What `import gdec` gives; the names are exported from the package, and all others are private."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, TypeAlias

from gdec import build as building
from gdec import export as exporting
from gdec import project as projects
from gdec.build import Built
from gdec.errors import GdecError, InputError, RemoteError
from gdec.facts.check import check
from gdec.facts.complete import complete
from gdec.facts.model import Facts
from gdec.project import Project
from gdec.query.run import ask
from gdec.query.saved import load, parse
from gdec.rows import Rows, Value, to_rows
from gdec.store import open_store
from gdec.store.answer import Answer, Solutions, Triples
from gdec.validate import Origin, Report, Result, read_shapes, validate
from gdec.validate.inputs import read_inputs

if TYPE_CHECKING:
    import rdflib

__all__ = [
    "Built",
    "Facts",
    "GdecError",
    "InputError",
    "Origin",
    "Project",
    "RemoteError",
    "Report",
    "Result",
    "Rows",
    "Store",
    "Value",
    "build_store",
    "find_project",
    "map_facts",
    "read_facts",
    "validate_data",
]

Format: TypeAlias = Literal["turtle", "jsonld", "nt", "nq", "trig", "xml", "csv"]
Parameter: TypeAlias = str | int | bool | date


def find_project(path: str | Path = "data") -> Project:
    """Find the project that a file or folder belongs to.

    >>> project = find_project("data")
    >>> [path.name for path in project.articles()]
    ['china-org-cn-2024-08-01.yaml', 'tdi-2023-07-04.yaml']

    Args:
        path: a project's folder, or what is in it. A file in no project makes one of its own.

    Raises:
        InputError: a `gdec.toml` that cannot be used.
    """
    return projects.find_project(Path(path))


def read_facts(path: str | Path) -> Facts:
    """Read the facts of one article: complete, and checked against the registry of its project.

    >>> facts = read_facts("data/articles/tdi-2023-07-04.yaml")
    >>> facts.conferences["gdec-2023"].days.is_
    4

    Raises:
        InputError: the file cannot be read, holds several articles, or has words without a place.
        GdecError: it is not in the facts format; the message tells every problem with its line.
    """
    return find_project(path).read(Path(path))


def map_facts(facts: Facts, project: Project) -> bytes:
    """Map the facts of one article to N-Quads in its named graph; the same facts give the same bytes.

    >>> quads = map_facts(read_facts("data/articles/tdi-2023-07-04.yaml"), find_project("data"))
    >>> quads.splitlines()[0].split()[0]
    b'<https://w3id.org/gdec/id/article/tdi-2023-07-04>'

    Raises:
        GdecError: the facts are of no article, or do not fit together with the registry of the project.
    """
    if facts.article is None:
        raise GdecError("facts without an article are of a registry; build_store maps these")
    check(facts, project.registry, facts.article.id)
    return building.map_facts(complete(facts), project)


def validate_data(*data: str | Path | bytes, shapes: Iterable[str | Path] = (), provenance: bool = False) -> Report:
    """Hold data to shapes, together as one graph. That it does not conform is told in the report, and is no error.

    >>> report = validate_data(b'<https://example.org/a> <https://schema.org/name> "A conference" .')
    >>> report.conforms, report.checked
    (True, 0)

    Args:
        data: files of facts or of RDF, folders of them, or N-Quads as bytes.
        shapes: files or folders of shapes of your own, instead of those of the package.
        provenance: with the shapes of the package, also those of statements, evidence and the registry.

    Raises:
        InputError: the data or the shapes cannot be read, at their line.
        GdecError: what the shapes ask for cannot be done.
    """
    own = read_shapes([Path(path) for path in shapes]) or None
    inputs = read_inputs(Path(each) for each in data if not isinstance(each, bytes))
    quads = b"\n".join([inputs.quads, *(each for each in data if isinstance(each, bytes))])
    return inputs.locate(validate(quads, own, provenance=provenance))


def build_store(project: str | Path | Project = "data", store: str | Path = ".gdec", *, prune: bool = False) -> Built:
    """Map, validate and store a folder of facts; what is unchanged is left alone.

    An article that cannot be read, or does not conform, keeps its last good graph; what `gdec.Built` says of it is no
    error.

    Args:
        project: the folder of facts, or the project that was found there.
        store: the store's folder, made where there is none.
        prune: also remove the graphs of articles whose facts file is gone.

    Raises:
        GdecError: a registry that cannot be used, or a store that cannot be written.
    """
    found = project if isinstance(project, Project) else find_project(project)
    return building.build(found, Path(store), prune=prune)


class Store:
    """A store opened for reading: a folder that `build_store` made, or a SPARQL endpoint. It is closed by `with`.

    A query is named in one of three ways: the name of a saved query, a file whose name ends in `.rq`, or SPARQL, which
    is told by its `{`. The parameters of a query are given by name; an IRI may be written with a prefix.

    Args:
        where: the folder, or the `http(s)://` address of the endpoint.

    Raises:
        GdecError: there is no store in the folder, or it cannot be opened; or the address is none.
    """

    def __init__(self, where: str | Path = ".gdec") -> None:
        self._store = open_store(where)

    def select(self, query: str, /, **values: Parameter) -> Rows:
        """Give the rows of a SELECT query, all of them.

        Raises:
            InputError: the query is no SPARQL, or is refused.
            GdecError: it is no SELECT query, there is none of that name, or a parameter does not fit.
            RemoteError: the endpoint failed.
        """
        answer = self._answer(query, values)
        if not isinstance(answer, Solutions):
            raise GdecError(f"{_named(query)} is no SELECT query; {_remedy(answer)}")
        return to_rows(answer)

    def ask(self, query: str, /, **values: Parameter) -> bool:
        """Tell whether an ASK query is answered with yes; errors are as of `select`."""
        answer = self._answer(query, values)
        if not isinstance(answer, bool):
            raise GdecError(f"{_named(query)} is no ASK query; {_remedy(answer)}")
        return answer

    def construct(self, query: str, /, **values: Parameter) -> rdflib.Graph:
        """Give the triples of a CONSTRUCT or DESCRIBE query as an rdflib graph; errors are as of `select`."""
        import rdflib

        answer = self._answer(query, values)
        if not isinstance(answer, Triples):
            raise GdecError(f"{_named(query)} is no CONSTRUCT query; {_remedy(answer)}")
        graph = rdflib.Graph()
        graph.parse(data="".join(f"{triple} .\n" for triple in answer.triples), format="nt")
        for prefix, namespace in self._store.prefixes.items():
            graph.bind(prefix, namespace)
        return graph

    def export(self, format: Format, *, with_statements: bool = False) -> bytes:
        """Write the graph in a format, as a file would hold it; the same store gives the same bytes.

        Args:
            format: nq, trig and csv keep the graphs of the articles apart; the others hold all of it as one graph.
            with_statements: also the statements, their evidence and the registry's entries, not the plain data only.

        Raises:
            GdecError: an unknown format, or one that cannot hold the data.
            RemoteError: the endpoint failed.
        """
        quads, base = exporting.quads_of(self._store), exporting.base_of(self._store)
        return exporting.export(quads, format, with_statements=with_statements, base=base)

    def close(self) -> None:
        """Let the store go, so that old versions of it can be removed."""
        self._store.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _answer(self, query: str, values: dict[str, Parameter]) -> Answer:
        found = parse(query, "query") if "{" in query else load(query)
        return ask(self._store, found, {name: _written(value) for name, value in values.items()})


def _written(value: Parameter) -> str:
    """Write a parameter as a user of the command would."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _named(query: str) -> str:
    return "the query" if "{" in query else f'"{query}"'


def _remedy(answer: Answer) -> str:
    method = {Solutions: "select", Triples: "construct"}.get(type(answer), "ask")
    return f"ask it with Store.{method}"
