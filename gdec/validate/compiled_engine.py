"""Validation by our own engine, with its results in our words."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, pairwise

import pyoxigraph
from pyoxigraph import RdfFormat, Store

from gdec import resources
from gdec.shacl import model
from gdec.shacl.components import SHAPES_GRAPH
from gdec.shacl.data import load
from gdec.shacl.engine import Validator
from gdec.shacl.graph import Graph, ShapesError
from gdec.shacl.vocabulary import RDFS_SUBCLASS
from gdec.validate.report import Report
from gdec.validate.results import in_our_words


def run(data: bytes, shapes: bytes, limit: float | None = None) -> Report:
    """Hold data to shapes.

    Args:
        data: N-Quads; its graphs are taken as one.
        shapes: the shapes graph, as N-Quads.
        limit: how many seconds one check may take.

    Raises:
        ShapesError: the shapes cannot be used.
        TookTooLong: a check took longer than it may.
    """
    loaded = load(data, classes())
    return in_our_words(validator_of(shapes).run(loaded, limit=limit), loaded)


def check(shapes: bytes) -> None:
    """Look shapes over before they meet data, also the queries that no thing in the data would bring to run.

    Raises:
        ShapesError: the shapes are ill-formed or recursive, or one of them asks for what is refused.
    """
    constraints = chain.from_iterable(shape.constraints for shape in validator_of(shapes).shapes.by_node.values())
    for query in (one.query for one in constraints if isinstance(one, model.Sparql)):
        for before, token in pairwise(query.tokens):
            if before.keyword == "GRAPH" and token.text.strip() != str(SHAPES_GRAPH):
                raise ShapesError("a query names a graph (GRAPH); shapes see all graphs as one, leave it out")
        try:
            Store().query(f"{query.prologue} ASK {{ {query.text()} }}")
        except SyntaxError as error:
            why = " ".join(str(error).split())[:200]
            raise ShapesError(f"a query of the shapes is no SPARQL: {why}") from error
        except RuntimeError as error:
            raise ShapesError(f"a query of the shapes cannot be worked out: {error}") from error


@lru_cache(maxsize=8)
def validator_of(shapes: bytes) -> Validator:
    """Read a shapes graph, once for the same quads."""
    return Validator(Graph(pyoxigraph.parse(shapes, RdfFormat.N_QUADS)))


@lru_cache(maxsize=1)
def classes() -> bytes:
    """Give what the ontology says of subclasses and nothing more: its terms are not to be checked as data."""
    ontology = pyoxigraph.parse(resources.ontology(), RdfFormat.TURTLE)
    axioms = (quad for quad in ontology if quad.predicate == RDFS_SUBCLASS)
    return pyoxigraph.serialize(axioms, format=RdfFormat.N_QUADS) or b""
