"""What is set aside of articles for things that several of them speak of."""

import pytest
from hostile import hostile
from sites import shipped, site_of

from gdec.site.pages.things import Pages
from gdec.site.reading.excerpts import Excerpts
from gdec.site.reading.graphs import Graphs
from gdec.site.reading.quoting import Quoting
from gdec.site.reading.shelf import Shelf


@pytest.fixture(scope="module", params=[shipped, hostile], ids=lambda made: made.__name__)
def site(request, tmp_path_factory):
    with request.param(tmp_path_factory.mktemp("store")) as reader:
        yield site_of(reader)


def articles_and_others(site):
    """Name the graphs of articles by these, and all others."""
    names = sorted(graph.value for graph in site.reader.graphs()[1:])
    articles = [name.removesuffix("#graph") for name in names if site.page_of(name).startswith("article/")]
    return articles, [name for name in names if name.removesuffix("#graph") not in articles]


def things(site):
    """Name all that has a page and is no article."""
    named = {end.value for quad in site.reader.quads() for end in (quad.subject, quad.object) if hasattr(end, "value")}
    return sorted(iri for iri in named if site.is_thing(iri) and not site.page_of(iri).startswith("article/"))


def set_aside(site, folder, *, buckets):
    """Set aside what each article says of each thing."""
    articles, others = articles_and_others(site)
    excerpts, graphs = Excerpts(folder, buckets, tuple(others)), Graphs(site.reader)
    for article in articles:
        graph = graphs.take(article)
        excerpts.add(article, "", graph, (thing for thing in things(site) if _speaks_of(graph, thing)))
        excerpts.set_aside()
    return excerpts


def _speaks_of(graph, thing):
    term = f"<{thing}>"
    return term in graph.nodes or any(term in by_thing for by_thing in graph.speaking_of.values())


@pytest.mark.parametrize("buckets", [1, 7])
def test_pages_from_excerpts_are_those_from_the_store(site, tmp_path, buckets):
    excerpts = set_aside(site, tmp_path, buckets=buckets)
    at_hand, asked = pages_of(site), pages_of(site)
    made = []
    for bucket in excerpts.shared_out(things(site)):
        for thing, packed in excerpts.read(bucket):
            at_hand.graphs.hold(at_hand.shelf.put_together(thing, packed, excerpts.beyond))
            made.append(thing)
            expected = list(asked.of_thing(thing))
            assert list(at_hand.of_thing(thing)) == expected, thing
    assert sorted(made) == things(site)


def pages_of(site):
    graphs = Graphs(site.reader)
    return Pages(site, graphs, Quoting(), Shelf(graphs))


def test_a_thing_that_nothing_was_set_aside_of_has_no_excerpts(tmp_path):
    (bucket,) = Excerpts(tmp_path, 3).shared_out(["https://example.org/person/x"])
    ((thing, packed),) = Excerpts(tmp_path, 3).read(bucket)
    assert (thing, list(packed)) == ("https://example.org/person/x", [])
