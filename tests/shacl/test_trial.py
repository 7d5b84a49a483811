"""What a change breaks is what a full validation finds after it and not before it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Dataset, NamedNode, Quad, RdfFormat, Store, parse
from referee import EXAMPLE, PREFIXES, quads
from test_against_pyshacl import PAIRS, QUERIES, graphs, shapes, targets

from gdec.shacl.engine import Validator, validate
from gdec.shacl.graph import Graph
from gdec.shacl.trial import Trial

GRAPHS = tuple(map(NamedNode, ("urn:g1", "urn:g2", "urn:g3", "urn:new")))

queries = st.sampled_from(
    (
        *QUERIES,
        "SELECT $this ?value { $this :q ?value . ?value a ?c . FILTER NOT EXISTS { ?c rdfs:subClassOf* :C } }",
        "SELECT $this ?value { ?value :q|^:r $this OPTIONAL { ?value :p ?n } FILTER (!BOUND(?n) || ?n > 1) }",
        "SELECT $this ?value { { SELECT $this ?value { $this (:q/:r)+ ?value } } ?value :q ?x . }",
        "SELECT $this ?value { OPTIONAL { $this :p ?x } FILTER NOT EXISTS { ?x :q ?y } $this :q ?value }",
        "SELECT $this { $this :q [] . FILTER (EXISTS { ?x a :D } || EXISTS { $this a :D }) }",
        "SELECT $this ?value { $this :q ?x . { ?value :p ?y } UNION { ?value :r ?x } }",
        "SELECT $this ?value { $this :p ?value . ?other :p ?value FILTER (?other != $this) }",
        "SELECT $this ?path ?value { $this ?path ?value FILTER NOT EXISTS { ?s :q $this ; :r ?path ; :p ?value } }",
        "SELECT $this ?value { $this :q ?value FILTER NOT EXISTS { ?s :q $this FILTER EXISTS { ?s :r ?value } } }",
        "SELECT $this ?value { $this :q ?value FILTER EXISTS { ?value :q ?z } FILTER NOT EXISTS { ?value :r ?z } }",
        "SELECT $this ?value { $this :q ?value ; :q|:r ?k FILTER NOT EXISTS { ?value :q ?x FILTER (?k IN (:a, :b)) } }",
        "SELECT $this (COUNT(DISTINCT ?x) AS ?value) { $this :p|:q ?x } GROUP BY $this HAVING (COUNT(DISTINCT ?x) > 1)",
        "SELECT $this { $this a ?c . GRAPH $shapesGraph { $currentShape sh:targetClass ?c } }",
    )
)


@st.composite
def with_queries(draw):
    """Draw a shape that holds its nodes to a query, also where it is nested or has a path."""
    select = f'sh:sparql [ sh:prefixes : ; sh:select """{draw(queries)}""" ]'
    inner = draw(st.sampled_from(("{}", "sh:node [ {} ]", "sh:property [ sh:path :q ; {} ]", "sh:not [ {} ]")))
    return f":S a sh:NodeShape ; {draw(targets)} ; {inner.format(select)} . {DECLARED}"


DECLARED = (
    ': sh:declare [ sh:prefix "" ; sh:namespace "http://example.org/" ] , '
    '[ sh:prefix "rdfs" ; sh:namespace "http://www.w3.org/2000/01/rdf-schema#" ] , '
    '[ sh:prefix "sh" ; sh:namespace "http://www.w3.org/ns/shacl#" ] .'
)


def triples(turtle):
    return [quad.triple for quad in parse((PREFIXES + EXAMPLE + turtle).encode(), RdfFormat.TURTLE)]


def named(turtle):
    """Give triples whose blank nodes have one name in all graphs, as in a store that was read from one file."""
    found = triples(turtle)
    return [
        type(each)(*(NamedNode(f"urn:{t.value[-1]}") if isinstance(t, BlankNode) else t for t in each))
        for each in found
    ]


def as_bytes(contents):
    store = Dataset(Quad(*triple, name) for name, found in contents.items() for triple in found)
    return b"".join(f"{quad} .\n".encode() for quad in store)


def key(result):
    return (
        result.focus, result.path, result.value, result.shape, result.component, result.constraint, result.severity,
        frozenset(result.messages),
    )  # fmt: skip


def found(data, checks):
    return set(map(key, validate(data, checks).results))


def tried(checks, store, change):
    def changed(out, into):
        another = Store()
        another.extend(list(store))
        for quad in out:
            another.remove(quad)
        another.extend(into)
        return lambda: another

    return Trial(store, Validator(Graph(parse(checks, RdfFormat.N_QUADS))), changed).do(change)


def hold(base, change, checks):
    store = Store()
    store.extend(Quad(*triple, name) for name, found in base.items() for triple in found)
    before = store.dump(format=RdfFormat.N_QUADS)
    there = {name: [quad.triple for quad in store.quads_for_pattern(None, None, None, name)] for name in GRAPHS}
    wanted = found(as_bytes(there | change), checks) - found(before, checks)
    broken = tried(checks, store, change)
    assert set(map(key, broken.report.results)) == wanted
    assert Dataset(store) == Dataset(parse(before, RdfFormat.N_QUADS))
    return len(wanted)


some = st.one_of(graphs().map(named), st.just([]))
changes = st.dictionaries(st.sampled_from(GRAPHS), some, min_size=1, max_size=2)
bases = st.fixed_dictionaries(dict.fromkeys(GRAPHS[:3], some))
hard = settings(max_examples=PAIRS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=PAIRS == 200)


@hard
@given(bases, changes, shapes())
def test_a_change_breaks_what_full_validation_finds_after_and_not_before(base, change, shape):
    hold(base, change, quads(shape))


@hard
@given(bases, changes, with_queries())
def test_the_same_holds_for_queries_of_shapes(base, change, shape):
    hold(base, change, quads(shape))


C = ":S a sh:NodeShape ; sh:targetClass :C ; "
WITHOUT = "$this :q ?value FILTER NOT EXISTS { ?value :p ?x }"


def prop(path, rules):
    return f"sh:property [ sh:path {path} ; {rules} ]"


def sparql(pattern):
    return f'sh:sparql [ sh:prefixes : ; sh:select """SELECT $this ?value {{ {pattern} }}""" ] . {DECLARED}'


UNBOUND = "$this :q ?value OPTIONAL { ?value :p ?n } FILTER (!BOUND(?n))"
NEGATED = sparql(WITHOUT).partition(" . :")[0]
AIMED = ":S a sh:NodeShape ; sh:targetObjectsOf :q ; "
BACK = "( [ sh:inversePath :q ] [ sh:zeroOrMorePath [ sh:inversePath :q ] ] )"
QUALIFIED = "sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ " + prop(":r", "sh:minCount 1") + " ]"


@pytest.mark.parametrize(
    ("first", "second", "new", "shape", "results"),
    [
        (":a a :C ; :p 3 .", "", ":a :q 2 .", C + prop(":p", "sh:lessThan :q") + " .", 1),
        (":a a :C ; :q :b .", ":b a :D .", None, C + prop(":q", "sh:class :D") + " .", 1),
        (":a a :C ; :q :b . :b a :E .", ":E rdfs:subClassOf :D .", None, C + prop(":q", "sh:class :D") + " .", 1),
        (":a a :E .", "", ":E rdfs:subClassOf :C .", f"{C} sh:nodeKind sh:Literal .", 1),
        (":a a :C .", "", ":a :q 1 .", f"{C} sh:closed true ; sh:ignoredProperties ( rdf:type ) .", 1),
        (":a a :C ; :q :v .", "", ":b a :C ; :q :v .", C + prop(":q", prop(":p", "sh:minCount 1")) + " .", 0),
        (":a a :C . :b :q :a .", ":c :q :b .", None, C + prop(BACK, "sh:minCount 2") + " .", 1),
        (":a a :C ; :q :b .", ":b :r 1 .", None, C + prop(":q", QUALIFIED) + " .", 1),
        (":a :p 1 .", "", ":x :q :a .", AIMED + prop(":p", "sh:maxCount 0") + " .", 1),
        (":a a :C ; :q :b .", ":b :p 1 .", None, C + sparql(WITHOUT), 1),
        (":a a :C ; :q :b .", "", ":b :p 1 .", f"{C} sh:not [ {NEGATED} ] . {DECLARED}", 1),
        (":a a :C ; :q :b .", ":b :p 1 .", None, C + sparql(UNBOUND), 1),
        (":a a :C ; :q :b . :b :p 1 .", "", ":a :q :c . :c :p 2 .", C + sparql(WITHOUT), 0),
        (":a a :C ; :q :b .", "", ":b :q :a .", C + sparql("$this :q ?value . ?value :q+ $this"), 1),
        (":a a :C .", "", ":b :p 1 .", C + sparql("?value :p ?x"), 1),
        (":a a :C ; :p 1 .", "", ":a :q 01 .", C + prop(":q", "sh:equals :p") + " .", 1),
        (":a a :C ; :q 1 .", "", ":b a :C ; :p 01 .", C + sparql("$this :p ?value . ?other :q ?value"), 1),
        (":a a :C .", "", ":a a :C .", f"{C} sh:nodeKind sh:Literal .", 0),
    ],
)  # fmt: skip
def test_each_way_in_which_a_change_can_matter(first, second, new, shape, results):
    base = {GRAPHS[0]: named(first), GRAPHS[1]: named(second), GRAPHS[2]: []}
    change = {GRAPHS[1]: []} if new is None else {GRAPHS[3]: named(new)}
    assert hold(base, change, quads(shape)) == results


def test_a_target_that_is_named_once_more_counts_and_is_not_asked_again():
    base = {GRAPHS[0]: named(":a :p 1 . :x :q :a ."), GRAPHS[1]: [], GRAPHS[2]: []}
    shape = f"{AIMED} {sparql('$this :p ?value')}"
    asked = []

    def tell(query):
        asked.append(query)
        return query.text()

    store = Store()
    store.extend(Quad(*triple, name) for name, triples_there in base.items() for triple in triples_there)
    for new, results, number in ((":y :q :a .", 0, 0), (":y :q :b . :b :p 2 .", 1, 1)):
        asked.clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("gdec.shacl.run.with_lookups", lambda query, *_: tell(query))
            broken = tried(quads(shape), store, {GRAPHS[3]: named(new)})
        assert (len(broken.report.results), broken.report.checked) == (results, 1)
        assert len(asked) == (2 if results else number)


def test_blank_nodes_of_what_is_new_are_things_too():
    change = {GRAPHS[3]: triples("_:new a :C ; :q [ a :D ] .")}
    shape = f"{C} sh:property [ sh:path :q ; sh:class :E ] ; sh:nodeKind sh:BlankNode ."
    assert hold({name: [] for name in GRAPHS[:3]}, change, quads(shape)) == 1
