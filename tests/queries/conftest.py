"""A store in memory with the shipped data, mapped anew, and what its answers look like as plain rows."""

import re
import shutil
from pathlib import Path

import pyoxigraph
import pytest

from gdec import terms
from gdec.build import map_facts
from gdec.mapping import registry_quads
from gdec.project import find_project
from gdec.query.run import ask
from gdec.query.table import cell
from gdec.store.answer import to_answer

DATA = Path(__file__).parents[2] / "data"
ARTICLE = re.compile(rb"(<https://w3id\.org/gdec/id/article/[^#>]*)")


class MemoryStore:
    """A store that lasts as long as the test."""

    prefixes = terms.prefixes()

    def __init__(self, data, form=pyoxigraph.RdfFormat.N_QUADS):
        self._store = pyoxigraph.Store()
        self._store.load(data, format=form)

    def query(self, sparql, *, union=True):
        return to_answer(self._store.query(sparql, use_default_graph_as_union=union))

    def has_graph(self, iri):
        return self._store.contains_named_graph(pyoxigraph.NamedNode(iri))

    def close(self):
        """Nothing is held."""


@pytest.fixture(scope="session")
def mapped():
    """Give the quads of the registry, and those of each shipped article."""
    project = find_project(DATA)
    return registry_quads(project.registry), [map_facts(project.read(path), project) for path in project.articles()]


@pytest.fixture(scope="session")
def shipped(mapped):
    """Give a store with the graphs of the shipped articles and of the registry."""
    registry, articles = mapped
    return MemoryStore(registry + b"".join(articles))


@pytest.fixture
def edited(tmp_path):
    """Give a function that makes a store of the registry and one shipped article, in whose facts a text is replaced."""

    def store(article, old, new):
        project = find_project(shutil.copytree(DATA, tmp_path / "data"))
        path = project.folder / f"articles/{article.rpartition(':')[2]}.yaml"
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")
        return MemoryStore(registry_quads(project.registry) + map_facts(project.read(path), project))

    return store


@pytest.fixture(scope="session")
def copied(mapped):
    """Give a function that makes a store in which each shipped article stands often, `-0`, `-1`, … behind its IRI."""
    registry, articles = mapped

    def store(copies):
        named = (ARTICLE.sub(rb"\g<1>-%d" % number, article) for article in articles for number in range(copies))
        return MemoryStore(registry + b"".join(named))

    return store


@pytest.fixture(scope="session")
def store_of():
    """Give a function that makes a store from TriG with the usual prefixes."""
    head = "".join(f"PREFIX {name}: <{start}>\n" for name, start in terms.prefixes().items())
    return lambda trig: MemoryStore((head + trig).encode(), pyoxigraph.RdfFormat.TRIG)


@pytest.fixture(scope="session")
def rows_of():
    """Give a function that asks a store a query and gives the rows as a reader sees them, "" where nothing is bound."""

    def rows(store, query, **values):
        answer = ask(store, query, values)
        return [tuple(cell(term, store.prefixes) for term in row) for row in answer.rows]

    return rows
