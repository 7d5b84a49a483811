"""The shapes as a text: sound SHACL, of one style, and in step with the ontology and the mappers."""

import random
import re
from datetime import date, timedelta
from importlib.resources import files as resource
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat

from gdec import resources, terms
from gdec.validate import read_shapes, shipped, validate

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "shapes").rglob("*.ttl"))
KEYS = ["path", "name", "description", "RULE", "minCount", "maxCount", "severity", "message"]


def quads(data=None):
    return list(pyoxigraph.parse(data or shipped(provenance=True), RdfFormat.N_QUADS))


def ontology():
    return list(pyoxigraph.parse(resources.ontology(), RdfFormat.TURTLE))


def names(path):
    return path.stem


def blocks(path):
    """Split a file into its property shapes: the name of each and its lines at the outer level."""
    for block in re.split(r"\n\n", path.read_text(encoding="utf-8")):
        if found := re.search(r"^gdecsh:([\w-]+) a sh:PropertyShape ;\n", block, re.MULTILINE):
            yield found[1], re.findall(r"^    (\w+):(\w+)", block[found.end() :], re.MULTILINE)


def test_the_shapes_are_as_shacl_has_them():
    meta = pyoxigraph.parse((resource("pyshacl") / "assets" / "shacl-shacl.ttl").read_bytes(), RdfFormat.TURTLE)
    shapes_for_shapes = pyoxigraph.serialize(meta, format=RdfFormat.N_QUADS)
    assert validate(shipped(provenance=True), shapes_for_shapes, engine="both").results == ()


@pytest.mark.parametrize("path", FILES, ids=names)
def test_each_file_stands_on_its_own(path):
    assert read_shapes([path])


@pytest.mark.parametrize("path", FILES, ids=names)
def test_property_shapes_have_their_keys_in_one_order(path):
    for shape, keys in blocks(path):
        order = [KEYS.index(key) if key in KEYS else KEYS.index("RULE") for prefix, key in keys if prefix == "sh"]
        assert order == sorted(order), shape
        assert {"path", "name", "description", "severity", "message"} <= {key for _, key in keys}, shape


def test_property_shapes_are_named_after_the_shape_they_belong_to():
    sh = terms.PREFIXES["sh"]
    for quad in quads():
        if quad.predicate.value == f"{sh}property" and isinstance(quad.subject, NamedNode):
            assert quad.object.value.startswith(f"{quad.subject.value}-")


def test_messages_are_in_english_and_show_what_is_right():
    for quad in quads():
        if quad.predicate.value == f"{terms.PREFIXES['sh']}message":
            assert quad.object.language == "en"
            assert re.search(r"\w+:\w+|\d{4}-\d\d", quad.object.value), quad.object.value


def test_every_mapper_has_shapes_of_its_name():
    mappers = {path.stem for path in (ROOT / "mappers").glob("*.py")} - {"__init__"}
    assert mappers <= {path.stem for path in (ROOT / "shapes").glob("*.ttl")}


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ("CountShape-comparator", "Comparator"),
        ("ParticipationShape-part", "ParticipationPart"),
        ("PlaceShape-placeType", "PlaceType"),
        ("StatementShape-kind", "StatementKind"),
    ],
)
def test_lists_of_concepts_are_those_of_the_ontology(shape, kind):
    text = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    listed = re.search(rf"gdecsh:{shape} a sh:PropertyShape ;.*?sh:in \( (.*?) \)", text, re.DOTALL)[1]
    is_a = NamedNode(terms.TYPE[1:-1]), NamedNode(f"{terms.GDEC}{kind}")
    concepts = {str(quad.subject) for quad in ontology() if (quad.predicate, quad.object) == is_a}
    assert set(map(terms.term, listed.split())) == concepts


def test_every_sort_of_count_is_known_to_the_shapes_of_events_and_counts():
    counts = {
        quad.subject.value
        for quad in ontology()
        if quad.predicate.value.endswith("#subPropertyOf") and quad.object.value == f"{terms.GDEC}hasCount"
    }
    for name, shape in (("event.ttl", "EventShape-count"), ("count.ttl", "CountShape-event")):
        block = re.search(
            rf"gdecsh:{shape} a .*?sh:name", (ROOT / "shapes" / name).read_text(encoding="utf-8"), re.DOTALL
        )
        assert counts < {terms.term(found)[1:-1] for found in re.findall(r"gdec:\w+Count", block[0])}, shape


def test_every_domain_class_is_known_to_the_shape_of_things():
    sh = terms.PREFIXES["sh"]
    targets = {}
    for quad in quads(shipped()):
        if quad.predicate.value == f"{sh}targetClass":
            targets.setdefault(quad.subject.value.partition("#")[2], set()).add(quad.object.value)
    parents = {
        quad.subject.value: quad.object.value
        for quad in ontology()
        if quad.predicate.value.endswith("#subClassOf") and quad.object.value.startswith(terms.GDEC)
    }
    things = targets.pop("ThingShape")
    assert {parents.get(name, name) for names in targets.values() for name in names} <= things


def test_durations_are_worked_out_alike_here_and_in_oxigraph():
    """Subtracting dates is no SPARQL 1.1: the rule reckons with numbers, over leap years and turns of the century."""
    event = (ROOT / "shapes" / "event.ttl").read_text(encoding="utf-8")
    rule = re.search(r"EventShape-durationFitsDates a .*?\"\"\"(.*?)\"\"\"", event, re.DOTALL)[1]
    chance = random.Random(2031)
    store, wrong = pyoxigraph.Store(), set()
    for number in range(150):
        first = date(chance.choice([1899, 1900, 1999, 2000, 2031, 2100]), chance.choice([1, 2, 3, 12]), 1)
        first += timedelta(chance.randrange(31))
        days = chance.randrange(1, 800)
        said = days + chance.choice([0, 0, 1, -1])
        me = NamedNode(f"urn:{number}")
        for predicate, text, datatype in (
            ("schema:startDate", first.isoformat(), "xsd:date"),
            ("schema:endDate", (first + timedelta(days - 1)).isoformat(), "xsd:date"),
            ("gdec:durationInDays", str(said), "xsd:integer"),
        ):
            value = Literal(text, datatype=NamedNode(terms.term(datatype)[1:-1]))
            store.add(pyoxigraph.Quad(me, NamedNode(terms.term(predicate)[1:-1]), value))
        if said != days:
            wrong.add(me.value)
    found = {row["this"].value for row in store.query(rule, prefixes=terms.PREFIXES)}
    assert found == wrong
    results = validate(store.dump(format=RdfFormat.N_QUADS) + typed(150), engine="both").results
    assert {
        result.focus[1:-1] for result in results if result.shape.endswith("#EventShape-durationFitsDates>")
    } == wrong


def typed(count):
    return "".join(f"<urn:{n}> {terms.TYPE} {terms.term('gdec:Event')} .\n" for n in range(count)).encode()


def test_every_property_that_the_mappers_write_is_known_to_a_shape():
    written = set()
    for path in sorted((ROOT / "mappers").glob("*.py")):
        for name in re.findall(r"terms\.([A-Z][A-Z_]+)\b", path.read_text(encoding="utf-8")):
            term = getattr(terms, name)
            if isinstance(term, str) and re.search(r"[/#][a-z]\w*>$", term) and "rule-" not in term:
                written.add(term[1:-1])
    of_shapes = {
        term.value for quad in quads() for term in (quad.predicate, quad.object) if isinstance(term, NamedNode)
    }
    assert written <= of_shapes
