"""The examples of docs/model.md, each of whose triples stands in the shipped graph."""

import re
from pathlib import Path

import pyoxigraph
import pytest

from gdec import terms
from gdec.build import map_facts
from gdec.mapping import registry_quads
from gdec.project import find_project

ROOT = Path(__file__).parent.parent
BLOCKS = re.findall(r"```turtle\n(.*?)```", (ROOT / "docs/model.md").read_text("utf-8"), re.DOTALL)
PREFIXES = terms.prefixes() | {"art": terms.BASE + "article/"}


@pytest.fixture(scope="module")
def shipped():
    project = find_project(ROOT / "data")
    store = pyoxigraph.Store()
    store.load(registry_quads(project.registry), pyoxigraph.RdfFormat.N_QUADS)
    for path in project.articles():
        store.load(map_facts(project.read(path), project), pyoxigraph.RdfFormat.N_QUADS)
    return store


def test_every_section_has_an_example():
    text = (ROOT / "docs/model.md").read_text("utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert [part.splitlines()[0] for part in sections if "```turtle" not in part] == ["Disagreement"]


@pytest.mark.parametrize("example", BLOCKS, ids=lambda block: block.split()[0])
def test_an_example_stands_in_the_shipped_graph(shipped, example):
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    pattern = re.sub(r"^\[\] ", "?it ", example, flags=re.MULTILINE)
    assert shipped.query(f"{head}ASK {{ {pattern} }}", use_default_graph_as_union=True)
