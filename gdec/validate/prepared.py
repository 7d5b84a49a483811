"""A graph for rdflib's SPARQL that prepares each query once and lets none of them reach out of itself."""

from __future__ import annotations

from collections.abc import Generator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gdec.errors import GdecError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result
    from rdflib.term import Node


def new_graph() -> Graph:
    """Make an empty graph that answers queries given as text.

    The shapes' SPARQL runs once for each thing, and rdflib takes longer to parse a query than to answer it.
    """
    from rdflib import Graph as PlainGraph

    class PreparedGraph(PlainGraph):
        def predicates(self, *_: Any, **__: Any) -> Generator[Node, None, None]:
            """Give none: pySHACL asks only to describe a blank node by all it leads to, and that grows without end."""
            yield from ()

        def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
            query = prepare(query_object) if isinstance(query_object, str) else query_object
            result = super().query(query, *args, **kwargs)
            try:
                _ = result.bindings
            except (ArithmeticError, AttributeError, TypeError, ValueError) as error:
                # SPARQL would pass over such a row, rdflib trips over it: YEAR of an xsd:date that is no date.
                raise GdecError(f"a query of the shapes trips over an ill-typed value: {error}") from error
            return result

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
    if query.algebra.datasetClause or _has(query.algebra, "ServiceGraphPattern"):
        raise GdecError("a query of the shapes reads from elsewhere (FROM or SERVICE); nothing is ever fetched")
    if _has(query.algebra, "Graph"):
        raise GdecError("a query of the shapes names a graph (GRAPH); shapes see all graphs as one, leave it out")
    return query


def _has(node: Any, name: str) -> bool:
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(node, CompValue):
        return node.name == name or any(_has(part, name) for part in node.values())
    return isinstance(node, (list, tuple)) and any(_has(part, name) for part in node)
