"""The triples of a store with a change that is in no store yet: what is seen is what a changed store holds."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from gdec.shacl.triples import Fact, Triples
from gdec.shacl.vocabulary import RDF_TYPE, Term

NODES = [NamedNode(f"urn:{name}") for name in "abc"]
PREDICATES = [RDF_TYPE, NamedNode("urn:p")]
VALUES: list[Term] = [*NODES, Literal("x")]
GRAPHS: list[DefaultGraph | NamedNode] = [DefaultGraph(), NamedNode("urn:g")]
facts = st.tuples(st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(VALUES))


def store_of(held: set[Fact], graphs: list[DefaultGraph | NamedNode]) -> Store:
    store = Store()
    store.extend(Quad(*fact, graph) for fact in held for graph in graphs)
    return store


@given(st.sets(facts), st.sets(facts), st.sets(facts))
@settings(max_examples=60, deadline=None)
def test_a_change_is_seen_before_it_is_made(held: set[Fact], come: set[Fact], gone: set[Fact]) -> None:
    after = held - gone | come
    changed = store_of(after, GRAPHS)
    seen = Triples(store_of(held, GRAPHS), sorted(come - held, key=str), gone - come, lambda: changed)
    for asked in product([None, *NODES], [None, *PREDICATES], [None, *VALUES]):
        wanted = {fact for fact in after if all(end in (None, own) for end, own in zip(asked, fact, strict=True))}
        assert set(seen.facts(*asked)) == wanted
        assert seen.has(*asked) == bool(wanted)
    seen.learn(NODES[:2], RDF_TYPE)
    for node in NODES:
        assert set(seen.all_of(node, RDF_TYPE)) == {fact for fact in after if fact[:2] == (node, RDF_TYPE)}
    for fact in after:
        assert seen.ask("?v0 ?v1 ?v2", dict(zip(("?v0", "?v1", "?v2"), fact, strict=True)))
