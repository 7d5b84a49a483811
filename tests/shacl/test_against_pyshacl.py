"""Generated shapes and graphs: the engine and pySHACL find the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse, serialize
from pyshacl.errors import ReportableRuntimeError
from referee import ours, quads, theirs
from torture import IS_TORTURE, times

from gdec import resources

PAIRS = times(200, 2000)
FIXTURES = Path(__file__).parent.parent / "shapes/fixtures"
NODES = (":a", ":b", ":c", ":d", "_:x", "_:y")
PREDICATES = (":p", ":q", ":r")
CLASSES = (":C", ":D", ":E")
LITERALS = (
    "1", "2", "3", "007", "1.1", "1.10", "2.0", "1.5e0", '"300"^^xsd:byte', '"5"^^xsd:byte', '"x1"^^xsd:integer',
    '"2020-01-01"^^xsd:date', '"2020-13-45"^^xsd:date', '"2024-02-29"^^xsd:date',
    '"2020-01-01T10:00:00Z"^^xsd:dateTime',
    '"2020-01-01T10:00:00+01:00"^^xsd:dateTime', '"2020-01-01T10:00:00"^^xsd:dateTime', "true", "false",
    '""', '"abc"', '"ABC"', '"a b"', '"abc"@en', '"abc"@en-GB', '"abd"@en', '"chat"@fr', '"ééé"', '"x"^^:datatype',
)  # fmt: skip
VALUES = NODES[:4] + LITERALS
# pySHACL compares a date with a number and an IRI with a text, where SPARQL has no answer: each of these properties
# has values of one sort.
ORDERED = {
    ":n": ("1", "2", "3", "007", "1.1", "1.10", "2.0", "1.5e0", '"5"^^xsd:byte', "99999999999999999999"),
    ":m": ("1", "2", "3", "-4", "1.10", "2.00", '"5"^^xsd:unsignedByte', "123456789012345678901.5"),
    ":t": ('"2020-01-01"^^xsd:date', '"2020-02-29"^^xsd:date', '"2019-12-31"^^xsd:date', '"0999-01-01"^^xsd:date'),
    ":u": (
        '"2020-01-01T10:00:00Z"^^xsd:dateTime',
        '"2020-01-01T10:00:00+01:00"^^xsd:dateTime',
        '"2020-01-01T09:30:00.50Z"^^xsd:dateTime',
        '"2020-01-01T23:59:59Z"^^xsd:dateTime',
    ),
}

nodes, predicates, classes = map(st.sampled_from, (NODES, PREDICATES, CLASSES))
values = st.sampled_from(VALUES)


@st.composite
def graphs(draw):
    typed = draw(st.lists(st.tuples(nodes, st.just("a"), classes), max_size=6))
    said = draw(st.lists(st.tuples(nodes, predicates, st.sampled_from(NODES + LITERALS)), min_size=1, max_size=14))
    above = draw(st.lists(st.tuples(classes, st.just("rdfs:subClassOf"), classes), max_size=2))
    told = [
        (draw(nodes), one, value)
        for one, found in ORDERED.items()
        for value in draw(st.lists(st.sampled_from(found), max_size=2))
    ]
    return "\n".join(f"{s} {p} {o} ." for s, p, o in typed + said + told + above)


path = st.recursive(
    predicates,
    lambda inner: st.one_of(
        # pySHACL walks the inverse of a sequence in the wrong order.
        predicates.map(lambda one: f"[ sh:inversePath {one} ]"),
        st.tuples(st.sampled_from(("zeroOrMore", "oneOrMore", "zeroOrOne")), inner).map(
            lambda x: f"[ sh:{x[0]}Path {x[1]} ]"
        ),
        st.tuples(inner, inner).map(lambda pair: f"( {pair[0]} {pair[1]} )"),
        st.tuples(inner, inner).map(lambda pair: f"[ sh:alternativePath ( {pair[0]} {pair[1]} ) ]"),
    ),
    max_leaves=3,
)
lists = st.lists(values, max_size=4).map(lambda found: f"( {' '.join(found)} )")
datatypes = st.sampled_from(
    ("xsd:integer", "xsd:byte", "xsd:decimal", "xsd:double", "xsd:date", "xsd:dateTime", "xsd:string", "xsd:boolean",
     "rdf:langString", ":datatype")
)  # fmt: skip
kinds = st.sampled_from(("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"))
languages = st.lists(st.sampled_from(('"en"', '"fr"', '"en-gb"')), max_size=2, unique=True).map(
    lambda x: f"( {' '.join(x)} )"
)
patterns = st.sampled_from(
    ('"^a"', '"b$"', '"(?=a)a"', '"[A-Z]"', '"c" ; sh:flags "i"', '"^.{3}$"', r'"\\d"', '"http"')
)
sizes = st.integers(0, 4).map(str)


def constraint(name, values):
    return values.map(lambda value: f"sh:{name} {value}")


of_values = st.one_of(
    constraint("class", classes), constraint("datatype", datatypes), constraint("nodeKind", kinds.map("sh:{}".format)),
    constraint("minLength", st.integers(1, 4).map(str)), constraint("maxLength", sizes),
    constraint("pattern", patterns), constraint("languageIn", languages), constraint("in", lists),
    constraint("hasValue", values), constraint("equals", predicates), constraint("disjoint", predicates),
)  # fmt: skip
of_properties = st.one_of(
    constraint("minCount", sizes),
    constraint("maxCount", sizes),
    constraint("uniqueLang", st.just("true")),
)


def once(constraints):
    """Leave what no shape may say twice."""
    return " ; ".join({one.split()[0]: one for one in constraints}.values())


def shape(inner):
    several = st.lists(inner, min_size=1, max_size=3).map(lambda found: f"( {' '.join(found)} )")
    without_path = inner.filter(lambda one: "sh:path" not in one.split(";")[0])
    return st.one_of(
        constraint("node", without_path),
        constraint("not", inner),
        *(constraint(name, several) for name in ("and", "or", "xone")),
        constraint("property", property_shape(inner)),
    )


def node_shape(inner):
    more = st.lists(shape(inner), max_size=1) if inner is not None else st.just([])
    return st.tuples(st.lists(of_values, min_size=1, max_size=2), more).map(lambda x: f"[ {once(x[0] + x[1])} ]")


@st.composite
def property_shape(draw, inner=None):
    found = draw(st.lists(st.one_of(of_values, of_properties), min_size=1, max_size=3))
    if inner is not None and draw(st.booleans()):
        found.append(draw(shape(inner)))
    if inner is not None and draw(st.integers(0, 5)) == 0:
        sign, limit = draw(st.sampled_from(("Min", "Max"))), draw(st.integers(0, 2))
        found.append(f"sh:qualifiedValueShape {draw(inner)} ; sh:qualified{sign}Count {limit}")
    return f"[ sh:path {draw(path)} ; {once(found)} ]"


@st.composite
def ordered_shape(draw):
    one = draw(st.sampled_from(tuple(ORDERED)))
    others = (":n", ":m") if one in (":n", ":m") else (one,)
    limits = st.sampled_from(ORDERED[one])
    names = ("minInclusive", "maxExclusive", "minExclusive", "maxInclusive")
    pairs = ("lessThan", "lessThanOrEquals", "equals", "disjoint")
    rules = [constraint(name, limits) for name in names] + [constraint(pair, st.sampled_from(others)) for pair in pairs]
    found = draw(st.lists(st.one_of(*rules, of_properties, constraint("datatype", datatypes)), min_size=1, max_size=3))
    return f"[ sh:path {one} ; {once(found)} ]"


leaf = node_shape(None)
deeper = st.one_of(leaf, node_shape(leaf), property_shape(leaf), ordered_shape())
targets = st.one_of(
    constraint("targetClass", classes), constraint("targetNode", values), constraint("targetSubjectsOf", predicates),
    constraint("targetObjectsOf", predicates),
)  # fmt: skip


@st.composite
def shapes(draw):
    found = [*draw(st.lists(targets, min_size=1, max_size=2)), once(draw(st.lists(of_values, max_size=2)))]
    found += [
        f"sh:property {one}" for one in draw(st.lists(st.one_of(property_shape(deeper), ordered_shape()), max_size=2))
    ]
    found += [draw(shape(deeper))] if draw(st.booleans()) else []
    if draw(st.integers(0, 3)) == 0:
        found.append("sh:closed true ; sh:ignoredProperties ( rdf:type )")
    return f":S a sh:NodeShape ; {' ; '.join(filter(None, found))} ."


@settings(max_examples=PAIRS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=not IS_TORTURE)
@given(graphs(), shapes())
def test_finds_what_pyshacl_finds(graph, shape):
    data, checks = quads(graph), quads(shape)
    try:
        expected = theirs(data, checks)
    except ReportableRuntimeError:  # as where sh:lessThan meets a blank node
        reject()
    assert ours(data, checks) == expected


def shipped() -> bytes:
    """Give the shapes that ship with the package as N-Quads."""
    every = [quad for _, text in resources.shapes(provenance=True) for quad in parse(text, RdfFormat.TURTLE)]
    return serialize(every, format=RdfFormat.N_QUADS)


def without_language(found):
    """Leave the language of messages out: pySHACL loses it where a query of the shapes finds the result."""
    return Counter(
        {
            (*rest, tuple(text.partition('"@')[0].rstrip('"') for text in messages)): n
            for (*rest, messages), n in found.items()
        }
    )


@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.trig")), ids=lambda path: path.stem)
def test_the_shipped_shapes_find_the_same_in_their_fixtures(path):
    data = serialize(parse(path=str(path), format=RdfFormat.TRIG), format=RdfFormat.N_QUADS)
    found = ours(data, shipped(), with_messages=True)
    assert without_language(found) == without_language(theirs(data, shipped(), with_messages=True))
    assert found


QUERIES = (
    "SELECT $this ?value WHERE { $this :p ?value FILTER (?value > 1) }",
    "SELECT DISTINCT $this WHERE { $this :p ?x ; :p ?y FILTER (?x < ?y) }",
    "SELECT $this ?value WHERE { $this :q ?value OPTIONAL { ?value :p ?n } FILTER (!BOUND(?n)) }",
    "SELECT $this ?value WHERE { $this :q ?value FILTER NOT EXISTS { ?value :q ?z FILTER (?z != $this) } }",
    "SELECT $this ?value WHERE { { $this :p ?value } UNION { ?value :q $this } }",
    "SELECT $this (?n AS ?value) { { SELECT $this (COUNT(?x) AS ?n) { $this :p ?x } GROUP BY $this } FILTER(?n > 1) }",
    "SELECT $this (COUNT(?x) AS ?value) WHERE { $this :p ?x } GROUP BY $this HAVING (COUNT(?x) > 1)",
    "SELECT $this ?value WHERE { $this :q+ ?value . ?value :q+ $this }",
    "SELECT $this ?path ?value WHERE { $this ?path ?value FILTER (?path IN (:p, :q)) }",
    "SELECT $this ?value WHERE { $this :q ?value BIND ($this AS ?that) FILTER (?that != ?value) }",
    "SELECT $this ?value WHERE { ?value :q ?x FILTER ($this = ?x) }",
    "SELECT * WHERE { $this :q ?value }",
    "SELECT $this ?value WHERE { $this :p ?value } ORDER BY ?value LIMIT 1",
)
CONNECTED = ":a a :C ; :p 1, 2 ; :q :b, :c . :b a :C ; :p 3 ; :q :a . :c a :C ; :q :c, :d . :d :p 1 . :e a :C ."


@pytest.mark.parametrize("query", QUERIES)
def test_queries_find_what_pyshacl_finds(query):
    declared = '<urn:p> sh:declare [ sh:prefix "" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .'
    shape = quads(f'{declared} :S sh:targetClass :C ; sh:sparql [ sh:prefixes <urn:p> ; sh:select "{query}" ] .')
    found = ours(quads(CONNECTED), shape)
    assert found == theirs(quads(CONNECTED), shape)
    assert found
