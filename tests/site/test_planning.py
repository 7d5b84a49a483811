"""What is asked of a store before its pages are made: which things several articles speak of, and what disagrees."""

from collections import defaultdict

import pytest
from generated import articles
from published import empty_project, planned, store
from pyoxigraph import NamedNode
from sites import shipped, site_of

from gdec import terms
from gdec.site.frame.settings import Settings
from gdec.site.kept.memory import Memory
from gdec.site.making.survey import Survey, digest
from gdec.site.reading.graphs import ROLES, Graphs
from gdec.site.reading.named import RECORDS
from gdec.store.changing import change
from gdec.store.local import open_current


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with shipped(tmp_path_factory.mktemp("store")) as reader:
        yield site_of(reader)


def graphs_by_thing(site):
    """Give the graphs that speak of each thing, found quad by quad."""
    found = defaultdict(set)
    for quad in site.reader.quads():
        name, value = str(quad.predicate), quad.object
        spoken = value if name in ROLES else quad.subject
        is_kept = name in ROLES or (name == terms.TYPE and str(value) not in RECORDS)
        iri = getattr(spoken, "value", "")
        if is_kept and isinstance(spoken, NamedNode) and site.is_thing(iri) and "/article/" not in iri:
            found[iri].add(quad.graph_name.value)
    return found


def test_a_graph_is_asked_for_the_things_that_it_speaks_of(site):
    survey, found = Survey(site, Graphs(site.reader)), graphs_by_thing(site)
    graphs = survey.graphs_named()
    for graph in graphs:
        assert sorted(survey.things_in(graph)) == sorted(thing for thing in found if graph in found[thing])
    own = [graph for graph in graphs if "/article/" in graph]
    spoken = survey.spoken(graph.removesuffix("#graph") for graph in own)
    several = {thing: len(found[thing].intersection(own)) > 1 for thing in found if found[thing].intersection(own)}
    assert spoken.things == {digest(thing): is_so for thing, is_so in several.items()}
    assert set(several.values()) == {True, False}
    assert spoken.classes == {site.page_of(thing).partition("/")[0] for thing in several}
    assert spoken.graphs == len(own) > 1


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_several_articles_speak_of_is_left_until_all_are_read(tmp_path, jobs):
    folder = store(tmp_path / "store", [each.facts for each in articles(5)], empty_project(tmp_path / "project"))
    plan = planned(folder, tmp_path / "memory", Settings("https://example.org/"), jobs)
    with open_current(folder) as reader:
        found = graphs_by_thing(site_of(reader))
    own = {f"{article}#graph" for article in plan.states}
    several = {thing for thing, graphs in found.items() if len(graphs) > 1 or not graphs <= own}
    assert several < set(found)
    assert plan.shared == {digest(thing) for thing in several}
    assert plan.apart == {thing for thing in several if not found[thing] <= own}
    assert plan.pages == len(found) + len(own)


def test_a_disagreement_more_changes_what_is_known_of_the_thing_it_is_about_alone(tmp_path):
    folder = tmp_path / "store"
    shipped(folder).close()
    new = NamedNode("https://w3id.org/gdec/id/disagreements#made-up")
    with open_current(folder) as reader:
        before = Survey(site_of(reader), Graphs(reader)).disagreements()
    thing = min(before)
    with change(folder) as step:
        for name, value in ((terms.RELATION, terms.term("gdec:contradicts")), (terms.ABOUT, f"<{thing}>")):
            step.store.update(
                f"INSERT DATA {{ GRAPH <https://w3id.org/gdec/id/disagreements#graph> {{ {new} {name} {value} }} }}"
            )
    with open_current(folder) as reader:
        after = Survey(site_of(reader), Graphs(reader)).disagreements()
    assert {about for about, _ in after.items() ^ before.items()} == {thing}
    memory = Memory(tmp_path / "memory")
    for known in (before, after):
        memory.note_disagreements(known)
        assert memory.disagreements() == known


def test_what_one_property_says_is_known_without_reading_all_that_is_said(site):
    graphs = Graphs(site.reader)
    for thing in sorted(graphs_by_thing(site)):
        plain = graphs.plain(f"<{thing}>")
        for name in (terms.PART, terms.TYPE, terms.LABEL):
            assert graphs.values(f"<{thing}>", name) == plain.get(name, [])
