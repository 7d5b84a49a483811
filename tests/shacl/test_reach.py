"""How queries of shapes are read, followed and looked up."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, Store

from gdec.shacl.follow import ANY, MORE, Sign, links
from gdec.shacl.functions import Functions
from gdec.shacl.grammar import Unclear, counts_rows, parse
from gdec.shacl.graph import ShapesError
from gdec.shacl.groups import Optional, Pattern, Select, Union
from gdec.shacl.lookups import with_lookups
from gdec.shacl.queries import read
from gdec.shacl.triples import Triples

PREFIXES = "PREFIX : <http://example.org/>"
HUB, RARE, P, Q = (NamedNode(f"http://example.org/{name}") for name in ("hub", "rare", "p", "q"))


def query(text, form="SELECT"):
    return read(text, form, PREFIXES)


def test_a_query_is_read_as_patterns_and_groups():
    group = parse(
        query(
            "SELECT $this ?v { $this :p ?v ; a :C, ?c . ?v (:p|^:q)+ ?w. OPTIONAL { ?w ^:q [] } "
            "{ ?w :p 1 } UNION { ?w :q 'x'@en } { SELECT $this ?n { $this :q/:p ?n } } FILTER (?v IN (:a, :b)) "
            "FILTER NOT EXISTS { ?w :p :o } FILTER (?n > 1 || EXISTS { ?n :q true }) }"
        )
    )
    kinds = [type(item) for item in group.items]
    assert kinds == [Pattern, Pattern, Pattern, Pattern, Optional, Union, Select]
    assert group.items[0] == Pattern("this", P, "v")
    assert group.items[4].group.items == [Pattern("[1", Q, "w")]
    assert [item.path for item in group.items[6].group.items] == [Q, P]
    assert (len(group.absent), len(group.exists), group.is_filtered) == (1, 1, True)
    assert set(group.allowed) == {"v"}


@pytest.mark.parametrize(
    "text",
    [
        "SELECT $this { GRAPH ?g { $this :p ?o } }",
        "SELECT $this { $this !:p ?o }",
        "SELECT $this { $this :p (1 2) }",
        "SELECT $this { $this :p 1.5 }",
        "SELECT $this { $this :p [ :q 1 ] }",
        "SELECT $this (EXISTS { ?x ?y ?z } AS ?value) { $this :p ?o }",
    ],
)
def test_what_is_more_than_patterns_is_not_guessed_at(text):
    with pytest.raises(Unclear):
        parse(query(text))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT $this { $this :p ?v . ?x :q ?y FILTER (?x = ?v) }",
        "SELECT $this { OPTIONAL { $this :p ?v } ?v :q ?y }",
        "SELECT $this { OPTIONAL { $this :p ?v } FILTER NOT EXISTS { ?v :q ?y } }",
        "SELECT $this { $this :p ?v { $this :q ?w FILTER NOT EXISTS { ?w :p ?v } } }",
        "SELECT $this { $this :p ?v { SELECT $this ?w { ?v :q ?w } } }",
        "SELECT $this { { $this :p ?v } UNION { $this :q ?w } ?v :p ?x }",
    ],
)
def test_patterns_that_hang_together_with_nothing_known_are_told(text):
    with pytest.raises(Unclear):
        links(parse(query(text)), {"this"}, ANY)


def test_patterns_are_followed_from_their_subjects_and_know_what_matters():
    found = links(
        parse(
            query(
                "SELECT $this ?p ?v { $this ?p ?v . FILTER NOT EXISTS { ?s :p $this ; :q ?p ; :p ?v "
                "FILTER NOT EXISTS { ?s a :Old } } OPTIONAL { ?v :q ?o } }"
            )
        ),
        {"this"},
        MORE,
    )
    ways = {(one.pattern.subject, str(one.pattern.path), one.forward): one.delta for one in found}
    assert {key[2] for key in ways if key[0] == "s"} == {True, False}
    assert sum(not one.forward for one in found) == 1
    signs = {key[0]: Sign(delta.coming, delta.going) for key, delta in ways.items() if key[1] != str(P)}
    assert signs == {"this": MORE, "s": MORE, "v": ANY}
    assert {Sign(one.delta.coming, one.delta.going) for one in found if one.pattern.path == P} == {MORE.turned()}


def test_a_delta_finds_the_nodes_behind_a_triple():
    store = Store()
    facts = [(NamedNode(f"urn:s{n}"), P, HUB) for n in range(40)] + [(NamedNode("urn:s7"), Q, RARE)]
    store.extend(Quad(*fact, NamedNode("urn:g")) for fact in facts)
    (_, link) = links(parse(query("SELECT $this { $this :p ?hub ; :q ?rare }")), {"this"}, MORE)
    assert link.delta.nodes(facts[-1], Triples(store)) == {NamedNode("urn:s7")}
    backwards = links(parse(query("SELECT $this { $this :p ?hub . ?x :q ?rare ; :p ?hub }")), {"this"}, MORE)
    (last,) = (one for one in backwards if one.pattern.path == Q)
    assert len(last.delta.nodes(facts[-1], Triples(store))) == 40
    assert last.delta.nodes((NamedNode("urn:other"), Q, RARE), Triples(store)) == set()


@pytest.mark.parametrize(("subject", "is_absent"), [("urn:s7", False), ("urn:s8", True), ("urn:none", True)])
def test_a_lookup_answers_as_the_query_would(subject, is_absent):
    store = Store()
    facts = [(NamedNode(f"urn:s{n}"), P, HUB) for n in range(40)] + [(NamedNode("urn:s7"), Q, RARE)]
    store.extend(Quad(*fact, NamedNode("urn:g")) for fact in facts)
    functions = Functions()
    asked = query(
        "SELECT $this { $this :p ?h . FILTER NOT EXISTS { ?x :p ?h ; :q ?r . ?y :q ?r ; :p ?h . $this :q ?r } }"
    )
    text = with_lookups(asked, frozenset({"this"}), functions, Triples(store))
    assert "NOT EXISTS" not in text
    ((name, function),) = functions.table.items()
    assert str(name) in text
    assert function(HUB, NamedNode(subject)).value == str(is_absent).lower()


def test_a_lookup_takes_in_what_filters_it_and_sees_each_match_once():
    store = Store()
    facts = [(NamedNode(f"urn:s{n}"), P, HUB) for n in range(40)] + [(NamedNode("urn:s7"), Q, RARE)]
    store.extend(Quad(*fact, NamedNode(f"urn:g{number}")) for fact in facts for number in range(9))
    functions = Functions()
    asked = query(
        "SELECT $this { $this :p ?h FILTER NOT EXISTS { ?x :q ?r FILTER EXISTS { ?x :p ?h . $this :q ?r } } }"
    )
    text = with_lookups(asked, frozenset({"this"}), functions, Triples(store))
    ((name, function),) = functions.table.items()
    calls = []
    table = {name: lambda *terms: calls.append(terms) or function(*terms)}
    rows = store.query(f"{PREFIXES} {text}", use_default_graph_as_union=True, custom_functions=table)
    assert {row["this"] for row in rows} == {NamedNode(f"urn:s{n}") for n in range(40) if n != 7}
    assert len(calls) == 40


@pytest.mark.parametrize(
    "text",
    [
        "SELECT $this { $this :p ?k FILTER NOT EXISTS { ?x :q $this FILTER (?k IN (:hub)) } }",
        "SELECT $this { $this :p ?k FILTER NOT EXISTS { ?x :q $this FILTER (EXISTS { ?x :p ?k } || ?k = :hub) } }",
        "SELECT $this { $this :p ?k FILTER NOT EXISTS { ?x :q $this FILTER EXISTS { ?x :p ?z } FILTER (?z = 1) } }",
    ],
)
def test_what_a_lookup_cannot_see_stays_in_the_query(text):
    functions = Functions()
    assert with_lookups(query(text), frozenset({"this"}), functions, Triples(Store())) == query(text).text()
    assert not functions.table


def test_a_pattern_of_variables_only_is_matched_after_those_before_it():
    store = Store()
    facts = [(NamedNode(f"urn:s{n}"), P, HUB) for n in range(9)] + [(HUB, Q, RARE), (RARE, P, HUB)]
    store.extend(Quad(*fact, NamedNode(f"urn:g{number}")) for fact in facts for number in range(2))
    asked = query(
        "SELECT $this ?v { $this :p ?v . ?v ?path ?o . FILTER (?path = :q) FILTER NOT EXISTS { ?o :p :none } }"
    )
    functions = Functions()
    text = with_lookups(asked, frozenset({"this"}), functions, Triples(store))
    assert "LATERAL { ?v ?path ?o }" in " ".join(text.split())
    first, second = (
        {(row["this"], row["v"]) for row in store.query(one, use_default_graph_as_union=True, custom_functions=table)}
        for one, table in ((f"{PREFIXES} {asked.text()}", {}), (f"{PREFIXES} {text}", functions.table))
    )
    assert first == second
    assert len(first) == 10


def test_a_variable_that_two_filters_name_is_not_taken_for_one():
    group = parse(query("SELECT $this { $this :p ?k FILTER EXISTS { $this :q ?z } FILTER NOT EXISTS { ?k :q ?z } }"))
    assert [item.path for item in group.items] == [P]
    assert (len(group.exists), len(group.absent)) == (1, 1)


def test_what_a_function_raises_is_raised_and_no_row_is_lost():
    functions = Functions()
    name = functions.value("broken", lambda: 1 / 0)
    assert not list(Store().query(f"SELECT * {{ FILTER ({name}()) }}", custom_functions=functions.table))
    with pytest.raises(ZeroDivisionError):
        functions.hold()


def test_queries_that_count_rows_are_known():
    assert counts_rows(query("SELECT $this (COUNT(?x) AS ?value) { $this :p ?x } GROUP BY $this"))
    assert counts_rows(query("SELECT $this { $this :p ?x } LIMIT 1"))
    assert not counts_rows(query("SELECT $this (COUNT(DISTINCT ?x) AS ?value) { $this :p ?x } GROUP BY $this"))
    with pytest.raises(ShapesError):
        query("SELECT $this { $this :p ?x MINUS { $this :q ?x } }")
