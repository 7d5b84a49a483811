"""The examples of docs/model.md, each of whose triples stands in the shipped graph."""

import re
from pathlib import Path

import pytest

from gdec import terms
from gdec.build import build
from gdec.project import find_project
from gdec.store.local import open_current

ROOT = Path(__file__).parent.parent
BLOCKS = re.findall(r"```turtle\n(.*?)```", (ROOT / "docs/model.md").read_text("utf-8"), re.DOTALL)
PREFIXES = terms.prefixes() | {"art": terms.BASE + "article/"}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shipped")
    build(find_project(ROOT / "data"), folder)
    with open_current(folder) as store:
        yield store


def test_every_section_has_an_example():
    text = (ROOT / "docs/model.md").read_text("utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert [part.splitlines()[0] for part in sections if "```turtle" not in part] == []


@pytest.mark.parametrize("example", BLOCKS, ids=lambda block: block.split()[0])
def test_an_example_stands_in_the_shipped_graph(shipped, example):
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    pattern = re.sub(r"^\[\] ", "?it ", example, flags=re.MULTILINE)
    assert shipped.query(f"{head}ASK {{ {pattern} }}")
