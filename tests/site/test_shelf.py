"""What articles say of things is kept, and read again of those alone that have changed."""

import pytest
from sites import shipped, site_of

from gdec import terms
from gdec.site.pages.things import Pages
from gdec.site.reading import shelf
from gdec.site.reading.graphs import Graphs
from gdec.site.reading.quoting import Quoting
from gdec.site.reading.shelf import Shelf


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with shipped(tmp_path_factory.mktemp("store")) as reader:
        yield site_of(reader)


@pytest.fixture(autouse=True)
def of_any_number(monkeypatch):
    monkeypatch.setattr(shelf, "FEW", 1)


def pages_of(site, folder=None, states=None):
    """Give the maker of pages, and the names of the graphs that it will have read."""
    graphs = Graphs(site.reader)
    asked, read = [], graphs.graph
    graphs.graph = lambda name: asked.append(name) or read(name)
    return Pages(site, graphs, Quoting(), Shelf(graphs, folder, states or {})), asked


def spoken_of(site):
    """Name the things of which several articles speak, by how many do."""
    found = {}
    for quad in site.reader.quads():
        iri = getattr(quad.object, "value", "")
        if site.is_thing(iri) and "/article/" in quad.graph_name.value and not site.page_of(iri).startswith("article"):
            found.setdefault(iri, set()).add(quad.graph_name.value)
    return {iri: sorted(graphs) for iri, graphs in found.items() if len(graphs) > 1}


def test_what_is_kept_is_not_read_again_and_gives_the_same_pages(site, tmp_path):
    things = spoken_of(site)
    fresh, asked = pages_of(site, tmp_path / "kept")
    again, asked_again = pages_of(site, tmp_path / "kept")
    plain, _ = pages_of(site)
    for iri in things:
        expected = list(plain.of_thing(iri))
        assert list(fresh.of_thing(iri)) == expected
        assert list(again.of_thing(iri)) == expected
    assert asked
    assert not asked_again


def test_only_an_article_in_another_state_is_read_again(site, tmp_path):
    for iri, graphs in spoken_of(site).items():
        list(pages_of(site, tmp_path)[0].of_thing(iri))
        changed = {graphs[0].removesuffix("#graph"): "changed"}
        for expected in ([graphs[0]], []):
            made, asked = pages_of(site, tmp_path, changed)
            list(made.of_thing(iri))
            assert asked == expected


@pytest.mark.parametrize("damage", [lambda whole: b"", lambda whole: bytes(len(whole)), lambda whole: b"\xff" + whole])
def test_what_cannot_be_read_is_read_from_the_store(site, tmp_path, damage):
    iri = max(things := spoken_of(site), key=lambda each: len(things[each]))
    expected = list(pages_of(site, tmp_path)[0].of_thing(iri))
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    made, asked = pages_of(site, tmp_path)
    assert list(made.of_thing(iri)) == expected
    assert asked == things[iri]
    assert len(path.read_bytes()) == len(whole)


def test_what_is_missing_at_the_end_of_a_file_is_read_again(site, tmp_path):
    iri = max(things := spoken_of(site), key=lambda each: len(things[each]))
    expected = list(pages_of(site, tmp_path)[0].of_thing(iri))
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    made, asked = pages_of(site, tmp_path)
    assert list(made.of_thing(iri)) == expected
    assert len(asked) == 1
    assert len(path.read_bytes()) == len(whole)


def test_nothing_is_kept_of_few_articles(site, tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "FEW", 1_000)
    iri = next(iter(spoken_of(site)))
    list(pages_of(site, tmp_path)[0].of_thing(iri))
    assert not list(tmp_path.iterdir())


def test_what_is_kept_can_be_read_whatever_becomes_of_it(site, tmp_path):
    iri = max(spoken_of(site).items(), key=lambda each: len(each[1]))[0]
    held, _ = pages_of(site, tmp_path)
    plain, _ = pages_of(site)
    about = held.shelf.about(iri)
    pages_of(site, tmp_path)[0].shelf.about(iri)  # another process keeps it anew
    for path in tmp_path.iterdir():
        path.unlink()
    expected = plain.shelf.about(iri)
    nodes = [each.statement for each in expected.triples(terms.SUBJECT, f"<{iri}>")]
    assert [about.node(name) for name in nodes] == [expected.node(name) for name in nodes] != []
