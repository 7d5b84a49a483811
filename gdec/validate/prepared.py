"""A graph for rdflib's SPARQL that prepares each query once and lets none of them reach out of itself."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gdec.errors import GdecError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result


def new_graph() -> Graph:
    """Make an empty graph that answers queries given as text.

    The shapes' SPARQL runs once for each thing, and rdflib takes longer to parse a query than to answer it.
    """
    from rdflib import Graph as PlainGraph

    class PreparedGraph(PlainGraph):
        def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
            query = prepare(query_object) if isinstance(query_object, str) else query_object
            return super().query(query, *args, **kwargs)

    return PreparedGraph(bind_namespaces="none")


@lru_cache(maxsize=1024)
def prepare(text: str) -> Query:
    """Parse a query of a shape.

    Raises:
        GdecError: it is no SPARQL query, or it would read from elsewhere.
    """
    from rdflib.plugins.sparql import prepareQuery

    try:
        query = prepareQuery(text)
    except Exception as error:  # rdflib has no class of its own for this: an unknown prefix is a bare Exception
        raise GdecError(f"a query of the shapes is no SPARQL: {error}") from error
    if query.algebra.datasetClause or _asks_elsewhere(query.algebra):
        raise GdecError("a query of the shapes reads from elsewhere (FROM or SERVICE); nothing is ever fetched")
    return query


def _asks_elsewhere(node: Any) -> bool:
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(node, CompValue):
        return node.name == "ServiceGraphPattern" or any(map(_asks_elsewhere, node.values()))
    return isinstance(node, (list, tuple)) and any(map(_asks_elsewhere, node))
